"""Gives every part its days: the year from the words, else from its neighbours or the plan's period, else a query."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from plans.wording.days import build_days
from plans.wording.parts import Part, Span, no_days
from plans.wording.vocabulary import MONTHS, Impossible

NO_YEAR = "no year is given"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Dated:
    """A part with its days, or without and with the reason why."""

    part: Part
    span: Span | None
    reason: str = ""


def give_days(parts: list[Part], period: Span | None) -> list[Dated]:
    """Days for every part, in order."""
    settled = [_not_a_short_year(part, parts, period) for part in parts]
    return [_dated(settled, at, period) for at in range(len(settled))]


def _dated(parts: list[Part], at: int, period: Span | None) -> Dated:
    part = parts[at]
    if part.build is no_days:
        return Dated(part, None, part.doubt)
    year, reason = (part.year, "") if part.year is not None else _year_for(parts, at, period)
    if year is None:
        return Dated(part, None, "" if part.form == "tbc" else part.doubt or reason)
    try:
        span = part.build(year)
    except (Impossible, OverflowError, ValueError) as fault:
        return Dated(part, None, str(fault) if isinstance(fault, Impossible) else "there is no such day")
    part = replace(part, year=year)
    return Dated(part, span, "" if part.form == "tbc" else part.doubt or reason or _odd(part, span))


def _odd(part: Part, span: Span) -> str:
    """What does not fit: the wrong day of the week, a year nobody plans for."""
    start = span[0]
    if part.weekday is not None and part.weekday != start.weekday():
        named = _WEEKDAYS[start.weekday()]
        return f"{start.day} {MONTHS[start.month - 1]} {start.year} is a {named}"
    if not 1970 <= start.year <= 2099:
        return f"is {start.year} the year?"
    return ""


def _year_for(parts: list[Part], at: int, period: Span | None) -> tuple[int | None, str]:
    """The year of a part that has none, and the query where it is a guess."""
    part = parts[at]
    if (later := _known(parts[at + 1 :])) and (year := _fits(part, later, -1)) is not None:
        return year
    if (earlier := _known(parts[:at][::-1])) and (year := _fits(part, earlier, 1)) is not None:
        return year
    if period is None:
        return None, NO_YEAR
    years = [year for year in range(period[0].year - 1, period[1].year + 1) if _within(part, year, period)]
    if not years:
        return None, NO_YEAR
    return years[0], "" if len(years) == 1 or part.form == "every" else f"{NO_YEAR}; {years[0]} meant?"


def _known(parts: list[Part]) -> tuple[int, date] | None:
    """Year and first day of the nearest part that has them."""
    for part in parts:
        if part.year is not None and part.build is not no_days:
            return part.year, _start(part, part.year) or date(max(1, min(part.year, 9998)), 1, 1)
    return None


def _start(part: Part, year: int) -> date | None:
    try:
        return part.build(year)[0]
    except (Impossible, OverflowError, ValueError):
        return None


def _fits(part: Part, neighbour: tuple[int, date], step: int) -> tuple[int, str] | None:
    """The neighbour's year where that keeps the order (no guess), else the year beside it (a guess)."""
    year, day = neighbour
    start = _start(part, year)
    if start is None or start == day or (start > day) == (step > 0):
        return year, ""
    return year + step, f"{NO_YEAR}; {year + step} meant?"


def _within(part: Part, year: int, period: Span) -> bool:
    try:
        start, end = part.build(year)
    except (Impossible, OverflowError, ValueError):
        return True
    return start <= period[1] and end >= period[0]


def _not_a_short_year(part: Part, parts: list[Part], period: Span | None) -> Part:
    """ "March 31" is 31 March unless 2031 is a year this plan could mean."""
    if not part.short or part.year is None or not 2001 <= part.year <= 2031:
        return part
    known = [year + by for o in parts if (year := o.year) is not None and not o.short for by in (-20, 20)]
    known += [period[0].year - 10, period[1].year + 10] if period else []
    if known and min(known) <= part.year <= max(known):
        return part
    if not known and part.year < 2031:
        return part
    day = part.year - 2000
    month = part.build(part.year)[0].month
    doubt = f"{day} {MONTHS[month - 1]} meant, or {MONTHS[month - 1]} {part.year}?"
    build = partial(build_days, month=month, first=day, last=day)
    return replace(part, form="days", precision="day", build=build, year=None, doubt=doubt, short=False)
