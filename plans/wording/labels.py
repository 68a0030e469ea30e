"""What each date is for: the words before it (or after it, when none stand before), and the kind they make it."""

import re
from dataclasses import dataclass

from plans.wording.parts import Part

LONGEST_LABEL = 200

_LISTED = re.compile(r"[\s,;/&+|•·*)(-]*(?:(?:and|or|then|plus|also)\b)?[\s,;/&+|•·*)(-]*")
_BREAK = re.compile(r"[\n;]|\.\s")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]")
_LEADING = re.compile(r"^(?:[\s:;,.)(\]\[•·*&/|_-]+|(?:and|then|or|plus|also|for)\b)+")
_TRAILING = re.compile(
    r"(?:[\s:;,(\[•·*&/|_-]+|"
    r"\b(?:by(?:\s+the)?|in|on|at|of|for|during|the|and|then|due(?:\s+by)?|is|are|no later than|to be))+$"
)
_FROM = re.compile(r"\b(?:from|between)$")
_TIME = re.compile(r"\b[0-9]{1,2}(?:[:.][0-9]{2})?\s?(?:am|pm|noon|hrs?)?\b")
_CONNECTORS = re.compile(r"\b(?:at|from|to|until|and|noon)\b|[\s\W_]+")

_BY = re.compile(
    r"\b(?:by|before|no later than|deadline|due|latest|complet\w*|submi\w*|deliver\w*|target(?:\s+date)?)\b"
)
_REVIEW = re.compile(r"\b(?:re-?)?review(?:s|ed|ing)?\b")
_EVENT = re.compile(
    r"\b(?:go(?:es|ing)?[\s-]+live|launch(?:es|ed)?|meetings?|workshops?|events?|conferences?|sessions?|seminars?|summits?|"
    r"forums?|gatherings?|celebrations?|away\s?days?|open\s?days?|briefings?|held|takes?\s+place|cohorts?)\b\W*$|"
    r"^\W*(?:project\s+)?(?:go[\s-]+live|launch)\b"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one date is for. `listed` when it stands in a list with the one before it."""

    label: str
    kind: str
    listed: bool


def meanings(words: str, text: str, parts: list[Part]) -> list[Meaning]:
    """One meaning for each part, in order."""
    found: list[Meaning] = []
    reached, at = 0, 0
    while at < len(parts):
        stop = _end_of_list(text, parts, at)
        label, hint, reached = _words_of(words, text, parts, (at, stop), reached)
        dates = stop - at
        for number in range(at, stop):
            tbc_label = label if label.start < parts[at].start else _Slice(0, 0)
            own = tbc_label if parts[number].form == "tbc" else label
            kind = _kind(parts[number], hint, dates)
            found.append(Meaning(_clip(words[own.start : own.end]), kind, number > at))
        at = stop
    return found


def _end_of_list(text: str, parts: list[Part], at: int) -> int:
    stop = at + 1
    while stop < len(parts) and _LISTED.fullmatch(text[parts[stop - 1].end : parts[stop].start]):
        stop += 1
    return stop


@dataclass(frozen=True, slots=True)
class _Slice:
    start: int
    end: int


def _words_of(words: str, text: str, parts: list[Part], run: tuple[int, int], reached: int) -> tuple[_Slice, str, int]:
    """(where the label stands, the words that hint at the kind, how far the words are used up)."""
    first, last = parts[run[0]], parts[run[1] - 1]
    following = parts[run[1]].start if run[1] < len(parts) else len(text)
    lead = _trim(text, reached, first.start)
    if first.ranged and (match := _FROM.search(text, lead.start, lead.end)):
        lead = _trim(text, lead.start, match.start())
    hint = text[reached : first.start]
    if match := _BRACKET.match(text, last.end, following):
        inside = _trim(text, match.start(1), match.end(1))
        return (lead if lead.end > lead.start else inside), f"{hint} {match[1]}", match.end()
    if lead.end > lead.start:
        return lead, hint, last.end
    broken = _BREAK.search(text, last.end, following)
    end = broken.start() if broken else following if run[1] == len(parts) else last.end
    tail = _trim(text, last.end, end)
    return tail, f"{hint} {text[tail.start : tail.end]}", max(end, last.end)


def _trim(text: str, start: int, end: int) -> _Slice:
    """The words between two offsets without the "by", dashes and bullets around them; nothing for a mere time."""
    if match := _LEADING.search(text[start:end]):
        start += match.end()
    if match := _TRAILING.search(text[start:end]):
        end = start + match.start()
    timeless, times = _TIME.subn("", text[start:end])
    if times and not _CONNECTORS.sub("", timeless):
        return _Slice(start, start)
    return _Slice(start, end)


def _clip(label: str) -> str:
    plain = " ".join(label.split())
    return plain if len(plain) <= LONGEST_LABEL else plain[: LONGEST_LABEL - 1].rstrip() + "…"


def _kind(part: Part, hint: str, dates: int) -> str:
    if part.form in ("tbc", "every"):
        return {"tbc": "tbc", "every": "recurring"}[part.form]
    if _REVIEW.search(hint):
        return "review"
    if re.search(r"\bby(?:\s+the)?\W*$", hint):
        return "due"
    if _EVENT.search(hint):
        return "event"
    on_days = part.precision == "day" and part.form not in ("end", "holiday")
    if on_days and (part.ranged or part.form == "week" or dates > 1) and not _BY.search(hint):
        return "event"
    return "due"
