"""The plan in Excel: a sheet for the plan's words, one for each delivery area, one for communications."""

import re
from collections.abc import Iterable
from typing import IO, Any

from openpyxl import Workbook

from core.exports import xlsx_cell
from plans.exports.content import HEADINGS, PRINCIPLES, VOICES, Block, Content, Kind, one_line

WIDTHS = (8, 48, 28, 34, 28, 34)
HEAD = "DCEBEB"
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
GROUPS = (
    ("Core principles", Kind.CORE_PRINCIPLE), ("Using Signs of Safety means that", Kind.USING_MEANS),
    ("Signs of Safety focus", Kind.FOCUS),
    ("Children and families say:", Kind.VISION_CHILDREN), ("Practitioners say:", Kind.VISION_PRACTITIONERS),
    ("Partners say:", Kind.VISION_PARTNERS), ("As a result we will be able to", Kind.AS_A_RESULT),
    ("Measures:", Kind.MEASURE),
)  # fmt: skip


def write_xlsx(content: Content, file: IO[bytes]) -> None:
    """Write the plan as a workbook, row by row, whatever its length."""
    book = Workbook(write_only=True)
    book.properties.title = content.plan.title
    taken: set[str] = set()
    _plan_sheet(book, content, taken)
    for block in content.priorities:
        sheet = _sheet(book, f"Priority {block.code}", taken, (48, 48, 48, 48))
        _put(sheet, [[block.name], block.heads], head=True)
        _put(sheet, [block.cells])
    for block in content.areas:
        _area_sheet(book, block, content, taken)
    if content.communicates:
        sheet = _sheet(book, "Communications activities", taken, WIDTHS)
        _put(sheet, [["COMMUNICATIONS ACTIVITIES"], HEADINGS], head=True)
        _put(sheet, content.communications())
    book.save(file)


def _plan_sheet(book: Any, content: Content, taken: set[str]) -> None:
    plan = content.plan
    sheet = _sheet(book, "Plan", taken, (110,))
    _put(sheet, [[plan.title]], head=True)
    if content.note:
        _put(sheet, [[content.note]])
    if content.runs:
        _put(sheet, [[content.runs]])
    for kinds in (PRINCIPLES, VOICES, (Kind.MEASURE,)):
        for heading, kind in GROUPS:
            lines = content.of(kind) if kind in kinds else []
            _put(sheet, [[heading]] if lines else [], head=True)
            _put(sheet, [[f"• {one_line(line)}"] for line in lines])
        _put(sheet, [[name] for name in content.signed(*kinds)])
    if plan.credit:
        _put(sheet, [["Acknowledgement:"]], head=True)
        _put(sheet, [[plan.credit]])


def _area_sheet(book: Any, block: Block, content: Content, taken: set[str]) -> None:
    sheet = _sheet(book, block.name, taken, WIDTHS)
    if any(block.cells):
        _put(sheet, [[block.name, *block.heads[1:]]], head=True)
        _put(sheet, [block.cells])
    _put(sheet, [HEADINGS], head=True)
    _put(sheet, content.rows(block.area))


def _sheet(book: Any, name: str, taken: set[str], widths: Iterable[int]) -> Any:
    title = _free_name(FORBIDDEN.sub(" ", name), taken)
    sheet = book.create_sheet(title)
    for letter, width in zip("ABCDEF", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    return sheet


def _free_name(name: str, taken: set[str]) -> str:
    """A sheet's name: 31 characters at most, no two alike."""
    base = " ".join(name.split())[:27].strip("' ") or "Sheet"
    free = next(each for each in (base, *(f"{base} {n}" for n in range(2, 10_000))) if each.lower() not in taken)
    taken.add(free.lower())
    return free


def _put(sheet: Any, rows: Iterable[Iterable[str]], *, head: bool = False) -> None:
    for row in rows:
        sheet.append([xlsx_cell(sheet, value, bold=head, fill=HEAD if head else "") for value in row])
