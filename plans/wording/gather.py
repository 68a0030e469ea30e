"""Finds the parts of a by-when text: every form tried, the longest kept, "end of" and "w/c" applied, ranges joined."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from plans.wording import days, lengths, repeats, spells
from plans.wording.parts import Part, Span
from plans.wording.vocabulary import DASH, WEEKDAY, Impossible, month_span, week_of

MOST_DATES = 300
_FORMS = [*days.FORMS, *spells.FORMS, *lengths.FORMS, *repeats.FORMS]
_PART_OF = re.compile(
    r"\b(?:the\s+)?(?P<which>end|close|start|beginning|early|mid(?:dle)?|late|month[\s-]?end|year[\s-]?end)"
    r"(?:\s+of)?(?:\s+the)?(?:\s+month(?:\s+of)?)?[\s,:-]*$"
)
_PART_AFTER = re.compile(r"\s*,?\s*\(?\b(?:month|year)[\s-]end\b\)?")
_WEEK = re.compile(
    r"\b(?:w\s?/\s?(?P<c>[cbe])|w\.(?P<c2>[cbe])\.?|w(?P<c3>[cb])|"
    r"(?:week|wk)\s*(?P<c4>commencing|beginning|beg\.?|starting|of|ending|from)?)"
    rf"\s*[.:-]?\s*(?:the\s+)?(?:{WEEKDAY},?\s+(?:the\s+)?)?$"
)
_BETWEEN = re.compile(rf"\s*,?\s*{DASH}\s*(?:the\s+)?")
_FROM = re.compile(r"\b(?:from|between)(?:\s+the)?\s*$")
_EARLY = {"start": (1, 3), "beginning": (1, 3), "early": (1, 3), "mid": (5, 8), "middle": (5, 8), "late": (10, 12)}


def gather(text: str) -> list[Part]:
    """The parts in the order they stand, none overlapping another: the first each time, and of those the longest."""
    groups: list[list[Part]] = []
    waiting: dict[int, list[Part] | None] = {number: _next(number, text, 0) for number in range(len(_FORMS))}
    while len(groups) < MOST_DATES and (found := [parts for parts in waiting.values() if parts]):
        group = min(found, key=lambda parts: (parts[0].start, -parts[-1].end))
        groups.append(group)
        for number, parts in waiting.items():
            if parts and parts[0].start < group[-1].end:
                waiting[number] = _next(number, text, group[-1].end)
    return _join(text, [_with_words_around(text, group) for group in groups])


def _next(number: int, text: str, at: int) -> list[Part] | None:
    """The first date of this form from here on."""
    pattern, read = _FORMS[number]
    while match := pattern.search(text, at):
        if parts := read(text, match):
            return parts
        at = match.start() + 1
    return None


def _with_words_around(text: str, group: list[Part]) -> list[Part]:
    """Take in "end of", "mid", "w/c" before and "month end" after."""
    if group[0].form in ("every", "tbc"):
        return group
    before = text[: group[0].start][-40:]
    if (match := _WEEK.search(before)) and group[0].precision == "day":
        return _weeks(group, match, group[0].start - (len(before) - match.start()))
    if match := _PART_OF.search(before):
        return _part_of(group, match["which"], group[0].start - (len(before) - match.start()))
    if match := _PART_AFTER.match(text, group[-1].end):
        return [*group[:-1], _at_the_end(group[-1].moved(end=match.end()))]
    return group


def _weeks(group: list[Part], match: re.Match[str], start: int) -> list[Part]:
    letter = (match["c"] or match["c2"] or match["c3"] or (match["c4"] or "c"))[0]
    build = _week_to if letter == "e" and match["c4"] in (None, "ending") else _week
    weeks = [replace(part, form="week", build=partial(build, inner=part), weekday=None) for part in group]
    return [weeks[0].moved(start=start), *weeks[1:]]


def _week(year: int, inner: Part) -> Span:
    return week_of(inner.build(year)[0])


def _week_to(year: int, inner: Part) -> Span:
    day = inner.build(year)[1]
    return week_of(day)[0], day


def _part_of(group: list[Part], which: str, start: int) -> list[Part]:
    first = group[0].moved(start=start)
    if "end" in which or which == "close":
        return [_at_the_end(first), *group[1:]] if first.precision != "day" else group
    if first.form == "years" and not first.ranged:
        begins, ends = _EARLY[which]
        build = partial(month_span, first=begins, last=ends)
        first = replace(first, form="part", precision="season", build=build, doubt=_doubt(which, begins, ends))
    return [first, *group[1:]] if first.precision != "day" else group


def _doubt(which: str, first: int, last: int) -> str:
    from_month, to_month = date(2000, first, 1), date(2000, last, 1)
    return f"{which} in the year: {from_month:%B} to {to_month:%B} read"


def _at_the_end(part: Part) -> Part:
    """The last day; the end of a season or term has no sure day and stays the season."""
    if part.precision in ("season", "day"):
        return part
    return replace(part, form="end", precision="day", build=partial(_last_day, inner=part), short=False)


def _last_day(year: int, inner: Part) -> Span:
    last = inner.build(year)[1]
    return last, last


def _join(text: str, groups: list[list[Part]]) -> list[Part]:
    """Two parts with "to" or a dash between them are one range; three in a chain of dashes are a list."""
    links = [_can_join(text, left[-1], right[0]) for left, right in pairwise(groups)]
    parts: list[Part] = []
    for number, group in enumerate(groups):
        linked = number > 0 and links[number - 1]
        chained = any(links[at] for at in (number - 2, number) if 0 <= at < len(links))
        if linked and not chained:
            parts[-1] = _range(text, parts[-1], group[0])
            parts.extend(group[1:])
        else:
            parts.extend(group)
    return parts


def _is_between(text: str, left: Part, right: Part) -> bool:
    return _BETWEEN.fullmatch(text[left.end : right.start]) is not None


def _can_join(text: str, left: Part, right: Part) -> bool:
    if "every" in (left.form, right.form) or "tbc" in (left.form, right.form) or left.ranged or right.ranged:
        return False
    if _is_between(text, left, right):
        return True
    if re.fullmatch(r"\s*(?:and|&)\s*", text[left.end : right.start]):
        return re.search(r"\bbetween(?:\s+the)?\s*$", text[: left.start][-16:]) is not None
    return text[left.end : right.start].strip() == "/" and _follows(left, right)


def _follows(left: Part, right: Part) -> bool:
    year = right.year or left.year or 2018
    try:
        return left.build(left.year or year)[1] + timedelta(days=1) == right.build(year)[0]
    except (Impossible, OverflowError):
        return False


def _range(text: str, left: Part, right: Part) -> Part:
    led = _FROM.search(text[: left.start][-16:])
    start = left.start - len(led[0]) if led else left.start
    precisions = {left.precision, right.precision}
    precision = left.precision if len(precisions) == 1 else "month"
    return Part(
        start=start,
        end=right.end,
        form="range",
        precision=precision,
        build=partial(_build_range, left=left, right=right),
        year=right.year if right.year is not None else left.year,
        doubt=left.doubt or right.doubt,
        ranged=True,
    )


def _build_range(year: int, left: Part, right: Part) -> Span:
    """The side without a year takes the other's; a start after its end began the year before."""
    start = left.build(left.year if left.year is not None else year)[0]
    end = right.build(year)[1]
    if end < start and left.year is None:
        start = left.build(year - 1)[0]
    if end < start and right.year is None:
        end = right.build(year + 1)[1]
    if end < start:
        raise Impossible("ends before it starts")
    return start, end
