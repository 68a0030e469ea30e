"""The words dates are made of: months, seasons, holidays, years. Same-length folding, so that offsets stay true."""

import unicodedata
from calendar import monthrange
from datetime import date, timedelta

LONGEST = 20_000

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

MONTH = (
    r"(?:jan(?:uary|urary)?|feb(?:ruary|uary|urary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
DAY = r"[0-9]{1,2}(?:\s?(?:st|nd|rd|th)\b)?"
DASH = r"(?:-|\bto\b|\buntil\b|\btill\b|\bthrough\b)"
SEPARATOR = rf"\s*(?:{DASH}|/|,\s*and\b|,|&|\+|\band\b|\bor\b)\s*"

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
TERMS = {"spring": (1, 3), "summer": (4, 7), "autumn": (9, 12)}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "once": 1, "twice": 2, "thrice": 3,
}  # fmt: skip

_DASHES = "‐‑‒–—―−﹣-"
_QUOTES = "‘’ʼ´`′"


class Impossible(ValueError):
    """The words name days that cannot be: the message is the reason a person reads."""


def fold(words: str) -> str:
    """The words in plain small letters for matching: character for character, so that every offset still holds."""
    return "".join(map(_fold_one, words[:LONGEST]))


def _fold_one(char: str) -> str:
    if char in _DASHES:
        return "-"
    if char in _QUOTES:
        return "'"
    if char.isspace() or char in "\u200b\u00ad\ufeff":
        return "\n" if char in "\n\r\v\f\u2028\u2029" else " "
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char


def month_number(word: str) -> int:
    """1 for "jan", "January" …; the word has matched MONTH."""
    return next(number for number, name in enumerate(MONTHS, start=1) if name.lower().startswith(word[:3]))


def number(word: str) -> int:
    """12 for "12" or "twelve"."""
    return int(word) if word.isdigit() else NUMBERS[word]


def day_of(year: int, month: int, day: int) -> date:
    """The day, or `Impossible` with the reason."""
    if not 1 <= month <= 12:
        raise Impossible(f"there is no month {month}")
    if not 1 <= year <= 9998:
        raise Impossible(f"there is no year {year}")
    if not 1 <= day <= 31:
        raise Impossible(f"there is no day {day}")
    last = monthrange(year, month)[1]
    if day > last:
        named = f"{MONTHS[month - 1]} {year}" if month == 2 else MONTHS[month - 1]
        raise Impossible(f"{named} has {last} days")
    return date(year, month, day)


def month_span(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of the first month to last day of the last; months over 12 are in the next year."""
    (begins_in, first_month), (ends_in, last_month) = _carry(year, first), _carry(year, last)
    if not 1 <= begins_in <= ends_in <= 9998:
        raise Impossible(f"there is no year {year}")
    return date(begins_in, first_month, 1), date(ends_in, last_month, monthrange(ends_in, last_month)[1])


def _carry(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def week_of(day: date) -> tuple[date, date]:
    """Monday to Sunday of the week that holds this day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return day_of(year, month, day + 1)
