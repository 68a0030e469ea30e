"""Locking a period: for good, with everything as it stood."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit, hooks
from core.errors import RuleBroken
from plans import rounds, snapshots
from plans.models import ReportingPeriod
from plans.services.plans import lock_plan
from plans.services.rounds.answers import lock_open

State = ReportingPeriod.State


@transaction.atomic
def lock_period(*, period: ReportingPeriod, on: date, by: Any, at: datetime | None = None) -> ReportingPeriod:
    """Freeze a period with its snapshot; an open round is closed by it. Afterwards nothing writes to it again.

    Refused while an answer lacks what `rules.wanting` asks for. Who said nothing is recorded as having given no answer.
    """
    plan = lock_plan(period.plan)
    rows = ReportingPeriod.objects.select_for_update(of=("self",)).select_related("plan__authority")
    stored: ReportingPeriod = rows.get(pk=period.pk)
    if stored.state == State.LOCKED:
        return stored
    period, now = lock_open(stored), at or timezone.now()
    if period.state == State.PLANNED:
        raise RuleBroken("This round has not been opened yet, so there is nothing to lock.")
    list(period.answers.select_for_update(of=("self",)))  # an update that is being saved comes first, and counts
    _refuse_wanting(period, on)
    period.closed_at = period.closed_at or now
    period.snapshot = snapshots.of_period(period, on=on, at=now)
    period.save(update_fields=["closed_at", "snapshot"])
    changes = {"state": State.LOCKED, "locked_at": now, "locked_by": by}
    audit.save_changes(period, changes, verb="locked", authority=plan.authority, by=by)
    hooks.tell("period.locked", _payload(period), authority=plan.authority, by=by)
    return period


def _refuse_wanting(period: ReportingPeriod, on: date) -> None:
    refs = [row.ref for row in rounds.rows(period, on=on) if row.lacks]
    if refs:
        raise RuleBroken(f"These answers still lack a path to green or a word on help: {', '.join(refs)}.")


def _payload(period: ReportingPeriod) -> dict[str, Any]:
    frozen = period.snapshot or {}
    return {
        "plan": period.plan.slug,
        "period": period.slug,
        "title": period.title,
        "locked_at": period.locked_at.isoformat() if period.locked_at else None,
        "asked": frozen["asked"],
        "answered": frozen["answered"],
        "ratings": frozen["ratings"],
    }
