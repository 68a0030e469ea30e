"""The last sections of a pack: measures and leaders' feedback, blocks, what comes next, and the whole plan."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from core.daywords import say_day
from governance.models import LeaderFeedback, Meeting
from governance.packs.pieces import (
    Piece,
    cell,
    heading,
    lines,
    name_of,
    rated,
    said,
    say_when,
    section,
    slot,
    table,
    text,
)  # fmt: skip
from governance.packs.sources import Sources
from plans import wording
from plans.exports.content import one_line
from plans.models import Action, ActionDate, Statement
from plans.rows import plural

AHEAD_DAYS = 92
"""A quarter."""
NO_FIGURES = "No figures held yet"
COMMUNICATIONS = "Communications activities"


def measures(found: Sources) -> Piece:
    """The measures the plan names, and what leaders released of their engagement with practice."""
    named = found.plan.statements.live().filter(kind=Statement.Kind.MEASURE).order_by("position", "pk")
    rows = [[cell(one_line(line), bold=True), cell(NO_FIGURES)] for line in named]
    released = LeaderFeedback.objects.filter(
        meeting=found.meeting, meeting__isnull=False, released=True
    ).select_related("person")
    told = [
        cell(f"{row.person.name}: {row.what_i_did}", row.what_i_learned) for row in released.order_by("person__name")
        if row.what_i_did or row.what_i_learned
    ]  # fmt: skip
    return section(
        "measures", "Impact measures and leaders’ feedback",
        table("Impact measures", ("Measure", "Figures"), (7, 3), rows, "The plan names no measures."),
        heading("Leaders’ engagement with practice"),
        lines(told) or [text("Nobody has released a report for this meeting.")], slot("measures", "Comment"),
    )  # fmt: skip


def blocks(found: Sources) -> Piece:
    """What stands in the way of the plan, whose it is to clear, and for how long."""
    rows = [
        [cell(row.action.ref, bold=True), cell(row.text), cell(name_of(row.owner) or "Nobody yet"),
         said(f"blocks.{row.pk}.days", (found.on - row.opened_on).days, _since(row.opened_on, found.on))]
        for row in found.blocks
    ]  # fmt: skip
    made = table("Blocks", ("Action", "What stands in the way", "Who clears it", "Since"), (2, 8, 4, 4), rows, "None.")
    return section("blocks", "Blocks", made, slot("blocks", "Comment"))


def _since(opened: date, on: date) -> str:
    return f"{say_day(opened)}, {plural((on - opened).days, 'day')}"


def ahead(found: Sources) -> Piece:
    """What is due in the next quarter, and when this body meets next."""
    until = found.on + timedelta(days=AHEAD_DAYS)
    every = ((day.end, action, day) for action in found.actions for day in found.dates[action.pk])
    due = sorted((each for each in every if _is_ahead(each[2], found, until)), key=lambda each: (each[0], each[1].pk))
    rows = [
        [cell(wording.describe(day.start, day.end, day.precision or None)), cell(action.ref, bold=True),
         cell(action.title, day.label), cell(action.lead_name or "No lead yet")]
        for _, action, day in due
    ]  # fmt: skip
    made = table("Dates of the next quarter", ("When", "Action", "What", "Who leads"), (4, 2, 7, 4), rows,
                 f"Nothing is due before {say_day(until)}.")  # fmt: skip
    return section("ahead", "Forward plan", made, heading("Next meeting"), text(_next(found)), slot("ahead", "Comment"))


def _is_ahead(day: Any, found: Sources, until: date) -> bool:
    if day.queried or day.end is None or day.done_on:
        return False
    return bool(day.kind != ActionDate.Kind.RECURRING and found.on <= day.end <= until)


def _next(found: Sources) -> str:
    if found.meeting is None:
        return "Not planned yet."
    later = Meeting.objects.filter(
        body=found.meeting.body_id, state__in=(Meeting.State.PLANNED, Meeting.State.PUBLISHED)
    )
    later = later.exclude(pk=found.meeting.pk)
    day = found.meeting.starts_at or timezone.now()
    dated = later.filter(starts_at__gt=day).order_by("starts_at").first()
    other = dated or later.filter(starts_at=None).order_by("pk").first()
    return f"{other.title}: {say_when(other.starts_at, other.when_words)}" if other else "Not planned yet."


def appendix(found: Sources) -> Piece:
    """Every action of the plan, by area."""
    groups: dict[str, list[list[Piece]]] = {}
    for action in found.actions:
        named = COMMUNICATIONS if action.kind == Action.Kind.COMMUNICATION else str(action.area or "No delivery area")
        groups.setdefault(named, []).append(_row(action))
    heads = ("Ref", "What needs to happen", "By when", "Who leads", "Rating", "Last update")
    made: list[Piece] = []
    for named, rows in groups.items():
        made += [heading(named), table(named, heads, (2, 9, 5, 5, 4, 7), rows)]
    return section("appendix", "Appendix: the whole plan", made or [text("The plan has no actions yet.")])


def _row(action: Any) -> list[Piece]:
    last = action.latest
    return [
        cell(action.ref, bold=True), cell(action.what), cell(action.by_when), cell(action.lead_name or action.who),
        rated(action.rag),
        cell(last.comment, say_day(timezone.localdate(last.at))) if last else cell("Never"),
    ]  # fmt: skip
