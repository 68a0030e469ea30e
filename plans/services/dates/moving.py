"""A date is moved, or a query on it answered."""

from datetime import date
from typing import Any

from django.db import transaction

from core.errors import RuleBroken
from plans import wording
from plans.models import ActionDate, DateRevision
from plans.services.dates.rows import locked, refresh, refuse_order, revise
from plans.services.dates.words import agreed_readings, place_of, read_now, take_words


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
    row, _ = locked(date_row, seen)
    if not reason.strip():
        raise RuleBroken("Say why the date has moved.", "reason")
    proposed = proposed_words(row, start, end)
    words = proposed if words is None else words.strip()
    readings = agreed_readings(row, words, start, end)
    revision = revise(row, start, end, kind=DateRevision.Kind.MOVED, reason=reason, words=words, by=by)
    take_words(row, words, readings, by)
    return revision


@transaction.atomic
def answer_query(
    *, date_row: ActionDate, start: date, end: date, by: Any, reason: str = "", seen: int | None = None
) -> DateRevision:
    """Say which date was meant (or that it is right as written). The words of the plan stay as they are."""
    row, action = locked(date_row, seen)
    if not row.queried:
        raise RuleBroken("This date is not queried any more.")
    refuse_order(start, end)
    words = action.by_when
    revision = revise(row, start, end, kind=DateRevision.Kind.ANSWERED, reason=reason, words=words, by=by)
    refresh(action)
    return revision


def why_fixed(row: ActionDate) -> str:
    """Why this date cannot be moved as it is, in a sentence; empty when it can."""
    if row.queried:
        return "Answer the query on this date first."
    if row.done_on:
        return "This date is done. Undo that first."
    if row.kind == ActionDate.Kind.TBC or row.start is None:
        return "This date has no day yet. Set its day first."
    return ""


def proposed_words(row: ActionDate, start: date, end: date) -> str:
    """The action's by-when words with this date replaced, in the form it was written in. Refuses as moving it does."""
    if sentence := why_fixed(row):
        raise RuleBroken(sentence)
    refuse_order(start, end)
    if (row.start, row.end) == (start, end):
        raise RuleBroken("Enter a day other than the one it has.", "start")
    words, period = row.action.by_when, row.action.plan.period
    place = place_of(row, read_now(row.action, words))
    return wording.reword(words, place, start, end, period=period) if words else wording.describe(start, end)
