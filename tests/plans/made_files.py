"""Small files made in code: a Word table, a workbook, a CSV text, from rows of words."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def docx_of(*blocks: str | Rows, merges: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A Word document: a string is a paragraph ("# …" a heading), rows are a table. `merges` of the first table."""
    made: Any = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            made.add_heading(block[2:], 1) if block.startswith("# ") else made.add_paragraph(block)
            continue
        table = made.add_table(rows=0, cols=max(len(row) for row in block))
        for row in block:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = str(text)
    for top, left, bottom, right in merges:
        table = made.tables[0]
        words = table.cell(top, left).text
        joined = table.cell(top, left).merge(table.cell(bottom, right))
        joined.text = words
    return saved(made)


def shade(table: Any, row: int, column: int, colour: str) -> None:
    """Fill one cell of a Word table."""
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:fill"), colour)
    table.cell(row, column)._tc.get_or_add_tcPr().append(fill)


def saved(made: Any) -> bytes:
    """The bytes of a document or workbook."""
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def xlsx_of(*sheets: Rows, names: Sequence[str] = ("Plan",), formats: dict[str, str] | None = None) -> bytes:
    """A workbook with these sheets; `formats` gives cells of the first sheet their number format."""
    book: Any = Workbook()
    book.remove(book.active)
    for rows, name in zip(sheets, names, strict=True):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cell, form in (formats or {}).items():
        book.worksheets[0][cell].number_format = form
    return saved(book)


def csv_of(rows: Rows, *, sign: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV file."""
    lines = [
        sign.join(f'"{cell}"' if sign in str(cell) or "\n" in str(cell) else str(cell) for cell in row) for row in rows
    ]
    return "\r\n".join(lines).encode(encoding)
