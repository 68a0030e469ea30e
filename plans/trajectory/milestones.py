"""The milestones of a plan: each date that counts, with the day agreed, the day forecast now, the day done."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from plans import rules
from plans.models import Action, ActionDate, Baseline, BaselineDate, DeliveryArea, Plan
from plans.trajectory.months import Milestone, Trajectory, of_milestones

COLUMNS = (
    "pk", "action_id", "kind", "start", "end", "queried", "done_on", "removed_at", "action__archived_at", "agreed",
)  # fmt: skip


def of_plan(plan: Plan, *, on: date, area: DeliveryArea | None = None) -> Trajectory:
    """The trajectory of a plan's delivery actions, or of one area. One query."""
    actions = Q(action__plan=plan, action__kind=Action.Kind.DELIVERY)
    if area is not None:
        actions &= Q(action__area=area)
    return of_milestones(read(plan, actions, on=on), on=on, tracked=plan.is_tracked)


def of_action(action: Action, *, on: date) -> Trajectory:
    """The trajectory of one action. One query."""
    return of_milestones(read(action.plan, Q(action=action), on=on), on=on, tracked=action.plan.is_tracked)


def read(plan: Plan, wanted: Q, *, on: date) -> list[Milestone]:
    """The milestones among these dates (a condition on dates), in one query.

    The agreed plan is frozen: a date that left the words, or whose action was archived, stays in it without a forecast.
    """
    days = ActionDate.objects.filter(wanted).annotate(agreed=agreed_day(plan)).order_by("pk")
    found = (_milestone(row, on) for row in days.values_list(*COLUMNS, named=True))
    return [each for each in found if each is not None]


def agreed_day(plan: Plan) -> Subquery:
    """The last day that the newest baseline of a plan holds for a date."""
    newest = Baseline.objects.filter(plan=plan).order_by("-number").values("pk")[:1]
    return Subquery(BaselineDate.objects.filter(date=OuterRef("pk"), baseline=Subquery(newest)).values("end")[:1])


def _milestone(row: Any, on: date) -> Milestone | None:
    """A stored date as a milestone; None when it neither counts nor was agreed."""
    here = row.removed_at is None and row.action__archived_at is None and rules.is_countable(row)
    if not here and row.agreed is None:
        return None
    done = rules.done_day(row, on=on) if here or row.done_on else None
    return Milestone(row.pk, row.action_id, row.agreed, row.end if here else None, done)
