"""The project report of a pack: ratings with their movement, trajectory, what went well and what stands in the way."""

from typing import Any

from django.utils import timezone

from core.daywords import say_day
from core.ratings import RATINGS, Rag
from governance import rules
from governance.packs.pieces import Piece, cell, figure, heading, lines, rated, said, section, slot, table
from governance.packs.sources import Sources, rating_word
from plans import standing, trajectory
from plans.models import Action
from plans.rows import plural
from plans.rules import Direction, days_overdue


def report(found: Sources) -> Piece:
    """The whole project report."""
    return section(
        "report", "Project report",
        slot("report", "Where we are", _note(found, "where_we_are")),
        slot("working", "What is working well", _note(found, "working_well")),
        slot("worries", "What we are worried about", _note(found, "worries")),
        heading("Ratings"), ratings(found), lines(movements(found)),
        heading("By delivery area"), areas(found),
        heading("Trajectory"), chart(found),
        heading("Significant achievements"), achievements(found),
        heading("Serious blocks and delays"), exceptions(found),
    )  # fmt: skip


def _note(found: Sources, name: str) -> str:
    """What the plan's own progress note of the meeting's period says."""
    period = found.meeting.period if found.meeting else None
    return getattr(period, name) if period else ""


def ratings(found: Sources) -> Piece:
    """How many actions have each rating now, and had then."""
    then = found.ratings_then
    rows = []
    for rag in RATINGS:
        now = found.standing.ratings[rag]
        before = figure(f"report.before.{rag}", then[rag], str(then[rag])) if then else None
        rows.append({**rated(rag), "before": before, "now": figure(f"report.now.{rag}", now, str(now))})
    since = found.since[1] if found.since else ""
    return {"kind": "ratings", "heads": ["Rating", f"On {since}" if since else "", "Now"], "rows": rows}


def movements(found: Sources) -> list[Piece | str]:
    """Each direction with how many ratings went there, and which."""
    if found.changes is None:
        return ["There is no earlier pack to compare with."]
    made: list[Piece | str] = []
    for direction in (Direction.WORSE, Direction.BETTER):
        there = [each for each in found.changes.actions if each.rating and each.rating.direction == direction]
        refs = ", ".join(each.action.ref for each in there)
        number = f"{plural(len(there), 'rating')} {direction.value} than on {found.since[1]}" if found.since else ""
        made.append(said(f"report.{direction.value}", len(there), f"{number}{f': {refs}' if refs else ''}."))
    return made


def areas(found: Sources) -> Piece:
    """The standing of each area in words."""
    rows = [
        [cell(f"{area.code} {area.title}", bold=True), said(f"report.area.{area.pk}", area.total, area.sentence)]
        for area in standing.of_areas(found.plan, found.standing)
    ]
    return table("Delivery areas", ("Area", "Ratings"), (1, 1), rows, "The plan has no delivery areas.")


def chart(found: Sources) -> Piece:
    """The trajectory: its drawing as a description, its sentence, and its numbers."""
    told = trajectory.of_plan(found.plan, on=found.on)
    drawn = trajectory.chart(told)
    rows = [
        [cell(head, bold=True), *(_counted(f"trajectory.{number}.{at}", value) for at, value in enumerate(values))]
        for number, (head, *values) in enumerate(drawn.rows)
    ]
    return {
        "kind": "chart", "title": drawn.title, "columns": list(drawn.columns), "rows": rows, "spec": drawn.spec,
        "narrow": drawn.narrow, "summary": figure("trajectory.total", told.total, drawn.summary),
    }  # fmt: skip


def _counted(id: str, value: str | int) -> Piece:
    return {"figure": figure(id, value, str(value))} if isinstance(value, int) else cell(value)


def achievements(found: Sources) -> Piece:
    """Actions that became better or were completed since, with what was said of them."""
    if found.changes is None:
        done = [action for action in found.actions if action.rag == Rag.COMPLETE]
        rows = [_achieved(action.rag, "", action, action.latest.comment if action.latest else "") for action in done]
    else:
        better = [each for each in found.changes.actions if _is_better(each.rating)]
        rows = [_achieved(each.rating.after, each.rating.before, each.action, each.rating.words) for each in better]
    return table("Achievements", ("Rating", "Action", "What was said"), (3, 6, 8), rows, "None were reported.")


def _is_better(rating: Any) -> bool:
    return rating is not None and (rating.direction == Direction.BETTER or rating.after == Rag.COMPLETE)


def _achieved(rag: str, before: str, action: Any, words: str) -> list[Piece]:
    was = f"Was {rating_word(before).lower()}" if before else ""
    return [rated(rag, was), cell(f"{action.ref} {action.title}", bold=True), cell(words)]


def exceptions(found: Sources) -> Piece:
    """What is off track, newly at risk, overdue or blocked: why, the path to green, whose help is wanted."""
    worse = {
        each.action.pk for each in (found.changes.actions if found.changes else ())
        if each.rating and each.rating.direction == Direction.WORSE
    }  # fmt: skip
    blocked = {block.action_id for block in found.blocks}
    rows = [
        _exception(found, action, worse, blocked) for action in found.actions
        if action.kind == Action.Kind.DELIVERY and _is_exception(found, action, worse | blocked)
    ]  # fmt: skip
    heads = ("Rating", "Action", "Why", "Path to green", "Help wanted")
    return table("Blocks and delays", heads, (3, 4, 5, 5, 4), rows, "Nothing is off track, overdue or blocked.")


def _is_exception(found: Sources, action: Any, named: set[int]) -> bool:
    return action.rag == Rag.RED or _late(found, action) > 0 or (action.pk in named and action.rag != Rag.COMPLETE)


def _late(found: Sources, action: Any) -> int:
    if action.rag == Rag.COMPLETE:
        return 0
    return days_overdue(action.due_on, on=found.on, tracked=found.plan.is_tracked)


def _exception(found: Sources, action: Any, worse: set[int], blocked: set[int]) -> list[Piece]:
    late, last = _late(found, action), action.latest
    marks = [f"{plural(late, 'day')} overdue"] if late else []
    marks += ["Worse"] if action.pk in worse else []
    marks += ["Blocked"] if action.pk in blocked else []
    helped = last.help_wanted if last and rules.wants_help(last.help_wanted) else ""
    day = say_day(timezone.localdate(last.at)) if last else ""
    return [
        rated(action.rag, ", ".join(marks)), cell(f"{action.ref} {action.title}", action.lead_name, bold=True),
        cell(last.comment if last else "Nothing was said.", day),
        cell(last.path_to_green if last else ""), cell(helped or "None"),
    ]  # fmt: skip
