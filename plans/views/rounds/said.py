"""A period's snapshot as it is shown: by area, with ratings drawn and days in words."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from core.daywords import say_day
from core.ratings import Rag
from core.templatetags.ui import rag_change, rag_tag
from plans import standing
from plans.rows import plural
from plans.snapshots import NO_ANSWER, NOT_ASKED

COLUMNS = {
    "where_we_are": "Where we are",
    "working_well": "What is working well",
    "worries": "What we are worried about",
}

SILENT = {NO_ANSWER: "No answer", NOT_ASKED: "Not asked"}


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One action and what was said of it."""

    ref: str
    title: str
    url: str
    lead: str
    rag: SafeString
    direction: SafeString
    comment: str
    path_to_green: str
    help_wanted: str
    said: str
    overdue: str
    silent: str


@dataclass(slots=True)
class Area:
    """One delivery area, or the communications, with its actions."""

    title: str
    lines: list[SaidLine] = field(default_factory=list)


def by_area(frozen: dict[str, Any], base: str) -> list[Area]:
    """The actions of a snapshot under the names their areas had. `base` is the plan's address."""
    made: dict[str, Area] = {}
    for action in frozen["actions"]:
        title = action["area"] or ("Communications" if action["kind"] == "communication" else "No area")
        made.setdefault(title, Area(title)).lines.append(_line(action, base))
    return list(made.values())


def columns(frozen: dict[str, Any]) -> list[tuple[str, str]]:
    """The three columns of the note, each with its heading; none while all are empty."""
    note = frozen["note"]
    return [(label, note[name]) for name, label in COLUMNS.items()] if any(note.values()) else []


def in_words(ratings: dict[str, int]) -> str:
    """ "28 actions: 2 off track, 5 at risk"."""
    return standing.in_words(sum(ratings.values()), {Rag(rag): count for rag, count in ratings.items()})


def _line(action: dict[str, Any], base: str) -> SaidLine:
    at = parse_datetime(action["said_at"]) if action["said_at"] else None
    was = action["rag_before"] if action["direction"] in ("worse", "better") else ""
    return SaidLine(
        ref=action["ref"],
        title=action["title"],
        url=f"{base}actions/{quote(action['ref'])}/",
        lead=action["lead"],
        rag=rag_tag(action["rag"]),
        direction=rag_change(action["direction"], was) if action["direction"] else SafeString(""),
        comment=action["comment"],
        path_to_green=action["path_to_green"],
        help_wanted=action["help_wanted"],
        said=f"{action['said_by']}, {say_day(timezone.localdate(at))}" if at else "",
        overdue=f"{plural(action['days_overdue'], 'day')} overdue" if action["days_overdue"] else "",
        silent=SILENT.get(action["answer"], ""),
    )
