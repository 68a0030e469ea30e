"""Puts a date beside "TBC" or "6 monthly" into it: "2019 dates TBC" is one thing, so is "quarterly from June 2018"."""

import re
from dataclasses import replace

from plans.wording.parts import Part, no_days

_TBC_AFTER = re.compile(r"\s{0,2}[(:\[-]?\s?")
_TBC_BEFORE = re.compile(
    r"(?:\s{0,2}[(:\[-]\s?(?:likely|probably|possibly|expected|around|about|in|for|approx\.?)?|"
    r"\s(?:in|for|during|likely|probably|possibly|around|early|late)?)\s?(?:the\s+)?"
)
_EVERY_AFTER = re.compile(
    r"[\s,:(-]*(?:(?:from|starting|starts?|beginning|begins|first|commencing|in|on|with|effect|the|is|next|due|review|"
    r"meetings?|date|and)\b[\s,:(-]*)*"
)
_EVERY_BEFORE = re.compile(
    r"[\s,:)-]*(?:(?:then|and|thereafter|after|that|reviewed|repeated|review|repeat|followed|by|at|least|onwards?|on|an?|"
    r"basis)\b[\s,:(-]*)*"
)


def merge(text: str, parts: list[Part]) -> list[Part]:
    """The parts with every rule and every TBC holding the date that belongs to it."""
    return _merge_every(text, _merge_tbc(text, parts))


def _merge_tbc(text: str, parts: list[Part]) -> list[Part]:
    merged: list[Part] = []
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        following = waiting[0] if waiting else None
        if part.form == "tbc" and following and _tbc_takes_next(text, part, following):
            part = _closed(text, _hold(part, waiting.pop(0)))
        elif part.form == "tbc" and merged and _tbc_takes_previous(text, merged, part):
            part = _closed(text, _hold(part, merged.pop()))
        merged.append(part)
    return merged


def _plain(part: Part) -> bool:
    return part.form not in ("tbc", "every")


def _tbc_takes_previous(text: str, before: list[Part], tbc: Part) -> bool:
    date = before[-1]
    if not _plain(date) or not _TBC_AFTER.fullmatch(text[date.end : tbc.start]) or "\n" in text[date.end : tbc.start]:
        return False
    words = text[tbc.start : tbc.end]
    if re.match(r"further|future|other|remaining|more|next|new", words):
        return False
    alone = len(before) == 1 or before[-2].form != date.form or "\n" in text[before[-2].end : date.start]
    return date.precision == "year" or (alone and "dates" not in words) or "(" in text[date.end : tbc.start]


def _tbc_takes_next(text: str, tbc: Part, date: Part) -> bool:
    between = text[tbc.end : date.start]
    if not _plain(date) or "\n" in between or not _TBC_BEFORE.fullmatch(between):
        return False
    return date.precision != "day" or "(" in between


def _hold(outer: Part, date: Part) -> Part:
    return replace(
        outer,
        start=min(outer.start, date.start),
        end=max(outer.end, date.end),
        precision=date.precision,
        build=date.build,
        year=date.year,
        doubt=outer.doubt or ("" if outer.form == "tbc" else date.doubt),
        inner=date,
    )


def _closed(text: str, part: Part) -> Part:
    """With the bracket that closes what it opened."""
    opened = "(" in text[part.start : part.end] and ")" not in text[part.start : part.end]
    return part.moved(end=part.end + 1) if opened and text[part.end : part.end + 1] == ")" else part


def _merge_every(text: str, parts: list[Part]) -> list[Part]:
    merged: list[Part] = []
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        if part.form == "every" and part.build is no_days:
            following = waiting[0] if waiting else None
            if following and _plain(following) and _EVERY_AFTER.fullmatch(text[part.end : following.start]):
                part = _hold(part, waiting.pop(0))
            elif merged and _plain(merged[-1]) and _EVERY_BEFORE.fullmatch(text[merged[-1].end : part.start]):
                part = _hold(part, merged.pop())
        merged.append(part)
    return merged
