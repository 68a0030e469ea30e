"""Reports from the machinery of the pack: to the Board, to the national programme, and of some of the actions."""

from datetime import date, datetime
from typing import Any

from core.ratings import RATINGS
from governance.models import Pack
from governance.packs import closing, opening
from governance.packs.gathering import bound
from governance.packs.pieces import Piece, cell, facts, figure, lines, rated, said, section, slot, table
from governance.packs.report import report
from governance.packs.sources import Sources
from plans import standing
from plans.rows import plural


def gather_report(pack: Pack, on: date, at: datetime) -> dict[str, Any]:
    """A report as everything stands at this moment, by its kind."""
    found = Sources(pack.plan, on, at)
    sections = _filtered(found, pack) if pack.kind == Pack.Kind.FILTERED else _whole(found, pack)
    return bound(pack.kind, pack.title, pack.plan.title, sections, found)


def _whole(found: Sources, pack: Pack) -> list[Piece]:
    """The Board decides, so its report has the requests; the national programme hears how it goes."""
    board = pack.kind == Pack.Kind.BOARD
    wanted = opening.asked(found) if board else []
    asks = [opening.decisions(found, wanted)] if board else []
    parts = [opening.front(found, wanted), *asks, priorities(found), report(found), closing.measures(found)]
    return [*parts, closing.blocks(found), closing.ahead(found)]


def priorities(found: Sources) -> Piece:
    """Each high-level priority with the ratings of the actions that serve it."""
    rows = []
    for part in found.plan.prioritys.live().order_by("position", "pk"):
        rags = [action.rag for action in found.actions if action.priority_id == part.pk]
        words = standing.in_words(len(rags), {rag: rags.count(rag) for rag in RATINGS})
        rows.append([
            cell(f"{part.number}. {part.title}", part.change_needed, bold=True),
            said(f"priority.{part.pk}", len(rags), words),
        ])  # fmt: skip
    made = table("Priorities", ("Priority", "Ratings of its actions"), (3, 2), rows, "The plan has no priorities.")
    return section("priorities", "High-level priorities", made, slot("priorities", "Comment"))


def _filtered(found: Sources, pack: Pack) -> list[Piece]:
    """Only the actions that were asked for: how they stand, what is in their way, their dates, and their rows."""
    area, rags = pack.filters.get("area"), pack.filters.get("rags") or []
    found.actions = [
        action for action in found.actions
        if (not area or action.area_id == area) and (not rags or action.rag in rags)
    ]  # fmt: skip
    kept = {action.pk for action in found.actions}
    found.blocks = [block for block in found.blocks if block.action_id in kept]
    return [_front(found, pack), closing.blocks(found), closing.ahead(found), closing.appendix(found)]


def _front(found: Sources, pack: Pack) -> Piece:
    held = [action.rag for action in found.actions]
    total = said("front.actions", len(held), f"{plural(len(held), 'action')} in this report.")
    rows = [
        {**rated(rag), "before": None, "now": figure(f"front.now.{rag}", held.count(rag), str(held.count(rag)))}
        for rag in RATINGS
    ]
    ratings = {"kind": "ratings", "heads": ["Rating", "", "Now"], "rows": rows}
    about = facts(("Plan", pack.plan.title), ("Shows", pack.filters.get("words", "")))
    return section("front", "Front sheet", about, lines([total]), ratings, slot("front", "Summary"))
