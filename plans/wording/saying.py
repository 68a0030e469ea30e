"""A date in the words of the pages: "21–22 February 2018", "June/July 2018", "Autumn 2018", "2018/19"."""

from calendar import monthrange
from datetime import date

from plans.wording.vocabulary import MONTHS

_SEASONS = {(3, 5): "Spring", (6, 8): "Summer", (9, 11): "Autumn"}
_TERMS = {(9, 12): "Autumn term", (1, 3): "Spring term", (4, 7): "Summer term"}


def describe(start: date | None, end: date | None, precision: str | None = "day") -> str:
    """The words for a date as people say it; nothing when there is no date."""
    if start is None and end is None:
        return ""
    first, last = start or end, end or start
    if first is None or last is None:  # for the type checker: one of them is a date
        return ""
    if precision in (None, "day") or not whole_months(first, last):
        return say_days(first, last)
    if precision == "year" and (said := _year(first, last)):
        return said
    if precision == "season" and (said := _season(first, last)):
        return said
    return say_months(first, last)


def whole_months(start: date, end: date) -> bool:
    """From the first day of a month to the last day of one."""
    return start.day == 1 and end.day == monthrange(end.year, end.month)[1] and start <= end


def say_days(start: date, end: date) -> str:
    """ "5 March 2018", "21–22 February 2018", "30 May–1 June 2018", "30 December 2018–2 January 2019"."""
    last = f"{end.day} {MONTHS[end.month - 1]} {end.year}"
    if start == end:
        return last
    if start.year != end.year:
        return f"{start.day} {MONTHS[start.month - 1]} {start.year}–{last}"
    if start.month != end.month:
        return f"{start.day} {MONTHS[start.month - 1]}–{last}"
    return f"{start.day}–{last}"


def say_months(start: date, end: date) -> str:
    """ "March 2018", "June/July 2018", "January–March 2019", "September 2017 to September 2019"."""
    first, last = MONTHS[start.month - 1], f"{MONTHS[end.month - 1]} {end.year}"
    apart = (end.year - start.year) * 12 + end.month - start.month
    if apart == 0:
        return last
    if start.year != end.year:
        return f"{first} {start.year} to {last}"
    return f"{first}/{last}" if apart == 1 else f"{first}–{last}"


def _year(start: date, end: date) -> str:
    if (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if (start.month, end.month, end.year - start.year) == (4, 3, 1):
        return f"{start.year}/{end.year % 100:02}"
    return ""


def _season(start: date, end: date) -> str:
    if start.year == end.year:
        name = _SEASONS.get((start.month, end.month)) or _TERMS.get((start.month, end.month))
        return f"{name} {end.year}" if name else ""
    if (start.month, end.month, end.year - start.year) == (12, 2, 1):
        return f"Winter {start.year}/{end.year % 100:02}"
    return ""
