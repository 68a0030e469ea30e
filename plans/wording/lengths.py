"""Parts of years and years: Q3 2018/19, H1 2019, financial year 2012/13, 2017-19, by 2020; and Easter and Christmas."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from plans.wording.parts import Part, Span, Year, year_at
from plans.wording.vocabulary import MONTHS, NUMBERS, ORDINALS, SEPARATOR, day_of, easter, month_span

Reader = Callable[[str, re.Match[str]], list[Part]]

_QUARTER_YEAR = re.compile(r"\s*,?\s*\(?(?:of\s+)?(?:the\s+)?(?:financial\s+year|fy|in)?\s*")


def read_quarter(text: str, match: re.Match[str]) -> list[Part]:
    """Q3 2018/19 is October to December 2018; Q3 2018 could be that or July to September, so it is queried."""
    numbers = [_quarter_number(word) for word in re.findall(r"[1-4]|one|two|three|four|\b[a-z]+(?=\s+q)", match[1])]
    lead = _QUARTER_YEAR.match(text, match.end())
    year = _pair_at(text, lead.end() if lead else match.end()) or year_at(text, match.end())
    if not numbers or (year is not None and year.short and not year.pair):
        year = None
    if not numbers:
        return []
    return [_fraction(numbers[0], numbers[-1], 3, year, (match.start(), year.end if year else match.end()))]


def read_year_quarter(text: str, match: re.Match[str]) -> list[Part]:
    """2018/19 Q3."""
    year = _pair_at(text, match.start("year"))
    number = _quarter_number(match["q"])
    return [_fraction(number, number, 3, year, match.span())] if year else []


def read_half(text: str, match: re.Match[str]) -> list[Part]:
    """H1 2019; second half of 2018."""
    number = 1 if match[1] in ("1", "first", "1st") else 2
    lead = _QUARTER_YEAR.match(text, match.end())
    year = _pair_at(text, lead.end() if lead else match.end()) or year_at(text, match.end())
    if year is None or (year.short and not year.pair):
        return []
    return [_fraction(number, number, 6, year, (match.start(), year.end))]


def _quarter_number(word: str) -> int:
    if digit := re.search(r"[1-4]", word):
        return int(digit[0])
    return next((value for name, value in {**ORDINALS, **NUMBERS}.items() if name in word), 1)


def _fraction(first: int, last: int, months: int, year: Year | None, at: tuple[int, int]) -> Part:
    """Quarters or halves: of the financial year when it is written so or no year is known, else queried."""
    financial = year is None or year.pair
    begins = 4 if financial else 1
    start, end = begins + months * (first - 1), begins - 1 + months * last
    doubt = ""
    if year and not year.pair:
        months_of = f"{MONTHS[start + 2]} to {MONTHS[(end + 2) % 12]}"
        doubt = f"{MONTHS[start - 1]} to {MONTHS[end - 1]} read; {months_of} if the year is the financial one"
    build = partial(month_span, first=start, last=end)
    precision = "quarter" if months == 3 else "month"
    return Part(*at, "quarter", precision, build, year.value if year else None, doubt, ranged=first != last)


_PAIR = re.compile(r"((?:19|20)?[0-9]{2})\s?[/-]\s?((?:19|20)?[0-9]{2})(?![0-9/])")


def _pair_at(text: str, at: int) -> Year | None:
    match = _PAIR.match(text, at)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]) % 100:
        return None
    value = int(match[1])
    return Year(value if value > 99 else 2000 + value, match.end(), pair=True)


def read_years(text: str, match: re.Match[str]) -> list[Part]:
    """financial year 2012/13, 2018/19, academic year 2018/19, 2017-19."""
    named = (match["before"] or match["after"] or "").strip()
    first, last = int(match["first"]), int(match["last"])
    if first < 100 and not named:
        return []
    first += 2000 if first < 100 else 0
    last += (first // 100) * 100 if last < 100 else 0
    if last == first + 1:
        sure = named or len(match["last"]) == 2 or "/" in match[0]
        doubt = "" if sure else f"the financial year {first}/{last % 100:02} meant?"
        return [_year_part(match.span(), named, first, doubt)]
    if last < first or last > first + 15 or "/" in match[0]:
        return []
    build = partial(_build_years, length=last - first)
    return [Part(*match.span(), "years", "year", build, first, ranged=True)]


def read_named_year(text: str, match: re.Match[str]) -> list[Part]:
    """financial year 2018, FY18: which one is not certain, so it is queried."""
    value = int(match["first"])
    value += 2000 if value < 100 else 0
    if match["before"].startswith("cal"):
        return [Part(*match.span(), "years", "year", partial(_build_years, length=0), value)]
    return [_year_part(match.span(), match["before"], value, f"{value}/{(value + 1) % 100:02} read")]


def _year_part(at: tuple[int, int], named: str, first: int, doubt: str) -> Part:
    begins = 9 if named.startswith(("aca", "sch")) else 5 if named.startswith("mun") else 4
    build = partial(month_span, first=begins, last=begins + 11)
    return Part(*at, "financial", "year", build, first, doubt)


def _build_years(year: int, length: int) -> Span:
    return day_of(year, 1, 1), day_of(year + length, 12, 31)


_YEAR_OPEN = re.compile(
    r"\s*(?:$|[^a-z0-9\s]|(?:onwards?|and|or|to|by|tbc|tba|dates?|only|target|ongoing|then|review)\b)"
)
_YEAR_LED = re.compile(r"\b(?:by|in|during|of|until|till|before|since|from|early|mid|late|to|end|year)\s*-?\s*$")


def read_year(text: str, match: re.Match[str]) -> list[Part]:
    """A year alone. Before a plain word ("2025 children") it may be a number, so it is queried."""
    value = int(match[1])
    led = _YEAR_LED.search(text[: match.start()][-12:])
    if not led and not 2005 <= value <= 2060:
        return []
    doubt = "" if led or _YEAR_OPEN.match(text, match.end()) or "\n" in text[match.end() :][:1] else "is this a year?"
    return [Part(*match.span(), "years", "year", partial(_build_years, length=0), value, doubt)]


def read_holiday(text: str, match: re.Match[str]) -> list[Part]:
    """by Easter 2019; Christmas 2018. The holidays around it have no sure days, so they are queried."""
    year = year_at(text, match.end())
    build = partial(_build_holiday, name=match[1])
    doubt = "which day of the holidays?" if match[2] else ""
    value = year.value if year else None
    return [Part(match.start(), year.end if year else match.end(), "holiday", "day", build, value, doubt)]


def _build_holiday(year: int, name: str) -> Span:
    if name.startswith(("good", "easter")):
        day = easter(day_of(year, 1, 1).year) + timedelta(
            days=-2 if name.startswith("good") else 1 if name.endswith("monday") else 0
        )
    elif name.startswith("new"):
        day = day_of(year, 12, 31) if name.endswith("eve") else day_of(year, 1, 1)
    else:
        day = day_of(year, 12, 24 if name.endswith("eve") else 25)
    return _one(day)


def _one(day: date) -> Span:
    return day, day


_Q = (
    r"(?:q(?:uarter|tr|r)?\.?\s?(?:[1-4]|one|two|three|four)|"
    r"(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th)\s+(?:quarter|qtr))(?![a-z0-9])"
)
_NAMED = r"(?:financial|fiscal|academic|school|municipal|calendar)\s+(?:year|yr)|f/?y"
FORMS: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(rf"\b({_Q}(?:{SEPARATOR}(?:{_Q}|[1-4]\b)){{0,3}})"), read_quarter),
    (re.compile(rf"(?<![0-9/.-])(?P<year>[0-9]{{2,4}}[/-][0-9]{{2,4}})\s*,?\s*(?P<q>{_Q})"), read_year_quarter),
    (re.compile(r"\bh([12])\b"), read_half),
    (re.compile(r"\b(first|second|1st|2nd|latter)\s+half\b"), read_half),
    (
        re.compile(
            rf"(?<![0-9/.a-z-])(?:(?P<before>{_NAMED})\s*(?:of\s+)?)?(?P<first>(?:19|20)?[0-9]{{2}})\s?[/-]\s?"
            rf"(?P<last>(?:19|20)?[0-9]{{2}})(?![0-9/]|\.[0-9])(?:\s+(?P<after>{_NAMED})\b)?"
        ),
        read_years,
    ),
    (re.compile(rf"\b(?P<before>{_NAMED})\s*(?:of\s+)?(?P<first>(?:20)?[0-9]{{2}})(?![0-9/-])"), read_named_year),
    (re.compile(r"(?<![0-9/.£#-])((?:19|20)[0-9]{2})(?![0-9/%]|-[0-9]|[.,][0-9])"), read_year),
    (
        re.compile(
            r"\b(good friday|easter(?:\s+(?:sunday|monday|day))?|christmas(?:\s+(?:day|eve))?|xmas|"
            r"new year(?:'?s)?(?:\s+(?:day|eve))?)\b(\s+(?:holidays?|break|period))?"
        ),
        read_holiday,
    ),
]
