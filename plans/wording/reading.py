"""The dates of a by-when text, put together: found, given their days, named, and checked against one another."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from plans.wording.gather import gather
from plans.wording.labels import Meaning, meanings
from plans.wording.merge import merge
from plans.wording.parts import Part, Span
from plans.wording.saying import describe
from plans.wording.vocabulary import Impossible, fold
from plans.wording.years import Dated, give_days

_LONG_EVENT = 21


@dataclass(frozen=True, slots=True)
class ReadDate:
    """One date read from a by-when text. `start` and `end` are inclusive; None while not known.

    `kind` is due, event, review, recurring or tbc; `precision` day, month, quarter, season or year; `queried` asks
    the officer, `reason` says why; `source` are the words it was read from and `span` their offsets.
    """

    kind: str
    start: date | None
    end: date | None
    precision: str | None
    label: str
    every: dict[str, int] | None
    queried: bool
    reason: str
    source: str
    span: tuple[int, int]

    def as_json(self) -> dict[str, Any]:
        """The keys that the pages, the API and the import report share; days as ISO text."""
        return {
            "kind": self.kind,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "precision": self.precision,
            "label": self.label,
            "every": self.every,
            "queried": self.queried,
            "reason": self.reason,
        }


def read_with_parts(words: str, period: Span | None) -> list[tuple[ReadDate, Part]]:
    """Every date with the part of the words it was read from, in the order they stand."""
    text = fold(words)
    dated = give_days(merge(text, gather(text)), _sound(period))
    found = meanings(words, text, [one.part for one in dated])
    dates = [_read(words, one, meaning) for one, meaning in zip(dated, found, strict=True)]
    return list(zip(_check_order(dates, dated), [one.part for one in dated], strict=True))


def _sound(period: Span | None) -> Span | None:
    return period if period and period[0] <= period[1] else None


def _read(words: str, dated: Dated, meaning: Meaning) -> ReadDate:
    start, end = dated.span or (None, None)
    part, kind = dated.part, meaning.kind
    if kind == "event" and start and end and part.precision == "day" and (end - start).days > _LONG_EVENT:
        kind = "due"
    return ReadDate(
        kind=kind,
        start=start,
        end=end,
        precision=part.precision if start else None,
        label=meaning.label,
        every=part.every,
        queried=bool(dated.reason),
        reason=dated.reason,
        source=words[part.start : part.end],
        span=(part.start, part.end),
    )


def _check_order(dates: list[ReadDate], dated: list[Dated]) -> list[ReadDate]:
    """In a list that goes up, query each date that stands before the latest so far."""
    checked = list(dates)
    groups: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(dates):
        if one.start and one.kind not in ("tbc", "recurring"):
            groups.setdefault((one.kind, re.sub(r"[0-9]+", "", one.label.lower())), []).append(at)
    for places in groups.values():
        if _goes_up([dates[at] for at in places]):
            for at, reason in _too_early([(at, dates[at], dated[at].part) for at in places]):
                checked[at] = replace(dates[at], queried=True, reason=dates[at].reason or reason)
    return checked


def _goes_up(dates: list[ReadDate]) -> bool:
    steps = [(one.start, other.start) for one, other in pairwise(dates) if one.start and other.start]
    up = sum(later > earlier for earlier, later in steps)
    return up > 0 and up >= sum(later < earlier for earlier, later in steps)


def _too_early(dates: list[tuple[int, ReadDate, Part]]) -> list[tuple[int, str]]:
    latest: ReadDate | None = None
    early = []
    for at, one, part in dates:
        if latest and latest.start and one.start and one.start < latest.start:
            early.append((at, _earlier_than(latest, latest.start, part)))
        else:
            latest = one
    return early


def _earlier_than(latest: ReadDate, start: date, part: Part) -> str:
    said = describe(latest.start, latest.end, latest.precision).replace("–", "-")
    for year in (start.year, start.year + 1):
        try:
            if year != part.year and part.build(year)[0] >= start:
                return f"earlier than {said}; {year} meant?"
        except (Impossible, OverflowError, ValueError):
            continue
    return f"earlier than {said}"
