"""Since when a reader wants to know: read from the address, whatever it holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.daywords import NotADay, read_day, say_day, say_moment
from plans.as_at import end_of, start_of
from plans.changes.net import KINDS
from plans.models import Plan, ReportingPeriod

USUAL = timedelta(days=30)
OVER = (ReportingPeriod.State.LOCKED, ReportingPeriod.State.CLOSED)
LONGEST = 40
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]")


@dataclass(frozen=True, slots=True)
class Asked:
    """Since which moment, in which words, and only which kind of change. `error` says what makes no sense."""

    moment: datetime
    words: str
    kind: str = ""
    period: str = ""
    typed: str = ""
    error: str = ""


def read(query: Mapping[str, str], periods: Sequence[ReportingPeriod], now: datetime) -> Asked:
    """What the address asks for; without anything, since the last period that is over, or for 30 days."""
    kind = query.get("kind", "")
    kind = kind if kind in (*KINDS, "plan") else ""
    typed, slug = query.get("since", "")[:LONGEST].strip(), query.get("period", "")
    if typed:
        return _since(typed, kind, periods, now)
    named = next((period for period in periods if period.slug == slug), None)
    moment, words, chosen = _from_period(named) if named else usual(periods, now)
    return Asked(moment, words, kind, chosen)


def usual(periods: Sequence[ReportingPeriod], now: datetime) -> tuple[datetime, str, str]:
    """Since the end of the last period that is over; without one, since 30 days ago."""
    over = [period for period in periods if period.state in OVER and _end(period) <= now]
    if over:
        return _from_period(max(over, key=_end))
    day = timezone.localdate(now - USUAL)
    return start_of(day), f"since {say_day(day)}", ""


def periods_of(plan: Plan) -> list[ReportingPeriod]:
    """The plan's periods that have begun, newest first, without their snapshots."""
    rows = plan.periods.exclude(state=ReportingPeriod.State.PLANNED).defer("snapshot")
    return list(rows.order_by("-closes_on", "-pk")[:LONGEST])


def with_last_over(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with the moment at which their last period ended, within the same query: `last_over_at`."""
    over = ReportingPeriod.objects.filter(plan=OuterRef("pk"), state__in=OVER)
    ended = over.annotate(ended_at=Coalesce("locked_at", "closed_at")).filter(ended_at__isnull=False)
    return plans.annotate(last_over_at=Subquery(ended.order_by("-ended_at").values("ended_at")[:1]))


def usual_moment(plan: Any, now: datetime) -> datetime:
    """The moment the page of changes starts from when nothing is asked; of a plan `with_last_over`."""
    moment: datetime = plan.last_over_at or start_of(timezone.localdate(now - USUAL))
    return moment


def _since(typed: str, kind: str, periods: Sequence[ReportingPeriod], now: datetime) -> Asked:
    try:
        moment, words = _moment(typed)
    except ValueError as refusal:
        said = str(refusal) if isinstance(refusal, NotADay) else "Enter a date like 17 September 2018"
        moment, words, period = usual(periods, now)
        return Asked(moment, words, kind, period, typed, said)
    return Asked(moment, words, kind, typed=typed)


def _moment(typed: str) -> tuple[datetime, str]:
    """A day from its first instant, or a moment to the second as other systems write it."""
    if not _INSTANT.match(typed):
        day = read_day(typed)
        return start_of(day), f"since {say_day(day)}"
    moment = datetime.fromisoformat(typed.upper().replace(" ", "+"))
    moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    read_day(moment.date().isoformat())
    return moment, f"since {say_moment(timezone.localtime(moment))}"


def _end(period: ReportingPeriod) -> datetime:
    return period.locked_at or period.closed_at or end_of(period.closes_on)


def _from_period(period: ReportingPeriod) -> tuple[datetime, str, str]:
    """Since a period ended; of one that is open, since it began."""
    if period.state not in OVER:
        moment = period.opened_at or start_of(period.opens_on)
        return moment, f"since {period.title} opened on {say_day(timezone.localdate(moment))}", period.slug
    word = "was locked" if period.locked_at else "closed"
    moment = _end(period)
    return moment, f"since {period.title} {word} on {say_day(timezone.localdate(moment))}", period.slug
