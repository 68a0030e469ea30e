"""A pack as a Word file, from its JSON alone: the same sections, tables, figures and charts."""

import io
from typing import IO, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from core import charts
from core.exports import xml_words
from governance.packs.pdf import chart_of
from plans.exports import docx_parts as parts

WIDTH = 15_000
"""Of a table, in twentieths of a point."""


def write_docx(data: dict[str, Any], file: IO[bytes]) -> None:
    """Write the pack as a Word document."""
    made = _blank(data)
    made.add_heading(xml_words(data["title"]), 0)
    about = f"{data['as_at_words']}. Version {data['number']}. {data['reason']} {data['issue']}"
    for line in (data["authority"], data["subtitle"], " ".join(about.split())):
        made.add_paragraph(xml_words(line))
    for part in data["sections"]:
        title = f"{part['number']}. {part['title']}" if part["number"] else part["title"]
        head = made.add_heading(xml_words(title), 1)
        head.paragraph_format.page_break_before = part["fresh"]
        for block in part["blocks"]:
            BLOCKS[block["kind"]](made, block)
    made.save(file)


def _blank(data: dict[str, Any]) -> Any:
    made = Document()
    made.core_properties.title = xml_words(data["title"])
    made.core_properties.language, made.core_properties.author = "en-GB", ""
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.6)
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Arial", Pt(10)
    made.styles["Normal"].paragraph_format.space_after = Pt(4)
    return made


def words_of(cell: dict[str, Any]) -> str:
    """All that a cell says, line by line."""
    rag = f"{cell['rag']['letter']} {cell['rag']['word']}" if "rag" in cell else ""
    said = (rag, cell["figure"]["text"] if "figure" in cell else "", cell.get("text", ""), cell.get("sub", ""))
    return "\n".join(line for line in said if line)


def _text(made: Any, block: dict[str, Any]) -> None:
    run = made.add_paragraph().add_run(xml_words(block["text"]))
    run.bold = block["bold"]


def _heading(made: Any, block: dict[str, Any]) -> None:
    made.add_heading(xml_words(block["text"]), 2)


def _list(made: Any, block: dict[str, Any]) -> None:
    for line in block["lines"]:
        made.add_paragraph(xml_words(words_of(line)), style="List Bullet")


def _facts(made: Any, block: dict[str, Any]) -> None:
    _table(made, [], [3, 12], [[pair["label"], words_of(pair["cell"])] for pair in block["pairs"]], rating=1)


def _ruled(made: Any, block: dict[str, Any]) -> None:
    rating = next((at for at, cell in enumerate(block["rows"][0]) if "rag" in cell), -1)
    _table(made, block["heads"], block["widths"], [[words_of(cell) for cell in row] for row in block["rows"]], rating)


def _ratings(made: Any, block: dict[str, Any]) -> None:
    before = all(row["before"] for row in block["rows"])
    heads = block["heads"] if before else [block["heads"][0], block["heads"][-1]]
    names = ("before", "now") if before else ("now",)
    rows = [[words_of({"rag": row["rag"]}), *(row[name]["text"] for name in names)] for row in block["rows"]]
    _table(made, heads, [3] * len(heads), rows, rating=0)


def _asks(made: Any, block: dict[str, Any]) -> None:
    rows = [[ask["number"], f"{ask['text']}\n{ask['sub']}", ask["what"]] for ask in block["lines"]]
    _table(made, ["No.", "What is asked", "Of what kind"], [1, 11, 3], rows)


def _chart(made: Any, block: dict[str, Any]) -> None:
    made.add_paragraph().add_run(xml_words(block["summary"]["text"])).bold = True
    try:
        shown = made.add_picture(io.BytesIO(charts.png(chart_of(block))), width=Cm(22))
        shown._inline.docPr.set("descr", xml_words(block["title"]))
    except charts.NotDrawn:
        made.add_paragraph("The chart could not be drawn. These are its numbers.")
    rows = [[words_of(cell) for cell in row] for row in block["rows"]]
    _table(made, block["columns"], [3] * len(block["columns"]), rows)


def _slot(made: Any, block: dict[str, Any]) -> None:
    if block["text"].strip():
        made.add_heading(xml_words(block["label"]), 2)
        for line in xml_words(block["text"]).splitlines():
            made.add_paragraph(line)


def _table(made: Any, heads: list[str], shares: list[int], rows: list[list[str]], rating: int = -1) -> None:
    widths = [WIDTH * share // sum(shares) for share in shares]
    built = [parts.row(heads, widths, head=True)] if heads else []
    built += [parts.row(row, widths, rating=rating) for row in rows]
    made.element.body.insert_element_before(parts.table(built, widths), "w:sectPr")
    made.add_paragraph()


BLOCKS = {
    "text": _text, "heading": _heading, "list": _list, "facts": _facts, "table": _ruled, "ratings": _ratings,
    "asks": _asks, "chart": _chart, "slot": _slot,
}  # fmt: skip
