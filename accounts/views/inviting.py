"""Inviting many people from a pasted list: paste, look at what was understood, send."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView

from accounts import pasted_people
from accounts.forms import InviteManyForm
from accounts.permissions import Perm, Role
from accounts.services import many_invitations, people
from accounts.services.many_invitations import Outcome
from core.views import PermissionMixin, ServiceFormMixin


class InviteMany(PermissionMixin, ServiceFormMixin, FormView):
    """The list as it was pasted, beside what would come of each line."""

    permission = Perm.MANAGE_PEOPLE
    template_name = "accounts/invite_many.html"
    form_class = InviteManyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        with_administrator = people.may_touch_administrators(self.request.authority, self.request.user)
        return super().get_form_kwargs() | {"with_administrator": with_administrator}

    def perform(self, form: Any) -> HttpResponse:
        lines = pasted_people.read(form.cleaned_data["people"], form.cleaned_data["role"])
        about = {"authority": self.request.authority, "lines": lines, "by": self.request.user}
        checked = many_invitations.check(**about)
        counts = _counts(checked)
        if form.cleaned_data["send"] and not counts["wrong"]:
            done = _counts(many_invitations.invite(**about))["new"]
            said = "1 person. A mail is" if done == 1 else f"{done} people. A mail to each is"
            messages.success(self.request, f"Invited {said} on its way.")
            return redirect("accounts:people", authority=self.request.authority.slug)
        if counts["wrong"]:
            form.add_error("people", many_invitations.wrong_lines(counts["wrong"]))
        elif not checked:
            form.add_error("people", many_invitations.NOBODY)
        rows = [_row(outcome) for outcome in checked]
        return self.render_to_response(self.get_context_data(form=form, outcomes=rows, counts=counts))


def _counts(outcomes: list[Outcome]) -> dict[str, int]:
    return {
        "new": sum(one.is_new for one in outcomes),
        "left_out": sum(bool(one.left_out) for one in outcomes),
        "wrong": sum(bool(one.fault) for one in outcomes),
    }


def _row(outcome: Outcome) -> dict[str, Any]:
    role = Role(outcome.line.role).label if outcome.line.role else "–"
    return {"line": outcome.line, "fault": outcome.fault, "left_out": outcome.left_out, "role": role}
