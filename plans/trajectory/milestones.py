"""The milestones of a plan: each date that counts, with the day agreed, the day forecast now, the day done."""

from datetime import date
from typing import Any

from django.db.models import Max, Q, Subquery

from plans import rules
from plans.models import Action, ActionDate, Baseline, BaselineDate, DeliveryArea, Plan
from plans.trajectory.months import Milestone, Trajectory, of_milestones


def of_plan(plan: Plan, *, on: date, area: DeliveryArea | None = None) -> Trajectory:
    """The trajectory of a plan's delivery actions, or of one area. Two queries."""
    actions = Q(action__plan=plan, action__kind=Action.Kind.DELIVERY)
    if area is not None:
        actions &= Q(action__area=area)
    return of_milestones(read(plan, actions, on=on), on=on, tracked=plan.is_tracked)


def of_action(action: Action, *, on: date) -> Trajectory:
    """The trajectory of one action. Two queries."""
    return of_milestones(read(action.plan, Q(action=action), on=on), on=on, tracked=action.plan.is_tracked)


def read(plan: Plan, actions: Q, *, on: date) -> list[Milestone]:
    """The milestones of these actions (a condition on dates), in two queries.

    The agreed plan is frozen: a date that left the words, or whose action was archived, stays in it without a forecast.
    """
    newest = Baseline.objects.filter(plan=plan).values("plan").annotate(last=Max("number")).values("last")
    frozen = BaselineDate.objects.filter(_of_date(actions), baseline__plan=plan, baseline__number=Subquery(newest))
    agreed = {pk: (end, action_id) for pk, end, action_id in frozen.values_list("date_id", "end", "date__action_id")}
    days = ActionDate.objects.filter(actions, action__archived_at=None, removed_at=None)
    rows = days.values_list("pk", "action_id", "kind", "start", "end", "queried", "done_on", named=True)
    found = [_milestone(row, agreed.pop(row.pk, (None, 0))[0], on) for row in rows.order_by("pk")]
    gone = [Milestone(pk, action_id, end, None, None) for pk, (end, action_id) in agreed.items()]
    return [each for each in found if each is not None] + gone


def _milestone(row: Any, agreed: date | None, on: date) -> Milestone | None:
    """A stored date as a milestone; None when it neither counts nor was agreed."""
    counts = rules.is_countable(row)
    if not counts and agreed is None:
        return None
    return Milestone(row.pk, row.action_id, agreed, row.end if counts else None, rules.done_day(row, on=on))


def _of_date(actions: Q) -> Q:
    """A condition on dates, asked of the dates of a baseline."""
    return Q(date__in=ActionDate.objects.filter(actions))
