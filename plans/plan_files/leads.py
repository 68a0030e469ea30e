"""Who leads: the first named post, body or person of a "who" cell, and whether the cell says so or we suppose it."""

import re
from dataclasses import dataclass, field

from plans.plan_files.parsed import Participant

LONGEST_NAME = 300
_POST = re.compile(
    r"\b(?:managers?|leads?|leaders?|officers?|team|teams|group|groups|heads?|directors?|boards?|chairs?|units?|workers?|"
    r"coordinators?|co-ordinators?|partners?|partnership|services?|representatives?|staff|consultants?|committee|"
    r"practitioners?|champions?|ambassadors?|agency|agencies|police|health|schools?|council|trust|forum|network|"
    r"superleaders?|trainers?|advisers?|advisors?|analysts?|commissioners?|DCS|ADs?|PSW|PLs?|HoSW|HoSPs?|HoPC|IROs?|LSCB)\b",
    re.IGNORECASE,
)
_SAYS_LEAD = (
    re.compile(
        r"(?:^|\n|;|\.\s)\s*(?:overall\s+|joint\s+)?leads?(?:\s+(?:officer|agency|person|partner))?\s*[:–-]\s*(?P<name>[^\n;.]+)",
        re.IGNORECASE,
    ),
    re.compile(r"\bled\s+by\s+(?:the\s+)?(?P<name>[^\n;.,(]+)", re.IGNORECASE),
    re.compile(r"(?P<name>[^\n;,/&]+?)\s*[(\[]\s*(?:overall\s+)?lead(?:\s+officer)?\s*[)\]]", re.IGNORECASE),
    re.compile(r"(?P<name>[^\n;,.]+?)\s+(?:to|will)\s+lead\b"),
    re.compile(r"(?P<name>[^\n;,.]+?)\s*[-–]\s*lead\b(?!\w)", re.IGNORECASE),
)
_WITH = re.compile(
    r"[\s,(]+(?:supported\s+by|(?:with\s+)?support\s+from|with\s+support\s+of|assisted\s+by|working\s+with|"
    r"in\s+(?:partnership|conjunction|consultation|liaison)\s+with|together\s+with|alongside|with\s+input\s+from|with)\s+",
    re.IGNORECASE,
)
_DELIVERS = re.compile(r"\bdeliver(?:ed|y)?\s+by\s+(?P<by>[^\n;.]+)|(?P<to>[^\n;.]+?)\s+to\s+deliver\b", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(?:to\s+(?:participate|attend|take\s+part|oversee|deliver|lead|ensure|support)|oversees?)\b.*$"
    r"|\s+(?:[A-Z]\w*\s+){1,2}(?:are|is|used|to\s+be|will|made)\b.*$",
    re.DOTALL,
)
_GLUED = re.compile(r"(?<=[a-z])(?<=leads|.team|.unit|group|board|ficer|icers|nager|agers|aders) (?=[A-Z][a-z])")
_OPENING = re.compile(
    r"^(?:leads?(?:\s+officer)?\s*[:–-]\s*|support(?:ed\s+by|ing)?\s*:\s*|(?:partners?|involved|others?|with)\s*:\s*|"
    r"and\s+|the\s+|led\s+by\s+|chaired\s+by\s+)+",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\n+|\s{2,}|;|\.\s+(?=[A-Z])")
_SPLIT = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*\+\s*|(?<=\w)\s?/\s?(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Who:
    """What a "who" cell says: the lead, whether that is only supposed, and the others."""

    lead: str = ""
    queried: bool = False
    involved: list[str] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)


def read_who(who: str, *, lead_cell: str = "", involved_cell: str = "") -> Who:
    """Lead, involved and delivering people of one action. A single name leads; of several the first, and queried."""
    delivers = [_tidy(match["by"] or match["to"] or "") for match in _DELIVERS.finditer(who)]
    said = _said_lead(lead_cell or who)
    first, *later = _first_names(lead_cell or who) or [""]
    lead = said or first
    others = [name for name in [first, *later, *_more_names(who, lead_cell), *_names(involved_cell)] if name]
    involved = [name for name in dict.fromkeys(others) if name != lead and name not in delivers]
    queried = bool(lead) and not said and bool(_rivals(lead_cell or who))
    people = [Participant(lead, "lead")] if lead else []
    people += [Participant(name, "involved") for name in involved]
    people += [Participant(name, "delivers") for name in dict.fromkeys(delivers) if name and name != lead]
    return Who(lead, queried, involved, people)


def _said_lead(who: str) -> str:
    """The lead the words name as such: "Lead: …", "led by …", "… (lead)", "… to lead"."""
    for pattern in _SAYS_LEAD:
        if match := pattern.search(who):
            names = _names(match["name"])
            name = names[0] if match["name"] and "led" in match[0].lower()[:4] else names[-1] if names else ""
            if name and name.lower() not in ("to", "will", "joint"):
                return name
    return ""


def _first_clause(who: str) -> str:
    """The part that names the responsible: before "supported by", without what stands on later lines."""
    clause = next((part for part in _CLAUSE.split(who.strip()) if part.strip()), "")
    return _TAIL.sub("", _WITH.split(clause)[0])


def _first_names(who: str) -> list[str]:
    return _names(_first_clause(who))


def _rivals(who: str) -> list[str]:
    """Names beside the first that could lead as well: in its clause, or alone on lines of their own."""
    lines = [part for part in re.split(r"\n+|;", who) if part.strip()]
    listed = [_names(part)[0] for part in lines[1:] if _is_a_name(part) and _names(part)]
    return _first_names(who)[1:] + listed


def _is_a_name(line: str) -> bool:
    return (
        len(line) < 60
        and bool(_POST.search(line))
        and not _DELIVERS.search(line)
        and not re.search(r"\bare\b|\bto be\b|\bby\b", line)
    )


def _more_names(who: str, lead_cell: str) -> list[str]:
    """The supporting names, and names on lines of their own."""
    found = []
    clause = next((part for part in _CLAUSE.split(who.strip()) if part.strip()), "")
    for part in _WITH.split(clause)[1:]:
        found += _names(_TAIL.sub("", part))
    for line in re.split(r"\n+|;", who)[1:]:
        found += _names(line) if _is_a_name(line) else []
    return found + (_first_names(who) if lead_cell and who != lead_cell else [])


def _names(words: str) -> list[str]:
    """The names in a clause; "Head of Policy and Practice" stays one."""
    found: list[str] = []
    apart = _GLUED.sub(lambda match: ", " if _POST.search(words, match.end()) else " ", words)
    pieces = _SPLIT.split(apart)
    gaps = _SPLIT.findall(apart)
    for place, piece in enumerate(pieces):
        name = _tidy(piece)
        gap = gaps[place - 1] if place else ""
        if found and name and _goes_on(found[-1], name, gap):
            found[-1] = f"{found[-1]}{gap}{piece.rstrip()}"
        elif name:
            found.append(name)
    return [name[:LONGEST_NAME] for name in found]


def _goes_on(before: str, name: str, gap: str) -> bool:
    """Whether this piece belongs to the name before it: a post's field ("Policy and Practice"), not a post."""
    if "," in gap or "/" in gap or _POST.search(name) or name.isupper() or re.search(r"[A-Z]{2,}", name):
        return False
    titled = re.search(r"\b(?:head|director|manager|lead|chair|AD|officer|service|team)\b", before, re.IGNORECASE)
    return bool(titled and re.search(r"\b(?:of|for)\b|,", before)) or (name[:1].islower() and "and" in gap)


def _tidy(name: str) -> str:
    bare = _OPENING.sub("", name.strip())
    bare = re.sub(r"\s*[(\[]\s*(?:overall\s+)?lead(?:\s+officer)?\s*[)\]]\s*$", "", bare, flags=re.IGNORECASE)
    return bare.strip(" .,:;-–•*")
