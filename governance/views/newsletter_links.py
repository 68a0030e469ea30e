"""A reader's own link, without an account: choose the form of the newsletter, or leave it with one press."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, View

from accounts.models import User
from core.views import ServiceFormMixin
from governance.forms.newsletters import ChoiceForm
from governance.models import Subscriber
from governance.services import subscribers


@method_decorator(login_not_required, name="dispatch")
class NewsletterLink(ServiceFormMixin, FormView):
    """The choices of whoever holds the link of a newsletter. Looking at it changes nothing."""

    template_name = "governance/newsletters/link.html"
    form_class = ChoiceForm
    http_method_names = ["get", "head", "post", "options"]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.reader = reader_or_404(kwargs["token"])

    def get_initial(self) -> dict[str, Any]:
        return {"form": "" if self.reader.left_at else self.reader.form}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, reader=self.reader, saved="saved" in self.request.GET)

    def perform(self, form: Any) -> HttpResponse:
        subscribers.choose(subscriber=self.reader, form=form.cleaned_data["form"], by=User.objects.system())
        return redirect(f"{self.request.path}?saved")


@method_decorator([login_not_required, csrf_exempt], name="dispatch")
class NewsletterStop(View):
    """The one press a mail program offers. Only what such a program sends counts; a person is led to the choices."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: Any, token: str) -> HttpResponse:
        """Show the choices instead: an address that is merely opened changes nothing."""
        reader_or_404(token)
        return redirect("newsletter_link", token=token)

    def post(self, request: Any, token: str) -> HttpResponse:
        """Leave the list, whoever presses it twice too."""
        reader = reader_or_404(token)
        if request.POST.get("List-Unsubscribe") != "One-Click":
            return HttpResponseBadRequest("This address takes what a mail program sends to unsubscribe.")
        subscribers.choose(subscriber=reader, form="", by=User.objects.system())
        return HttpResponse("You will not get the newsletter any more.", content_type="text/plain; charset=utf-8")


def reader_or_404(token: str) -> Subscriber:
    """Whose link this is; an altered one is nobody's."""
    found = subscribers.subscriber_of(token)
    if found is None:
        raise Http404("No such link.")
    return found
