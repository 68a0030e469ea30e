"""What nobody looks after, and what can be done about it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts.models import Person
from accounts.permissions import Perm
from core.errors import RuleBroken
from core.views import PermissionMixin
from plans import neglect, rounds
from plans.services import reminders
from plans.views.find import find_plan, link, plan_url


class NeglectPage(PermissionMixin, TemplateView):
    """No lead, never updated, stale, silent leads; and whether it gets better or worse."""

    permission = Perm.VIEW_EVERY_PLAN
    template_name = "plans/neglect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = find_plan(self.request, self.kwargs["slug"])
        on = timezone.localdate()
        found, months = neglect.of_plan(plan, on), neglect.ageing(plan, on)
        groups = [
            ("No lead", "no-lead", found.no_lead, "lead/", "Name a lead"),
            ("Never updated", "never", found.never, "update/", "Update"),
            (f"No update for {plan.stale_after_days} days", "stale", found.stale, "update/", "Update"),
        ]
        lines = {name: neglect.sparkline([getattr(month, name) for month in months]) for name in neglect.COUNTED}
        shown = {"groups": groups, "silent": found.silent, "months": months, "lines": lines, "on": on}
        said = {"finding": found.finding(plan.stale_after_days), "open_round": rounds.open_period(plan)}
        return super().get_context_data(**kwargs, **shown, **said, plan=plan, plan_url=plan_url(plan))


class RemindLead(PermissionMixin, View):
    """Write to one lead of whom nothing is heard."""

    permission = Perm.RUN_ROUNDS
    http_method_names = ["post"]

    def post(self, request: Any, slug: str, pk: int) -> HttpResponse:
        """Do it, and go back to the page."""
        plan = find_plan(request, slug)
        person = get_object_or_404(Person.objects.in_authority(request.authority).select_related("user"), pk=pk)
        try:
            reminders.remind(plan=plan, person=person, on=timezone.localdate(), by=request.user)
        except RuleBroken as refusal:
            messages.error(request, f"{refusal.message} Nothing has been changed.")
        else:
            messages.success(request, f"A mail to {person.name} is on its way.")
        return redirect(link("plans:neglect", plan))
