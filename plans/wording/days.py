"""Single days and runs of days: 15/03/2018, 2018-03-15, 21-22 Feb 2018, 5, 12 and 19 March 2018, w/c 4 June."""

import re
from collections.abc import Callable
from functools import partial

from plans.wording.parts import Part, Span, Year, century, year_at
from plans.wording.vocabulary import (
    DAY,
    MONTH,
    MONTHS,
    SEPARATOR,
    WEEKDAY,
    Impossible,
    day_of,
    month_number,
    month_span,
)

Reader = Callable[[str, re.Match[str]], list[Part]]

_NAMED_DAY = rf"(?:{WEEKDAY}\s*,?\s*(?:the\s+)?)?{DAY}"
_ITEM = re.compile(rf"({SEPARATOR})?({_NAMED_DAY})")
_COUNTED = re.compile(
    r"(?:phase|stage|part|year|yr|tranche|cohort|level|wave|section|item|action|objective|od|no|number|step|tier|"
    r"week|group|room|band|module|session|course|priority|key stage|ks|v|version|day)[.:]?\s*$"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_day_month(text: str, match: re.Match[str]) -> list[Part]:
    """5 March 2018; 21-22 Feb 2018; Mon 5 & Tue 6 March; 05-Mar-18."""
    if re.search(r"/\s?[0-9]{1,2}\s?/", match["days"]):
        return []
    if _COUNTED.search(text[max(0, match.start() - 14) : match.start()]):
        return []
    year = year_at(text, match.end(), after_day=True)
    return _days(text, (match.start("days"), match.end("days")), month_number(match["month"]), year, match.end())


def read_month_day(text: str, match: re.Match[str]) -> list[Part]:
    """March 5, 2018; March 5-9 2018; March 5th."""
    year = year_at(text, match.end())
    if year is not None and year.short:
        year = None
    if year is None and not re.search(r"st|nd|rd|th", match[2]) and len(match[2]) > 1:
        return []
    if re.match(rf"\s*(?:of\s+)?{MONTH}", text[match.end() : match.end() + 14]):
        return []
    if year is not None and re.match(r"\s*dates?\b", text[year.end : year.end + 8]):
        return []
    end = year.end if year else match.end()
    parts = _days(text, (match.start(2), match.end(2)), month_number(match["month"]), year, end)
    return [parts[0].moved(start=match.start()), *parts[1:]] if parts else []


def _days(text: str, at: tuple[int, int], month: int, year: Year | None, end: int) -> list[Part]:
    """The days of one month, each its own part; the last one holds the month and year as well."""
    value = year.of_month(month) if year else None
    parts = []
    for first, last, start, stop in _runs(text, *at):
        weekday = _weekday(text[start:stop]) if first == last else None
        build = partial(build_days, month=month, first=first, last=last)
        parts.append(Part(start, stop, "days", "day", build, value, weekday=weekday, ranged=first != last))
    final = max(year.end, end) if year else end
    return [*parts[:-1], parts[-1].moved(end=final)]


def _runs(text: str, start: int, stop: int) -> list[tuple[int, int, int, int]]:
    """(first day, last day, from, to) of each item: 5-6 & 12 are two."""
    runs: list[tuple[int, int, int, int]] = []
    at = start
    while at < stop and (match := _ITEM.match(text, at, stop)):
        day, separator = _day_number(match[2]), (match[1] or "").strip()
        if runs and runs[-1][0] == runs[-1][1] and _joins(separator, runs[-1][1], day):
            runs[-1] = (runs[-1][0], day, runs[-1][2], match.end())
        else:
            runs.append((day, day, match.start(2), match.end()))
        at = match.end()
    return runs


def _joins(separator: str, before: int, after: int) -> bool:
    return after == before + 1 if separator == "/" else separator not in ("", ",", "&", "+", "and", "or", ", and")


def _day_number(words: str) -> int:
    digits = re.search(r"[0-9]{1,2}", words)
    return int(digits[0]) if digits else 0


def _weekday(words: str) -> int | None:
    return next((number for number, name in enumerate(_WEEKDAYS) if words.startswith(name)), None)


def build_days(year: int, month: int, first: int, last: int) -> Span:
    """First to last day of one month, in this year."""
    start, end = day_of(year, month, first), day_of(year, month, last)
    if end < start:
        raise Impossible("ends before it starts")
    return start, end


def read_numeric(text: str, match: re.Match[str]) -> list[Part]:
    """15/03/2018; 31.03.12; 15-16/03/2018."""
    day, month = int(match["d"]), int(match["m"] or match["m2"])
    year = int(match["y"]) if len(match["y"]) == 4 else century(int(match["y"]))
    if match["days"]:
        parts = _days(text, (match.start("days"), match.end("d")), month, Year(year, match.end()), match.end())
        return [Part(p.start, p.end, "numeric", "day", p.build, year, ranged=p.ranged) for p in parts]
    return [Part(match.start("d"), match.end(), "numeric", "day", partial(_build_numeric, month=month, day=day), year)]


def read_iso(_text: str, match: re.Match[str]) -> list[Part]:
    """2018-03-15, with or without a time of day behind it."""
    build = partial(_build_numeric, month=int(match["m"]), day=int(match["d"]))
    return [Part(match.start(), match.end(), "iso", "day", build, int(match["y"]))]


def _build_numeric(year: int, month: int, day: int) -> Span:
    if month > 12 >= day >= 1 and month <= 31:
        raise Impossible(f"there is no month {month}; {month} {MONTHS[day - 1]} {year} meant?")
    one = day_of(year, month, day)
    return one, one


def read_figures(text: str, match: re.Match[str]) -> list[Part]:
    """03/2018 is a month; 15/03 a day without a year; 10/18 a month of a short year, queried."""
    first, second = int(match[1]), int(match[2])
    if len(match[2]) == 4:
        if not 1 <= first <= 12 or not 1950 <= second <= 2099:
            return []
        return [Part(match.start(), match.end(), "figures", "month", partial(_build_month, month=first), second)]
    alone = match.start() == len(text) - len(text.lstrip()) and match.end() == len(text.rstrip())
    if (len(match[2]) == 1 and not alone) or not 1 <= first <= 31 or (first, second) == (24, 7):
        return []
    if 1 <= second <= 12:
        build = partial(_build_numeric, month=second, day=first)
        return [Part(match.start(), match.end(), "numeric", "day", build)]
    if first > 12 or not 13 <= second <= 40:
        return []
    doubt = f"{MONTHS[first - 1]} {2000 + second} meant?"
    build = partial(_build_month, month=first)
    return [Part(match.start(), match.end(), "figures", "month", build, 2000 + second, doubt)]


def _build_month(year: int, month: int) -> Span:
    return month_span(year, month, month)


_MONTH_NAMED = MONTH.replace("(?:", "(?P<month>", 1)
FORMS: list[tuple[re.Pattern[str], Reader]] = [
    (
        re.compile(
            r"(?<![a-z0-9./:£])(?![0-9]{1,2}\s?([/-])\s?[0-9]{1,2}\s?\1\s?[0-9])"
            rf"(?P<days>{_NAMED_DAY}(?:{SEPARATOR}{_NAMED_DAY}){{0,11}})"
            rf"(?:\s*of\s+|\s*,?\s*|-|/|\.){_MONTH_NAMED}"
        ),
        read_day_month,
    ),
    (
        re.compile(rf"(?<![a-z0-9]){_MONTH_NAMED}\s*(?:the\s+)?({DAY}(?:{SEPARATOR}{DAY}){{0,11}})(?![0-9/:])"),
        read_month_day,
    ),
    (
        re.compile(
            r"(?<![0-9/.])(?P<days>(?:[0-9]{1,2}(?:-| - | to |\s?&\s?| and ))+)?(?P<d>[0-9]{1,2})"
            r"(?:(?P<s>\s?[/.]\s?)(?P<m>[0-9]{1,2})(?P=s)|-(?P<m2>[0-9]{1,2})-)(?P<y>[0-9]{4}|[0-9]{2})(?![0-9]|[/.][0-9])"
        ),
        read_numeric,
    ),
    (
        re.compile(
            r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])"
            r"(?:[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?z?)?"
        ),
        read_iso,
    ),
    (re.compile(r"(?<![0-9/.:-])([0-9]{1,2})\s?[/]\s?([0-9]{4}|[0-9]{1,2})(?![0-9/x%]|\.[0-9])"), read_figures),
    (re.compile(r"(?<![0-9/.:-])([0-9]{1,2})[.-]([0-9]{4})(?![0-9/.-])"), read_figures),
]
