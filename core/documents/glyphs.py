"""Which characters a typeface has, and words made so that all of them can be printed.

A tagged PDF may not hold a character that its typeface has no shape for. Such a character is printed as an outlined
box, and counted, so that the document can say so.
"""

import struct
import unicodedata
from collections.abc import Callable
from typing import Any

UNICODE = {(0, 3), (0, 4), (3, 1), (3, 10)}
BOX = "□"
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
PLAIN = {"\u2011": "-", "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf0fc": "✓", "\uf0e0": "→"}
"""What Word writes for hyphens and bullets, and what stands for it."""
LINES = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}


def characters(font: bytes) -> frozenset[int]:
    """The code points that a TrueType file has shapes for, read from its own table of them."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    found: set[int] = set()
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * number)
        if (platform, encoding) in UNICODE:
            found |= _subtable(table[offset:])
    return frozenset(found)


def printable(data: Any, can: Callable[[str], bool]) -> tuple[Any, int]:
    """The same data with every text made of characters that `can` be printed, and how many had to be replaced."""
    if isinstance(data, str):
        return _words(data, can)
    if isinstance(data, dict):
        pairs = {key: printable(value, can) for key, value in data.items()}
        return {key: value for key, (value, _) in pairs.items()}, sum(count for _, count in pairs.values())
    if isinstance(data, list | tuple):
        values = [printable(value, can) for value in data]
        return [value for value, _ in values], sum(count for _, count in values)
    return data, 0


def _words(words: str, can: Callable[[str], bool]) -> tuple[str, int]:
    if words.isascii() and words.isprintable():
        return words, 0
    for end, line in LINES.items():
        words = words.replace(end, line)
    said = [_one(character, can) for character in unicodedata.normalize("NFC", words)]
    return "".join(BOX if each is None else each for each in said), said.count(None)


def _one(character: str, can: Callable[[str], bool]) -> str | None:
    """The character, what stands for it, nothing where there is nothing to see, or None when it cannot be printed."""
    character = PLAIN.get(character, character)
    kind = unicodedata.category(character)
    if character == "\n" or (kind not in UNSEEN and can(character)):
        return character
    if kind in UNSEEN:
        return " " if kind == "Cc" else ""
    simple = unicodedata.normalize("NFKD", character)
    return "".join(each for each in simple if each != character and can(each)) or None


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        name, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if name == tag:
            return font[offset : offset + length]
    raise ValueError(f"The typeface has no {tag.decode()} table.")


def _subtable(table: bytes) -> set[int]:
    (kind,) = struct.unpack_from(">H", table, 0)
    if kind == 4:
        return _segments(table)
    return _groups(table) if kind == 12 else set()


def _segments(table: bytes) -> set[int]:
    """Format 4: segments of the first 65,536 code points."""
    (doubled,) = struct.unpack_from(">H", table, 6)
    found: set[int] = set()
    for place in range(0, doubled, 2):
        (last,) = struct.unpack_from(">H", table, 14 + place)
        (first,) = struct.unpack_from(">H", table, 16 + doubled + place)
        (shift,) = struct.unpack_from(">h", table, 16 + 2 * doubled + place)
        here = 16 + 3 * doubled + place
        (offset,) = struct.unpack_from(">H", table, here)
        found |= {code for code in range(first, last + 1) if _glyph(table, here, offset, code, first, shift)}
    return found


def _glyph(table: bytes, here: int, offset: int, code: int, first: int, shift: int) -> int:
    if code == 0xFFFF:
        return 0
    if not offset:
        return (code + shift) & 0xFFFF
    place = here + offset + 2 * (code - first)
    (glyph,) = struct.unpack_from(">H", table, place)
    return (glyph + shift) & 0xFFFF if glyph else 0


def _groups(table: bytes) -> set[int]:
    """Format 12: groups of any code points."""
    (count,) = struct.unpack_from(">I", table, 12)
    found: set[int] = set()
    for number in range(count):
        first, last, start = struct.unpack_from(">III", table, 16 + 12 * number)
        found |= set(range(first + (0 if start else 1), last + 1))
    return found
