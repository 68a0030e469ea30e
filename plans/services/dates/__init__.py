"""Dates over time: added, given a day, done, moved, queries answered. The words stay true to the dates."""

from plans.services.dates.adding import (
    add_date,
    only_unknown,
    proposed_with,
    set_date,
    why_not_set,
    words_when_set,
)
from plans.services.dates.done import mark_done, undo_done
from plans.services.dates.moving import answer_query, move_date, proposed_words, why_fixed
from plans.services.dates.rows import Reading, as_reading, current, in_words, newest_revision, next_open, refresh
from plans.services.dates.words import place_in_words, read_now, read_words

__all__ = [
    "Reading", "add_date", "answer_query", "as_reading", "current", "in_words", "mark_done", "move_date",
    "newest_revision", "next_open", "only_unknown", "place_in_words", "proposed_with", "proposed_words", "read_now",
    "read_words", "refresh", "set_date", "undo_done", "why_fixed", "why_not_set", "words_when_set",
]  # fmt: skip
