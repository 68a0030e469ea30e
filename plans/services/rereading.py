"""Which stored date goes on as which reading when the by-when words are read again. Pure."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Protocol

from plans.models import ActionDate


class Read(Protocol):
    """What is compared of a reading."""

    @property
    def source(self) -> str: ...
    @property
    def start(self) -> object: ...
    @property
    def end(self) -> object: ...


def pair(rows: Sequence[ActionDate], readings: Sequence[Read], *, answered: set[int]) -> list[ActionDate | None]:
    """For each reading the row it goes on as, or None when it is new. Rows left over are no longer in the words.

    A row goes on where its words still stand, in their order first; or, when only the spelling changed, where the
    same days are read. `answered` are the rows whose query was answered or that were given a day: their days differ
    from their words by intent, as those of recurring ones do once they came round.
    """
    found: list[ActionDate | None] = [None] * len(readings)
    left = list(rows)

    def same_words(row: ActionDate, reading: Read) -> bool:
        own = row.pk in answered or row.kind == ActionDate.Kind.RECURRING
        return row.source == reading.source and (own or _same_days(row, reading))

    for row, place in _in_order(rows, readings):
        if same_words(row, readings[place]):
            found[place] = row
            left.remove(row)
    for test in (same_words, _same_days_known):
        _take(found, left, readings, test)
    return found


def _in_order(rows: Sequence[ActionDate], readings: Sequence[Read]) -> list[tuple[ActionDate, int]]:
    old, new = [row.source for row in rows], [reading.source for reading in readings]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(rows[block.a + step], block.b + step) for block in blocks for step in range(block.size)]


def _take(
    found: list[ActionDate | None],
    left: list[ActionDate],
    readings: Sequence[Read],
    test: Callable[[ActionDate, Read], bool],
) -> None:
    for place, reading in enumerate(readings):
        row = next((row for row in left if test(row, reading)), None) if found[place] is None else None
        if row is not None:
            found[place] = row
            left.remove(row)


def _same_days(row: ActionDate, reading: Read) -> bool:
    return (row.start, row.end) == (reading.start, reading.end)


def _same_days_known(row: ActionDate, reading: Read) -> bool:
    return row.start is not None and _same_days(row, reading)
