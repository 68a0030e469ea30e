"""What the API says of a plan, as plain data. Ratings carry letter and word; due states are as at the day asked.

Plain dicts, because a list of a hundred actions costs a fifth of what general serializers would.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from core.ratings import RATINGS
from plans import rules
from plans.models import Action, ActionDate, DeliveryArea, Participation, Plan, RagUpdate

Shape = dict[str, Any]
PLAN = ("id", "slug", "title", "starts_on", "ends_on", "state", "credit", "version")
AREA = ("id", "code", "title", "change_needed", "by_words", "position")
ACTION = (
    "id", "kind", "ref", "title", "what", "by_when", "who", "monitored_through", "rag", "due_on",
    "queried", "has_lead", "archived_at", "archived_reason", "version",
)  # fmt: skip
DATE = (
    "id", "kind", "start", "end", "precision", "label", "every", "queried", "reason", "source", "done_on",
)  # fmt: skip
PART = ("part", "words", "queried", "person", "post", "body")
UPDATE = (
    "id", "rag", "rag_before", "comment", "path_to_green", "help_wanted", "suggested", "source", "at",
)  # fmt: skip


def plan(row: Plan) -> Shape:
    """A plan: title, period and state."""
    return {name: getattr(row, name) for name in PLAN}


def area(row: DeliveryArea) -> Shape:
    """A delivery area."""
    return {"plan": row.plan.slug} | {name: getattr(row, name) for name in AREA}


def update(row: RagUpdate) -> Shape:
    """One update: what was said, by whom, when."""
    return {
        "action": row.action_id,
        **{name: getattr(row, name) for name in UPDATE},
        "rag_text": RATINGS[row.rag].text,
        "by": str(row.by),
        "said_by": str(row.said_by) if row.said_by else None,
        "withdraws": row.withdraws_id,
    }


def actions(rows: list[Action], on: date) -> list[Shape]:
    """Actions with their cells as written, their dates, who takes part, and their ratings by value and by words."""
    ids = [row.pk for row in rows]
    dates, parts = _dates(ids, on), _parts(ids)
    return [_action(row, on) | {"dates": dates[row.pk], "participations": parts[row.pk]} for row in rows]


def _action(row: Action, on: date) -> Shape:
    return {
        "plan": row.plan.slug,
        "area": row.area.code if row.area else None,
        **{name: getattr(row, name) for name in ACTION},
        "rag_text": RATINGS[row.rag].text,
        "direction": rules.direction(row.latest.rag_before, row.rag) if row.latest else "",
        "days_overdue": rules.days_overdue(row.due_on, on=on, tracked=row.plan.is_tracked),
        "latest": update(row.latest) if row.latest else None,
    }


def _dates(ids: Iterable[int], on: date) -> dict[int, list[Shape]]:
    found: dict[int, list[Shape]] = defaultdict(list)
    rows = ActionDate.objects.filter(action__in=ids, removed_at=None).order_by("action_id", "position", "pk")
    for row in rows.values_list("action_id", *DATE, named=True):
        said = row._asdict()
        found[said.pop("action_id")].append(said | {"state": rules.due_state(row, on=on)})
    return found


def _parts(ids: Iterable[int]) -> dict[int, list[Shape]]:
    found: dict[int, list[Shape]] = defaultdict(list)
    rows = Participation.objects.filter(action__in=ids).order_by("action_id", "position", "pk")
    for row in rows.values("action_id", *PART):
        found[row.pop("action_id")].append(row)
    return found
