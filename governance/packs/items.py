"""A page for each item of the plan that a meeting hears: what was agreed, where it is, what is asked."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from core.daywords import say_day
from governance import rules
from governance.models import AgendaItem, Decision, Meeting
from governance.packs.pieces import Piece, cell, facts, heading, lines, name_of, rated, section, slot, text
from governance.packs.sources import Sources
from plans.models import Evidence
from plans.rows import next_day


def pages(found: Sources) -> list[Piece]:
    """One section for each item from the delivery plan, in the order of the agenda."""
    items = [item for item in found.items if item.kind == AgendaItem.Kind.DELIVERY]
    ids = [item.action_id for item in items if item.action_id]
    known = {action.pk: action for action in found.actions}
    heard, proofs, decided = _heard(found, ids), _evidence(ids), _decided(found, ids)
    return [_page(found, item, known.get(item.action_id), heard, proofs, decided) for item in items]


def _heard(found: Sources, ids: list[int]) -> dict[int, Any]:
    """When each action was last heard by this body."""
    held = AgendaItem.objects.filter(action__in=ids, meeting__state=Meeting.State.HELD, state=AgendaItem.State.HEARD)
    held = held.exclude(meeting=found.meeting).filter(meeting__starts_at__lt=found.at)
    return dict(held.order_by("meeting__starts_at").values_list("action_id", "meeting__starts_at"))


def _evidence(ids: list[int]) -> dict[int, list[Evidence]]:
    return _grouped(Evidence.objects.filter(action__in=ids, removed_at=None).order_by("pk"))


def _decided(found: Sources, ids: list[int]) -> dict[int, list[Decision]]:
    return _grouped(Decision.objects.filter(action__in=ids, at__lt=found.at).order_by("number"))


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    made: dict[int, list[Any]] = {}
    for row in rows:
        made.setdefault(row.action_id, []).append(row)
    return made


def _page(
    found: Sources,
    item: AgendaItem,
    action: Any,
    heard: dict[int, Any],
    proofs: dict[int, Any],
    decided: dict[int, Any],
) -> Piece:
    report = getattr(item, "report", None)
    progress, following, request = (report.progress, report.next_steps, report.request) if report else ("", "", "")
    said = [
        slot(f"item-{item.pk}-progress", "Progress", progress),
        slot(f"item-{item.pk}-works", "What works"), slot(f"item-{item.pk}-worries", "What worries us"),
        slot(f"item-{item.pk}-next", "Next steps", following),
        slot(f"item-{item.pk}-ask", "What is asked", request if rules.wants_help(request) else ""),
    ]  # fmt: skip
    title = f"{action.ref} {action.title}" if action else item.title
    agreed = _agreed(found, item, action, heard) if action else [facts(("Presented by", name_of(item.presenter)))]
    return section(f"item-{item.pk}", title, agreed, said, _beneath(found, action, proofs, decided) if action else [])


def _agreed(found: Sources, item: AgendaItem, action: Any, heard: dict[int, Any]) -> list[Piece]:
    last, day = action.latest, next_day(found.dates[action.pk], by_when=action.by_when, on=found.on)
    before = heard.get(action.pk)
    return [
        facts(
            ("Rating", rated(action.rag)), ("What was agreed", action.what), ("By when", action.by_when),
            ("Next date", cell(*day)), ("Who leads", action.lead_name or "Nobody yet"),
            ("Presented by", name_of(item.presenter)), ("Monitored through", action.monitored_through),
            ("Where we are", cell(last.comment, say_day(timezone.localdate(last.at))) if last else "Nothing was said."),
            ("Path to green", last.path_to_green if last else ""),
            ("Help wanted", last.help_wanted if last and rules.wants_help(last.help_wanted) else ""),
            ("Last heard", say_day(timezone.localdate(before)) if before else "Not heard before"),
            ("Why it was chosen", item.reason),
        )
    ]  # fmt: skip


def _beneath(found: Sources, action: Any, proofs: dict[int, Any], decided: dict[int, Any]) -> list[Piece]:
    """What stands in the way, what was decided before, and the evidence."""
    blocks = [cell(row.text, name_of(row.owner)) for row in found.blocks if row.action_id == action.pk]
    taken = [f"{row}: {row.text}" for row in decided.get(action.pk, [])]
    shown = [cell(row.title, row.shows or row.url) for row in proofs.get(action.pk, [])]
    made: list[Piece] = []
    for title, rows in (("Blocks", blocks), ("Decided before", taken)):
        made += [heading(title), *lines(rows)] if rows else []
    return [*made, heading("Evidence"), *(lines(shown) or [text("None yet.")])]
