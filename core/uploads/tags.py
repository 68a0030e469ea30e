"""Single tags of Word and Excel that may do harm: endless sheets and cells, things fetched from elsewhere."""

import re
from collections.abc import Callable

from core.uploads.refusals import Refused

Attributes = dict[str, str]

MOST_ROWS = 100_000
MOST_CELLS = 5_000_000
MOST_DECLARED = 100_000_000
"""Cells a sheet may say it has. It is never believed; beyond this it is an attack, not a mistake."""
WIDEST_SPAN = 1_000
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
OWN_DISK = re.compile(r"(file:/+)?[a-z](:|%3a)[/\\]|[^/\\:]+$", re.IGNORECASE)
"""A template on the writer's own disk, as Word notes it in every document made from one."""
FETCHED = {
    "attachedTemplate": "its template",
    "image": "a picture",
    "oleObject": "a linked object",
    "externalLinkPath": "another workbook",
    "subDocument": "another document",
}
FETCHES = "The file fetches {} from another place. Put it into the file or take it out, and choose the file again."
ROWS = "A sheet has more than 100,000 rows. Delete the rows below the plan, and save it again."
WIDE = "A sheet has more than five million cells. Delete the empty columns beside the plan, and save it again."
DECLARED = "A sheet says that it has {:,} rows and {:,} columns. Delete the empty ones, and save it again."
SPAN = "A table cell spans more than 1,000 columns. Mend the table in Word, and save it again."
INSIDE = "The file holds another document inside it (altChunk). Save it again in Word, and choose the new file."


class Sheet:
    """How far the rows and cells of one part have gone."""

    def __init__(self) -> None:
        self.rows = self.cells = self.column = 0


def _row(sheet: Sheet, attributes: Attributes) -> None:
    sheet.rows += 1
    sheet.column = 0
    if sheet.rows > MOST_ROWS or _number(attributes.get("r", "")) > MOST_ROWS:
        raise Refused(ROWS)


def _cell(sheet: Sheet, attributes: Attributes) -> None:
    """Count the cell with the empty ones before it, which a reader has to make up."""
    place = REFERENCE.fullmatch(attributes.get("r", ""))
    column = _column(place[1]) if place else sheet.column + 1
    sheet.cells += max(column - sheet.column, 1)
    sheet.column = column
    if sheet.cells > MOST_CELLS:
        raise Refused(WIDE)
    if place and int(place[2]) > MOST_ROWS:
        raise Refused(ROWS)


def _dimension(_sheet: Sheet, attributes: Attributes) -> None:
    corners = REFERENCE.findall(attributes.get("ref", ""))
    rows = [int(digits) for _, digits in corners]
    columns = [_column(letters) for letters, _ in corners]
    if corners and max(rows) * max(columns) > MOST_DECLARED:
        raise Refused(DECLARED.format(max(rows), max(columns)))


def _relationship(_sheet: Sheet, attributes: Attributes) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2]
    if kind == "aFChunk":
        raise Refused(INSIDE)
    if attributes.get("TargetMode", "").strip().lower() != "external" or kind == "hyperlink":
        return
    if kind == "attachedTemplate" and OWN_DISK.match(attributes.get("Target", "")):
        return
    raise Refused(FETCHES.format(FETCHED.get(kind, "something")))


def _span(_sheet: Sheet, attributes: Attributes) -> None:
    value = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "val"), "")
    if _number(value) > WIDEST_SPAN:
        raise Refused(SPAN)


def _number(digits: str) -> int:
    """A number as it is written; what is too long for one counts as endless."""
    plain = digits.strip().lstrip("+0") or "0"
    if not plain.isascii() or not plain.isdigit():
        return 0
    return int(plain) if len(plain) < 10 else 10**9


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


CHECKS: dict[str, Callable[[Sheet, Attributes], None]] = {
    "row": _row,
    "c": _cell,
    "dimension": _dimension,
    "Relationship": _relationship,
    "gridSpan": _span,
    "gridBefore": _span,
    "gridAfter": _span,
}
