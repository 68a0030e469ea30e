"""The XML inside Word and Excel files: streamed once, to refuse what explodes, fetches or never ends."""

import re
from typing import Any
from xml.parsers import expat

from core.uploads.refusals import DAMAGED, Refused

MOST_ELEMENTS = 3_000_000
DEEPEST = 200
MOST_ROWS = 100_000
LONGEST_CELL = 1_000_000
LONGEST_TAG = 1_000_000
WIDEST_SPAN = 1_000
MOST_DECLARED = 100_000_000
"""Cells a sheet may say it has. It is never believed; beyond this it is an attack, not a mistake."""
CELLS = {"c", "si", "tc", "comment"}
SPANS = {"gridSpan", "gridBefore", "gridAfter"}
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
ENTITIES = (
    "The file declares its own entities (a DOCTYPE), as no Word or Excel file does. Save it again in Word or Excel."
)
FETCHES = "The file fetches something from another place ({}). Take that out of it, and choose it again."
LOOSE = (".vml",)
"""Drawings that Excel itself writes as markup with faults; nobody reads them here."""


class Budget:
    """What all parts of one file may use together."""

    def __init__(self) -> None:
        self.elements = 0


def is_markup(head: bytes) -> bool:
    """Whether a member is XML by its first bytes, in any of the usual encodings."""
    return head[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def content_types(data: bytes) -> set[str]:
    """The content types that a file declares for its parts, in lower case."""
    found: set[str] = set()
    parser = _parser()
    parser.StartElementHandler = lambda _name, attributes: found.add(attributes.get("ContentType", "").lower())
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        raise Refused(DAMAGED) from fault
    return found


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_declared: Any) -> None:
    raise Refused(ENTITIES)


class Reader:
    """Reads one XML part as it is inflated, and refuses at the first thing that is too much."""

    def __init__(self, name: str, budget: Budget) -> None:
        self.name, self.budget = name, budget
        self.depth = self.rows = self.words = self.fed = self.cell_depth = 0
        self.loose = name.lower().endswith(LOOSE)
        self.parser = _parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes) -> None:
        """The next bytes of the part."""
        self._parse(chunk, final=False)
        self.fed += len(chunk)
        if self.fed - self.parser.CurrentByteIndex > LONGEST_TAG:
            raise Refused("One tag in the file is longer than a million characters. Save it again in Word or Excel.")

    def close(self) -> None:
        """The part is over; it must have been whole."""
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self.parser.Parse(chunk, final)
        except (expat.ExpatError, LookupError, ValueError) as fault:
            if not self.loose:
                raise Refused(DAMAGED) from fault

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.budget.elements += 1
        if self.budget.elements > MOST_ELEMENTS:
            raise Refused("The file holds more than three million pieces. Choose the plan alone, or paste the table.")
        if self.depth > DEEPEST:
            raise Refused("The file is nested more than 200 deep. Save it again in Word or Excel.")
        local = name.rpartition(":")[2]
        if local in CELLS or (local == "p" and not self.cell_depth):
            self.words = 0
        self.cell_depth += local == "tc"
        check = CHECKS.get(local)
        if check:
            check(self, attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.cell_depth -= name.rpartition(":")[2] == "tc"

    def _text(self, words: str) -> None:
        self.words += len(words)
        if self.words > LONGEST_CELL:
            raise Refused(
                "A cell or paragraph of the file holds more than a million characters. Choose the plan alone."
            )


def _row(reader: Reader, attributes: dict[str, str]) -> None:
    reader.rows += 1
    number = attributes.get("r", "0")
    if reader.rows > MOST_ROWS or len(number) > 7 or (number.isdigit() and int(number) > MOST_ROWS):
        raise Refused("A sheet has more than 100,000 rows. Delete the rows below the plan, and save it again.")


def _dimension(_reader: Reader, attributes: dict[str, str]) -> None:
    corners = REFERENCE.findall(attributes.get("ref", ""))
    columns, rows = ([_column(letters) for letters, _ in corners], [int(digits) for _, digits in corners])
    if corners and (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > MOST_DECLARED:
        raise Refused(
            f"A sheet says that it has {max(rows):,} rows and {max(columns):,} columns. Delete the empty ones."
        )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _relationship(_reader: Reader, attributes: dict[str, str]) -> None:
    kind = attributes.get("Type", "").rpartition("/")[2]
    if attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
        raise Refused(FETCHES.format(kind))


def _span(_reader: Reader, attributes: dict[str, str]) -> None:
    value = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "val"), "0")
    if len(value) > 4 or (value.isdigit() and int(value) > WIDEST_SPAN):
        raise Refused("A table cell spans more than 1,000 columns. Mend the table in Word, and save it again.")


CHECKS = {"row": _row, "dimension": _dimension, "Relationship": _relationship, **dict.fromkeys(SPANS, _span)}
