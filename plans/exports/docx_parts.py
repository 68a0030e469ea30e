"""Paragraphs and tables of a Word file, made straight as XML: two thousand rows in a second or two."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from core.exports import xml_words
from core.ratings import RATINGS

FILLS = {"R": ("B3141D", "FFFFFF"), "A": ("FFEFC7", "3A2A00"), "G": ("E7F3EB", "10492A"), "B": ("E8EFF9", "143C74")}
HEAD_FILL = "DCEBEB"
TITLE_FILL = "F0F6F5"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def table(rows: Iterable[Any], widths: Sequence[int]) -> Any:
    """A ruled table of these rows; `widths` in twentieths of a point."""
    made = _element("w:tbl")
    made.append(
        _children(
            "w:tblPr",
            ("w:tblStyle", {"w:val": "TableGrid"}),
            ("w:tblW", {"w:w": str(sum(widths)), "w:type": "dxa"}),
            ("w:tblLayout", {"w:type": "fixed"}),
            ("w:tblLook", {"w:firstRow": "1", "w:val": "0020"}),
        )
    )
    made.append(_children("w:tblGrid", *(("w:gridCol", {"w:w": str(width)}) for width in widths)))
    for row in rows:
        made.append(row)
    return made


def row(cells: Sequence[str], widths: Sequence[int], *, head: bool = False, fill: str = "", rating: int = -1) -> Any:
    """One row. Head rows are bold, tinted, and repeat on every page; `rating` says which cell holds a rating."""
    made = _element("w:tr")
    properties = _children("w:trPr", ("w:cantSplit", {}), *([("w:tblHeader", {})] if head else []))
    made.append(properties)
    spans = _spans(len(cells), widths)
    for place, (words, width) in enumerate(zip(cells, spans, strict=True)):
        made.append(_cell(words, width, bold=head, fill=fill or (HEAD_FILL if head else ""), rated=place == rating))
    return made


def paragraph(words: str, *, bold: bool = False, rated: bool = False) -> Any:
    """One paragraph; with `rated`, the rating at its start stands on its colour."""
    made = _element("w:p")
    lead = _rating_at_start(words) if rated else ""
    if lead:
        made.append(_run(lead, bold=True, colours=FILLS.get(lead[0])))
    if words[len(lead) :]:
        made.append(_run(words[len(lead) :], bold=bold))
    return made


def _spans(count: int, widths: Sequence[int]) -> list[tuple[int, int]]:
    """The width of each cell and how many columns it covers: the last takes what is left."""
    last = len(widths) - count + 1
    return [(width, 1) for width in widths[: count - 1]] + [(sum(widths[count - 1 :]), last)]


def _cell(words: str, width: tuple[int, int], *, bold: bool, fill: str, rated: bool) -> Any:
    made = _element("w:tc")
    wide, span = width
    shade = [("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})] if fill else []
    merged = [("w:gridSpan", {"w:val": str(span)})] if span > 1 else []
    made.append(_children("w:tcPr", ("w:tcW", {"w:w": str(wide), "w:type": "dxa"}), *merged, *shade))
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines):
        made.append(paragraph(line, bold=bold, rated=rated and number == 0))
    return made


def _rating_at_start(words: str) -> str:
    return next((rating.text for rating in RATINGS.values() if words.startswith(rating.text)), "")


def _run(words: str, *, bold: bool = False, colours: tuple[str, str] | None = None) -> Any:
    made = _element("w:r")
    looks: list[tuple[str, dict[str, str]]] = [("w:b", {})] if bold else []
    if colours:
        looks += [
            ("w:color", {"w:val": colours[1]}),
            ("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colours[0]}),
        ]
    if looks:
        made.append(_children("w:rPr", *looks))
    for number, part in enumerate(xml_words(words).split("\t")):
        if number:
            made.append(_element("w:tab"))
        if part:
            text = _element("w:t")
            text.text = part
            text.set(SPACE, "preserve")
            made.append(text)
    return made


def _children(name: str, *children: tuple[str, dict[str, str]]) -> Any:
    made = _element(name)
    for child, attributes in children:
        made.append(_element(child, attributes))
    return made


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    return made
