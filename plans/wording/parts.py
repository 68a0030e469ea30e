"""One date as it stands in the words, before its neighbours have had their say: what it builds in a given year."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from plans.wording.vocabulary import MONTH, NUMBERS, Impossible

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Part:
    """One date in the words. `year` is as written, None when the words give none; `build` makes the days of a year.

    `form` is how it is written (numeric, iso, days, months, quarter …, every, tbc); `doubt` a reason to query it
    although it can be read; `weekday` the day of the week claimed; `short` a two-digit year that could be a day;
    `inner` the date inside a rule or a TBC that has one.
    """

    start: int
    end: int
    form: str
    precision: str | None
    build: Callable[[int], Span]
    year: int | None = None
    doubt: str = ""
    every: dict[str, int] | None = None
    weekday: int | None = None
    short: bool = False
    ranged: bool = False
    inner: "Part | None" = None

    def moved(self, start: int | None = None, end: int | None = None) -> "Part":
        """The same date read from more of the words."""
        return replace(self, start=self.start if start is None else start, end=self.end if end is None else end)


@dataclass(frozen=True, slots=True)
class Year:
    """A year in the words; `pair` when it is written 2018/19, `short` when written 18."""

    value: int
    end: int
    pair: bool = False
    short: bool = False

    def of_month(self, month: int, begins: int = 4) -> int:
        """The calendar year of a month: April 2018/19 is in 2018, March 2018/19 in 2019."""
        return self.value + 1 if self.pair and month < begins else self.value


_FULL = re.compile(r"(?:\s*,\s*|-|/|\s*(?:of\s+|in\s+)?)'?((?:19|20)[0-9]{2})(?![0-9])")
_SHORT = re.compile(r"(?:-|/| {0,2})'?([0-9]{2})(?![0-9]|\s?(?:st|nd|rd|th|am|pm|x|%)(?![a-z])|[:.][0-9])")
_SECOND = re.compile(r"\s?[/-]\s?((?:20)?[0-9]{2})(?![0-9])")
_MONTH_NEXT = re.compile(rf"\s*(?:of\s+)?{MONTH}")
_SHORT_YEAR_NEXT = re.compile(rf"(?:\s?[/-]\s?{MONTH})?[\s-]?'?[0-9]{{2}}(?![0-9/])(?!\s*-?\s*{MONTH})")
_DAY_NEXT = re.compile(rf"(\s*)(?:-|/|,|&|and\s|to\s)(\s*)([0-9]{{1,2}})(?:st|nd|rd|th)?\s*{MONTH}")


def year_at(text: str, at: int, *, after_day: bool = False) -> Year | None:
    """The year that stands at this place, after what it belongs to; None when there is none."""
    if match := _FULL.match(text, at):
        return _with_second(text, int(match[1]), match.end(), short=False)
    match = _SHORT.match(text, at)
    if match is None or _is_a_day(text, match, after_day):
        return None
    return _with_second(text, century(int(match[1])), match.end(), short=True)


def century(two_digits: int) -> int:
    """2018 for 18, 1998 for 98."""
    return two_digits + (2000 if two_digits < 70 else 1900)


def _with_second(text: str, value: int, end: int, *, short: bool) -> Year:
    match = _SECOND.match(text, end)
    paired = match is not None and int(match[1][-2:]) == (value + 1) % 100 and not _MONTH_NEXT.match(text, match.end())
    if match is not None and paired and not re.match(r"[/-][0-9]", text[match.end() : match.end() + 2]):
        return Year(value, match.end(), pair=True)
    return Year(value, end, short=short)


def _is_a_day(text: str, match: re.Match[str], after_day: bool) -> bool:
    """Whether the two digits are the day of what comes next: "5 Mar 16 Apr 2018", "5 Mar, 18-19 Apr 18"."""
    end = match.end()
    if re.match(r"/[0-9]", text[end : end + 2]):
        return _SECOND.match(text, end) is None
    if nearby := _MONTH_NEXT.match(text, end):
        return after_day or not _SHORT_YEAR_NEXT.match(text, nearby.end())
    if not after_day or (following := _DAY_NEXT.match(text, end)) is None:
        return False
    tight = not following[1] and not following[2]
    return tight and int(match[1]) < int(following[3])


def no_days(_year: int) -> Span:
    """For parts that name no days of their own."""
    raise Impossible("")


def count(word: str | None) -> int:
    """6 for "6" or "six", 1 for nothing."""
    return 1 if not word else int(word) if word.isascii() and word.isdigit() else NUMBERS[word]
