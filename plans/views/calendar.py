"""The calendar of a plan, month by month."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from plans import months, rows
from plans.filters import COMMUNICATIONS, PlanFilter
from plans.models import Action, Participation, Plan, leads
from plans.views.find import find_plan, plan_url

MINE = "mine"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class CalendarPage(PermissionMixin, TemplateView):
    """One month of a plan’s dates, of one area, lead or workstream when asked: a grid, or a list at narrow."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, on = find_plan(self.request, self.kwargs["slug"]), timezone.localdate()
        wanted = PlanFilter.read(self.request.GET)
        month = months.read(self.request.GET.get("month", ""), on)
        found = months.of_actions(chosen(plan, wanted, self.request.user, on), month, on=on)
        narrowed = wanted.area or wanted.lead or wanted.workstream
        return super().get_context_data(
            **kwargs, plan=plan, plan_url=plan_url(plan), month=month, page=found, wanted=wanted, day_names=DAYS,
            before=month.later(-1), after=month.later(1), today=months.Month(on.year, on.month), narrowed=narrowed,
            choices=choices(plan),
        )  # fmt: skip


def chosen(plan: Plan, wanted: PlanFilter, user: Any, on: Any) -> QuerySet[Action]:
    """The actions whose dates are shown; "mine" are those this person leads."""
    lead = "" if wanted.lead == MINE else wanted.lead
    only = PlanFilter(area=wanted.area, lead=lead, workstream=wanted.workstream)
    actions = only.apply(plan.actions.live(), plan=plan, on=on)
    if wanted.lead != MINE:
        return actions
    led = Participation.objects.filter(leads(user), action__plan=plan)
    return actions.filter(pk__in=led.values("action_id"))


def choices(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """What the three selects offer. Two queries."""
    areas = [(area.code, str(area)) for area in plan.deliveryareas.live().order_by("position", "pk")]
    found = rows.with_lead(plan.actions.live()).order_by().values_list(*rows.LEAD_COLUMNS, "workstream").distinct()
    named = [(rows.lead_of(names), workstream) for *names, workstream in found]
    who, streams = ([(name, name) for name in sorted({each[at] for each in named} - {""})] for at in (0, 1))
    return {
        "area": [("", "All areas"), *areas, (COMMUNICATIONS, "Communications activities")],
        "lead": [("", "Everyone"), (MINE, "Mine: what I lead"), *who],
        "workstream": [("", "All workstreams"), *streams] if streams else [],
    }
