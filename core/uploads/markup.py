"""The XML inside Word and Excel files: streamed once, to refuse what explodes, fetches or never ends."""

from typing import Any
from xml.parsers import expat

from core.uploads import tags
from core.uploads.refusals import DAMAGED, Refused

MOST_PIECES = 1_500_000
"""Elements and their attributes, in all parts together."""
DEEPEST = 200
LONGEST_CELL = 1_000_000
LONGEST_TAG = 1_000_000
CELLS = {"c", "si", "tc", "comment"}
NAMES = (".xml", ".rels", ".vml")
LOOSE = ".vml"
"""Drawings that Excel itself writes as markup with faults; nobody reads them here."""
ENCODINGS = {"utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"}
BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""Marks and blanks that may stand before the first tag."""
ENTITIES = (
    "The file declares entities of its own (DOCTYPE), as Word and Excel never do. Save it again in Word or Excel."
)
NO_LETTERS = "A part of the file is written in unusual letters ({}). Save it again in Word or Excel."
TAG = "One tag in the file is longer than a million characters. Save it again in Word or Excel."
CROWDED = "The file holds more than a million and a half pieces. Choose the plan alone, or paste the table."
DEEP = "The file is nested more than 200 deep. Save it again in Word or Excel."
LONG = "A cell or paragraph of the file holds more than a million characters. Choose the plan alone."


class Budget:
    """What all parts of one file may use together."""

    def __init__(self) -> None:
        self.pieces = 0


def reader(name: str, head: bytes, budget: Budget) -> "Reader | None":
    """A reader for a part that is XML by its name or its first bytes; None for pictures, fonts and the like."""
    is_markup = name.lower().endswith(NAMES) or head[:200].lstrip(BEFORE).startswith(b"<")
    return Reader(name, budget) if is_markup else None


def content_types(data: bytes) -> set[str]:
    """The content types that a file declares for its parts, in lower case."""
    found: set[str] = set()
    parser = _parser()
    parser.StartElementHandler = lambda _name, attributes: found.add(attributes.get("ContentType", "").lower())
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as fault:
        raise Refused(DAMAGED) from fault
    return found


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    parser.XmlDeclHandler = _refuse_letters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_declared: Any) -> None:
    raise Refused(ENTITIES)


def _refuse_letters(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in ENCODINGS:
        raise Refused(NO_LETTERS.format(encoding[:40]))


class Reader:
    """Reads one XML part as it is inflated, and refuses at the first thing that is too much."""

    def __init__(self, name: str, budget: Budget) -> None:
        self.budget, self.sheet = budget, tags.Sheet()
        self.depth = self.words = self.fed = self.cell_depth = 0
        self.loose = name.lower().endswith(LOOSE)
        self.parser = _parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes) -> None:
        """The next bytes of the part."""
        self._parse(chunk, final=False)
        self.fed += len(chunk)
        if self.fed - self.parser.CurrentByteIndex > LONGEST_TAG and not self.loose:
            raise Refused(TAG)

    def close(self) -> None:
        """The part is over; it must have been whole."""
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        if self.loose and self.parser.ErrorCode:
            return
        try:
            self.parser.Parse(chunk, final)
        except (expat.ExpatError, LookupError, ValueError) as fault:
            if not self.loose:
                raise Refused(DAMAGED) from fault

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.budget.pieces += 1 + len(attributes)
        if self.budget.pieces > MOST_PIECES:
            raise Refused(CROWDED)
        if self.depth > DEEPEST:
            raise Refused(DEEP)
        local = name.rpartition(":")[2]
        self.cell_depth += local == "tc"
        if local in CELLS or (local == "p" and not self.cell_depth):
            self.words = 0
        check = tags.CHECKS.get(local)
        if check:
            check(self.sheet, attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.cell_depth -= name.rpartition(":")[2] == "tc"

    def _text(self, words: str) -> None:
        self.words += len(words)
        if self.words > LONGEST_CELL:
            raise Refused(LONG)
