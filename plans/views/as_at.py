"""A plan and an action as they were on the evening of a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.daywords import NotADay, read_day
from core.views import PermissionMixin
from plans import as_at
from plans.changes.net import say
from plans.views.find import find_action, find_plan, link, plan_url

COMMUNICATIONS = "Communications activities"


@dataclass(frozen=True, slots=True)
class Evening:
    """The day that was asked for; yesterday when none was. `error` says what makes no sense."""

    day: date
    typed: str = ""
    error: str = ""


def read(typed: str, on: date) -> Evening:
    """The day in an address. A day to come is no earlier day."""
    typed = typed[:40].strip()
    if not typed:
        return Evening(on)
    try:
        day = read_day(typed)
    except NotADay as refusal:
        return Evening(on, typed, str(refusal))
    return Evening(day, typed) if day <= on else Evening(on, typed, "Enter today or an earlier day")


class PlanAsAt(PermissionMixin, TemplateView):
    """The plan as it was: its actions with ratings, sentences, dates and leads of that evening."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/as_at/plan.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = find_plan(self.request, self.kwargs["slug"])
        asked = read(self.request.GET.get("as_at", ""), timezone.localdate())
        then = as_at.plan_as_at(plan, as_at.end_of(asked.day))
        return super().get_context_data(
            **kwargs, plan=plan, plan_url=plan_url(plan), asked=asked, page_error=asked.error, then=then,
            state=dict(plan.State.choices)[then.state] if then else "", groups=grouped(then.actions if then else []),
        )  # fmt: skip


class ActionAsAt(PermissionMixin, TemplateView):
    """One action as it was."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/as_at/action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action = find_action(self.request, self.kwargs["slug"], self.kwargs["ref"])
        asked = read(self.request.GET.get("day", ""), timezone.localdate())
        then = as_at.action_as_at(action, as_at.end_of(asked.day))
        return super().get_context_data(
            **kwargs, plan=action.plan, plan_url=plan_url(action.plan), action=action, asked=asked,
            action_url=link("plans:action", action.plan, ref=action.ref), page_error=asked.error, then=then,
            dates=said(then.dates) if then else [],
        )  # fmt: skip


def grouped(rows: list[as_at.ActionThen]) -> list[tuple[str, list[tuple[as_at.ActionThen, list[str]]]]]:
    """The actions by the area they stood in, each with its dates in words."""
    found: dict[str, list[tuple[as_at.ActionThen, list[str]]]] = {}
    for row in rows:
        name = COMMUNICATIONS if row.kind == "communication" else row.area
        found.setdefault(name, []).append((row, said(row.dates)))
    return list(found.items())


def said(days: list[as_at.DateThen]) -> list[str]:
    """Dates in words, with what was known of them: "5 March 2027, done", "21–15 May, queried"."""
    return [say(day) + (", queried" if day.queried else ", done" if day.done_on else "") for day in days]
