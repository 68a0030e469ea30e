"""The plan in Word, in the shape of the council's own document: the same headings, order and tables."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import IO, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from core import charts
from core.exports import xml_words
from plans.exports import docx_parts as parts
from plans.exports.charted import picture
from plans.exports.content import HEADINGS, PRINCIPLES, VOICES, Block, Content, Kind, one_line

FOUR = (4_200, 3_600, 3_600, 3_600)
SIX = (900, 4_400, 2_500, 2_900, 2_200, 2_100)
PART_A = "PART A: HIGH LEVEL PRIORITIES"
PART_B = "PART B: OPERATIONAL DELIVERY PLAN"
COMMUNICATIONS = "COMMUNICATIONS ACTIVITIES"
MILESTONES = "MILESTONES"
LISTS = (
    (Kind.USING_MEANS, "Using Signs of Safety means that"), (Kind.FOCUS, "Signs of Safety focus"),
    (Kind.VISION_CHILDREN, "Children and families say:"), (Kind.VISION_PRACTITIONERS, "Practitioners say:"),
    (Kind.VISION_PARTNERS, "Partners say:"), (Kind.AS_A_RESULT, "As a result we will be able to"),
)  # fmt: skip


def write_docx(content: Content, file: IO[bytes]) -> None:
    """Write the plan as a Word document."""
    made = _blank(content)
    _front(made, content)
    _principles(made, content)
    _vision(made, content)
    _part_a(made, content)
    _part_b(made, content)
    _communications(made, content)
    _milestones(made, content)
    _end(made, content)
    made.save(file)


def _blank(content: Content) -> Any:
    made = Document()
    made.core_properties.title = xml_words(content.plan.title)
    made.core_properties.language = "en-GB"
    made.core_properties.author = ""
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.6)
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Arial", Pt(10)
    made.styles["Normal"].paragraph_format.space_after = Pt(4)
    return made


def _front(made: Any, content: Content) -> None:
    made.add_heading(xml_words(content.plan.title), 0)
    for line in (content.runs, content.note):
        if line:
            made.add_paragraph(xml_words(line))
    made.add_paragraph("CONTENTS")
    for heading, there in (
        ("CORE PRINCIPLES", content.of(*PRINCIPLES)), ("VISION", content.of(*VOICES)), (PART_A, content.priorities),
        (PART_B, content.areas), (COMMUNICATIONS, content.communicates), (MILESTONES, content.chart),
    ):  # fmt: skip
        if there:
            made.add_paragraph(heading)


def _principles(made: Any, content: Content) -> None:
    if not content.of(*PRINCIPLES):
        return
    made.add_heading("CORE PRINCIPLES", 1)
    if content.of(Kind.CORE_PRINCIPLE):
        made.add_paragraph("In order to achieve a consistent approach to good quality practice:")
    for number, line in enumerate(content.of(Kind.CORE_PRINCIPLE), start=1):
        made.add_paragraph(xml_words(f"{number}. {one_line(line)}"))
    _lists(made, content, PRINCIPLES)


def _vision(made: Any, content: Content) -> None:
    if content.of(*VOICES):
        made.add_heading("VISION", 1)
        _lists(made, content, VOICES)


def _part_a(made: Any, content: Content) -> None:
    if content.priorities or content.of(Kind.MEASURE):
        made.add_heading(PART_A, 1)
    for block in content.priorities:
        made.add_heading(xml_words(block.name), 2)
        _put(made, parts.table(_columns(block), FOUR))
    if content.of(Kind.MEASURE):
        made.add_heading("Measures:", 2)
        for line in content.of(Kind.MEASURE):
            _bullet(made, one_line(line))


def _part_b(made: Any, content: Content) -> None:
    made.add_heading(PART_B, 1)
    for block in content.areas:
        made.add_heading(xml_words(block.name), 2)
        if any(block.cells):
            _put(made, parts.table(_columns(block), FOUR))
        _put(made, parts.table(_rows(content.rows(block.area)), SIX))


def _columns(block: Block) -> Iterator[Any]:
    yield parts.row([block.name, *block.heads[1:]] if block.is_area else [block.name], FOUR, head=True)
    if not block.is_area:
        yield parts.row(block.heads, FOUR, head=True)
    yield parts.row(block.cells, FOUR)


def _rows(rows: Iterator[list[str]]) -> Iterator[Any]:
    yield parts.row(HEADINGS, SIX, head=True)
    for cells in rows:
        yield parts.row(cells, SIX, rating=5)


def _communications(made: Any, content: Content) -> None:
    if content.communicates:
        made.add_heading(COMMUNICATIONS, 1)
        _put(made, parts.table(_rows(content.communications()), SIX))


def _milestones(made: Any, content: Content) -> None:
    """The trajectory: its sentence, its drawing with that sentence for those who cannot see it, and its numbers."""
    chart = content.chart
    if chart is None:
        return
    made.add_heading(MILESTONES, 1)
    made.add_paragraph(chart.summary)
    with suppress(charts.NotDrawn):
        shape = made.add_picture(BytesIO(picture(chart)), width=Cm(17))
        shape._inline.docPr.set("descr", chart.summary)
        shape._inline.docPr.set("title", chart.title)
    widths = (3_000,) * len(chart.columns)
    lines = (parts.row([str(cell) for cell in row], widths) for row in chart.rows)
    _put(made, parts.table([parts.row(chart.columns, widths, head=True), *lines], widths))


def _end(made: Any, content: Content) -> None:
    if content.plan.credit:
        made.add_heading("Acknowledgement:", 2)
        for line in xml_words(content.plan.credit).splitlines():
            made.add_paragraph(line)


def _lists(made: Any, content: Content, kinds: tuple[str, ...]) -> None:
    """The lists of these kinds, each under its heading, and beneath them who stands for them."""
    for kind, heading in LISTS:
        lines = content.of(kind) if kind in kinds else []
        if lines:
            made.add_paragraph(heading)
        for line in lines:
            _bullet(made, one_line(line))
    for name in content.signed(*kinds):
        made.add_paragraph(xml_words(name))


def _bullet(made: Any, words: str) -> None:
    made.add_paragraph(xml_words(words), style="List Bullet")


def _put(made: Any, table: Any) -> None:
    made.element.body.insert_element_before(table, "w:sectPr")
    made.add_paragraph()
