"""A pack gathered: every section in its order, as one object of plain values."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from core.daywords import say_moment
from core.errors import RuleBroken
from governance.models import Meeting, Pack
from governance.packs import closing, items, opening
from governance.packs.pieces import SCHEMA, Piece, say_when
from governance.packs.report import report
from governance.packs.sources import Sources

FRESH = ("agenda", "decisions", "report", "item-", "measures", "appendix")
"""Sections that start a page of their own on paper; the others follow one another."""


def gather(meeting: Meeting, on: date, at: datetime) -> dict[str, Any]:
    """The pack of a meeting about its plan, as everything stands at this moment."""
    if meeting.plan is None:
        raise RuleBroken("This meeting is about no plan. Choose its plan first.", "plan")
    found = Sources(meeting.plan, on, at, meeting)
    wanted = opening.asked(found)
    sections = [
        opening.front(found, wanted), opening.agenda(found), opening.attending(found), opening.last_minutes(found),
        opening.action_log(found), opening.decisions(found, wanted), report(found), *items.pages(found),
        closing.measures(found), closing.blocks(found), closing.ahead(found), closing.appendix(found),
    ]  # fmt: skip
    subtitle = f"{meeting.body}, {say_when(meeting.starts_at, meeting.when_words)}"
    return bound(Pack.Kind.STEERING, title_of(meeting), subtitle, sections, found)


def title_of(meeting: Meeting) -> str:
    """What the pack of a meeting is called."""
    return f"Pack: {meeting.title}"


def bound(kind: str, title: str, subtitle: str, sections: list[Piece], found: Sources) -> dict[str, Any]:
    """Sections as a pack, numbered after the front sheet."""
    numbered = [
        {**part, "number": str(number) if number else "", "fresh": part["key"].startswith(FRESH)}
        for number, part in enumerate(sections)
    ]
    local = timezone.localtime(found.at)
    return {
        "schema": SCHEMA, "kind": str(kind), "title": title, "subtitle": subtitle,
        "authority": found.plan.authority.name, "plan": found.plan.title, "as_at": found.at.isoformat(),
        "as_at_words": f"Figures as at {say_moment(local)} and frozen", "number": 1, "reason": "", "issue": "",
        "sections": numbered,
    }  # fmt: skip
