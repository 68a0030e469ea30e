"""Saying how one action stands by the link of a reminder, without an account."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from accounts.models import Person, User
from accounts.services import reminders as switch
from core.errors import StaleVersion
from core.views import ServiceFormMixin
from plans.forms.updates import UpdateForm
from plans.models import Action, RagUpdate
from plans.services import reminders, updates
from plans.views.updates import form_context, shown


class HeldLink:
    """The action and the person of the link in the address; a page of its own when the link has ended."""

    action: Action
    person: Person

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        found = reminders.read_say_token(kwargs["token"], request.authority)
        response: Any
        if found is None:
            response = render(request, "plans/say_ended.html", status=410)
        else:
            self.action, self.person = found
            response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin: View comes after it
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


@method_decorator(login_not_required, name="dispatch")
class SayByLink(HeldLink, ServiceFormMixin, FormView):
    """One action and its rating for whoever holds the link. Looking at it changes nothing."""

    template_name = "plans/say.html"
    form_class = UpdateForm
    http_method_names = ["get", "head", "post", "options"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"action": self.action, "people": None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"back_url": self.request.path, "person": self.person, "saved": "saved" in self.request.GET}
        made = form_context(self.request, self.action) | own | {"switch_url": switch.url(self.person)}
        context = super().get_context_data(**made | kwargs)
        context["form"].tell(context["open_date"])
        return context

    def perform(self, form: Any) -> HttpResponse:
        seen, system = form.cleaned_data["seen"], User.objects.system()
        try:
            updates.update_rag(
                action=self.action, said=form.said(), seen=seen, by=system,
                said_by=self.person, source=RagUpdate.Source.LINK,
            )  # fmt: skip
        except StaleVersion as stale:
            return self.conflict(form, stale.theirs)
        return HttpResponseRedirect(f"{self.request.path}?saved")

    def conflict(self, form: Any, theirs: Any) -> HttpResponse:
        """Both texts, nothing lost; saving again from here has seen theirs."""
        self.action.refresh_from_db()
        form.data = form.data.copy()
        form.data["seen"] = self.action.latest_id or ""
        mine = {"rag": form.cleaned_data["rag"], "text": form.cleaned_data["comment"]}
        return self.render_to_response(self.get_context_data(form=form, theirs=shown(theirs), mine=mine), status=412)
