"""Takes a Word document apart. Reads the XML as it stands: merged cells, tracked changes, text boxes, nested tables."""

import io
import re
from collections.abc import Iterator
from typing import Any

import docx

from plans.plan_files.blocks import Cell, Paragraph, Row, Source, Table, clean
from plans.plan_files.damage import told_as

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = {
    _W + "del",
    _W + "moveFrom",
    _W + "pict",
    _W + "drawing",
    _W + "object",
    _W + "instrText",
    _MC + "Fallback",
}
_BULLET = re.compile(r"^\s*(?:[•·▪◦‣●○*-]|[\uf0a7\uf0b7])\s+")
MOST_COLUMNS = 60

Element = Any  # lxml's elements


def read_docx(data: bytes) -> Source:
    """The paragraphs and tables of a .docx in their order."""
    with told_as("Word could not open this document either: it is damaged, or not a Word document."):
        document = docx.Document(io.BytesIO(data))
        blocks = _blocks(document.element.body, _style_names(document))
        return Source("docx", blocks, str(document.core_properties.title or ""))


def _blocks(body: Element, names: dict[str, str]) -> list[Paragraph | Table]:
    blocks: list[Paragraph | Table] = []
    tables = 0
    for element in _flow(body):
        if element.tag == _W + "tbl":
            tables += 1
            blocks.append(Table(tables, _rows(element)))
        elif paragraph := _paragraph(element, names):
            blocks.append(paragraph)
    return blocks


def _style_names(document: Any) -> dict[str, str]:
    names = {}
    for style in document.styles.element.findall(_W + "style"):
        name = style.find(_W + "name")
        if name is not None:
            names[style.get(_W + "styleId") or ""] = (name.get(_W + "val") or "").lower()
    return names


def _flow(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also those inside content controls and text boxes."""
    for child in parent:
        if child.tag == _W + "tbl":
            yield child
        elif child.tag == _W + "p":
            yield child
            for box in child.iter(_W + "txbxContent"):
                if not any(above.tag == _MC + "Fallback" for above in box.iterancestors()):
                    yield from _flow(box)
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml", _W + "smartTag"):
            yield from _flow(child)


def _words(element: Element) -> str:
    """The words of a paragraph or cell content as a reader sees them."""
    tag = element.tag
    if tag in _LEFT_OUT:
        return ""
    if tag == _W + "t":
        return element.text or ""
    if tag in (_W + "tab", _W + "ptab"):
        return "\t"
    if tag in (_W + "br", _W + "cr"):
        return "\n"
    if tag == _W + "noBreakHyphen":
        return "-"
    return "".join(_words(child) for child in element if isinstance(child.tag, str))


def _paragraph(element: Element, names: dict[str, str]) -> Paragraph | None:
    text = clean(_words(element).replace("**", ""))
    if not text:
        return None
    properties = element.find(_W + "pPr")
    style = _value(properties, "pStyle")
    name = names.get(style, style.lower())
    heading = re.match(r"heading (\d)", name)
    bullet = _BULLET.match(text)
    numbered = properties is not None and properties.find(_W + "numPr") is not None
    return Paragraph(
        text=text[bullet.end() :] if bullet else text,
        level=int(heading[1]) if heading else 1 if name == "title" else 0,
        bullet=bool(bullet) or name.startswith("list") or (numbered and not heading),
        depth=_depth(properties, name),
        bold=_is_bold(element) or "**" in _words(element)[:4],
    )


def _value(properties: Element | None, name: str) -> str:
    found = properties.find(_W + name) if properties is not None else None
    return str(found.get(_W + "val") or "") if found is not None else ""


def _depth(properties: Element | None, style: str) -> int:
    if match := re.match(r"list \w+ (\d)", style):
        return int(match[1]) - 1
    level = properties.find(f"{_W}numPr/{_W}ilvl") if properties is not None else None
    value = level.get(_W + "val") if level is not None else "0"
    return int(value) if value and value.isdigit() else 0


def _is_bold(element: Element) -> bool:
    runs = [run for run in element.iter(_W + "r") if _words(run).strip()]
    return bool(runs) and all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)


def _is_on(toggle: Element | None) -> bool:
    return toggle is not None and toggle.get(_W + "val") not in ("0", "false", "off")


def _rows(table: Element) -> list[Row]:
    rows: list[Row] = []
    above: list[Cell] = []
    for element in _of_table(table, _W + "tr"):
        if element.find(f"{_W}trPr/{_W}del") is not None:
            continue
        cells = _cells(element, above)
        rows.append(Row(len(rows) + 1, cells))
        above = cells
    return rows


def _of_table(parent: Element, tag: str) -> Iterator[Element]:
    """Rows or cells of this table only, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins"):
            yield from _of_table(child, tag)


def _cells(row: Element, above: list[Cell]) -> list[Cell]:
    cells: list[Cell] = []
    before = _value(row.find(_W + "trPr"), "gridBefore")
    cells.extend(Cell() for _ in range(min(int(before) if before.isdigit() else 0, MOST_COLUMNS)))
    for element in _of_table(row, _W + "tc"):
        properties = element.find(_W + "tcPr")
        merge = properties.find(_W + "vMerge") if properties is not None else None
        down = merge is not None and merge.get(_W + "val") != "restart"
        cell = _cell(element, properties)
        if down and len(cells) < len(above):
            cell = Cell(above[len(cells)].text, above[len(cells)].fill, down=True)
        cells.append(cell)
        span = _value(properties, "gridSpan")
        extra = min(int(span) if span.isdigit() else 1, MOST_COLUMNS - len(cells)) - 1
        cells.extend(Cell("", cell.fill, cell.down, across=True) for _ in range(extra))
        if len(cells) >= MOST_COLUMNS:
            break
    return cells


def _cell(element: Element, properties: Element | None) -> Cell:
    shade = properties.find(_W + "shd") if properties is not None else None
    fill = str(shade.get(_W + "fill") or "") if shade is not None else ""
    lines = [_words(paragraph) for paragraph in _flow_of_cell(element)]
    return Cell(clean("\n".join(lines)), "" if fill.lower() == "auto" else fill.upper())


def _flow_of_cell(element: Element) -> Iterator[Element]:
    for block in _flow(element):
        if block.tag == _W + "tbl":
            for row in _of_table(block, _W + "tr"):
                for cell in _of_table(row, _W + "tc"):
                    yield from _flow_of_cell(cell)
        else:
            yield block
