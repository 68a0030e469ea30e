"""By-when words moved as a whole, by so many months: the same words with later days, read again to be sure.

What cannot be moved is never guessed: it becomes "TBC", for somebody to give it a day.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from plans.wording.forms import reword
from plans.wording.parts import Span
from plans.wording.reading import ReadDate, read_with_parts
from plans.wording.saying import whole_months

TBC = "TBC"
NAMES_A_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True)
class Shifted:
    """The words as they stand in the copy, and the old words that had to become TBC."""

    words: str
    lost: tuple[str, ...] = ()


def shift(words: str, months: int, *, known: Sequence[Span | None], old: Span | None, new: Span | None) -> Shifted:
    """These words with all their days moved by `months`.

    `known` says for each date which days it stands for now (None: nobody knows), when that is more than its words
    say; `old` and `new` are the periods of the two plans, by which days without a year are read.
    """
    read = _read(words, old)
    spans = list(known) if len(known) == len(read) else [_days(found) for found in read]
    lost: list[str] = []
    moved = words
    wanted = [_moved(span, months) for span in spans]
    for index in reversed(range(len(read))):
        if _stays(read[index]):
            wanted[index] = None
            continue
        span = wanted[index] if read[index].kind != "tbc" else None
        moved, gone = _one(moved, index, span, old)
        if gone:
            wanted[index] = None
            lost.insert(0, gone)
    if _says(moved, wanted, new):
        return Shifted(moved, tuple(lost))
    return Shifted(TBC, (words,))


def shift_day(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _one(words: str, index: int, span: Span | None, old: Span | None) -> tuple[str, str]:
    """The words with this one date moved; or with TBC in its place, and what stood there."""
    if span is not None:
        with suppress(ValueError, OverflowError):  # a day that no calendar has is to be confirmed
            return reword(words, index, *span, period=old), ""
    now = _read(words, old)
    if index >= len(now):
        return words, words
    start, end = now[index].span
    return f"{words[:start]}{TBC}{words[end:]}", now[index].source


def _says(words: str, wanted: Sequence[Span | None], new: Span | None) -> bool:
    """Whether the words would be read as just these days, in the period of the new plan."""
    read = _read(words, new)
    return len(read) == len(wanted) and all(
        _days(one) == days and not one.queried for one, days in zip(read, wanted, strict=True)
    )


def _stays(read: ReadDate) -> bool:
    """A rule, or a TBC, that names no year: true in the new plan as it stands."""
    return read.kind in ("tbc", "recurring") and not read.start and not NAMES_A_YEAR.search(read.source)


def _read(words: str, period: Span | None) -> list[ReadDate]:
    return [found for found, _ in read_with_parts(words, period)]


def _days(read: ReadDate) -> Span | None:
    """The days of a date that is sure of them."""
    return (read.start, read.end) if read.start and read.end and not read.queried else None


def _moved(span: Span | None, months: int) -> Span | None:
    """Days moved; whole months stay whole months."""
    if span is None:
        return None
    start, end = shift_day(span[0], months), shift_day(span[1], months)
    if whole_months(*span):
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return start, end
