"""Delivery areas and priorities: their codes and titles, and the four columns that head each of them."""

import re

from plans.plan_files.blocks import Row
from plans.plan_files.parsed import Focus, FourColumns, ParsedArea

LONGEST_CODE, LONGEST_TITLE, LONGEST_BY = 20, 300, 120
_CODE = re.compile(
    r"^\s*(?P<word>O\.?D\.?A?|area|delivery area|theme|priority(?: area)?|workstream|work stream|strand|objective|"
    r"strategic objective|outcome|section|pillar|domain|goal|aim|standard|programme|part)\s*(?:no\.?|number)?\s*"
    r"(?P<number>\d{1,2}[a-z]?|[IVXl]{1,4}|[A-H])(?![A-Za-z0-9])\s*[:.)\-–—]*\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,2}|[A-H])\s*[.:)\-–—]\s+(?P<title>\D.*)$", re.DOTALL)
_ROMAN = {"i": 1, "l": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_BULLETS = re.compile(r"\s*[•·▪◦‣●]\s*|\s*\n+\s*(?:[-*]\s+)?")
_TAGS = (
    ("measures", r"meaningful\s+measures?|measures?"),
    ("alignment", r"systems?\s+alignment|alignment|aligned"),
    ("leadership", r"leadership|leaders?\b(?!\s+model)"),
    ("learning", r"learning"),
    ("practice", r"practice"),
)  # fmt: skip
_CHANGE = re.compile(r"\bchange\w*\s+(?:we\s+)?need|\bchange\s+needed\b|\bimpact\s+we\s+need", re.IGNORECASE)
_SUCCESS = re.compile(r"\bsuccess\s+(?:will\s+be|is)\s+when\b|\bsuccess\s+looks\b|\bwhat\s+success\b", re.IGNORECASE)
_FOCUS = re.compile(r"\bfocus\b", re.IGNORECASE)


def priority_heading(text: str) -> tuple[int, str] | None:
    """(2, "Family networks") for "Priority 2. Family networks"."""
    match = re.match(
        r"^\s*(?:high level )?priority\s+(\d{1,2})\b\s*[:.)\-–—]*\s*(.*)$", text, re.IGNORECASE | re.DOTALL
    )
    return (int(match[1]), _line(match[2])) if match else None


def area_heading(text: str) -> tuple[str, str]:
    """(code, title): ("OD1", "Leading for learning") for "ODI: Leading for learning"; no code where none is given."""
    line = _line(text)
    if match := _CODE.match(line):
        number = _ROMAN.get(match["number"].lower(), match["number"]) if _is_roman(match) else match["number"].upper()
        word = (
            match["word"].replace(".", "").upper()
            if match["word"].upper().startswith("O") and len(match["word"]) < 5
            else ""
        )
        code = f"{word}{number}" if word else f"{match['word'].capitalize()} {number}"
        return code[:LONGEST_CODE], (_line(match["title"]) or line)[:LONGEST_TITLE]
    if match := _NUMBERED.match(line):
        return match["number"], _line(match["title"])[:LONGEST_TITLE]
    return "", line[:LONGEST_TITLE]


def _is_roman(match: re.Match[str]) -> bool:
    return match["number"].lower() in _ROMAN and not match["number"].isdigit()


def _line(text: str) -> str:
    return " ".join(text.split()).strip(" :–—-")


def is_four_columns(row: Row) -> bool:
    """Whether this row heads the four columns: the change, by when, the focus, success."""
    texts = [cell.text for cell in row.cells if cell.text]
    marks = sum(
        any(pattern.search(text) and len(text) < 120 for text in texts) for pattern in (_CHANGE, _SUCCESS, _FOCUS)
    )
    return marks >= 2


def heads_itself(row: Row) -> str:
    """The area heading that stands in the first of the four columns ("OD1: Leading for learning"), else nothing."""
    first = row.text(0)
    return "" if _CHANGE.search(first) else first


def four_places(row: Row) -> dict[str, int]:
    """Which column holds which of the four."""
    places: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        if not cell.text or cell.across:
            continue
        if _SUCCESS.search(cell.text):
            places.setdefault("success", place)
        elif _FOCUS.search(cell.text):
            places.setdefault("focus", place)
        elif place == 0 or _CHANGE.search(cell.text):
            places.setdefault("change", place)
        else:
            places.setdefault("target", place)
    return places


def fill_four(block: FourColumns, row: Row, places: dict[str, int]) -> None:
    """Take in one row of the four columns; further rows go on where the first stopped."""
    change = row.text(places.get("change"))
    block.change_needed = "\n".join(filter(None, [block.change_needed, change]))
    block.target_state += bullets(row.text(places.get("target")))
    block.focus += [focus_line(line) for line in bullets(row.text(places.get("focus")))]
    block.success += bullets(row.text(places.get("success")))


def bullets(text: str) -> list[str]:
    """The lines of a cell, whether they come as bullets or on lines of their own."""
    return [line for part in _BULLETS.split(text) if (line := " ".join(re.sub(r"^[-*]\s+", "", part).split()))]


def focus_line(line: str) -> Focus:
    """A focus line with its tag: "leadership: model the behaviour" is tagged leadership."""
    for tag, words in _TAGS:
        if match := re.match(rf"({words})\b\s*([:–-]\s)?\s*", line, re.IGNORECASE):
            return Focus(tag, line[match.end() :].strip() if match[2] else line)
    return Focus("", line)


_NOISE = re.compile(
    r"^\s*(?:page\b|p\.?\s*\d|\d+\s*$|\(?cont(?:inued|d)?\b|key\b|b?rag\b|notes?\b|version\b|(?:last\s+)?updated\b|date\b|"
    r"prepared\b|produced\b|author\b|as\s+at\b|status\b|legend\b|table\s+\d|sheet\s?\d|appendix\b|each\b|the\s+following\b)",
    re.IGNORECASE,
)


def is_noise(text: str) -> bool:
    """A page number, a key to the ratings, a note: nothing that heads an area."""
    return _NOISE.match(text) is not None


def is_communications(text: str) -> bool:
    """Whether a heading opens the communications activities."""
    return re.match(r"^\s*communications?\b(?!.*\d$)", text, re.IGNORECASE) is not None and len(text) < 80


def new_area(heading: str, where: str) -> ParsedArea:
    """An area from its heading."""
    code, title = area_heading(heading)
    return ParsedArea(title=title, code=code, where=where)
