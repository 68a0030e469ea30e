"""What a query on a date itself suggests as its answer."""

import re
from calendar import monthrange
from datetime import date

from plans import wording
from plans.models import ActionDate

_MEANT = re.compile(r"(?:^|; )([^;?]+?) meant\?$")


def suggested_days(row: ActionDate) -> tuple[date, date] | None:
    """The days a query suggests: "2019 meant?" is the same days of that year, "5 March 2018 meant?" that day.

    None when it suggests nothing, or no other days than were read.
    """
    match = _MEANT.search(row.reason)
    if match is None:
        return None
    said = match[1]
    days = _same_days_of(row, int(said)) if re.fullmatch(r"[0-9]{4}", said) else _days_said(said)
    return None if days == (row.start, row.end) else days


def _days_said(said: str) -> tuple[date, date] | None:
    read = wording.read_dates(said)
    if len(read) != 1 or read[0].queried or read[0].start is None or read[0].end is None:
        return None
    return read[0].start, read[0].end


def _same_days_of(row: ActionDate, year: int) -> tuple[date, date] | None:
    if row.start is None or row.end is None or not 1 <= year + row.end.year - row.start.year <= 9999 or year < 1:
        return None
    whole_months = row.precision not in ("", "day")
    start = _in_year(row.start, year, to_end=False)
    end = _in_year(row.end, year + row.end.year - row.start.year, to_end=whole_months)
    return start, end


def _in_year(day: date, year: int, *, to_end: bool) -> date:
    """The same day of another year; 29 February becomes the 28th, the end of a month its end."""
    last = monthrange(year, day.month)[1]
    return date(year, day.month, last if to_end else min(day.day, last))
