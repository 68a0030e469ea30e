"""Reads the dates in a plan's "by when" words, says them, and writes new ones in the same form.

The words are the truth and are never changed by reading: every date read carries the words it came from, and what
cannot be read, or reads as impossible, is queried and never guessed.
"""

from datetime import date

from plans.wording.adding import add_to
from plans.wording.forms import reword
from plans.wording.reading import ReadDate, read_with_parts
from plans.wording.saying import describe, whole_months

__all__ = ["ReadDate", "add_to", "describe", "read_dates", "reword", "whole_months"]


def read_dates(words: str, *, period: tuple[date, date] | None = None) -> list[ReadDate]:
    """The dates in these words, in their order. `period` is the plan's first and last day; never raises."""
    return [read for read, _ in read_with_parts(words, period)]
