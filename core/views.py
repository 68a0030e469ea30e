"""What every page view stands on."""

import sys
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from core.charts import Chart
from core.errors import RuleBroken
from core.forms import GalleryForm
from core.models import OutboxMail
from core.samples import gallery_samples


class PermissionMixin:
    """Asks the one permission a view declares, of what it is about (`get_permission_object`, else the council)."""

    permission: str
    request: Any
    http_method_names: Sequence[str] = ["get", "head", "post", "options"]

    def get_permission_object(self) -> Any:
        """What the permission is asked for."""
        return self.request.authority

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission, self.get_permission_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin: View comes after it


class ServiceFormMixin:
    """A form page whose form calls one service. What the service refuses becomes an error of the form."""

    request: Any

    def perform(self, form: Any) -> HttpResponse:
        """Call the service with the cleaned form and answer."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return self.perform(form)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return]  # from FormView

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        form = context.get("form")
        if form is not None and form.is_bound and form.errors:
            kwargs.setdefault("status", 400)
        return super().render_to_response(context, **kwargs)  # type: ignore[misc, no-any-return]  # from FormView


class StaffOnlyMixin:
    """For those who run the installation."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_staff:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin: View comes after it


@method_decorator(login_not_required, name="dispatch")
class OpenPage(TemplateView):
    """A page for everybody, signed in or not."""


class Gallery(StaffOnlyMixin, TemplateView):
    """Every component in every state: `?state=error` and `?state=conflict` show the two that a page has at times."""

    template_name = "core/gallery.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.request.GET.get("state", "")
        form = GalleryForm({}) if state == "error" else GalleryForm(initial={"rag": "amber"})
        samples = gallery_samples()
        chart = Chart(**samples.pop("chart"))
        return super().get_context_data(**kwargs, **samples, chart=chart, form=form, state=state)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that was sent from elsewhere or after its session ended."""
    return render(request, "403_csrf.html", status=403)


@method_decorator(login_not_required, name="dispatch")
class Outbox(TemplateView):
    """The demo's mail, open to all, so that whoever tries the demo can read their sign-in code. Not there otherwise."""

    template_name = "core/outbox.html"
    shown = 50

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not settings.DEMO:
            raise Http404("Only the demo keeps its mail.")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, mails=OutboxMail.objects.order_by("-pk")[: self.shown])


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault: when the database does not answer, one that says when to come back."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "10"})
    return HttpResponse(render_to_string("500.html"), status=500)
