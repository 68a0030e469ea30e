"""What the reader of a file asks the officer: which date was meant, who of several leads. An answer is never needed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from plans import wording
from plans.matching import address_ref

LATER = "later"
AS_WRITTEN = "as_written"
MEANT = re.compile(r"\b(\d{4}) meant\?")
Span = tuple[date, date]


@dataclass(frozen=True)
class Question:
    """One thing to look at: of which action, beside its source words, with the answers to choose from.

    `days` are the places, starts and ends of the dates it is about; `typed` asks for a first and last day in words.
    """

    name: str
    ref: str
    title: str
    asks: str
    source: tuple[tuple[str, bool], ...]
    options: tuple[tuple[str, str], ...]
    days: tuple[tuple[int, date | None, date | None], ...] = ()
    typed: bool = False

    @property
    def is_date(self) -> bool:
        """Whether it is about dates; otherwise about who leads."""
        return bool(self.days)


def questions(parsed: dict[str, Any], changes: dict[str, Any], limit: int = 200) -> list[Question]:
    """All that is asked about the rows that would be added or whose words changed, in the order of the file."""
    open_dates, open_leads = _open(changes, "by_when"), _open(changes, "who")
    found: list[Question] = []
    for cells in parsed.get("actions", []):
        ref = address_ref(cells.get("ref") or "")
        if ref in open_dates:
            found += _date_questions(ref, cells)
        if ref in open_leads and cells.get("lead_queried"):
            found.append(_lead_question(ref, cells))
        if len(found) >= limit:
            break
    return found[:limit]


def answers(asked: list[Question], given: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str], dict[str, str]]:
    """What was answered: days by ref and place, leads by ref; and what is wrong with an answer, by question."""
    days: dict[str, Any] = {}
    leads: dict[str, str] = {}
    faults: dict[str, str] = {}
    for question in asked:
        value = given.get(question.name, LATER)
        if not question.is_date:
            leads |= {question.ref: value} if value in dict(question.options) and value != LATER else {}
            continue
        spans = _spans(question, value, given.get(f"{question.name}-days", ""), faults)
        for place, (start, end) in spans.items():
            days.setdefault(question.ref, {})[str(place)] = [start.isoformat(), end.isoformat()]
    return days, leads, faults


def _open(changes: dict[str, Any], field: str) -> set[str]:
    added = {line["ref"] for line in changes.get("added", []) if line["kind"] == "action"}
    changed = {line["ref"] for line in changes.get("changed", []) if field in line.get("fields", {})}
    return added | changed


def _date_questions(ref: str, cells: dict[str, Any]) -> Iterator[Question]:
    queried = [(place, day) for place, day in enumerate(cells.get("dates", [])) if day.get("queried")]
    for reason, group in groupby(queried, key=lambda one: _family(one[1])):
        days = tuple((place, _day(day["start"]), _day(day["end"])) for place, day in group)
        yield _date_question(ref, cells, reason, days)


def _family(day: dict[str, Any]) -> str:
    """Dates that are queried for one and the same year are one question; others are one each."""
    meant = MEANT.search(day.get("reason", ""))
    return meant[1] if meant else f"{day.get('reason', '')} "


def _date_question(ref: str, cells: dict[str, Any], reason: str, days: tuple[Any, ...]) -> Question:
    known = all(start and end for _, start, end in days)
    both = "both" if len(days) == 2 else "all" if len(days) > 2 else ""
    options = []
    if reason.isdecimal() and known:
        options.append((reason, f"{reason} for {both}" if both else f"{reason} is meant"))
    if known:
        year = {start.year for _, start, _ in days if start}
        options.append((AS_WRITTEN, f"{year.pop()}, as written" if len(year) == 1 else "As written"))
    typed = not known and len(days) == 1
    if typed:
        options.append(("typed", "These days are meant"))
    options.append((LATER, "Decide later: keep the words and mark them queried"))
    asks = _asks(reason.strip(), len(days))
    source = _marked(cells["by_when"], {place for place, *_ in days})
    return Question(f"q-{ref}-{days[0][0]}", ref, _title(cells), asks, source, tuple(options), days, typed)


def _asks(reason: str, count: int) -> str:
    if reason.isdecimal():
        many = {1: "This date comes", 2: "These two dates come"}.get(count, f"These {count} dates come")
        return f"{many} earlier than the one before. Which year is meant?"
    said = reason.rstrip(".?")
    return f"{said[:1].upper()}{said[1:]}. What is the date?" if said else "What is the date?"


def _lead_question(ref: str, cells: dict[str, Any]) -> Question:
    names = [name for name in dict.fromkeys([cells.get("lead") or "", *cells.get("involved", [])]) if name]
    options = [(name, name) for name in names[:12]] + [
        (LATER, f"Decide later: {names[0] if names else 'nobody'} for now")
    ]
    source = (
        tuple((part, part == names[0]) for part in _parts(cells["who"], names[0]))
        if names
        else ((cells["who"], False),)
    )
    return Question(
        f"l-{ref}", ref, _title(cells), "The plan does not say who leads. Who is it?", source, tuple(options)
    )


def _parts(words: str, name: str) -> list[str]:
    before, found, after = words.partition(name)
    return [part for part in (before, found, after) if part]


def _marked(words: str, places: set[int]) -> tuple[tuple[str, bool], ...]:
    """The by-when words in pieces, the queried ones marked."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for place, read in enumerate(wording.read_dates(words)):
        start, end = read.span
        if place in places and start >= at:
            pieces += [(words[at:start], False), (words[start:end], True)]
            at = end
    return tuple(piece for piece in [*pieces, (words[at:], False)] if piece[0])


def _spans(question: Question, value: str, typed: str, faults: dict[str, str]) -> dict[int, Span]:
    if value == AS_WRITTEN:
        return {place: (start, end) for place, start, end in question.days if start and end}
    if value.isdecimal() and value in dict(question.options):
        return {
            place: (_in_year(start, int(value) - start.year), _in_year(end, int(value) - start.year))
            for place, start, end in question.days
            if start and end
        }
    if question.typed and (value == "typed" or typed.strip()):
        read = [day for day in wording.read_dates(typed[:200]) if day.start and day.end and not day.queried]
        if len(read) == 1 and read[0].start and read[0].end:
            return {question.days[0][0]: (read[0].start, read[0].end)}
        faults[question.name] = f"Enter the days for {question.ref} like 21-25 May 2018"
    return {}


def _in_year(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _title(cells: dict[str, Any]) -> str:
    return str(cells.get("title") or cells.get("what") or "")[:120]


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
