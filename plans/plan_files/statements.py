"""The sentences a plan stands on, from its paragraphs: principles, vision, results, communications, credit."""

import re
from dataclasses import dataclass, field

from plans.plan_files.areas import focus_line, is_communications
from plans.plan_files.blocks import Paragraph, Row
from plans.plan_files.parsed import Focus, ParsedStatement

_SECTIONS: tuple[tuple[str, str], ...] = (
    ("core_principle", r"(?:our\s+)?(?:core|guiding|key)?\s*principles"),
    ("using_means", r"using\s+(?:signs\s+of\s+safety|sofs|it)\s+means(?:\s+that)?"),
    ("focus", r"(?:signs\s+of\s+safety|sofs)\s+focus"),
    ("vision_children", r"(?:children|famil|young\s+people)[\w\s,&]*\b(?:say|will\s+say|tell\s+us)"),
    (
        "vision_practitioners",
        r"(?:practitioners?|staff|workers?|professionals?)[\w\s,&]*\b(?:say|will\s+say|tell\s+us)",
    ),
    ("vision_partners", r"(?:our\s+)?(?:partners?|partner\s+agencies|agencies)[\w\s,&]*\b(?:say|will\s+say|tell\s+us)"),
    ("as_a_result", r"as\s+a\s+result\b.{0,40}"),
    ("measures", r"(?:list\s+of\s+)?measures(?:\s+to\s+evidence\s+success)?"),
    ("credit", r"acknowledge?ments?|credits?"),
)
_ENDS = re.compile(r"^(?:vision\b|part\s+[ab1-4]\b|priority\s+\d|contents\b|appendix\b|milestones\s*$)", re.IGNORECASE)
_BULLET = re.compile(r"^[•·▪*-]\s+")
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+")
_SIGNED = re.compile(r"^[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){1,3}, \S.{2,90}$")
_STATEMENTS = {name for name, _ in _SECTIONS} - {"focus", "measures", "credit"}


@dataclass
class Activity:
    """A communications activity: its words, the line that says when, and the points under it."""

    text: str
    by_when: str = ""
    bold: bool = False


@dataclass
class Statements:
    """What the paragraphs have said so far. `section` is the list the next bullet belongs to."""

    items: list[ParsedStatement] = field(default_factory=list)
    focus: list[Focus] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    credit: list[str] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    section: str = ""
    under: bool = False
    bulleted: bool = False

    def take(self, paragraph: Paragraph) -> None:
        """Take in one paragraph."""
        if heading := _section(paragraph):
            self.section, self.under = heading, False
        elif _ENDS.match(paragraph.text) or (paragraph.level and self.section != "credit"):
            self.section = ""
        elif self.section == "communications":
            self._communication(paragraph)
        elif self.section == "credit":
            self.credit.append(paragraph.text)
        elif _SIGNED.match(paragraph.text) and not paragraph.bullet:
            self._sign(paragraph.text)
        elif self.section:
            self._line(paragraph)

    def take_line(self, text: str) -> None:
        """Take in the row of a sheet: a bullet; a heading; a name where others had bullets; else one more bullet."""
        bullet, plain = _BULLET.match(text), Paragraph(text)
        self.bulleted = bool(bullet) or (self.bulleted and not is_section(text))
        if bullet:
            self.take(Paragraph(text[bullet.end() :], bullet=True))
        elif is_section(text) or self.section in ("", "credit") or (self.bulleted and _SIGNED.match(text)):
            self.take(plain)
        else:
            self.take(Paragraph(text, bullet=True))

    def take_measures(self, row: Row) -> None:
        """Take in a row of the table of measures."""
        self.measures += [re.sub(r"^[•·▪*-]\s*", "", text).strip() for text in row.own]

    def _line(self, paragraph: Paragraph) -> None:
        numbered = _NUMBERED.match(paragraph.text)
        if not paragraph.bullet and not numbered:
            return
        text = paragraph.text[numbered.end() :] if numbered else paragraph.text
        if self.section in _STATEMENTS:
            self.items.append(ParsedStatement(self.section, text))
        elif self.section == "focus":
            self.focus.append(focus_line(text))
        elif self.section == "measures":
            self.measures.append(text)

    def _sign(self, name: str) -> None:
        """A name under a list signs every statement that nobody has signed yet."""
        for item in self.items:
            item.attribution = item.attribution or name

    def _communication(self, paragraph: Paragraph) -> None:
        """A bullet is an activity; a line right under it belongs to it; a line after its points is another one."""
        last = self.activities[-1] if self.activities else None
        point = (
            paragraph.bullet
            and last
            and (paragraph.depth or (last.bold and not paragraph.bold and last.text.rstrip().endswith(":")))
        )
        if last and (point or (self.under and paragraph.bullet and last.bold and not paragraph.bold)):
            last.text += f"\n• {paragraph.text}"
            self.under = True
        elif last and not paragraph.bullet and not self.under and not paragraph.gap:
            last.text += f"\n{paragraph.text}"
        else:
            self.activities.append(Activity(paragraph.text, bold=paragraph.bold))
            self.under = False


def is_section(text: str) -> bool:
    """Whether these words head one of the lists."""
    return bool(_section(Paragraph(text)))


def _section(paragraph: Paragraph) -> str:
    """The list a paragraph opens, when it is the heading of one."""
    text = paragraph.text.strip().rstrip(":").strip()
    if len(text) > 90 or paragraph.bullet:
        return ""
    if is_communications(text):
        return "communications"
    return next((name for name, pattern in _SECTIONS if re.fullmatch(pattern, text, re.IGNORECASE)), "")
