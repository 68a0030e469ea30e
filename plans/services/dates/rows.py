"""The date rows of an action, and the few ways in which one is changed. Each way leaves its trace."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from core import audit
from core.errors import RuleBroken, StaleVersion
from plans import rules, telling, wording
from plans.models import Action, ActionDate, DateRevision
from plans.services.plans import refuse_frozen

KIND = DateRevision.Kind
HUMAN = (KIND.MOVED, KIND.ANSWERED, KIND.SET)
BY_INTENT = (KIND.ANSWERED, KIND.SET)
"""Decisions after which the days of a date may differ from its words."""


@dataclass(frozen=True)
class Reading:
    """A date row to be stored, as it was read from words."""

    kind: str
    start: date | None
    end: date | None
    precision: str = ""
    label: str = ""
    every: dict[str, int] | None = None
    queried: bool = False
    reason: str = ""
    source: str = ""


def current(action: Action) -> list[ActionDate]:
    """The dates an action has now, in the order of its words."""
    return list(action.dates.filter(removed_at__isnull=True).order_by("position", "pk"))


def in_words(action: Action) -> list[ActionDate]:
    """The dates its words say: all it has now, without the occurrences of recurring ones that came round."""
    return [row for row in current(action) if row.occurrence_of_id is None]


def next_open(action: Action) -> ActionDate | None:
    """The date an action is held to next: the earliest that is due or under review and not done."""
    return rules.next_open(current(action))


def newest_revision(row: ActionDate) -> int:
    """The id of the last revision of a date, 0 when it has none: what a form about this date has seen."""
    return row.revisions.order_by("-pk").values_list("pk", flat=True).first() or 0


def as_reading(found: wording.ReadDate) -> Reading:
    """What the reader of words found, ready to be stored."""
    return Reading(
        kind=found.kind,
        start=found.start,
        end=found.end,
        precision=found.precision or "",
        label=found.label[:300],
        every=found.every,
        queried=found.queried,
        reason=found.reason[:300],
        source=found.source[:500],
    )


def refresh(action: Action) -> None:
    """Write what pages sort and count by: the earliest open day, and how many dates are queried."""
    days = current(action)
    action.due_on = rules.due_on(days)
    action.queried = sum(day.queried for day in days)
    action.save(update_fields=["due_on", "queried"])


def locked_action(action_id: int) -> Action:
    """The action as it is stored now, held until the end of the transaction; refused while it is put away."""
    actions = Action.objects.select_for_update(of=("self",)).select_related("plan__authority")
    action: Action = actions.get(pk=action_id)
    refuse_frozen(action.plan, action)
    return action


def locked(date_row: ActionDate, seen: int | None = None) -> tuple[ActionDate, Action]:
    """The date and its action as they are stored now, held until the end of the transaction."""
    action = locked_action(date_row.action_id)
    row = ActionDate.objects.get(pk=date_row.pk)
    row.action = action
    if row.removed_at or (seen is not None and seen != newest_revision(row)):
        raise StaleVersion(row)
    return row, action


def refuse_order(start: date, end: date) -> None:
    """A period does not end before it starts."""
    if end < start:
        raise RuleBroken("Enter a last day that is not before the first.", "end")


def revise(row: ActionDate, start: date, end: date, *, kind: str, reason: str, words: str, by: Any) -> DateRevision:
    """Give a date other days, and keep from what, why and by whom."""
    revision = DateRevision.objects.create(
        date=row, action=row.action, kind=kind, reason=reason.strip(), by=by,
        start_before=row.start, end_before=row.end, start_after=start, end_after=end,
        words_before=row.action.by_when, words_after=words,
    )  # fmt: skip
    row.start, row.end, row.queried, row.reason = start, end, False, ""
    row.save(update_fields=["start", "end", "queried", "reason"])
    say_precision(row, row.precision or "day", by)
    telling.of_date(revision)
    return revision


def say_precision(row: ActionDate, precision: str, by: Any) -> None:
    """Say how exact a date is, when that is news."""
    authority = row.action.plan.authority
    audit.save_changes(row, {"precision": precision}, verb="read again", authority=authority, by=by)


def settled(rows: list[ActionDate]) -> dict[int, str]:
    """How a person last decided each date: moved it or answered its query; by the row's id."""
    revisions = DateRevision.objects.filter(date__in=[row.pk for row in rows], kind__in=HUMAN)
    return dict(revisions.order_by("pk").values_list("date_id", "kind"))


def go_on(row: ActionDate, reading: Reading, position: int, decided: str, by: Any) -> None:
    """Bring a row up to date with its words; what a person decided of it stays.

    A date whose own words are the same stays of its kind: what is due does not become an event, which needs no doing,
    because another day was written beside it. A query goes when the words are plain now, but none comes up on a date
    that stood unqueried before: moving one date must not put the others in doubt.
    """
    fields: dict[str, Any] = {"label": reading.label, "source": reading.source}
    if not decided:
        fields |= {"every": reading.every}
    if not decided and (row.source, row.label) != (reading.source, reading.label):
        fields |= {"kind": reading.kind}
    if not decided and (reading.start or not row.start):
        fields |= {"precision": reading.precision}
    queried = row.queried and reading.queried
    fields |= {"queried": queried, "reason": reading.reason if queried else ""}
    row.position = position
    row.save(update_fields=["position"])
    audit.save_changes(row, fields, verb="read again", authority=row.action.plan.authority, by=by)


def remove(row: ActionDate, action: Action, words_before: str, by: Any) -> None:
    """A date that its words no longer say; it is kept, and so is why it went."""
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    DateRevision.objects.create(
        date=row, action=action, kind=DateRevision.Kind.REREAD, by=by,
        start_before=row.start, end_before=row.end, words_before=words_before, words_after=action.by_when,
    )  # fmt: skip
