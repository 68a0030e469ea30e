"""Which column is which: what a council may call each, how a header row is told, and a guess where there is none."""

import re
from collections.abc import Iterable

from plans.plan_files.blocks import Row
from plans.plan_files.ratings import is_only_a_rating
from plans.plan_files.refs import looks_like_ref
from plans.wording import read_dates

LONGEST_HEADING = 90
ROLES = (
    "ref", "area", "what", "starts", "by_when", "who", "lead", "involved", "monitored_through", "rag", "update",
)  # fmt: skip
DETAILS = ("by_when", "starts", "who", "lead", "involved", "monitored_through", "rag", "update")

# By role, the headings in order of how sure they are; the words are lower case without punctuation.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "ref": (
        r"(?:action |item |plan |unique |recommendation |rec )?(?:ref|refs|reference|no|nos|num|number|id|code)"
        r"(?: ref| no| number| id| code)?",
        r"#|item|s n|sn|serial|line",
    ),
    "by_when": (
        r"(?:by when|when|when by|by when dates?|to be done by|deadlines?|timescales?|time scales?|timeframes?|"
        r"time frames?|target dates?|due|due dates?|dates? due|due by|"
        r"completion dates?|complete by|to be completed by|target completion(?: dates?)?|completion target)",
        r"(?:timelines?|timings?|dates?|end dates?|finish(?: dates?)?|target|by|planned (?:end|completion|dates?)|"
        r"delivery dates?|milestone dates?|schedule|time|revised (?:dates?|deadline|target dates?)|expected.*dates?)",
        r".*\b(?:by when|deadline|timescales?|timeframe|target date|due date|completion date)\b.*",
    ),
    "starts": (r"(?:start|starts|start dates?|from|commence(?:s|ment)?(?: dates?)?|begins?|planned start(?: dates?)?)",),
    "what": (
        r"(?:what needs to happen|what will we do|what we will do|what are we going to do|what do we need to do|"
        r"what is going to happen|what needs to be done|what we need to do|what has to happen|"
        r"actions?|key actions?|specific actions?|action points?|actions? (?:required|needed|to be taken|planned|agreed)|"
        r"required actions?|action descriptions?|planned actions?|agreed actions?|what)",
        r"(?:tasks?|activit(?:y|ies)|key activit(?:y|ies)|milestones?|deliverables?|descriptions?|details?|steps?|"
        r"recommendations?|work|interventions?|how will we do (?:it|this)|how|initiatives?|things to do|"
        r"actions? and milestones?|communications? activit(?:y|ies)|improvements?(?: needed)?|requirements?)",
        r".*\b(?:needs? to happen|will we do|we will do|actions?|what needs)\b.*",
        r"(?:objectives?|outcomes?|priorit(?:y|ies)|aims?|goals?)",
    ),
    "lead": (
        r"(?:leads?|leads? (?:officers?|persons?|agency|agencies|names?|roles?|professionals?|partners?|bod(?:y|ies))|"
        r"owners?|action owners?|led by|action by|accountable(?: officers?| leads?| persons?)?|named leads?|"
        r"(?:officers?|persons?|people|posts?|managers?) responsible|responsible(?: officers?| persons?| leads?| owners?|"
        r" managers?| agency| agencies| bod(?:y|ies)| people| partners?)?|responsibility|responsibilities|assigned to|"
        r"allocated to|senior responsible (?:officer|owner)|sro)",
        r".*\b(?:lead officer|responsible|accountable|owner|responsibility)\b.*",
    ),
    "who": (
        r"(?:who|by whom|who is responsible|who will do it|who by|who leads|who will|whom|"
        r"who (?:leads|is involved).*|people|officers?|leads? and partners?|leads? partners? involved)",
        r"(?:who\b.*|.*\bby whom\b.*|.*\bwho leads\b.*)",
    ),
    "involved": (
        r"(?:involved|who else|who else is involved|others? involved|supporting|support|supported by|partners?|"
        r"key partners?|partners? involved|with whom|contributors?|others|supporting (?:officers?|partners?|leads?)|"
        r"stakeholders?|agencies involved|delivery partners?|working with|involving)",
    ),
    "monitored_through": (
        r"(?:monitored through|monitored by|monitoring|monitoring mechanisms?|how monitored|success measures?|"
        r"measures? of success|success criteria|how will we know.*|how we will know.*|evidence|measures?|measured by|"
        r"evidence of (?:success|impact|completion|progress)|evidenced? by|performance (?:measures?|indicators?)|kpis?)",
        r"(?:outcomes?|impact|impact measures?|outcome measures?|expected (?:outcomes?|impact)|intended outcomes?|"
        r"assurance|what will success look like|success will be when|what difference.*|desired outcomes?|"
        r"quality assurance|governance|reporting|milestones?|outputs?|targets?|indicators?|how measured)",
        r".*\b(?:success|evidence|monitor\w*|measured?|know)\b.*",
    ),
    "rag": (
        r"(?:b?rag|b?rag ?(?:ratings?|status|scores?|updates?|ratings? updates?|ratings? (?:and )?(?:progress|comments?)|"
        r"status updates?|progress)|ratings?|traffic lights?|current b?rag|progress b?rag|bragg?(?: ratings?)?|"
        r"status b?rag|b?rag rated)",
        r".*\bb?rag\b.*",
        r"(?:status|current status|progress status|action status|delivery status|colou?rs?|position|ratings? updates?|"
        r"progress ratings?|confidence)",
    ),
    "update": (
        r"(?:updates?|progress|progress updates?|progress to date|progress made|latest (?:updates?|progress)|comments?|"
        r"commentary|updates? comments?|current position|narrative|progress notes?|progress comments?|"
        r"updates? (?:and )?progress|status updates?|comments? updates?|actions? taken|position statement)",
        r"(?:notes?|progress\b.*|updates?\b.*|comments?\b.*|what has happened|remarks?|position)",
    ),
    "area": (
        r"(?:areas?|delivery areas?|themes?|workstreams?|work streams?|strands?|domains?|pillars?|sections?|"
        r"operational areas?|work areas?|areas? of (?:work|focus|development)|programmes?|od|od area|key areas?)",
        r"(?:priorit(?:y|ies)(?: areas?)?|objectives?|strategic (?:priorit(?:y|ies)|objectives?)|outcomes?|goals?|aims?|"
        r"headings?|categor(?:y|ies)|focus|key lines? of enquiry|recommendations?|standards?)",
    ),
}  # fmt: skip


def plain(heading: str) -> str:
    """A heading in small letters without punctuation: "Who leads/ is involved?" is "who leads is involved"."""
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", heading.lower()).split())


def roles_of(heading: str) -> list[tuple[int, str]]:
    """The roles a heading may name, surest first, as (doubt, role)."""
    words = plain(heading)
    if not words or len(heading) > LONGEST_HEADING:
        return []
    found = []
    for role, patterns in _HEADINGS.items():
        for doubt, pattern in enumerate(patterns):
            if re.fullmatch(pattern, words):
                found.append((doubt, role))
                break
    return sorted(found)


def guess(headings: list[str]) -> dict[str, int]:
    """Role → column for a row of headings: each heading its surest role that no surer heading holds."""
    offers = sorted(
        (doubt, place, ROLES.index(role), role)
        for place, heading in enumerate(headings)
        for doubt, role in roles_of(heading)
    )
    columns: dict[str, int] = {}
    for _, place, _, role in offers:
        if role not in columns and place not in columns.values():
            columns[role] = place
    return _settled(columns, headings)


def _settled(columns: dict[str, int], headings: list[str]) -> dict[str, int]:
    """What the headings mean together: a heading of what is to be done, and a first column without heading for refs."""
    if "what" not in columns:
        for role in ("monitored_through", "area"):
            place = columns.get(role)
            if place is not None and any(name == "what" for _, name in roles_of(headings[place])):
                columns["what"] = columns.pop(role)
                break
    if "who" not in columns and "lead" in columns:
        columns["who"] = columns.pop("lead")
    if "ref" not in columns and headings and not headings[0].strip() and columns and 0 not in columns.values():
        columns["ref"] = 0
    return dict(sorted(columns.items(), key=lambda item: ROLES.index(item[0])))


def is_header(row: Row) -> dict[str, int]:
    """The columns of a header row of an action table; nothing when the row is something else."""
    texts = [cell.text for cell in row.cells]
    named = [text for cell, text in zip(row.cells, texts, strict=True) if text and not cell.across]
    if len(named) < 2 or any(len(text) > LONGEST_HEADING or looks_like_ref(text) for text in named):
        return {}
    columns = guess(texts)
    known = len(columns) - ("ref" in columns and not texts[columns["ref"]].strip())
    details = sum(role in columns for role in DETAILS)
    if "what" not in columns or not details or known < 2 or known * 2 < len(named):
        return {}
    return columns


def guess_from_values(rows: list[Row], width: int) -> dict[str, int]:
    """Role → column of a table without headings, from what stands in it: dates, refs, ratings, and the longest words."""
    values = [[row.text(column) for row in rows if row.text(column)] for column in range(width)]
    dated = [_share(_dated(value) for value in column) for column in values]
    columns: dict[str, int] = {}
    if width < 3 or not rows or max(dated, default=0) < 0.5:
        return {}
    columns["by_when"] = dated.index(max(dated))
    if columns["by_when"] > 0 and _share(looks_like_ref(value) for value in values[0]) > 0.7:
        columns["ref"] = 0
    free = [column for column in range(width) if column not in columns.values()]
    columns["what"] = max(free, key=lambda column: sum(len(value) for value in values[column]))
    free.remove(columns["what"])
    rated = [column for column in free if _share(is_only_a_rating(value) for value in values[column]) > 0.7]
    if rated:
        columns["rag"] = rated[0]
        free.remove(rated[0])
    for role, column in zip(
        ("who", "monitored_through", "update"), [place for place in free if values[place]], strict=False
    ):
        columns[role] = column
    return dict(sorted(columns.items(), key=lambda item: ROLES.index(item[0])))


def _dated(value: str) -> bool:
    return len(value) < 200 and bool(read_dates(value)) and not looks_like_ref(value)


def _share(answers: Iterable[bool]) -> float:
    found = list(answers)
    return sum(found) / len(found) if found else 0.0
