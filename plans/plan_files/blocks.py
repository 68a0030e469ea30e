"""A document taken apart, whatever its format: paragraphs and tables in their order, cells with their words."""

import re
from dataclasses import dataclass, field

MOST_CELL = 100_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(words: str) -> str:
    """The words as they can be stored: line breaks kept, control characters and broken halves of letters left out."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n")
    return _CONTROL.sub("", plain).strip("\n\t \u00a0\u200b\ufeff")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, its fill, and whether it only continues the cell above or to the left (merged)."""

    text: str = ""
    fill: str = ""
    down: bool = False
    across: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row and its number as a person counts it in the file."""

    number: int
    cells: list[Cell]

    def text(self, column: int | None) -> str:
        """The words in a column, empty when the row is shorter."""
        return self.cells[column].text if column is not None and 0 <= column < len(self.cells) else ""

    @property
    def own(self) -> list[str]:
        """The words that stand in this row, each merged cell once."""
        return [cell.text for cell in self.cells if cell.text and not cell.across]

    @property
    def blank(self) -> bool:
        """Nothing, or only the dashes of a ruled line."""
        return all(re.fullmatch(r"[\s\-–—=_|:+]*", cell.text) for cell in self.cells)

    @property
    def alone(self) -> str:
        """The words of a row that holds one cell only (a heading across the table), else nothing."""
        own = self.own
        return own[0] if len(own) == 1 or (own and len(set(own)) == 1 and len(own) == len(self.cells)) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `number` counts from 1 in the file, `name` is the sheet's, where there are sheets."""

    number: int
    rows: list[Row]
    name: str = ""

    @property
    def where(self) -> str:
        """How a person finds it: "table 9" or "sheet Learning"."""
        return f"sheet {self.name}" if self.name else f"table {self.number}"

    @property
    def width(self) -> int:
        """The most columns of any row."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables. `level` is the heading level or 0; `depth` how far a bullet is indented."""

    text: str
    level: int = 0
    bullet: bool = False
    depth: int = 0
    bold: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file taken apart."""

    kind: str
    blocks: list[Paragraph | Table] = field(default_factory=list)
    title: str = ""
