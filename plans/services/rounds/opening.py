"""Reporting periods: planned, changed, opened, closed, opened again; by a person or by their dates."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Authority, User
from core import audit
from core.dates import is_working_day
from core.errors import RuleBroken, StaleVersion
from plans.models import Answer, Plan, ReportingPeriod
from plans.services.plans import lock_plan, refuse_frozen
from plans.services.rounds.answers import lock_open
from plans.services.rounds.asking import ask_again, ask_leads, mail_asks, take_said_since

State = ReportingPeriod.State
RESERVED = ("new",)
"""What an address means below `rounds/`, so no period may be called so."""


@transaction.atomic
def plan_period(*, plan: Plan, title: str, opens_on: date, closes_on: date, by: Any) -> ReportingPeriod:
    """Write down when a plan's next round is. It opens by itself on its first day."""
    plan = lock_plan(plan)
    refuse_frozen(plan)
    _refuse_days(plan, title, opens_on, closes_on, own=None)
    days = {"opens_on": opens_on, "closes_on": closes_on}
    period = ReportingPeriod.objects.create(plan=plan, slug=_free_slug(plan, title), title=title.strip(), **days)
    audit.record("planned", period, authority=plan.authority, by=by, after=audit.snapshot(period, ["title", *days]))
    return period


@transaction.atomic
def start_round(
    *, plan: Plan, title: str, opens_on: date, closes_on: date, now: bool, on: date, by: Any
) -> ReportingPeriod:
    """Plan a round, and open it in the same step when it is to start `now`."""
    first = min(opens_on, on) if now else opens_on
    period = plan_period(plan=plan, title=title, opens_on=first, closes_on=closes_on, by=by)
    return open_round(period=period, on=on, by=by) if now else period


@transaction.atomic
def edit_period(*, period: ReportingPeriod, values: dict[str, Any], version: int, by: Any) -> list[str]:
    """Change a period's title, its days as far as they are still to come, or its three columns."""
    plan = lock_plan(period.plan)
    period = lock_open(period)
    if period.version != version:
        raise StaleVersion(period)
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    kept: dict[str, Any] = {"opens_on": period.opens_on, "closes_on": period.closes_on, "title": period.title} | values
    if period.state != State.PLANNED and kept["opens_on"] != period.opens_on:
        raise RuleBroken("This round has been opened, so its first day stays.", "opens_on")
    if {"opens_on", "closes_on", "title"} & set(values):
        _refuse_days(plan, kept["title"], kept["opens_on"], kept["closes_on"], own=period)
    changed = audit.save_changes(period, values, verb="changed", authority=plan.authority, by=by)
    if changed:
        period.version += 1
        period.save(update_fields=["version"])
    return changed


@transaction.atomic
def open_round(*, period: ReportingPeriod, on: date, by: Any, at: datetime | None = None) -> ReportingPeriod:
    """Open a round: one answer for each action not complete, one mail to each person asked. Opened twice is once."""
    plan = lock_plan(period.plan)
    period = lock_open(period)
    if period.state == State.OPEN:
        return period
    _refuse_opening(plan, period, on)
    now = at or timezone.now()
    since = _last_closed(period)
    changes = {"state": State.OPEN, "opened_at": now, "opens_on": min(period.opens_on, on)}
    audit.save_changes(period, changes, verb="opened", authority=plan.authority, by=by)
    ask_leads(period)
    take_said_since(period, since, Answer.State.WAITING)
    mail_asks(period, on, now)
    return period


@transaction.atomic
def close_round(*, period: ReportingPeriod, by: Any, at: datetime | None = None) -> ReportingPeriod:
    """End a round. What is said from now on belongs to the next one."""
    lock_plan(period.plan)
    period = lock_open(period)
    if period.state == State.PLANNED:
        raise RuleBroken("This round has not been opened yet.")
    if period.state == State.OPEN:
        changes = {"state": State.CLOSED, "closed_at": at or timezone.now()}
        audit.save_changes(period, changes, verb="closed", authority=period.authority, by=by)
    return period


@transaction.atomic
def reopen(*, period: ReportingPeriod, on: date, by: Any) -> ReportingPeriod:
    """Open a closed round again, until the end of today at least. What was said since it closed answers it."""
    plan = lock_plan(period.plan)
    period = lock_open(period)
    if period.state == State.OPEN:
        return period
    if period.state != State.CLOSED:
        raise RuleBroken("This round has not been opened yet.")
    _refuse_second(plan)
    since = period.closed_at
    changes = {"state": State.OPEN, "closed_at": None, "closes_on": max(period.closes_on, on)}
    audit.save_changes(period, changes, verb="opened again", authority=plan.authority, by=by)
    ask_leads(period)
    take_said_since(period, since, Answer.State.ANSWERED)
    return period


def turn_rounds(*, authority: Authority, on: date) -> None:
    """Once a day: close rounds whose last day is over, open those whose first day has come, ask whoever leads now.

    Opening and asking write to people, so they wait for a working day. Done twice it does nothing more, and a day
    that was missed is caught up with.
    """
    system = User.objects.system()
    periods = ReportingPeriod.objects.in_authority(authority).filter(plan__state=Plan.State.IN_FORCE)
    for period in periods.filter(state=State.OPEN, closes_on__lt=on).select_related("plan"):
        close_round(period=period, by=system)
    if not is_working_day(on):
        return
    due = periods.filter(state=State.PLANNED, opens_on__lte=on, closes_on__gte=on)
    for period in due.order_by("opens_on", "pk").select_related("plan"):
        if not period.plan.periods.filter(state=State.OPEN).exists():
            open_round(period=period, on=on, by=system)
    for period in periods.filter(state=State.OPEN):
        ask_again(period=period, on=on, by=system)


def _refuse_days(plan: Plan, title: str, opens_on: date, closes_on: date, *, own: ReportingPeriod | None) -> None:
    if not title.strip():
        raise RuleBroken("Enter a title, for example July 2018.", "title")
    if closes_on < opens_on:
        raise RuleBroken("Enter a last day that is not before the first.", "closes_on")
    others = plan.periods.exclude(pk=own.pk) if own else plan.periods.all()
    crossed = others.filter(opens_on__lte=closes_on, closes_on__gte=opens_on).first()
    if crossed is not None:
        raise RuleBroken(f"These days fall within the round {crossed.title}. Choose others.", "opens_on")


def _refuse_opening(plan: Plan, period: ReportingPeriod, on: date) -> None:
    if not plan.is_tracked:
        raise RuleBroken("Only a plan in force has update rounds. Put the plan in force first.")
    if period.state != State.PLANNED:
        raise RuleBroken("This round is closed. Open it again, or plan another.")
    if period.closes_on < on:
        raise RuleBroken("The last day of this round is over. Change its days first.", "closes_on")
    _refuse_second(plan)


def _refuse_second(plan: Plan) -> None:
    other = plan.periods.filter(state=State.OPEN).first()
    if other is not None:
        raise RuleBroken(f"The round {other.title} is open. Close it first: one round at a time.")


def _last_closed(period: ReportingPeriod) -> datetime | None:
    closed = period.plan.periods.exclude(pk=period.pk).filter(closed_at__isnull=False)
    last: datetime | None = closed.order_by("-closed_at").values_list("closed_at", flat=True).first()
    return last


def _free_slug(plan: Plan, title: str) -> str:
    base = slugify(title)[:50].strip("-") or "round"
    base = f"{base}-round" if base in RESERVED else base
    taken = set(plan.periods.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if slug not in taken)
