"""Two texts side by side in one: what was taken out, what was put in, what stayed. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST = 250_000
"""How many pairs of words are compared at most; longer texts are shown whole, before and after."""

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words; `how` is "kept", "out" or "in"."""

    how: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The stretches of two texts in their order, word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > MOST:
        return _two(before, after)
    found: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Piece("kept", "".join(old[a:b])))
        else:
            found += _two("".join(old[a:b]), "".join(new[c:d]))
    return found


def _two(before: str, after: str) -> list[Piece]:
    return [Piece(how, text) for how, text in (("out", before), ("in", after)) if text]
