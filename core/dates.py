"""Working days in England: Monday to Friday without the bank holidays. Pure; every function is told the day."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)
NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}
"""What the government calls them, where the library says it otherwise."""


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> dict[date, str]:
    """The bank holidays of England in one year, each with its name, substitute days among them."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    return {day: _named(name) for day, name in sorted(found.items()) if day.year == year}


def bank_holiday(day: date) -> str:
    """The name of the bank holiday on this day; empty when it is none."""
    return bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Whether councils in England work on this day."""
    return day.weekday() < 5 and not bank_holiday(day)


def working_days(first: date, last: date) -> list[date]:
    """The working days from `first` to `last`, both included; none when `last` comes before."""
    span = range((last - first).days + 1)
    return [day for day in (first + timedelta(days=step) for step in span) if is_working_day(day)]


def add_working_days(day: date, number: int) -> date:
    """The day that is so many working days after this one (before it, when negative); `day` itself for 0."""
    step, left = (ONE_DAY if number >= 0 else -ONE_DAY), abs(number)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def _named(name: str) -> str:
    return NAMES.get(name, name).replace("(observed)", "(substitute day)")
