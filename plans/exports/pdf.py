"""The plan as the worker prints it: plain data for templates/typst/plan.typ, from what the Word file is made of too."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from core import charts
from core.daywords import say_day, say_moment
from core.documents import pdf
from core.ratings import RATINGS
from plans import rows, standing
from plans.exports.charted import milestones
from plans.exports.content import COLUMN_KINDS, PRINCIPLES, VOICES, Block, Content, Kind, gather, one_line
from plans.models import Action, Plan

TEMPLATE = "plan.typ"
SHOWN = 7
"""Actions off track and at risk on the front sheet; all of them stand in their areas."""
SECTIONS = (("Core principles", PRINCIPLES), ("Vision", VOICES))
NAMES = (
    "pk", "ref", "title", "what", "by_when", "who", "monitored_through", "rag", "kind", "area_id",
    "latest__comment", "latest__at", *rows.LEAD_COLUMNS,
)  # fmt: skip


def write_pdf(plan: Plan, *, on: date, now: datetime) -> bytes:
    """The whole plan as it stands at this moment, as a tagged PDF."""
    return pdf.render(TEMPLATE, printed(plan, on=on, now=now))


def printed(plan: Plan, *, on: date, now: datetime) -> dict[str, Any]:
    """All that the document says, in plain words, in its order."""
    content, counted = gather(plan), standing.of_plan(plan, on)
    groups = _groups(content.actions, on)
    return {
        "title": plan.title, "authority": plan.authority.name, "period": content.runs, "credit": plan.credit,
        "as_at": f"Data as at {say_moment(now)}", "state": "" if plan.is_tracked else f". {_state(plan)}",
        "finding": standing.finding(counted), "beside": standing.beside(counted), "ratings": _ratings(counted.ratings),
        "stands_on": [part for part in (_part(content, *section) for section in SECTIONS) if part["groups"]],
        "priorities": [_block(block) for block in content.priorities],
        "measures": [one_line(line) for line in content.of(Kind.MEASURE)],
        "areas": [_area(block, counted, groups) for block in content.areas],
        "communications": groups.get(None, []), "chart": _chart(plan, on), **_attention(content, groups),
    }  # fmt: skip


def _chart(plan: Plan, on: date) -> dict[str, Any] | None:
    """The milestone trajectory with its numbers; without its drawing when that cannot be made, none without dates."""
    chart = milestones(plan, on)
    if chart is None:
        return None
    try:
        drawn = str(charts.svg(chart))
    except charts.NotDrawn:
        drawn = ""
    said = {"heading": "Milestones", "summary": chart.summary, "svg": drawn, "columns": list(chart.columns)}
    return {**said, "rows": [[str(cell) for cell in row] for row in chart.rows]}


def _state(plan: Plan) -> str:
    return f"This plan is {plan.get_state_display().lower()}"


def _ratings(counts: dict[str, int]) -> list[dict[str, Any]]:
    """How many actions have each rating, worst first."""
    return [{**_rating(rag), "count": counts[rag]} for rag in RATINGS]


def _rating(rag: str) -> dict[str, str]:
    rating = RATINGS[rag]
    return {"css": rating.symbol.removeprefix("rag-"), "letter": rating.letter, "word": rating.word}


def _part(content: Content, heading: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    """What the whole plan stands on, kind by kind, and who signed it."""
    found = [(Kind(kind).label, [one_line(line) for line in content.of(kind)]) for kind in kinds]
    groups = [{"title": title, "lines": lines} for title, lines in found if lines]
    return {"heading": heading, "groups": groups, "signed": content.signed(*kinds)}


def _block(block: Block) -> dict[str, Any]:
    lines = [[block.change_needed] if block.change_needed else [], *(block.columns[kind] for kind in COLUMN_KINDS)]
    return {"name": block.name, "heads": list(block.heads), "cells": lines}


def _area(block: Block, counted: standing.Standing, groups: dict[Any, list[dict[str, Any]]]) -> dict[str, Any]:
    ratings = counted.areas[block.area.pk]
    finding = standing.in_words(sum(ratings.values()), ratings)
    return {**_block(block), "finding": finding, "rows": groups.get(block.area.pk, [])}


def _attention(content: Content, groups: dict[Any, list[dict[str, Any]]]) -> dict[str, Any]:
    """The actions off track, then those at risk; and how many more there are than fit."""
    every = [row for block in content.areas for row in groups.get(block.area.pk, [])]
    found = [row for css in ("r", "a") for row in every if row["css"] == css]
    more = len(found) - SHOWN
    return {
        "attention": found[:SHOWN],
        "attention_more": f"{more} more stand in the delivery plan." if more > 0 else "",
    }


def _groups(actions: QuerySet[Action], on: date) -> dict[Any, list[dict[str, Any]]]:
    """The rows of the tables by delivery area; those of communications under None. Two queries for any number."""
    found = list(rows.with_lead(actions).values_list(*NAMES, named=True))
    days = rows.dates_of([action.pk for action in found])
    made: dict[Any, list[dict[str, Any]]] = {}
    for action in found:
        area = action.area_id if action.kind == Action.Kind.DELIVERY else None
        made.setdefault(area, []).append(_row(action, days[action.pk], on))
    return made


def _row(action: Any, days: Sequence[Any], on: date) -> dict[str, Any]:
    day, day_sub = rows.next_day(days, by_when=action.by_when, on=on)
    said = [say_day(timezone.localdate(action.latest__at))] if action.latest__at else []
    lead = rows.lead_of(action[-len(rows.LEAD_COLUMNS) :]) or ""
    longest = max(len(words) for words in (action.what, action.by_when, action.who, action.latest__comment or ""))
    return {
        "ref": action.ref, "title": action.title, "length": longest, "what": action.what,
        "by_when": action.by_when, "lead": lead, "who": "" if action.who.strip() == lead else action.who,
        "monitored": action.monitored_through, **_rating(action.rag), "next": day, "next_sub": day_sub,
        "said": "\n".join([action.latest__comment, *said] if said else []),
    }  # fmt: skip
