"""Days and times in the council's words: "5 March 2018", "12 July 2018, 3:15pm". Pure; knows no clock."""

import datetime as dt
import re
from calendar import monthrange

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1990, 2100

_WORDS = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+)?"
    r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]{3,9})[ .,-]+([0-9]{4}|[0-9]{2})"
)
_FIGURES = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


class NotADay(ValueError):
    """The words are not a day. The message is a sentence for the person who typed them."""


def say_day(day: dt.date) -> str:
    """A day as it is always shown: "5 March 2018"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_short_day(day: dt.date, on: dt.date) -> str:
    """A day in a narrow column: the year is left out when it is the year of `on`: "5 March"."""
    return f"{day.day} {MONTHS[day.month - 1]}" if day.year == on.year else say_day(day)


def say_time(time: dt.time) -> str:
    """A time of day: "10am", "3:15pm"."""
    hour = time.hour % 12 or 12
    half = "am" if time.hour < 12 else "pm"
    return f"{hour}:{time.minute:02}{half}" if time.minute else f"{hour}{half}"


def say_moment(moment: dt.datetime) -> str:
    """A day and a time, already in local time: "12 July 2018, 3:15pm"."""
    return f"{say_day(moment.date())}, {say_time(moment.time())}"


def read_day(words: str) -> dt.date:
    """The day somebody typed, day first: "17 September 2018", "17/9/18", "2018-09-17". Raises `NotADay`."""
    text = " ".join(words.split()).lower()
    if match := _WORDS.fullmatch(text):
        day, month, year = int(match[1]), _month(match[2]), _year(match[3])
    elif match := _FIGURES.fullmatch(text):
        day, month, year = int(match[1]), int(match[2]), _year(match[3])
    elif match := _ISO.fullmatch(text):
        day, month, year = int(match[3]), int(match[2]), int(match[1])
    else:
        raise NotADay("Enter a date like 17 September 2018")
    return _day(day, month, year)


def _month(word: str) -> int:
    for number, name in enumerate(MONTHS, start=1):
        if name.lower() == word or word in (name[:3].lower(), name[:4].lower()):
            return number
    raise NotADay("Enter a date like 17 September 2018")


def _year(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _day(day: int, month: int, year: int) -> dt.date:
    if not 1 <= month <= 12 or day < 1:
        raise NotADay("Enter a date like 17 September 2018")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADay(f"Enter a date between {FIRST_YEAR} and {LAST_YEAR}")
    last = monthrange(year, month)[1]
    if day > last:
        raise NotADay(f"{MONTHS[month - 1]} {year} has {last} days")
    return dt.date(year, month, day)
