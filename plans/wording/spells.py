"""Months and longer: March 2018, June/July 18, Autumn term 2018, Q3 2018/19, 2012/13, Easter 2019."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from plans.wording.parts import Part, Span, Year, year_at
from plans.wording.vocabulary import (
    MONTH,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    SEPARATOR,
    TERMS,
    day_of,
    easter,
    month_number,
    month_span,
)

Reader = Callable[[str, re.Match[str]], list[Part]]
Run = tuple[int, int, int, int]

_LEADS_IN = re.compile(
    r"(?:\b(?:by|in|during|from|until|till|before|after|since|the|early|mid|late|end|of|due|for|to|every|each|start|"
    r"starting|beginning|review|next|this|and|or)|^|[\n;:,(/&-])\s*-?\s*$"
)
_OPEN = re.compile(r"\s*(?:$|[\n;:,.()/&-]|and\b|or\b|to\b|tbc\b)")


def read_months(text: str, match: re.Match[str]) -> list[Part]:
    """March 2018; June/July 18; Jan - Mar 2019; Jan, Apr, Jul and Oct 2018; Nov to Feb 2019."""
    year = year_at(text, match.end())
    if year is None and not _stands_alone(text, match, doubtful=match[1].startswith(("may", "mar"))):
        return []
    pattern = re.compile(rf"({SEPARATOR})?({MONTH})")
    runs = _runs(text, match.start(1), match.end(1), pattern, month_number, wraps=12)
    return _from_runs(runs, year, match.end(), "months", "month")


def _stands_alone(text: str, match: re.Match[str], *, doubtful: bool) -> bool:
    """Whether a word like "may" or "summer" is a date here rather than a part of a sentence."""
    if not doubtful:
        return True
    return bool(_LEADS_IN.search(text[: match.start()][-20:]) and _OPEN.match(text, match.end()))


def _runs(
    text: str, start: int, stop: int, pattern: re.Pattern[str], value: Callable[[str], int], wraps: int
) -> list[Run]:
    """(first, last, from, to) of each item in a chain; a last before its first is in the next year."""
    runs: list[Run] = []
    at = start
    while at < stop and (match := pattern.match(text, at, stop)):
        one, separator = value(match[2]), (match[1] or "").strip()
        if runs and _joins(separator, runs[-1], one, wraps):
            first = runs[-1][0]
            runs[-1] = (first, one if one >= first else one + wraps, runs[-1][2], match.end())
        else:
            runs.append((one, one, match.start(2), match.end()))
        at = match.end()
    return runs


def _joins(separator: str, before: Run, one: int, wraps: int) -> bool:
    if separator == "/":
        return (before[1] - one) % wraps == wraps - 1
    return before[0] == before[1] and separator not in ("", ",", "&", "+", "and", "or", ", and")


def _from_runs(runs: list[Run], year: Year | None, end: int, form: str, precision: str) -> list[Part]:
    """One part each. The year as written belongs to the last; a chain that would run backwards began a year before."""
    parts: list[Part] = []
    following: tuple[int, int] | None = None
    for first, last, start, stop in reversed(runs):
        value = year.of_month((last - 1) % 12 + 1) if year else None
        doubt = ""
        if value is not None and year and not year.pair and following and (value, last) > following:
            value, doubt = value - 1, f"{MONTHS[first - 1]} {value - 1} meant?"
        over = 1 if last > 12 else 0
        build = partial(_build_months, first=first, last=last, back=over)
        following = (value, first) if value is not None else None
        short = bool(year and year.short and len(runs) == 1 and first == last)
        parts.append(Part(start, stop, form, precision, build, value, doubt, short=short, ranged=first != last))
    parts.reverse()
    return [*parts[:-1], parts[-1].moved(end=year.end if year else end)]


def _build_months(year: int, first: int, last: int, back: int = 0) -> Span:
    return month_span(year - back, first, last)


def read_season(text: str, match: re.Match[str]) -> list[Part]:
    """Autumn 2018; Autumn term 2018; spring/summer 2019; winter 2018/19."""
    year = year_at(text, match.end())
    term = (match["term"] or "").replace("-", " ")
    if year is None and not term and not _stands_alone(text, match, doubtful=True):
        return []
    names = re.findall(r"spring|summer|autumn|winter", match[1])
    ranged = re.search(r"/|-|\bto\b", match[1]) and len(names) == 2
    end = year.end if year else match.end()
    if ranged or len(names) == 1:
        return [_season(names[0], names[-1], term, year, (match.start(), end))]
    return _seasons(text, match, names, term, year)


def _seasons(text: str, match: re.Match[str], names: list[str], term: str, year: Year | None) -> list[Part]:
    parts, at = [], match.start(1)
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        parts.append(_season(name, name, term, year, (start, at)))
    return [*parts[:-1], parts[-1].moved(end=year.end if year else match.end())]


def _season(first: str, last: str, term: str, year: Year | None, at: tuple[int, int]) -> Part:
    (start, _), (_, end), doubt = _months_of(first, term), _months_of(last, term), ""
    if end < start:
        start -= 12
    begins = 9 if term else 4
    value = year.of_month(min((start - 1) % 12 + 1, 12), begins) if year else None
    if first == "winter" and year and not year.pair:
        doubt = f"December {year.value} to February {year.value + 1} meant?"
    if "half" in term:
        doubt = "which week is the half term?"
    build = partial(month_span, first=start, last=end)
    return Part(*at, "season", "season", build, value, doubt, ranged=first != last)


def _months_of(name: str, term: str) -> tuple[int, int]:
    if "half" in term:
        return {"autumn": (10, 11), "spring": (2, 2), "summer": (5, 6)}.get(name, SEASONS[name])
    return TERMS.get(name, SEASONS[name]) if term.startswith("term") else SEASONS[name]


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
    word = word.strip()
    return int(word[0]) if word[0].isdigit() else ORDINALS.get(word) or NUMBERS.get(word, 1)


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
        doubt = "" if named or len(match["last"]) == 2 or "/" in match[0] else "the financial year?"
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


_YEAR_OPEN = re.compile(r"\s*(?:$|[^a-z0-9\s]|(?:onwards?|and|or|to|by|tbc|tba|dates?|only|target|ongoing|then|review)\b)")
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
_S = r"(?:spring|summer|autumn|winter)\b"
_NAMED = r"(?:financial|fiscal|academic|school|municipal|calendar)\s+(?:year|yr)|f/?y"
FORMS: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(rf"(?<![a-z])({MONTH}(?:{SEPARATOR}{MONTH}){{0,11}})"), read_months),
    (
        re.compile(
            rf"\b({_S}(?:{SEPARATOR}{_S}){{0,3}})"
            r"(?:\s+(?P<term>half[\s-]?terms?|terms?|holidays?|school\s+terms?)\b)?"
        ),
        read_season,
    ),
    (re.compile(rf"\b({_Q}(?:{SEPARATOR}(?:{_Q}|[1-4]\b)){{0,3}})"), read_quarter),
    (re.compile(rf"(?<![0-9/.-])(?P<year>[0-9]{{2,4}}[/-][0-9]{{2,4}})\s*,?\s*(?P<q>{_Q})".replace("(?P<q>(?:q", "(?P<q>(?:q")), read_year_quarter),
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
