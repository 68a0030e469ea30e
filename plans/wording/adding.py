"""Writes one more date behind those the words say already, in the form they have, and proves it by reading again."""

import re
from collections.abc import Iterator
from datetime import date

from plans.wording.parts import Span
from plans.wording.reading import ReadDate, read_with_parts
from plans.wording.saying import whole_months
from plans.wording.style import say_days_as, say_months_as, say_plainly, style_of

_BETWEEN = re.compile(r"[\s,;&/]{1,4}")


def add_to(words: str, start: date, end: date, *, period: Span | None = None) -> str:
    """The same words with one more date at their end. Reading the result again gives the others as before and this."""
    before = _read(words, period)
    for candidate in _candidates(words.rstrip(), start, end, period):
        after = _read(candidate, period)
        if len(after) == len(before) + 1 and _same(before, after[:-1]) and _is(after[-1], start, end):
            return candidate
    return f"{words.rstrip()}\n{list(say_plainly(start, end))[-1]}".strip()


def _read(words: str, period: Span | None) -> list[ReadDate]:
    return [read for read, _ in read_with_parts(words, period)]


def _same(before: list[ReadDate], after: list[ReadDate]) -> bool:
    return [(read.start, read.end, read.label) for read in before] == [
        (read.start, read.end, read.label) for read in after
    ]


def _is(read: ReadDate, start: date, end: date) -> bool:
    return (read.start, read.end) == (start, end) and (not read.queried or read.reason.startswith("earlier than"))


def _candidates(words: str, start: date, end: date, period: Span | None) -> Iterator[str]:
    """From the shortest form that looks like the others to the plainest, behind the words as they are."""
    dated = [part for read, part in read_with_parts(words, period) if read.start]
    source = words[dated[-1].start : dated[-1].end] if dated else ""
    said = [*_said(source, words, start, end), *say_plainly(start, end)]
    for between in _betweens(words, [(part.start, part.end) for part in dated]):
        yield from (f"{words.rstrip('.;,')}{between}{one}" if words else one for one in said)


def _said(source: str, words: str, start: date, end: date) -> Iterator[str]:
    if not source:
        return
    style = style_of(source, words)
    if whole_months(start, end):
        yield from say_months_as(style, start, end)
    yield from say_days_as(style, start, end)


def _betweens(words: str, places: list[tuple[int, int]]) -> list[str]:
    """What may stand before the new date: what stands between the last two, a line, a semicolon."""
    own = words[places[-2][1] : places[-1][0]] if len(places) > 1 else ""
    line = ["\n"] if "\n" in words else []
    return list(dict.fromkeys([*([own] if _BETWEEN.fullmatch(own) else []), *line, "; ", ", ", "\n"]))
