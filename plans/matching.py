"""Which row of a file is which row of the plan: by ref where there are refs, else by the words, else by likeness."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from operator import attrgetter
from typing import Any

ALIKE = 0.6
"""From this likeness on, two texts of one group are the same text, edited."""
BULLET = re.compile(r"^(?:[-*•·▪◦‣●○]|\(?\d{1,2}[.)])\s+")
MOST_LIKENESSES = 20_000
"""Beyond so many pairs nobody compares texts letter by letter: what is not the same is new."""


@dataclass(frozen=True, eq=False)
class Row:
    """One row of a file or of the plan. `key` is its ref, code, number, or for a statement whose and of what kind.

    `words` are compared field by field; `found` is what the reader says of it, `row` the stored model row; `made`
    says that the file has no refs and the reader made this one.
    """

    kind: str
    key: str
    label: str
    words: dict[str, str]
    found: dict[str, Any] = field(default_factory=dict)
    row: Any = None
    made: bool = False

    @property
    def group(self) -> tuple[str, str]:
        """Rows of one group can stand for one another: all actions; statements of one place and kind."""
        return (self.kind, self.key if self.kind == "statement" else "")

    @property
    def text(self) -> str:
        """The words by which it is known when it has no ref."""
        return said(self.words.get("text") or self.words.get("what") or "")

    @property
    def line(self) -> str:
        """A statement as it stands in a printed plan: its theme before it, no bullet, number or capitals."""
        words = BULLET.sub("", self.text)
        return f"{self.words['tag']}: {words}".casefold() if self.words.get("tag") else words.casefold()


Pair = tuple[Row | None, Row | None]
Step = Callable[[list[Row], list[Row]], Iterator[tuple[Row, Row]]]


def said(words: str) -> str:
    """Words without their spacing: how lines break is not a change of what is said."""
    return " ".join(words.split())


def address_ref(ref: str) -> str:
    """A ref as it can stand in an address: "2 (b)" is "2-b"."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", ref.strip()).strip("-.")[:20]


def pair_rows(found: list[Row], stored: list[Row]) -> list[Pair]:
    """Every found row with the stored row it is (or None), in the file's order; then what is only stored."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in stored:
        groups[row.group].append(row)
    pairs: dict[Row, Row] = {}
    for group in dict.fromkeys(row.group for row in found):
        pairs |= _pair_group([row for row in found if row.group == group], groups[group])
    taken = set(pairs.values())
    return [(row, pairs.get(row)) for row in found] + [(None, row) for row in stored if row not in taken]


def _pair_group(found: list[Row], stored: list[Row]) -> dict[Row, Row]:
    by_words = found[0].kind in ("statement", "communication")
    steps: tuple[Step, ...] = (_by_text, _by_line, _by_likeness) if by_words else (_by_key,)
    if not by_words and any(row.made for row in found):
        steps = (_by_text, _by_key)
    pairs: dict[Row, Row] = {}
    for step in steps:
        open_found = [row for row in found if row not in pairs]
        taken = set(pairs.values())
        pairs |= dict(step(open_found, [row for row in stored if row not in taken]))
    return pairs


def _by_key(found: list[Row], stored: list[Row]) -> Iterator[tuple[Row, Row]]:
    kept = {row.key.casefold(): row for row in stored}
    for row in found:
        match = kept.pop(row.key.casefold(), None)
        if match is not None:
            yield row, match


def _by_text(found: list[Row], stored: list[Row]) -> Iterator[tuple[Row, Row]]:
    return _by_words(found, stored, attrgetter("text"))


def _by_line(found: list[Row], stored: list[Row]) -> Iterator[tuple[Row, Row]]:
    return _by_words(found, stored, attrgetter("line"))


def _by_words(found: list[Row], stored: list[Row], words: Callable[[Row], str]) -> Iterator[tuple[Row, Row]]:
    kept: dict[str, list[Row]] = defaultdict(list)
    for row in stored:
        kept[words(row)].append(row)
    for row in found:
        if words(row) and kept[words(row)]:
            yield row, kept[words(row)].pop(0)


def _by_likeness(found: list[Row], stored: list[Row]) -> Iterator[tuple[Row, Row]]:
    left = list(stored) if len(found) * len(stored) <= MOST_LIKENESSES else []
    for row in found:
        near = max(left, key=lambda other: _likeness(row.text, other.text), default=None)
        if near is not None and _likeness(row.text, near.text) >= ALIKE:
            left.remove(near)
            yield row, near


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:500], other[:500], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0
