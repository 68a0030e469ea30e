"""Dates over time: done, undone, moved, queries answered. The words stay true to the dates."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken, StaleVersion
from plans import rules, search, wording
from plans.models import Action, ActionDate, DateRevision
from plans.services import rereading
from plans.services.plans import refuse_frozen

HUMAN = (DateRevision.Kind.MOVED, DateRevision.Kind.ANSWERED)


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


def next_open(action: Action) -> ActionDate | None:
    """The date an action is held to next: the earliest that is due or under review and not done."""
    return rules.next_open(current(action))


def newest_revision(row: ActionDate) -> int:
    """The id of the last revision of a date, 0 when it has none: what a form about this date has seen."""
    return row.revisions.order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def mark_done(*, date_row: ActionDate, done_on: date, on: date, by: Any) -> ActionDate:
    """Say that what a date asked for is done. `on` is today: nothing is done in the future."""
    row, action = _locked(date_row)
    if row.queried:
        raise RuleBroken("Answer the query on this date first.")
    if not rules.is_countable(row):
        raise RuleBroken("Only a date with a day can be marked done. Edit the by-when words to give it one.")
    if done_on > on:
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
    """Change a date, with its reason. `words` are the new by-when words; without, they are proposed in their form."""
    row, _ = _locked(date_row, seen)
    if not reason.strip():
        raise RuleBroken("Say why the date has moved.", "reason")
    proposed = proposed_words(row, start, end)
    words = proposed if words is None else words.strip()
    readings = _agreed_readings(row, words, start, end)
    revision = _revise(row, start, end, kind=DateRevision.Kind.MOVED, reason=reason, words=words, by=by)
    _take_words(row, words, readings, by)
    return revision


@transaction.atomic
def answer_query(
    *, date_row: ActionDate, start: date, end: date, by: Any, reason: str = "", seen: int | None = None
) -> DateRevision:
    """Say which date was meant (or that it is right as written). The words of the plan stay as they are."""
    row, action = _locked(date_row, seen)
    if not row.queried:
        raise RuleBroken("This date is not queried any more.")
    _refuse_order(start, end)
    words = action.by_when
    revision = _revise(row, start, end, kind=DateRevision.Kind.ANSWERED, reason=reason, words=words, by=by)
    refresh(action)
    return revision


def why_fixed(row: ActionDate) -> str:
    """Why this date cannot be moved as it is, in a sentence; empty when it can."""
    if row.queried:
        return "Answer the query on this date first."
    if row.done_on:
        return "This date is done. Undo that first."
    if row.kind == ActionDate.Kind.TBC or row.start is None:
        return "This date has no day yet. Edit the by-when words to give it one."
    return ""


def proposed_words(row: ActionDate, start: date, end: date) -> str:
    """The action's by-when words with this date replaced, in the form it was written in. Refuses as moving it does."""
    if sentence := why_fixed(row):
        raise RuleBroken(sentence)
    _refuse_order(start, end)
    if (row.start, row.end) == (start, end):
        raise RuleBroken("Enter a day other than the one it has.", "start")
    words, period = row.action.by_when, row.action.plan.period
    place = _place(row, _read(row.action, words))
    return wording.reword(words, place, start, end, period=period) if words else wording.describe(start, end)


def place_in_words(row: ActionDate) -> tuple[int, int]:
    """From where to where this date's own words stand in the by-when words; nowhere when they are not found."""
    try:
        read = _read(row.action, row.action.by_when)
        return read[_place(row, read)].span
    except (RuleBroken, IndexError):
        return 0, 0


def read_words(action: Action, *, by: Any, words_before: str) -> list[ActionDate]:
    """Read the by-when words again after they changed. Dates that are still there keep what is known of them."""
    readings = [as_reading(found) for found in _read(action, action.by_when)]
    rows = current(action)
    settled = _settled(rows)
    answered = {pk for pk, kind in settled.items() if kind == DateRevision.Kind.ANSWERED}
    paired = rereading.pair(rows, readings, answered=answered)
    for gone in set(rows) - set(paired):
        _remove(gone, action, words_before, by)
    for position, (row, reading) in enumerate(zip(paired, readings, strict=True)):
        if row is None:
            ActionDate.objects.create(action=action, position=position, **asdict(reading))
        else:
            _go_on(row, reading, position, settled.get(row.pk, ""), by)
    refresh(action)
    return current(action)


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


def _locked(date_row: ActionDate, seen: int | None = None) -> tuple[ActionDate, Action]:
    actions = Action.objects.select_for_update(of=("self",)).select_related("plan__authority")
    action = actions.get(pk=date_row.action_id)
    refuse_frozen(action.plan, action)
    row = ActionDate.objects.get(pk=date_row.pk)
    row.action = action
    if row.removed_at or (seen is not None and seen != newest_revision(row)):
        raise StaleVersion(row)
    return row, action


def _set_done(row: ActionDate, action: Action, done_on: date | None, verb: str, by: Any) -> None:
    audit.save_changes(row, {"done_on": done_on}, verb=verb, authority=action.authority, by=by)
    refresh(action)


def _refuse_order(start: date, end: date) -> None:
    if end < start:
        raise RuleBroken("Enter a last day that is not before the first.", "end")


def _revise(row: ActionDate, start: date, end: date, *, kind: str, reason: str, words: str, by: Any) -> DateRevision:
    revision = DateRevision.objects.create(
        date=row, action=row.action, kind=kind, reason=reason.strip(), by=by,
        start_before=row.start, end_before=row.end, start_after=start, end_after=end,
        words_before=row.action.by_when, words_after=words,
    )  # fmt: skip
    row.start, row.end, row.queried, row.reason = start, end, False, ""
    row.save(update_fields=["start", "end", "queried", "reason"])
    _say_precision(row, row.precision or "day", by)
    return revision


def _say_precision(row: ActionDate, precision: str, by: Any) -> None:
    authority = row.action.plan.authority
    audit.save_changes(row, {"precision": precision}, verb="read again", authority=authority, by=by)


def _read(action: Action, words: str) -> list[wording.ReadDate]:
    return wording.read_dates(words, period=action.plan.period)


def _place(row: ActionDate, read: list[wording.ReadDate]) -> int:
    """Which of the readings this row is: the one at its place, when the words there are its own."""
    rows = [day.pk for day in current(row.action)]
    place = rows.index(row.pk)
    if not row.action.by_when and len(rows) == 1:
        return 0
    if len(rows) != len(read) or read[place].source[:500] != row.source:
        raise RuleBroken(
            "The by-when words do not say this date as they did. Edit them on the action instead.", "words"
        )
    return place


def _agreed_readings(row: ActionDate, words: str, start: date, end: date) -> list[wording.ReadDate]:
    """What the new words are read as, when they say this date in its place and leave the other dates alone."""
    before, after = _read(row.action, row.action.by_when), _read(row.action, words)
    place = _place(row, before)
    if place >= len(after) or (after[place].start, after[place].end) != (start, end):
        raise RuleBroken("These words would not be read as that date. Change the words or the date.", "words")
    others = [[(day.start, day.end) for day in read[:place] + read[place + 1 :]] for read in (before, after)]
    if others[0] != others[1]:
        raise RuleBroken("These words would change another date as well. Change that one by itself.", "words")
    return after


def _take_words(moved: ActionDate, words: str, readings: list[wording.ReadDate], by: Any) -> None:
    """Store the new words, and for each date which of them it stands for."""
    action, rows = moved.action, current(moved.action)
    settled = _settled(rows)
    for position, (row, found) in enumerate(zip(rows, readings, strict=True)):
        reading = as_reading(found)
        _go_on(row, reading, position, settled.get(row.pk, ""), by)
        if row == moved:
            _say_precision(row, reading.precision, by)
    if words != action.by_when:
        action.by_when, action.version = words, action.version + 1
        action.search_words = search.words_of(action)
        action.save(update_fields=["by_when", "version", "search_words"])
    refresh(action)


def _settled(rows: list[ActionDate]) -> dict[int, str]:
    """How a person last decided each date: moved it or answered its query; by the row's id."""
    revisions = DateRevision.objects.filter(date__in=[row.pk for row in rows], kind__in=HUMAN)
    return dict(revisions.order_by("pk").values_list("date_id", "kind"))


def _go_on(row: ActionDate, reading: Reading, position: int, decided: str, by: Any) -> None:
    """Bring a row up to date with its words; what a person decided of it stays.

    A query goes when the words are plain now, but none comes up on a date that stood unqueried before: moving one
    date must not put the others in doubt.
    """
    fields: dict[str, Any] = {"label": reading.label, "source": reading.source}
    if not decided:
        fields |= {"kind": reading.kind, "every": reading.every, "precision": reading.precision}
    queried = row.queried and reading.queried
    fields |= {"queried": queried, "reason": reading.reason if queried else ""}
    row.position = position
    row.save(update_fields=["position"])
    audit.save_changes(row, fields, verb="read again", authority=row.action.plan.authority, by=by)


def _remove(row: ActionDate, action: Action, words_before: str, by: Any) -> None:
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    DateRevision.objects.create(
        date=row, action=action, kind=DateRevision.Kind.REREAD, by=by,
        start_before=row.start, end_before=row.end, words_before=words_before, words_after=action.by_when,
    )  # fmt: skip
