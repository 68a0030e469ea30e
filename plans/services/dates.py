"""Dates over time: done, undone, moved, queries answered. The words stay true to the dates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken, StaleVersion
from plans import rules, wording
from plans.models import Action, ActionDate, DateRevision


@dataclass(frozen=True)
class Reading:
    """A date row to be stored: what was read from words, or what a person typed."""

    kind: str
    start: date | None
    end: date | None
    precision: str | None = None
    label: str = ""
    every: dict[str, int] | None = None
    queried: bool = False
    reason: str = ""
    source: str = ""


def current(action: Action) -> list[ActionDate]:
    """The dates an action has now, in the order of its words."""
    return [day for day in action.dates.order_by("position", "pk") if day.removed_at is None]


def next_open(action: Action) -> ActionDate | None:
    """The date an action is held to next: the earliest that is due or under review and not done."""
    open_days = [day for day in current(action) if rules.is_countable(day) and not day.done_on and day.kind != "event"]
    return min(open_days, key=lambda day: day.end or date.max, default=None)


@transaction.atomic
def mark_done(*, date_row: ActionDate, done_on: date, by: Any) -> ActionDate:
    """Say that what a date asked for is done."""
    row, action = _locked(date_row)
    if row.queried or row.kind == ActionDate.Kind.TBC:
        raise RuleBroken("Answer the query on this date first.")
    if done_on > timezone.localdate():
        raise RuleBroken("Enter the day it was done, today or earlier.", "done_on")
    _set_done(row, action, done_on, "marked done", by)
    return row


@transaction.atomic
def undo_done(*, date_row: ActionDate, by: Any) -> ActionDate:
    """Take "done" back."""
    row, action = _locked(date_row)
    _set_done(row, action, None, "marked not done", by)
    return row


@transaction.atomic
def move_date(
    *,
    date_row: ActionDate,
    start: date,
    end: date,
    reason: str,
    by: Any,
    words: str | None = None,
    seen: int | None = None,
) -> DateRevision:
    """Change a date, with its reason. `words` are the new by-when words; without, they are proposed in the same form."""
    row, action = _locked(date_row, seen)
    if not reason.strip():
        raise RuleBroken("Say why the date has moved.", "reason")
    _refuse_order(start, end)
    if (row.start, row.end) == (start, end):
        raise RuleBroken("Enter a day other than the one it has.", "start")
    new_words = proposed_words(row, start, end) if words is None else _agreed_words(row, words, start, end)
    return _revise(row, action, start, end, kind=DateRevision.Kind.MOVED, reason=reason, words=new_words, by=by)


@transaction.atomic
def answer_query(
    *, date_row: ActionDate, start: date, end: date, by: Any, reason: str = "", seen: int | None = None
) -> DateRevision:
    """Say which date was meant (or that it is right as written). The words of the plan stay as they are."""
    row, action = _locked(date_row, seen)
    if not row.queried:
        raise RuleBroken("This date is not queried any more.")
    _refuse_order(start, end)
    return _revise(row, action, start, end, kind=DateRevision.Kind.ANSWERED, reason=reason, words=action.by_when, by=by)


def proposed_words(row: ActionDate, start: date, end: date) -> str:
    """The action's by-when words with this date replaced, in the form it was written in."""
    index = [day.pk for day in current(row.action)].index(row.pk)
    read = wording.read_dates(row.action.by_when, period=row.action.plan.period)
    if index >= len(read):
        return row.action.by_when
    return wording.reword(row.action.by_when, index, start, end, period=row.action.plan.period)


def read_words(action: Action, *, by: Any, words_before: str) -> list[ActionDate]:
    """Read the by-when words again after they changed. Dates that are still there keep what is known of them."""
    readings = [as_reading(found) for found in wording.read_dates(action.by_when, period=action.plan.period)]
    kept = current(action)
    rows = [_place(action, reading, position, kept) for position, reading in enumerate(readings)]
    for row in kept:
        _remove(row, action, words_before, by)
    refresh(action)
    return rows


def as_reading(found: wording.ReadDate) -> Reading:
    """What the reader of words found, ready to be stored."""
    return Reading(
        kind=found.kind,
        start=found.start,
        end=found.end,
        precision=found.precision,
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


def _locked(date_row: ActionDate, seen: int | None = None) -> tuple[ActionDate, Action]:
    action = Action.objects.select_for_update(of=("self",)).select_related("plan__authority").get(pk=date_row.action_id)
    row = ActionDate.objects.get(pk=date_row.pk)
    row.action = action
    if row.removed_at:
        raise StaleVersion(row)
    newest = row.revisions.order_by("-pk").values_list("pk", flat=True).first()
    if seen is not None and seen != (newest or 0):
        raise StaleVersion(row)
    return row, action


def _set_done(row: ActionDate, action: Action, done_on: date | None, verb: str, by: Any) -> None:
    audit.save_changes(row, {"done_on": done_on}, verb=verb, authority=action.authority, by=by)
    refresh(action)


def _refuse_order(start: date, end: date) -> None:
    if end < start:
        raise RuleBroken("Enter a last day that is not before the first.", "end")


def _revise(
    row: ActionDate, action: Action, start: date, end: date, *, kind: str, reason: str, words: str, by: Any
) -> DateRevision:
    revision = DateRevision.objects.create(
        date=row, action=action, kind=kind, reason=reason.strip(), by=by,
        start_before=row.start, end_before=row.end, start_after=start, end_after=end,
        words_before=action.by_when, words_after=words,
    )  # fmt: skip
    row.start, row.end, row.queried, row.reason = start, end, False, ""
    if kind == DateRevision.Kind.MOVED:
        _take_words(row, words)
    row.save(update_fields=["start", "end", "queried", "reason", "precision", "source", "kind"])
    if words != action.by_when:
        action.by_when, action.version = words, action.version + 1
        action.save(update_fields=["by_when", "version"])
    refresh(action)
    return revision


def _agreed_words(row: ActionDate, words: str, start: date, end: date) -> str:
    """The words a person typed, when they still say this date in its place."""
    found = _at_its_place(row, words)
    if found is None or (found.start, found.end) != (start, end):
        raise RuleBroken("These words would not be read as that date. Change the words or the date.", "words")
    return words


def _take_words(row: ActionDate, words: str) -> None:
    """Keep which of the new words this date stands for."""
    found = _at_its_place(row, words)
    if found is not None and (found.start, found.end) == (row.start, row.end):
        row.source, row.precision = found.source[:500], found.precision or ""
        row.kind = found.kind


def _at_its_place(row: ActionDate, words: str) -> wording.ReadDate | None:
    read = wording.read_dates(words, period=row.action.plan.period)
    index = [day.pk for day in current(row.action)].index(row.pk)
    return read[index] if index < len(read) else None


def _place(action: Action, reading: Reading, position: int, kept: list[ActionDate]) -> ActionDate:
    """Store one reading: on the row that already says so, else on a new one. Takes the row out of `kept`."""
    for row in kept:
        if (row.kind, row.start, row.end, row.source) == (reading.kind, reading.start, reading.end, reading.source):
            kept.remove(row)
            row.position = position
            row.save(update_fields=["position"])
            return row
    for row in kept:
        if row.source == reading.source and row.kind == reading.kind:  # its query was answered: the answer stays
            kept.remove(row)
            row.position = position
            row.save(update_fields=["position"])
            return row
    fields = {**reading.__dict__, "precision": reading.precision or ""}
    return ActionDate.objects.create(action=action, position=position, **fields)


def _remove(row: ActionDate, action: Action, words_before: str, by: Any) -> None:
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    DateRevision.objects.create(
        date=row, action=action, kind=DateRevision.Kind.REREAD, by=by,
        start_before=row.start, end_before=row.end, words_before=words_before, words_after=action.by_when,
    )  # fmt: skip
