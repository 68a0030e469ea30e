"""What in a text may tell who somebody is: names with ages, dates of birth, NHS and case numbers. Pure; it only warns.

A person decides about each warning: "Ben, 7" may be a child or the name of a form. Nothing is changed by itself.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NAME_AND_AGE, BIRTH, NHS, CASE = "name_and_age", "birth", "nhs", "case"
WHAT = {
    NAME_AND_AGE: "A name with an age",
    BIRTH: "A date of birth",
    NHS: "A number like an NHS number",
    CASE: "A case number",
}

_GAP, _SPACE = r"\s{0,9}", r"\s{1,9}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
_NUMBERS = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
_DAY = rf"(?:{_NUMBERS}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{2,4}})"
_NAME = r"(?<![^\W_])[^\W\d_a-z][^\W\d_]{0,30}(?:[’'-][^\W\d_]{1,30}){0,3}(?![^\W_])"
_YEARS = r"(?:years?|yrs?|months?|mths?|weeks?)"
_OLD = rf"(?:\d{{1,2}}|newborn)(?![\d%:/]|\.\d)(?:[\s-]*{_YEARS})?(?:[\s-]*(?:old|of age))?"
_CHILD = r"(?:[Bb]oy|[Gg]irl|[Cc]hild|[Bb]aby|[Ss]on|[Dd]aughter|[Tt]oddler|[Tt]eenager|called|named)"
_AFTER = r"(?=\s*(?:[,.;:!?)]|$|and\b|who\b|was\b|is\b|now\b|today\b))"
_BORN = r"\b(?:born|d\.?\s?o\.?\s?b\.?|date of birth|birthday|birth date)\b"
_CASE = (
    r"\b(?:case|client|child|record|referral|LCS|ICS|liquid\s?logic|care\s?first|mosaic|ref(?:erence)?|P|ID)\b"
    r"\s*(?:(?:number|no|num|id|ref)\b\.?)?\s*[:#.]?\s*[A-Z]{0,3}[-/]?\d{5,10}\b"
)

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (NAME_AND_AGE, re.compile(rf"{_NAME}{_GAP},{_GAP}(?:aged?\s+)?{_OLD}{_AFTER}", re.MULTILINE)),
    (NAME_AND_AGE, re.compile(rf"{_NAME}{_GAP}[(\[]\s*(?:aged?\s+)?{_OLD}\s*[)\]]")),
    (NAME_AND_AGE, re.compile(rf"{_NAME}{_GAP},?{_SPACE}(?:[Aa]ged?)\s+{_OLD}")),
    (NAME_AND_AGE, re.compile(rf"{_NAME}{_SPACE}(?:who\s+)?(?:is|was|turned)\s+{_OLD}{_AFTER}", re.MULTILINE)),
    (NAME_AND_AGE, re.compile(rf"\b\d{{1,2}}[\s-]*{_YEARS}[\s-]*old\s+(?:{_CHILD}\s*,?\s+){{0,2}}{_NAME}")),
    (BIRTH, re.compile(rf"{_BORN}[^\n\d]{{0,20}}{_DAY}", re.IGNORECASE)),
    (BIRTH, re.compile(rf"{_NAME}\s*[,(]\s*{_NUMBERS}\s*\)?")),
    (NHS, re.compile(r"(?<![\d.,+-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d.,]\d|\d)")),
    (CASE, re.compile(_CASE, re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Warned:
    """One place that may say who somebody is: in which field, which words, and why they were noticed."""

    where: str
    words: str
    kind: str

    @property
    def what(self) -> str:
        """Why, in words."""
        return WHAT[self.kind]

    @property
    def key(self) -> str:
        """A name for this warning that follows from its words, so that other words are another warning."""
        return hashlib.sha256(f"{self.where}|{self.kind}|{self.words}".encode("utf-8", "replace")).hexdigest()[:16]


def look(texts: Mapping[str, str]) -> list[Warned]:
    """The warnings about texts by the name of their field; each once, in their order."""
    return list(dict.fromkeys(warned for where, text in texts.items() for warned in _of(where, text)))


def unconfirmed(texts: Mapping[str, str], confirmed: set[str]) -> list[Warned]:
    """The warnings about which nobody has said yet that these words tell of nobody."""
    return [warned for warned in look(texts) if warned.key not in confirmed]


def _of(where: str, text: str) -> Iterator[Warned]:
    found: dict[tuple[int, int], str] = {}
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in found):
                found[match.span()] = kind
    for (start, end), kind in sorted(found.items()):
        yield Warned(where, " ".join(text[start:end].split()), kind)
