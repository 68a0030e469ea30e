"""Meetings: planned alone or as a series, changed, cancelled, and the agenda published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Authority
from core import audit
from core.dates import add_working_days, is_working_day
from core.daywords import say_day
from core.errors import RuleBroken, StaleVersion
from governance import rules
from governance.models import AgendaItem, Meeting, Seat
from plans.rules import months_on

FIELDS = ("body", "plan", "period", "title", "starts_at", "when_words", "place", "minutes_planned")
MOST = 12


@transaction.atomic
def create_meeting(*, authority: Authority, values: Mapping[str, Any], by: Any) -> Meeting:
    """Plan one meeting, with its agenda laid out: report, measures, other business, and room for four items.

    `values`: body; optional plan, period, title, starts_at or when_words, place, minutes_planned.
    """
    clean = _checked(authority, {name: values[name] for name in FIELDS if name in values})
    meeting: Meeting = Meeting.objects.create(authority=authority, **clean)
    AgendaItem.objects.bulk_create(_template(meeting))
    audit.record("planned", meeting, authority=authority, by=by, after=audit.snapshot(meeting, list(FIELDS)))
    return meeting


@transaction.atomic
def create_series(
    *, authority: Authority, values: Mapping[str, Any], every_months: int, times: int, by: Any
) -> list[Meeting]:
    """Plan several meetings at once, so many months apart, each on a working day at the same time of day."""
    if not values.get("starts_at"):
        raise RuleBroken("A series needs the day of its first meeting.", "day")
    if not (1 <= every_months <= MOST and 2 <= times <= MOST):
        raise RuleBroken(f"Choose from 2 to {MOST} meetings, from 1 to {MOST} months apart.", "times")
    days = [_later(values["starts_at"], every_months * number) for number in range(times)]
    first = dict(values) | {"starts_at": days[0]}
    later = [first | {"starts_at": day, "period": None} for day in days[1:]]
    return [create_meeting(authority=authority, values=each, by=by) for each in (first, *later)]


@transaction.atomic
def edit_meeting(*, meeting: Meeting, values: Mapping[str, Any], version: int, by: Any) -> bool:
    """Change when, where and about what a meeting is. Raises StaleVersion when it was changed meanwhile."""
    meeting = lock_open(meeting)
    if meeting.version != version:
        raise StaleVersion(meeting)
    now = {name: getattr(meeting, name) for name in FIELDS}
    wanted = {**now, **{name: values[name] for name in FIELDS if name in values}}
    if wanted["title"] == now["title"] == title_of(now):
        wanted["title"] = ""
    clean = _checked(meeting.authority, wanted)
    if clean["plan"] != meeting.plan and meeting.items.exclude(action=None).exists():
        raise RuleBroken("The agenda has items of this plan. Take them off before choosing another.", "plan")
    changed = audit.save_changes(meeting, clean, verb="changed", authority=meeting.authority, by=by)
    if changed:
        next_version(meeting)
    return bool(changed)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Any) -> Meeting:
    """Call a meeting off, with a reason that its page shows. What was prepared for it stays to be read."""
    meeting = lock_open(meeting)
    words = reason.strip()
    if not words:
        raise RuleBroken("Say why it is cancelled.", "reason")
    if meeting.opened_at:
        raise RuleBroken("This meeting has begun. It cannot be cancelled any more.")
    changes = {"state": Meeting.State.CANCELLED, "cancelled_because": words[:300]}
    audit.save_changes(meeting, changes, verb="cancelled", authority=meeting.authority, by=by)
    return next_version(meeting)


@transaction.atomic
def publish_agenda(*, meeting: Meeting, reason: str, by: Any) -> Meeting:
    """Let everybody of the council read the agenda. One that does not add up, or has not four items, needs a reason."""
    meeting = lock_open(meeting)
    if meeting.state != Meeting.State.PLANNED:
        raise RuleBroken("This agenda is published already.")
    if meeting.starts_at is None:
        raise RuleBroken("Say on which day the meeting is before publishing its agenda.")
    words, why = reason.strip(), out_of_shape(meeting)
    if why and not words:
        raise RuleBroken(f"{why} Say why.", "reason")
    changes = {"state": Meeting.State.PUBLISHED, "overrun_reason": words[:300] if why else ""}
    audit.save_changes(meeting, changes, verb="published the agenda of", authority=meeting.authority, by=by)
    return next_version(meeting)


def out_of_shape(meeting: Meeting) -> str:
    """Why publishing this agenda asks for a reason; empty when it does not. One query."""
    found = list(meeting.items.values_list("kind", "minutes"))
    from_the_plan = sum(kind == AgendaItem.Kind.DELIVERY for kind, _ in found)
    total = sum(minutes for _, minutes in found)
    return rules.out_of_shape(total, meeting.minutes_planned, from_the_plan, of_a_plan=meeting.plan_id is not None)


def lock_open(meeting: Meeting) -> Meeting:
    """The meeting as it is stored now, held until the end of the transaction. Refused when it is over or cancelled."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("authority", "body", "plan")
    held: Meeting = rows.get(pk=meeting.pk)
    if held.state == Meeting.State.HELD:
        raise RuleBroken("This meeting was held. It stays as it is.")
    if held.state == Meeting.State.CANCELLED:
        raise RuleBroken("This meeting is cancelled. It stays as it is.")
    return held


def next_version(meeting: Meeting) -> Meeting:
    """Count a change, so that somebody else who looked before it is told."""
    meeting.version += 1
    meeting.save(update_fields=["version", "changed_at"])
    return meeting


def title_of(values: Mapping[str, Any]) -> str:
    """What a meeting is called when nobody gives it a name: "Steering Group, 25 July 2018"."""
    starts_at = values.get("starts_at")
    when = say_day(timezone.localdate(starts_at)) if starts_at else values.get("when_words") or ""
    return f"{values['body']}, {when}"[:120]


def _checked(authority: Authority, values: dict[str, Any]) -> dict[str, Any]:
    _refuse_foreign(authority, values)
    clean = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if clean.get("starts_at"):
        clean["when_words"] = ""
    elif not clean.get("when_words"):
        raise RuleBroken("Enter the day, or say in words when it will be.", "day")
    if clean.get("minutes_planned", rules.FULL) < 1:
        raise RuleBroken("A meeting lasts a minute at least.", "minutes_planned")
    clean["title"] = clean.get("title") or title_of(clean)
    return clean


def _refuse_foreign(authority: Authority, values: Mapping[str, Any]) -> None:
    body, plan, period = values.get("body"), values.get("plan"), values.get("period")
    if body is None or body.authority_id != authority.pk:
        raise RuleBroken("Choose whose meeting it is.", "body")
    if plan is not None and plan.authority_id != authority.pk:
        raise RuleBroken("Choose the plan from the list.", "plan")
    if period is not None and (plan is None or period.plan_id != plan.pk):
        raise RuleBroken("Choose a reporting period of this plan.", "period")


def _template(meeting: Meeting) -> list[AgendaItem]:
    """The fixed items of a meeting about a plan; any other meeting starts with other business alone."""
    fixed = [each for each in rules.TEMPLATE if each[0] != AgendaItem.Kind.DELIVERY]
    kept = fixed if meeting.plan_id else fixed[-1:]
    chair = Seat.objects.filter(body=meeting.body, role=Seat.Role.CHAIR, to_on=None).select_related("person").first()
    return [
        AgendaItem(
            authority=meeting.authority, meeting=meeting, position=position, kind=kind, title=title, minutes=minutes,
            presenter=chair.person if chair and kind == AgendaItem.Kind.OTHER_BUSINESS else None,
        )
        for position, (kind, title, minutes) in enumerate(kept, start=1)
    ]  # fmt: skip


def _later(start: datetime, months: int) -> datetime:
    """The same time of day so many months later, on that day or the next working day."""
    local = timezone.localtime(start)
    day = months_on(local.date(), months)
    day = day if is_working_day(day) else add_working_days(day, 1)
    return timezone.make_aware(datetime.combine(day, local.time()))
