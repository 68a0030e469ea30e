"""How often somebody is written to: a page of one's own, and the same without an account through a signed link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, View

from accounts.forms import RemindersForm
from accounts.models import Person
from accounts.permissions import Perm
from accounts.services import reminders
from core.views import PermissionMixin, ServiceFormMixin


class MyReminders(PermissionMixin, ServiceFormMixin, FormView):
    """For somebody who is signed in: how often the council may write to them."""

    permission = Perm.VIEW_PLAN
    template_name = "accounts/reminders.html"
    form_class = RemindersForm

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person: Any = None
        if getattr(request, "authority", None) is not None:
            self.person = reminders.own_person(request.authority, request.user)

    def get_initial(self) -> dict[str, Any]:
        return {"reminders": self.person.reminders if self.person else Person.Reminders.DAILY}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, person=self.person)

    def perform(self, form: Any) -> HttpResponse:
        if self.person is None:
            messages.error(
                self.request, "The plans do not name you, so nobody writes to you. Nothing has been changed."
            )
        else:
            reminders.choose(person=self.person, how_often=form.cleaned_data["reminders"], by=self.request.user)
            messages.success(self.request, "Saved how often we write to you.")
        return redirect("accounts:reminders", authority=self.request.authority.slug)


@method_decorator(login_not_required, name="dispatch")
class RemindersLink(ServiceFormMixin, FormView):
    """The same for whoever holds the link of a mail, without an account. Looking at it changes nothing."""

    template_name = "accounts/reminders_link.html"
    form_class = RemindersForm
    http_method_names = ["get", "head", "post", "options"]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = person_or_404(kwargs["token"])

    def get_initial(self) -> dict[str, Any]:
        return {"reminders": self.person.reminders}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, person=self.person, saved="saved" in self.request.GET)

    def perform(self, form: Any) -> HttpResponse:
        person, chosen = self.person, form.cleaned_data["reminders"]
        reminders.choose(person=person, how_often=chosen, by=reminders.acting_for(person))
        return redirect(f"{self.request.path}?saved")


@method_decorator([login_not_required, csrf_exempt], name="dispatch")
class StopReminders(View):
    """The one press a mail program offers. Only what such a program sends counts; a person is led to the choices."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: Any, token: str) -> HttpResponse:
        """Show the choices instead: an address that is merely opened changes nothing."""
        person_or_404(token)
        return redirect("reminders_link", token=token)

    def post(self, request: Any, token: str) -> HttpResponse:
        """Never write again, whoever presses it twice too."""
        person = person_or_404(token)
        if request.POST.get("List-Unsubscribe") != "One-Click":
            return HttpResponseBadRequest("This address takes what a mail program sends to unsubscribe.")
        reminders.choose(person=person, how_often=Person.Reminders.OFF, by=reminders.acting_for(person))
        return HttpResponse("You will get no more of these mails.", content_type="text/plain; charset=utf-8")


def person_or_404(token: str) -> Person:
    """Whom a link belongs to; an altered one belongs to nobody."""
    person = reminders.person_of(token)
    if person is None:
        raise Http404("No such link.")
    return person
