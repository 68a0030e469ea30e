"""Cells of files that people open in a spreadsheet: words stay words, and nothing in them runs."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill

Value = str | int | float | date | None

STARTS_A_FORMULA = re.compile(r"'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")
NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
LONGEST_CELL = 32_767
BOM = "\ufeff"


def guard(words: str) -> str:
    """Words as they may stand in a CSV cell: an apostrophe before anything a spreadsheet would run."""
    return f"'{words}" if STARTS_A_FORMULA.match(words) else words


def unguard(cell: str) -> str:
    """The words again, without the apostrophe that `guard` put before them."""
    return cell[1:] if cell.startswith("'") and STARTS_A_FORMULA.match(cell[1:]) else cell


def csv_lines(rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """A CSV file, line by line: UTF-8 with its mark, so that Excel reads it. Numbers and dates stay what they are."""
    writer = csv.writer(_Echo())
    first = BOM
    for row in rows:
        yield first + writer.writerow([guard(cell) if isinstance(cell, str) else _plain(cell) for cell in row])
        first = ""


def xlsx_cell(sheet: Any, value: Value, *, bold: bool = False, fill: str = "") -> Cell:
    """A cell of a write-only sheet. Text is typed as text, so that "=1+1" is words and stays as it was written."""
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = xml_words(value)[:LONGEST_CELL]
        cell.data_type = "s"
        cell.quotePrefix = bool(STARTS_A_FORMULA.match(value))
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    return cell


def xml_words(words: str) -> str:
    """Words without the characters that no XML file can hold."""
    return NOT_XML.sub("", words)


def _plain(value: int | float | date | None) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


class _Echo:
    """A file that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
