"""Months and seasons: March 2018, June/July 18, Jan, Apr and Jul 2018, Autumn term 2018, winter 2018/19."""

import re
from collections.abc import Callable
from functools import partial

from plans.wording.parts import Part, Span, Year, year_at
from plans.wording.vocabulary import (
    MONTH,
    MONTHS,
    SEASONS,
    SEPARATOR,
    TERMS,
    month_number,
    month_span,
)

Reader = Callable[[str, re.Match[str]], list[Part]]
Run = tuple[int, int, int, int]

_LEADS_IN = re.compile(
    r"(?:\b(?:by|in|during|from|until|till|before|after|since|the|early|mid|late|end|of|due|for|to|every|each|start|"
    r"starting|beginning|review|next|this|and|or)|^|[\n;:,(/&-])\s*-?\s*$"
)
_OPEN = re.compile(
    r"\s*(?:$|[\n;:,.()/&-]|(?:and|or|to|tbc|tba|each|every|onwards?|then|review|annually|ongoing|at the latest)\b)"
)


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
    term = re.sub(r"school |-", "", match["term"] or "")
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


_S = r"(?:spring|summer|autumn|winter)\b"
FORMS: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(rf"(?<![a-z])({MONTH}(?:{SEPARATOR}{MONTH}){{0,11}})"), read_months),
    (
        re.compile(
            rf"\b({_S}(?:{SEPARATOR}{_S}){{0,3}})"
            r"(?:\s+(?P<term>half[\s-]?terms?|terms?|holidays?|school\s+terms?)\b)?"
        ),
        read_season,
    ),
]
