"""A further date in the words, and a day for a date that had none."""

from datetime import date
from typing import Any

from django.db import transaction

from core import audit
from core.errors import RuleBroken, StaleVersion
from plans import rules, search, wording
from plans.models import Action, ActionDate, DateRevision
from plans.services.dates.rows import current, in_words, locked, locked_action, refresh, refuse_order, revise
from plans.services.dates.words import agreed_readings, place_of, read_now, read_words, take_words

TBC, RECURRING, DUE = ActionDate.Kind.TBC, ActionDate.Kind.RECURRING, ActionDate.Kind.DUE


@transaction.atomic
def add_date(
    *, action: Action, start: date, end: date, by: Any, words: str | None = None, version: int | None = None
) -> list[ActionDate]:
    """Add a date to those the words say. `words` are the new by-when words; without, they are proposed.

    `version` is the one of the action the author was looking at. Returns the dates it has now.
    """
    action = locked_action(action.pk)
    if version is not None and version != action.version:
        raise StaleVersion(action)
    words = proposed_with(action, start, end) if words is None else words.strip()
    _refuse_other(action, words, start, end)
    before = action.by_when
    changes = {"by_when": words, "version": action.version + 1}
    audit.save_changes(action, changes, verb="added a date", authority=action.authority, by=by)
    action.search_words = search.words_of(action)
    action.save(update_fields=["search_words"])
    dated = [row for row in in_words(action) if row.end]
    read_words(action, by=by, words_before=before)
    if dated and all(row.kind == DUE for row in dated):
        _due_as_well(action, start, end)
    return current(action)


def _due_as_well(action: Action, start: date, end: date) -> None:
    """A day beside others would be read as an event; beside what is due it is due."""
    action.dates.filter(start=start, end=end, removed_at=None).update(kind=DUE)
    refresh(action)


def proposed_with(action: Action, start: date, end: date) -> str:
    """The action's by-when words with one more date at their end, in the form of the others."""
    refuse_order(start, end)
    if any((row.start, row.end) == (start, end) for row in in_words(action)):
        raise RuleBroken("This action has that date already.", "start")
    return wording.add_to(action.by_when, start, end, period=action.plan.period)


@transaction.atomic
def set_date(
    *, date_row: ActionDate, start: date, end: date, by: Any, reason: str = "", seen: int | None = None
) -> DateRevision:
    """Give a day to a date that has none: to be confirmed until now, or the first of a recurring one.

    Words that say nothing but that it is to be confirmed say the day instead; all other words stay as they are.
    """
    row, action = locked(date_row, seen)
    if sentence := why_not_set(row):
        raise RuleBroken(sentence)
    refuse_order(start, end)
    words = words_when_set(row, start, end)
    readings = agreed_readings(row, words, start, end) if words != action.by_when else []
    revision = revise(row, start, end, kind=DateRevision.Kind.SET, reason=reason, words=words, by=by)
    if row.kind == TBC:
        kind = readings[place_of(row, read_now(action, action.by_when))].kind if readings else DUE
        audit.save_changes(row, {"kind": kind}, verb="read again", authority=action.authority, by=by)
    if readings:
        take_words(row, words, readings, by)
    refresh(action)
    return revision


def why_not_set(row: ActionDate) -> str:
    """Why this date cannot be given a day, in a sentence; empty when it can."""
    if row.queried:
        return "Answer the query on this date first."
    if row.end is not None or row.kind not in (TBC, RECURRING):
        return "This date has a day already. Change it instead."
    return ""


def words_when_set(row: ActionDate, start: date, end: date) -> str:
    """What the by-when words say once this date has its day."""
    action = row.action
    words, alone = action.by_when, len(in_words(action)) == 1
    if row.kind != TBC or not alone or not words:
        return words
    said = wording.reword(words, place_of(row, read_now(action, words)), start, end, period=action.plan.period)
    return said if _says(action, said, start, end) else words


def only_unknown(action: Action) -> ActionDate | None:
    """The one date of an action that is to be confirmed; None when there is none or there are several."""
    return rules.only_unknown(in_words(action))


def _says(action: Action, words: str, start: date, end: date) -> bool:
    return [(read.start, read.end) for read in read_now(action, words)] == [(start, end)]


def _refuse_other(action: Action, words: str, start: date, end: date) -> None:
    """The words must say the new date, and the others as before."""
    days = [(read.start, read.end) for read in read_now(action, action.by_when)]
    after = [(read.start, read.end) for read in read_now(action, words)]
    if (start, end) not in after:
        raise RuleBroken("These words would not be read as that date. Change the words or the date.", "words")
    after.remove((start, end))
    if sorted(map(repr, after)) != sorted(map(repr, days)):
        raise RuleBroken("These words would change another date as well. Change that one by itself.", "words")
