"""Ratings as councils write them: words, letters, numbers with a key, the colour of a cell. The rest is update text."""

import colorsys
import re
from dataclasses import dataclass

from core.ratings import RATINGS
from plans.plan_files.blocks import Cell

_WORDS: dict[str, str] = {
    "red": r"red|off[\s-]?track|not on track|off[\s-]?target|behind(?: schedule)?|overdue|delayed|high risk|"
    r"not achieved|missed|significant(?:ly)? (?:delay|concern)s?|seriously off track",
    "amber": r"amber|yellow|orange|at risk|some (?:concerns?|delays?|slippage)|slippage|minor (?:delays?|concerns?)|"
    r"slightly behind(?: schedule)?|partially (?:on track|met|achieved)|medium risk",
    "green": r"green|on[\s-]?track|on[\s-]?target|on schedule|progressing well|low risk",
    "complete": r"blue|completed?|done|achieved|fully (?:achieved|met|complete)|action complete|closed|finished|"
    r"delivered|purple",
    "not_started": r"not (?:yet )?started|yet to start|to be started|not (?:yet )?begun|not (?:yet )?due|future|white|"
    r"gr[ea]y",
    "not_rated": r"not (?:yet )?rated|unrated|no rating|to be rated|[-–—]+",
}
_LETTERS = {"R": "red", "A": "amber", "Y": "amber", "G": "green", "B": "complete", "C": "complete"}
_NUMBERS = {"1": "red", "2": "amber", "3": "green", "4": "complete"}
_ENDS = r"(?=\s*(?:$|[.:;,!()\n–—|]|-\s|\s-))"
_LED = [(rag, re.compile(rf"(?:{words}){_ENDS}", re.IGNORECASE)) for rag, words in _WORDS.items()]
_LETTER = re.compile(r"([RAYGBC])(?=\s*(?:$|[:;\n–—|(]|\.(?:\s|$)|-\s|\s-|\s*/))")
_LETTER_WORD = re.compile(r"(?:[RAYGBCragbyc]|[–—-])[\s:.)(/-]*", re.IGNORECASE)
_TAIL = re.compile(r"^[\s.:;,!)–—|/-]+")
_KEY = re.compile(
    r"\b([0-5])\s*(?:=|:|-|–|is)\s*(red|amber|yellow|green|blue|complete|not started|on track|at risk|off track)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RatedText:
    """A rating read from a cell ("" when there is none) and the words that are left."""

    rag: str
    rest: str


def read_rating(text: str, *, letters: bool, numbers: dict[str, str] | None = None) -> RatedText:
    """The rating a cell begins with: "A At risk. Rooms are booked" is amber and "Rooms are booked"."""
    words = text.strip()
    if not words:
        return RatedText("", "")
    if (ours := _as_exported(words)) is not None:
        return ours
    if numbers and words in numbers:
        return RatedText(numbers[words], "")
    if (pair := _letter_and_word(words)) is not None:
        return pair
    for rag, pattern in _LED:
        if match := pattern.match(words):
            return RatedText(rag, _TAIL.sub("", words[match.end() :]).strip())
    if letters and (match := _LETTER.match(words)):
        return RatedText(_LETTERS[match[1]], _TAIL.sub("", words[match.end() :]).strip())
    return RatedText("", text)


def _as_exported(words: str) -> RatedText | None:
    """The form our own files have, "A At risk. The words", whatever the words begin with."""
    for rating in RATINGS.values():
        if words.startswith(f"{rating.text}. "):
            return RatedText(rating.value, words[len(rating.text) + 2 :].strip())
    return None


def _letter_and_word(words: str) -> RatedText | None:
    """ "A At risk", "R - Red", "(G) On track": the letter and the word must agree."""
    opening = _LETTER_WORD.match(words.lstrip("("))
    if not opening:
        return None
    shown = words.lstrip("(")
    for rag, pattern in _LED:
        match = pattern.match(shown, opening.end())
        letter = shown[0].upper()
        if match and (_LETTERS.get(letter, "none") == rag or (letter in "–—-" and rag.startswith("not_"))):
            return RatedText(rag, _TAIL.sub("", shown[match.end() :]).strip())
    return None


def is_only_a_rating(text: str) -> bool:
    """Whether a cell is a rating and nothing else."""
    read = read_rating(text, letters=True)
    return bool(read.rag) and not read.rest


def unmistakable(values: list[str], heading: str) -> bool:
    """Whether a column's values can only be ratings: headed RAG, or most of what is filled begins with one."""
    filled = [value for value in values if value.strip()]
    if re.search(r"\bb?rag|rating|traffic light", heading.lower()):
        return True
    rated = [value for value in filled if read_rating(value, letters=False).rag or is_only_a_rating(value)]
    return bool(filled) and len(rated) * 10 >= len(filled) * 6


def letters_mean_ratings(values: list[str], heading: str) -> bool:
    """Whether single letters are ratings: in a column headed RAG, or where every short value is one of the letters."""
    short = [value.strip() for value in values if 0 < len(value.strip()) <= 2]
    known = bool(short) and all(value in _LETTERS for value in short)
    return re.search(r"\bb?rag|rating", heading.lower()) is not None or (known and len(set(short)) > 1)


def number_key(texts: list[str]) -> dict[str, str]:
    """What numbers mean as ratings, where the document says so: "1 = Red, 2 = Amber"."""
    for text in texts:
        found = dict(_KEY.findall(text[:2000]))
        if len(found) >= 2:
            return {number: read_rating(word, letters=False).rag for number, word in found.items()}
    return {}


def confirmed_numbers(values: list[str]) -> dict[str, str]:
    """The usual meaning of 1 to 4 (red, amber, green, complete), for a column an officer says is a rating."""
    return dict(_NUMBERS) if all(value.strip() in {*_NUMBERS, ""} for value in values) else {}


def rating_of_colour(cell: Cell) -> str:
    """The rating a cell's fill stands for: red, amber, green, blue for complete; grey and white say nothing."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", cell.fill):
        return ""
    red, green, blue = (int(cell.fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    if depth < 0.25 or light > 0.93 or light < 0.08:
        return ""
    degrees = hue * 360
    if degrees < 18 or degrees >= 340:
        return "red"
    if degrees < 66:
        return "amber"
    return "green" if degrees < 170 else "complete" if degrees < 260 else ""
