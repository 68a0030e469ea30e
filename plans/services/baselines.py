"""The agreed plan: its dates frozen when it comes into force, and frozen anew by a manager's recorded decision."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from core import audit
from core.errors import RuleBroken
from plans import rules
from plans.models import ActionDate, Baseline, BaselineDate, Plan


def freeze(*, plan: Plan, by: Any, reason: str = "", at: datetime | None = None) -> Baseline | None:
    """Freeze the days of a plan's dates as they are. None, and nothing frozen, while no date has a day.

    To be called with the plan locked, in the transaction of what asks for it.
    """
    days = [day for day in _dates(plan) if rules.is_countable(day)]
    if not days:
        return None
    last = plan.baselines.aggregate(last=Max("number"))["last"] or 0
    made = Baseline.objects.create(plan=plan, number=last + 1, reason=reason.strip(), by=by, at=at or timezone.now())
    BaselineDate.objects.bulk_create(
        BaselineDate(baseline=made, date=day, start=day.start or day.end, end=day.end) for day in days
    )
    after = {"baseline": made.number, "dates": len(days), "reason": made.reason}
    audit.record("agreed the dates of", plan, authority=plan.authority, by=by, after=after)
    return made


@transaction.atomic
def freeze_first(*, plan: Plan, by: Any) -> Baseline | None:
    """The baseline of the day a plan comes into force; None when it has one already, or no dates yet."""
    return None if plan.baselines.exists() else freeze(plan=plan, by=by, reason="The plan came into force")


@transaction.atomic
def rebaseline(*, plan: Plan, reason: str, seen: int, by: Any) -> Baseline:
    """Measure from now on against the dates as they are today: a decision, kept with its reason.

    `seen` is the number of the baseline the manager was looking at, 0 when there was none.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("authority").get(pk=plan.pk)
    if not reason.strip():
        raise RuleBroken("Say why the dates are agreed anew.", "reason")
    if not plan.is_tracked:
        raise RuleBroken("Only a plan in force has agreed dates. Put it in force first.")
    if (plan.baselines.aggregate(last=Max("number"))["last"] or 0) != seen:
        raise RuleBroken("Somebody agreed the dates anew meanwhile. Look at what differs now.")
    made = freeze(plan=plan, by=by, reason=reason)
    if made is None:
        raise RuleBroken("No date of this plan has a day yet.")
    return made


def of_plan(plan: Plan) -> list[Baseline]:
    """The baselines of a plan, newest first, each with how many dates it holds (`dates_held`)."""
    rows = plan.baselines.select_related("by").annotate(dates_held=Count("dates"))
    return list(rows.order_by("-number"))


def _dates(plan: Plan) -> Any:
    return ActionDate.objects.filter(action__plan=plan, action__archived_at=None, removed_at=None).order_by("pk")
