"""Makes the four files of the stand-in plan: `python -m tests.data.build_stand_in`. The files are committed."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from openpyxl import Workbook

from tests.data import fenshire as plan

HERE = Path(__file__).resolve().parent
Rows = list[Sequence[str]]
FOUR_HEADS = (
    "The change we need to see and the impact we need to have:",
    "Signs of Safety focus",
    "success will be when",
)


def four_columns(title: str, by: str, change: str, focus: str) -> Rows:
    """The header block of an area: its heading with the four headings, then its text."""
    return [
        (title, by, *FOUR_HEADS[1:], "", ""),
        (
            f"{change}.\nSo that families are safer",
            "• The first half is done • The rest is begun",
            f"• {focus}",
            "• People say so",
            "",
            "",
        ),
    ]


def priority_rows(title: str, by: str, change: str, word: str) -> Rows:
    """A priority: its title across the table, the four headings, its text."""
    text = (f"{change}.", f"• Less {word}\n• More trust", f"practice: less {word}", "• Figures fall\n• Families agree")
    return [(title, "", "", ""), (FOUR_HEADS[0], by, *FOUR_HEADS[1:]), text]


def action_rows(number: int) -> Rows:
    """The header row and the actions of one area, the rating left empty."""
    heads = list(plan.HEADINGS)
    heads[2] = "By when/dates" if number == 2 else heads[2]
    heads[5] = "RAG rating" if number == 4 else heads[5]
    return [heads, *((*row, "") for row in plan.ACTIONS if row[0].startswith(f"{number}."))]


def areas() -> Iterator[tuple[int, Rows, Rows]]:
    """Number, header block and action rows of each area."""
    for number, area in enumerate(plan.AREAS, start=1):
        yield number, four_columns(*area), action_rows(number)


def build_docx() -> bytes:
    """In the shape of a council's Word plan: header block and actions in one table, OD2 broken over a page."""
    made: Any = docx.Document()
    made.core_properties.author = ""
    made.add_paragraph(plan.TITLE)
    for line in (
        "CONTENTS\tPage",
        f"Core Principles- {plan.CHAIR}\t2",
        "PART A: HIGH LEVEL PRIORITIES\t4",
        "Communication activities\t9",
    ):
        made.add_paragraph(line)
    _principles(made)
    made.add_heading("PART A: HIGH LEVEL PRIORITIES", 2)
    made.add_paragraph(plan.RUNS)
    for priority in plan.PRIORITIES:
        _table(made, priority_rows(*priority), across=True)
    made.add_paragraph("Measures:")
    _table(made, [[f"• {name}" for name in plan.MEASURES[at : at + 2]] for at in range(0, 18, 2)])
    made.add_paragraph("Part B: Operational Delivery Plan")
    for code, name in (("OD1", "Leading together"), ("OD2", "Learning together")):
        _table(made, [(code, name)])
    for number, block, rows in areas():
        cut = 7 if number == 2 else len(rows)
        _table(made, block + rows[:cut])
        if rows[cut:]:
            made.add_paragraph(plan.RUNNING).add_run().add_break(WD_BREAK.PAGE)
            _table(made, rows[cut:])
        made.add_paragraph(plan.RUNNING)
    _communications(made)
    made.add_paragraph("Acknowledgement:")
    made.add_paragraph(plan.CREDIT)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _principles(made: Any) -> None:
    made.add_heading("CORE PRINCIPLES", 2)
    made.add_paragraph("So that practice is good everywhere:")
    for number, line in enumerate(plan.PRINCIPLES, start=1):
        made.add_paragraph(f"{number}. {line}")
    _list(made, "Using Signs of Safety means that", plan.USING)
    _list(made, "Signs of Safety focus", plan.FOCUS)
    made.add_paragraph(plan.CHAIR)
    made.add_paragraph("VISION We will know that we are there when")
    for heading, lines in plan.VOICES.items():
        _list(made, heading, lines)
    _list(made, "As a result we will be able to", plan.RESULTS)
    made.add_paragraph(plan.DIRECTOR)


def _list(made: Any, heading: str, lines: Sequence[str]) -> None:
    made.add_paragraph(heading)
    for line in lines:
        made.add_paragraph(line, style="List Bullet")


def _table(made: Any, rows: Rows, *, across: bool = False) -> None:
    width = max(len(row) for row in rows)
    table = made.add_table(rows=0, cols=width)
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    if across:
        table.rows[0].cells[0].merge(table.rows[0].cells[width - 1])


def _communications(made: Any) -> None:
    made.add_heading("COMMUNICATIONS ACTIVITIES", 2)
    for text, lines, points in plan.COMMUNICATIONS:
        if lines is None:
            made.add_paragraph(text)
            continue
        made.add_paragraph(style="List Bullet").add_run(text).bold = True
        for line in lines:
            made.add_paragraph(line)
        for point in points:
            made.add_paragraph(point, style="List Bullet")


def build_xlsx() -> bytes:
    """A sheet for each area, its header block above its actions."""
    book = Workbook()
    book.remove(book.active)
    for number, block, rows in areas():
        sheet = book.create_sheet(plan.AREAS[number - 1][0].replace(":", " ").strip()[:25])
        for row in block + rows:
            sheet.append([value or None for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def build_csv() -> bytes:
    """One flat table with a column for the area, as Excel saves it: UTF-8 with its mark."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(["Ref", "Delivery area", *plan.HEADINGS[1:]])
    for number, area in enumerate(plan.AREAS, start=1):
        writer.writerows([row[0], area[0], *row[1:], ""] for row in plan.ACTIONS if row[0].startswith(f"{number}."))
    return file.getvalue().encode("utf-8-sig")


def build_txt() -> bytes:
    """The Word plan saved as text: tables in tabs, markup where the bold and the bullets were."""
    lines = [
        " ",
        plan.TITLE,
        "",
        "CONTENTS\tPage",
        f"Core Principles- {plan.CHAIR}\t2",
        "",
        plan.RUNNING,
        "",
        *_principle_lines(),
    ]
    lines += ["", plan.RUNNING, "", "PART A: HIGH LEVEL PRIORITIES", "", plan.RUNS, ""]
    for priority in plan.PRIORITIES:
        lines += [*_tabbed(priority_rows(*priority)), "", plan.RUNNING, ""]
    lines += ["Measures:", ""]
    lines += [f"• {plan.MEASURES[at]}\t• {plan.MEASURES[at + 1]}" for at in range(0, 18, 2)]
    lines += ["", "Part B: Operational Delivery Plan", "", "OD1\tLeading together", "OD2\tLearning together", ""]
    for number, block, rows in areas():
        cut = 7 if number == 2 else len(rows)
        lines += [*_tabbed([row[:4] for row in block]), "", plan.RUNNING, "", *_tabbed(rows[:cut])]
        lines += ["", plan.RUNNING, "", *_tabbed(rows[cut:])] if rows[cut:] else []
        lines += ["-----\t---\t---\t---\t---\t---", "", plan.RUNNING, ""]
    return "\n".join([*lines, *_communication_lines(), "", "Acknowledgement:", "", plan.CREDIT, ""]).encode()


def _tabbed(rows: Rows) -> list[str]:
    """Rows in tabs; line breaks and bullets in cells as tags, as a converter leaves them."""
    return ["\t".join(_marked(cell) for cell in row) for row in rows]


def _marked(cell: str) -> str:
    if "\n" in cell:
        return "".join(f"<p>{line}</p> " for line in cell.split("\n")).strip()
    return cell.replace("  ", " <i>", 1) + "</i>" if "  " in cell else cell


def _principle_lines() -> Iterator[str]:
    yield from ("CORE PRINCIPLES", "", "So that practice is good everywhere:", "")
    yield from (f"{number}. {line}" for number, line in enumerate(plan.PRINCIPLES, start=1))
    groups = {"Using Signs of Safety means that": plan.USING, "Signs of Safety focus": plan.FOCUS}
    for heading, lines in groups.items():
        yield from ("", heading, "", *(f"- {line}" for line in lines))
    yield from ("", plan.CHAIR, "", plan.RUNNING, "", "VISION We will know that we are there when")
    for heading, lines in {**plan.VOICES, "As a result we will be able to": plan.RESULTS}.items():
        yield from ("", heading, "", *(f"- {line}" for line in lines))
    yield from ("", plan.DIRECTOR)


def _communication_lines() -> Iterator[str]:
    yield from ("COMMUNICATIONS ACTIVITIES", "")
    for text, lines, points in plan.COMMUNICATIONS:
        yield from ["", text] if lines is None else [f"- **{text}**"]
        yield from lines or ()
        yield from (f" - {point}" for point in points)


BUILDERS = {"docx": build_docx, "xlsx": build_xlsx, "csv": build_csv, "txt": build_txt}


if __name__ == "__main__":
    for ending, build in BUILDERS.items():
        (HERE / f"fenshire-plan.{ending}").write_bytes(build())
