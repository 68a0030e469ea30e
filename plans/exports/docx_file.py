"""The plan in Word, in the shape of the council's own document: the same headings, order and tables."""

from collections.abc import Iterator
from typing import IO, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from core.exports import xml_words
from plans.exports import docx_parts as parts
from plans.exports.content import HEADINGS, Block, Content, Kind

PAGE = 15_000
FOUR = (4_200, 3_600, 3_600, 3_600)
SIX = (900, 4_400, 2_500, 2_900, 2_200, 2_100)
FOUR_OF_SIX = (3_700, 3_800, 3_700, 3_800)


def write_docx(content: Content, file: IO[bytes]) -> None:
    """Write the plan as a Word document."""
    made = _blank(content)
    _front(made, content)
    _principles(made, content)
    _vision(made, content)
    _part_a(made, content)
    _part_b(made, content)
    _communications(made, content)
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
    if content.note:
        made.add_paragraph(xml_words(content.note))


def _principles(made: Any, content: Content) -> None:
    if not content.of(Kind.CORE_PRINCIPLE, Kind.USING_MEANS):
        return
    made.add_heading("CORE PRINCIPLES", 1)
    if content.of(Kind.CORE_PRINCIPLE):
        made.add_paragraph("In order to achieve a consistent approach to good quality practice:")
        for number, line in enumerate(content.of(Kind.CORE_PRINCIPLE), start=1):
            made.add_paragraph(xml_words(f"{number}. {line.text}"))
    _list(made, "Using Signs of Safety means that", content, Kind.USING_MEANS)
    _signed(made, content, Kind.CORE_PRINCIPLE, Kind.USING_MEANS)


def _vision(made: Any, content: Content) -> None:
    voices = (Kind.VISION_CHILDREN, Kind.VISION_PRACTITIONERS, Kind.VISION_PARTNERS, Kind.AS_A_RESULT)
    if not content.of(*voices):
        return
    made.add_heading("VISION", 1)
    _list(made, "Children and families say:", content, Kind.VISION_CHILDREN)
    _list(made, "Practitioners say:", content, Kind.VISION_PRACTITIONERS)
    _list(made, "Partners say:", content, Kind.VISION_PARTNERS)
    _list(made, "As a result we will be able to", content, Kind.AS_A_RESULT)
    _signed(made, content, *voices)


def _part_a(made: Any, content: Content) -> None:
    if content.priorities:
        made.add_heading("PART A: HIGH LEVEL PRIORITIES", 1)
    for block in content.priorities:
        made.add_heading(xml_words(block.name), 2)
        _put(made, parts.table(_columns(block, FOUR), FOUR))
    if content.of(Kind.MEASURE):
        made.add_heading("Measures:", 2)
        for line in content.of(Kind.MEASURE):
            made.add_paragraph(xml_words(line.text), style="List Bullet")


def _part_b(made: Any, content: Content) -> None:
    made.add_heading("PART B: OPERATIONAL DELIVERY PLAN", 1)
    for block in content.areas:
        made.add_heading(xml_words(block.name), 2)
        _put(made, parts.table(_area_rows(block, content), SIX))


def _columns(block: Block, widths: tuple[int, ...]) -> Iterator[Any]:
    yield parts.row([block.name], widths, head=True)
    yield parts.row(list(block.heads), widths, head=True)
    yield parts.row(block.cells, widths)


def _area_rows(block: Block, content: Content) -> Iterator[Any]:
    yield parts.row(HEADINGS, SIX, head=True)
    for cells in content.rows(block.area):
        yield parts.row(cells, SIX, rating=5)


def _communications(made: Any, content: Content) -> None:
    rows = list(content.communications())
    if rows:
        made.add_heading("COMMUNICATIONS ACTIVITIES", 1)
        body = (parts.row(cells, SIX, rating=5) for cells in rows)
        _put(made, parts.table([parts.row(HEADINGS, SIX, head=True), *body], SIX))


def _end(made: Any, content: Content) -> None:
    if content.plan.credit:
        made.add_heading("Acknowledgement:", 2)
        for line in xml_words(content.plan.credit).splitlines():
            made.add_paragraph(line)


def _list(made: Any, heading: str, content: Content, kind: str) -> None:
    lines = content.of(kind)
    if lines:
        made.add_paragraph(heading)
    for line in lines:
        made.add_paragraph(xml_words(line.text), style="List Bullet")


def _signed(made: Any, content: Content, *kinds: str) -> None:
    """Who stands for these statements, as the plan names them: a line beneath the list."""
    for name in dict.fromkeys(line.attribution for line in content.of(*kinds) if line.attribution):
        made.add_paragraph(xml_words(name))


def _put(made: Any, table: Any) -> None:
    made.element.body.insert_element_before(table, "w:sectPr")
    made.add_paragraph()
