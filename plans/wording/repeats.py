"""What comes back (6 monthly, quarterly, every 6 weeks, twice a year) and what has no date yet (dates TBC)."""

import re
from collections.abc import Callable

from plans.wording.parts import Part, count, no_days

Reader = Callable[[str, re.Match[str]], list[Part]]

_UNITS: dict[str, tuple[str, int]] = {
    "day": ("days", 1), "dai": ("days", 1), "week": ("weeks", 1), "fortnight": ("weeks", 2), "month": ("months", 1),
    "quarter": ("months", 3), "term": ("months", 4), "half term": ("months", 2), "half year": ("months", 6),
    "year": ("months", 12), "annum": ("months", 12), "annual": ("months", 12),
}  # fmt: skip
_ADVERBS: dict[str, tuple[str, int, str]] = {
    "biannual": ("months", 6, ""),
    "biennial": ("months", 24, ""),
    "bimonth": ("months", 2, "every two months, or twice a month?"),
    "biweek": ("weeks", 2, "every two weeks, or twice a week?"),
}
_TIMES: dict[str, dict[int, tuple[str, int]]] = {
    "month": {1: ("months", 1), 2: ("weeks", 2), 4: ("weeks", 1)},
    "quarter": {1: ("months", 3), 3: ("months", 1)},
    "term": {1: ("months", 4), 2: ("months", 2)},
    "week": {1: ("weeks", 1)},
}
_DAYS = {"week": 7, "month": 30, "quarter": 91, "term": 91}


def _part(match: re.Match[str], unit: str, every: int, doubt: str = "") -> list[Part]:
    if not every:
        return []
    return [Part(*match.span(), "every", None, no_days, doubt=doubt, every={unit: every})]


def read_every(_text: str, match: re.Match[str]) -> list[Part]:
    """every 6 weeks, each term, every other month, every March."""
    unit, size = _UNITS[_unit(match["unit"])] if match["unit"] else ("months", 12)
    times = 2 if match["other"] else count(match["n"])
    return _part(match, unit, size * times)


def read_count_ly(_text: str, match: re.Match[str]) -> list[Part]:
    """6 monthly, six-weekly, 2 yearly; 6-8 weekly is read as 8 and queried."""
    unit, size = _UNITS[_unit(match["unit"])]
    times = count(match["most"] or match["n"])
    doubt = f"every {match['n']} or every {match['most']}?" if match["most"] else ""
    return _part(match, unit, size * times, doubt)


def read_times(_text: str, match: re.Match[str]) -> list[Part]:
    """twice a year, 3 times per term, once a month."""
    times, unit = count(match["n"]), _unit(match["unit"])
    if not times:
        return []
    if unit in ("year", "annum"):
        step = ("months", 12 // times) if 12 % times == 0 else ("weeks", max(1, 52 // times))
    elif unit in _TIMES:
        step = _TIMES[unit].get(times) or ("days", max(1, _DAYS[unit] // times))
    else:
        step = ("days", 1)
    return _part(match, *step)


def read_adverb(_text: str, match: re.Match[str]) -> list[Part]:
    """quarterly, annually, half-yearly, termly, fortnightly, per annum."""
    word = re.sub(r"[\s-]", "", match[0])
    for begins, (unit, size, doubt) in _ADVERBS.items():
        if word.startswith(begins):
            return _part(match, unit, size, doubt)
    if word.startswith("half"):
        return _part(match, "months", 2 if "term" in word else 6)
    unit, size = _UNITS["annum" if word.startswith(("per", "p.")) else _unit(word)]
    return _part(match, unit, size)


def _unit(word: str) -> str:
    plain = re.sub(r"[\s-]+", " ", word)
    return next((unit for unit in sorted(_UNITS, key=len, reverse=True) if plain.startswith(unit)), "year")


_NOT_A_DATE = re.compile(
    r"\b(?:venues?|times?|locations?|rooms?|leads?|owners?|speakers?|places?|who|names?|costs?)\s*[:(-]?\s*$"
)


def read_tbc(text: str, match: re.Match[str]) -> list[Part]:
    """Dates TBC, to be confirmed, date to be agreed: no date yet. "Venue TBC" is about something else."""
    if _NOT_A_DATE.search(text[: match.start()][-20:]):
        return []
    return [Part(*match.span(), "tbc", None, no_days)]


_N = r"(?:[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_LATER = r"(?:confirmed|announced|arranged|agreed|determined|decided|set|scheduled|advised|fixed|identified|finalised)"
FORMS: list[tuple[re.Pattern[str], Reader]] = [
    (
        re.compile(
            rf"\b(?:every|each)\s+(?:(?P<other>other|second|2nd|alternate)\s+|(?P<n>{_N})\s+)?"
            r"(?:(?P<unit>half[\s-]?(?:term|year)|day|week|fortnight|month|quarter|term|(?:financial\s+|school\s+)?year)"
            r"s?\b|(?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter)))"
        ),
        read_every,
    ),
    (
        re.compile(
            rf"(?<![a-z0-9])(?P<n>{_N})(?:\s?(?:-|/|to)\s?(?P<most>{_N}))?[\s-]*"
            r"(?P<unit>week|month|year|annual|term)(?:ly)\b"
        ),
        read_count_ly,
    ),
    (
        re.compile(
            r"\b(?P<n>once|twice|thrice|(?:[0-9]{1,2}|two|three|four|five|six|ten|twelve)(?=\s+times|\s?x\s))(?:\s+times|\s?x)?"
            r"\s+(?:a|an|per|each|every|in\s+(?:a|each|every))\s+(?P<unit>day|week|month|quarter|term|year|annum)\b"
        ),
        read_times,
    ),
    (
        re.compile(
            r"\b(?:half[\s-]?(?:term|year)ly|bi-?\s?annual(?:ly)?|bi-?ennial(?:ly)?|bi-?\s?monthly|bi-?\s?weekly|"
            r"fortnightly|weekly|monthly|quarterly|termly|yearly|annual(?:ly)?|daily|per\s+annum|p\.a\.)(?![a-z])"
        ),
        read_adverb,
    ),
    (
        re.compile(
            rf"(?:\b(?:further|future|other|remaining|more|all|exact|final|next|new|actual|specific)\s+)?"
            rf"(?:\b(?:dates?|timescales?|timings?|deadlines?|timeline)\s*[:(-]?\s*(?:(?:is|are|still|currently|yet)\s+)*"
            rf"(?:to\s+be\s+{_LATER}|to\s+follow|awaited|not\s+(?:yet\s+)?(?:set|known|agreed|confirmed|fixed)|"
            r"tb[cad]\b|t\.b\.c\.?|to\s+confirm)|\bto\s+be\s+(?:confirmed|announced)|\btb[cad]\b|\bt\.b\.[cad]\.?)"
        ),
        read_tbc,
    ),
    (
        re.compile(
            rf"(?:^|(?<=\n))\s*(?:to\s+be\s+{_LATER}|awaiting\s+(?:a\s+)?dates?|no\s+dates?(?:\s+yet)?|not\s+yet\s+"
            r"(?:set|known|agreed|confirmed|fixed))(?=\s*(?:$|\n|[.;,(]))"
        ),
        read_tbc,
    ),
]
