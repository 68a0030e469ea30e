"""Words and dates stay true to one another: read again, proposed, checked, taken."""

from dataclasses import asdict
from datetime import date
from typing import Any

from core.errors import RuleBroken
from plans import search, wording
from plans.models import Action, ActionDate
from plans.services import rereading
from plans.services.dates.rows import (
    BY_INTENT,
    as_reading,
    current,
    go_on,
    in_words,
    refresh,
    remove,
    say_precision,
    settled,
)


def place_in_words(row: ActionDate) -> tuple[int, int]:
    """From where to where this date's own words stand in the by-when words; nowhere when they are not found."""
    try:
        found = read_now(row.action, row.action.by_when)
        return found[place_of(row, found)].span
    except (RuleBroken, IndexError):
        return 0, 0


def read_words(action: Action, *, by: Any, words_before: str) -> list[ActionDate]:
    """Read the by-when words again after they changed. Dates that are still there keep what is known of them."""
    readings = [as_reading(found) for found in read_now(action, action.by_when)]
    rows = in_words(action)
    decided = settled(rows)
    answered = {pk for pk, kind in decided.items() if kind in BY_INTENT}
    paired = rereading.pair(rows, readings, answered=answered)
    for gone in set(rows) - set(paired):
        remove(gone, action, words_before, by)
    for position, (row, reading) in enumerate(zip(paired, readings, strict=True)):
        if row is None:
            ActionDate.objects.create(action=action, position=position, **asdict(reading))
        else:
            go_on(row, reading, position, decided.get(row.pk, ""), by)
            row.occurrences.update(position=position)
    refresh(action)
    return current(action)


def read_now(action: Action, words: str) -> list[wording.ReadDate]:
    """What words would be read as, were they this action's."""
    return wording.read_dates(words, period=action.plan.period)


def place_of(row: ActionDate, read: list[wording.ReadDate]) -> int:
    """Which of the readings this row is: the one at its place, when the words there are its own."""
    rows = [day.pk for day in in_words(row.action)]
    place = rows.index(row.pk)
    if not row.action.by_when and len(rows) == 1:
        return 0
    if len(rows) != len(read) or read[place].source[:500] != row.source:
        raise RuleBroken(
            "The by-when words do not say this date as they did. Edit them on the action instead.", "words"
        )
    return place


def agreed_readings(row: ActionDate, words: str, start: date, end: date) -> list[wording.ReadDate]:
    """What the new words are read as, when they say this date in its place and leave the other dates alone."""
    before, after = read_now(row.action, row.action.by_when), read_now(row.action, words)
    place = place_of(row, before)
    if place >= len(after) or (after[place].start, after[place].end) != (start, end):
        raise RuleBroken("These words would not be read as that date. Change the words or the date.", "words")
    others = [[(day.start, day.end) for day in read[:place] + read[place + 1 :]] for read in (before, after)]
    if others[0] != others[1]:
        raise RuleBroken("These words would change another date as well. Change that one by itself.", "words")
    return after


def take_words(moved: ActionDate, words: str, readings: list[wording.ReadDate], by: Any) -> None:
    """Store the new words, and for each date which of them it stands for."""
    action, rows = moved.action, in_words(moved.action)
    decided = settled(rows)
    for position, (row, found) in enumerate(zip(rows, readings, strict=True)):
        reading = as_reading(found)
        go_on(row, reading, position, decided.get(row.pk, ""), by)
        if row == moved:
            say_precision(row, reading.precision, by)
    if words != action.by_when:
        action.by_when = words
        say_words(action)
    refresh(action)


def say_words(action: Action) -> None:
    """Store the by-when words of an action as a further version, found by search."""
    action.version, action.search_words = action.version + 1, search.words_of(action)
    action.save(update_fields=["by_when", "version", "search_words"])
