"""Takes apart text: a plan saved as text, pasted from Word or Excel, or a CSV file in any of the usual encodings."""

import csv
import html
import io
import re

from core.exports import unguard
from plans.plan_files.blocks import Cell, Paragraph, Row, Source, Table, clean
from plans.plan_files.parsed import CannotRead

MOST_ROWS, MOST_COLUMNS, MOST_TEXT = 20_000, 60, 5_000_000
_TAGS = re.compile(
    r"</?(?:p|ul|ol|li|u|i|b|em|strong|br|span|div|a|font|h[1-6]|table|tr|td|th|tbody|thead|sup|sub|strike)"
    r"(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
_BLOCKS = re.compile(r"<br\s*/?>|</?(?:p|ul|ol|li|div|h[1-6]|tr)(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_BULLET = re.compile(r"^(\s*)(?:[-*•·▪◦‣●○]|[\uf0a7\uf0b7])\s+")


def decode(data: bytes) -> str:
    """The words of a text file: UTF-8 with or without BOM, UTF-16, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if data.count(b"\x00") > len(data) // 4:
        return _decoded(data, "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be")
    if b"\x00" in data:
        raise CannotRead("This file holds bytes that no text file has. Save it as Word, Excel or CSV and try again.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise CannotRead("This text file is damaged: it begins as UTF-16 but does not go on so.") from fault


def cut_apart(text: str) -> Source:
    """A CSV file, whether its columns stand between commas, semicolons, tabs or bars."""
    delimiter = _delimiter(text)
    rows: list[Row] = []
    try:
        for values in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(Row(len(rows) + 1, [Cell(clean(unguard(value))) for value in values[:MOST_COLUMNS]]))
            if len(rows) > MOST_ROWS:
                raise CannotRead(f"This file has more than {MOST_ROWS:,} rows. A plan has fewer.")
    except csv.Error as fault:
        raise CannotRead(f"Row {len(rows) + 1} of this CSV file cannot be read: one of its cells is broken.") from fault
    return Source("csv", [Table(1, rows)])


def _delimiter(text: str) -> str:
    """The sign that cuts most of the first rows into the same number of columns."""
    head = io.StringIO(text[:20_000], newline="").read()

    def score(sign: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(head, newline=""), delimiter=sign) if any(row)]
        except csv.Error:
            return (0, 0)
        wide = [width for width in widths if width > 1]
        common = max(set(wide), key=wide.count) if wide else 0
        return (wide.count(common), common)

    return max((",", ";", "\t", "|"), key=score)


def read_text(text: str) -> Source:
    """Text with its tables in tabs (or between bars); bullets, headings and markup are formatting, not words."""
    if len(text) > MOST_TEXT:
        raise CannotRead("This text is longer than any plan. Paste the plan only.")
    blocks: list[Paragraph | Table] = []
    rows: list[Row] = []
    lines = _whole_rows(clean_lines(text))
    gap = False
    for number, line in enumerate(lines, start=1):
        if cells := _cells(line):
            rows.append(Row(number, cells))
            continue
        if rows:
            blocks.append(_table(blocks, rows))
            rows = []
        if paragraph := _paragraph(line, gap=gap):
            blocks.append(paragraph)
        gap = not line.strip()
    if rows:
        blocks.append(_table(blocks, rows))
    return Source("text", blocks)


def clean_lines(text: str) -> list[str]:
    """The lines of a text with every kind of line ending."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", " ").lstrip("\ufeff").split("\n")


def _whole_rows(lines: list[str]) -> list[str]:
    """Rows pasted from Excel whose cells hold line breaks come in quotes over several lines: put together again."""
    whole: list[str] = []
    waiting: list[str] = []
    for line in lines:
        waiting.append(line)
        row = "\n".join(waiting)
        opened = re.search(r'(?:^|\t)"[^\t]*$', row) and row.count('"') % 2 == 1 and "\t" in row
        if opened and len(waiting) < 60:
            continue
        whole.extend([row] if not opened else waiting)
        waiting = []
    return whole + waiting


def _cells(line: str) -> list[Cell]:
    """The cells of a line that is a table row, else nothing."""
    if line.count("|") >= 2 and line.strip().startswith("|") and "\t" not in line:
        return [Cell(formatted(part)) for part in line.strip().strip("|").split("|")[:MOST_COLUMNS]]
    if "\t" not in line.strip("\n\r ") or not line.strip():
        return []
    if '"' in line and re.search(r'(?:^|\t)"', line):
        values = next(csv.reader(io.StringIO(line, newline=""), delimiter="\t"), [])
    else:
        values = line.split("\t")
    return [Cell(formatted(value)) for value in values[:MOST_COLUMNS]]


def _table(blocks: list[Paragraph | Table], rows: list[Row]) -> Table:
    number = 1 + sum(isinstance(block, Table) for block in blocks)
    counted = [Row(place, row.cells) for place, row in enumerate(rows, start=1)]
    return Table(number, counted)


def _paragraph(line: str, *, gap: bool) -> Paragraph | None:
    heading = re.match(r"\s*(#{1,6})\s+", line)
    bullet = _BULLET.match(line)
    bare = line[heading.end() :] if heading else line[bullet.end() :] if bullet else line
    text = formatted(bare)
    if not text or re.fullmatch(r"[-=_*\s]+", text):
        return None
    depth = 1 if bullet and bullet[1] else 0
    bold = bare.strip().startswith("**")
    return Paragraph(text, len(heading[1]) if heading else 0, bool(bullet), depth, bold, gap)


def formatted(words: str) -> str:
    """The words without their markup (tags, bold stars, entities): a block becomes a line, other tags a blank."""
    if "<" not in words and "&" not in words and "*" not in words:
        return clean(words)
    broken = _BLOCKS.sub("\n", words.replace("**", ""))
    return clean(html.unescape(_TAGS.sub(" ", broken)))
