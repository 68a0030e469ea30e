"""CSV and text: readable words of a known encoding, in lines that a person could have written."""

import re
from collections.abc import Iterator
from itertools import islice

from core.uploads.kinds import name_of
from core.uploads.refusals import Refused

LONGEST_LINE = 1_000_000
MOST_LINES = 50_000
LINE_END = re.compile("\r\n|\r|\n")
CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
QUOTED = re.compile('"([^"]*)"')
MOST_CONTROLS = 20
"""Control characters, or one in a hundred, beyond which it is no text; a few come along when Word is copied."""
BINARY = "The file holds bytes that are not text. Save it again as CSV (UTF-8) or plain text, and choose the new file."
HALF = "The text holds half a character. Copy it again from where it came."


def check(data: bytes, suffix: str) -> None:
    """Refuse what is not text, or is more of it than any plan."""
    other = name_of(data)
    if other:
        raise Refused(
            f"This is {other}, though its name ends in {suffix}. Choose the plan as .docx, .xlsx, CSV or text."
        )
    text = decode(data)
    if not text.strip():
        raise Refused("The file is empty. Choose the document that holds the plan.")
    if "\0" in text or _has_more(CONTROL.finditer(text), max(MOST_CONTROLS, len(text) // 100)):
        raise Refused(BINARY)
    _refuse_lines(text)
    if suffix == ".csv" and any(cell.end() - cell.start() > LONGEST_LINE for cell in QUOTED.finditer(text)):
        raise Refused("A cell of the file holds more than a million characters. Choose the plan alone.")


def _has_more(found: Iterator[re.Match[str]], most: int) -> bool:
    return next(islice(found, most, None), None) is not None


def decode(data: bytes) -> str:
    """The words of a text file: UTF-8, UTF-16 with its mark, or Windows-1252."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise Refused("The text is stored as UTF-32. Save it again as UTF-8, and choose the new file.")
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return _narrow(data)
    except UnicodeDecodeError as fault:
        raise Refused(BINARY) from fault


def _narrow(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _has_halves(data):
            raise Refused(HALF) from None
        return data.decode("cp1252")


def _has_halves(data: bytes) -> bool:
    """Whether this would be UTF-8 but for halves of characters, which no text can hold."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_lines(text: str) -> None:
    start = number = 0
    for number, end in enumerate(LINE_END.finditer(text), start=1):
        if number > MOST_LINES:
            raise Refused("The file has more than 50,000 lines. A plan has a few hundred: choose the plan alone.")
        _refuse_line(end.start() - start, number)
        start = end.end()
    _refuse_line(len(text) - start, number + 1)


def _refuse_line(length: int, number: int) -> None:
    if length > LONGEST_LINE:
        raise Refused(f"Line {number:,} is longer than a million characters. Choose the plan alone.")
