"""Takes an Excel workbook apart: each sheet a table, dates and numbers as a person sees them in the cell."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils import column_index_from_string

from plans.plan_files.blocks import Cell, Paragraph, Row, Source, Table, clean
from plans.plan_files.damage import told_as
from plans.plan_files.parsed import CannotRead

MOST_COLUMNS, MOST_ROWS, MOST_BLANK, MOST_SHEETS = 60, 20_000, 500, 60
_THEME = ("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
MOST_MERGES = 5_000
_BULLET = re.compile(r"^[•·▪◦‣●○*-]\s+")
_DATE_TOKENS = re.compile(r"y+|m+|d+|h+|s+|[^ymdhs]+", re.IGNORECASE)


def read_xlsx(data: bytes) -> Source:
    """Every visible sheet with anything in it, as one table each."""
    with told_as("Excel could not open this workbook either: it is damaged, or not a workbook."):
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            blocks: list[Paragraph | Table] = list(_tables(book, data))
        finally:
            book.close()
        return Source("xlsx", blocks, str(book.properties.title or "") if book.properties else "")


def _tables(book: Any, data: bytes) -> Iterator[Table]:
    number = 0
    for sheet in book.worksheets[:MOST_SHEETS]:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()
        rows = _narrow(_merged(list(_rows(sheet)), _merges(sheet, data)))
        if any(not row.blank for row in rows):
            number += 1
            yield Table(number, rows, clean(sheet.title))


def _rows(sheet: Any) -> Iterator[Row]:
    blank = 0
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        cells = [_cell(value) for value in values]
        blank = 0 if any(cell.text for cell in cells) else blank + 1
        if blank > MOST_BLANK:
            return
        if number > MOST_ROWS:
            raise CannotRead(f"This workbook has a sheet of more than {MOST_ROWS:,} rows. A plan has fewer.")
        yield Row(number, cells)


def _merges(sheet: Any, data: bytes) -> list[tuple[int, int, int, int]]:
    """The merged ranges of a sheet, read from its XML because a sheet read row by row does not know them."""
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(path) if path in archive.namelist() else b""
    ranges = []
    for left, top, right, bottom in _MERGE.findall(xml)[:MOST_MERGES]:
        columns = (column_index_from_string(left.decode()), column_index_from_string(right.decode()))
        ranges.append((columns[0], int(top), columns[1], int(bottom)))
    return ranges


def _merged(rows: list[Row], ranges: list[tuple[int, int, int, int]]) -> list[Row]:
    """A merged cell's words in every row it reaches, marked as continued."""
    for left, top, right, bottom in ranges:
        if top > len(rows) or left > len(rows[top - 1].cells):
            continue
        first = rows[top - 1].cells[left - 1]
        for row in rows[top - 1 : bottom]:
            row.cells.extend(Cell() for _ in range(min(right, MOST_COLUMNS) - len(row.cells)))
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                down, across = row.number > top, column > left
                if down or across:
                    text = first.text if down and not across else ""
                    row.cells[column - 1] = Cell(text, first.fill, down, across)
    return rows


def _narrow(rows: list[Row]) -> list[Row]:
    """Without the empty columns to the right."""
    used = [place for row in rows for place, cell in enumerate(row.cells, start=1) if cell.text or cell.fill]
    return [Row(row.number, row.cells[: max(used, default=0)]) for row in rows]


def _cell(cell: Any) -> Cell:
    value = cell.value
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(clean(_shown(value, str(getattr(cell, "number_format", "") or ""))), _fill(cell), number=number)


def _shown(value: Any, form: str) -> str:
    """A value as the sheet shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime | date):
        return _shown_date(value, form)
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _shown_number(value, form)
    return str(value)


def _shown_number(value: float, form: str) -> str:
    if form.endswith("%"):
        return f"{value * 100:.{_places(form)}f}%"
    if isinstance(value, int) or (value == int(value) and abs(value) < 1e15):
        places = _places(form)
        return f"{value:.{places}f}" if places else str(int(value))
    return f"{value:.{_places(form)}f}" if _places(form) else repr(round(value, 10))


def _places(form: str) -> int:
    match = re.fullmatch(r"#?,?#*0\.(0+)%?_?\)?", form.strip())
    return len(match[1]) if match else 0


def _shown_date(value: datetime | date, form: str) -> str:
    """Day first, in the shape of the cell's own format: 15/03/2018, Mar-18, 15 March 2018."""
    plain = re.sub(r'\[[^\]]*\]|"[^"]*"|\\|_.|\*.', "", form.split(";")[0]).lower()
    tokens = _DATE_TOKENS.findall(plain)
    has = {token[0] for token in tokens if token[0] in "ymd"}
    clock = f" {value:%H:%M}" if isinstance(value, datetime) and (value.hour or value.minute) else ""
    if has == {"m", "y"} and "mmm" in plain:
        return f"{value:%b-%y}" if "mmmm" not in plain and "yyyy" not in plain else f"{value:%B %Y}"
    if "mmmm" in plain:
        return f"{value.day} {value:%B %Y}{clock}"
    if "mmm" in plain:
        return f"{value.day} {value:%b} {value:%Y}{clock}" if has >= {"d", "y"} else f"{value.day} {value:%b %Y}{clock}"
    return f"{value:%d/%m/%Y}{clock}"


def _fill(cell: Any) -> str:
    fill = getattr(cell, "fill", None) if getattr(cell, "has_style", False) else None
    if fill is None or fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour.rgb[-6:].upper()
    if colour.type == "indexed" and isinstance(colour.indexed, int) and colour.indexed < len(COLOR_INDEX):
        return COLOR_INDEX[colour.indexed][-6:].upper()
    if colour.type == "theme" and isinstance(colour.theme, int) and colour.theme < len(_THEME):
        return _THEME[colour.theme]
    return ""
