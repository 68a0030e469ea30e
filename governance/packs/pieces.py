"""The pieces a pack is made of. Plain values only, ready to be frozen as JSON."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.daywords import say_day, say_time
from core.ratings import RATINGS, Rag

SCHEMA = 1
Piece = dict[str, Any]


def figure(id: str, value: float, text: str) -> Piece:
    """A number with its name in the pack and the words it is shown in."""
    return {"id": id, "value": value, "text": text}


def count(id: str, value: int) -> Piece:
    """A cell that holds a number alone."""
    return {"figure": figure(id, value, str(value))}


def said(id: str, value: float, text: str) -> Piece:
    """A cell that holds a sentence which says a number."""
    return {"figure": figure(id, value, text)}


def cell(text: Any = "", sub: Any = "", *, bold: bool = False) -> Piece:
    """A cell of words, with smaller ones beneath."""
    made: Piece = {"text": str(text)}
    return made | ({"sub": str(sub)} if sub else {}) | ({"bold": True} if bold else {})


def rated(rag: str, sub: str = "") -> Piece:
    """A cell that holds a rating."""
    rating = RATINGS[Rag(rag)]
    css = rating.symbol.removeprefix("rag-")
    look = {"value": str(rag), "letter": rating.letter, "word": rating.word, "css": css}
    return {"rag": look} | ({"sub": sub} if sub else {})


def text(words: str, *, bold: bool = False) -> Piece:
    """A paragraph."""
    return {"kind": "text", "text": words, "bold": bold}


def heading(words: str) -> Piece:
    """A heading within a section."""
    return {"kind": "heading", "text": words}


def lines(found: Iterable[Piece | str]) -> list[Piece]:
    """A list of cells, or nothing when there are none."""
    made = [each if isinstance(each, dict) else cell(each) for each in found]
    return [{"kind": "list", "lines": made}] if made else []


def facts(*pairs: tuple[str, Piece | str]) -> Piece:
    """Names with what they stand for; empty words are left out."""
    made = [(label, each if isinstance(each, dict) else cell(each)) for label, each in pairs if each]
    return {"kind": "facts", "pairs": [{"label": label, "cell": each} for label, each in made]}


def table(label: str, heads: Sequence[str], widths: Sequence[int], rows: list[list[Piece]], none: str = "") -> Piece:
    """A table; where it has no rows, the sentence that says so."""
    if not rows:
        return text(none)
    return {"kind": "table", "label": label, "heads": list(heads), "widths": list(widths), "rows": rows}


def slot(name: str, label: str, words: str = "") -> Piece:
    """A place for words that an officer may edit; it is not shown while it is empty."""
    return {"kind": "slot", "slot": name, "label": label, "text": words}


def section(key: str, title: str, *blocks: Piece | list[Piece]) -> Piece:
    """A section with its blocks; lists of blocks among them are taken apart."""
    flat: list[Piece] = []
    for block in blocks:
        flat += block if isinstance(block, list) else [block]
    return {"key": key, "title": title, "blocks": flat}


def say_when(starts_at: datetime | None, words: str = "") -> str:
    """ "25 July 2018, 10am"; the words while there is no day."""
    if starts_at is None:
        return words or "Date to be confirmed"
    local = timezone.localtime(starts_at)
    return f"{say_day(local.date())}, {say_clock(local)}"


def say_clock(moment: datetime) -> str:
    """ "10am", "noon"."""
    local = timezone.localtime(moment)
    return "noon" if (local.hour, local.minute) == (12, 0) else say_time(local.time())


def name_of(person: Any) -> str:
    """A person's name, or nothing."""
    return person.name if person else ""
