"""Every single change since a moment, in a stable order, as plain dicts: what other systems read.

Three histories are merged: ratings (`RagUpdate`), dates (`DateRevision`), and every other change on record
(`AuditEvent`). Each is read by its own index from the cursor on, so a page costs what its rows cost.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Authority
from core.models import AuditEvent
from core.ratings import RATINGS
from plans import rules
from plans.models import Action, ActionDate, DateRevision, DeliveryArea, Evidence, Plan, Priority, RagUpdate, Statement

Change = dict[str, Any]
Cursor = tuple[datetime, str, int]
"""Where a reader stands: `at`, `kind` and `id` of the last change it has. `id` counts within its kind."""

CHANGE, DATE, RATING = "change", "date", "rating"
UNTOLD = ("moved up", "moved down", "read again")
THINGS: dict[str, tuple[type[Any], str, str]] = {
    "plan": (Plan, "pk", ""),
    "deliveryarea": (DeliveryArea, "plan_id", ""),
    "priority": (Priority, "plan_id", ""),
    "statement": (Statement, "plan_id", ""),
    "action": (Action, "plan_id", "pk"),
    "actiondate": (ActionDate, "action__plan_id", "action_id"),
    "evidence": (Evidence, "action__plan_id", "action_id"),
}
"""Of which rows the audit trail is told, by their name in it; how each reaches its plan and its action."""


def since(
    scope: Plan | Authority, moment: datetime, user: Any, *, after: Cursor | None = None, limit: int | None = None
) -> list[Change]:
    """The changes at or after `moment` that `user` may see, in the order of (at, kind, id), `limit` at most.

    `after` goes on behind the last change of the page before. A change is stamped when it is written and seen when
    its transaction ends: who asks again and again starts a minute early and leaves out what it has by (kind, id).
    """
    start = after or (moment, "", 0)
    updates = _page(RATING, _updates(scope, user), start, limit)
    revisions = _page(DATE, _revisions(scope, user), start, limit)
    events = _page(CHANGE, _events(scope, user), start, limit)
    said = [_of_update(row) for row in updates] + [_of_revision(row) for row in revisions] + _of_events(events)
    said.sort(key=place)
    return said if limit is None else said[:limit]


def place(change: Change) -> Cursor:
    """The cursor of a change."""
    return change["at"], change["kind"], change["id"]


def _page(kind: str, rows: QuerySet[Any], start: Cursor, limit: int | None) -> list[Any]:
    """The rows of one history behind the cursor, which may stand in another history."""
    at, last_kind, last_id = start
    if kind == last_kind:
        rows = rows.filter(at__gte=at).filter(Q(at__gt=at) | Q(pk__gt=last_id))
    elif kind > last_kind:
        rows = rows.filter(at__gte=at)
    else:
        rows = rows.filter(at__gt=at)
    return list(rows.order_by("at", "pk")[:limit])


def _mine(model: type[Any], scope: Plan | Authority, user: Any, path: str) -> QuerySet[Any]:
    """Rows of a model within the plan or the council that this user may read."""
    narrowed = {path: scope.pk} if isinstance(scope, Plan) else {}
    authority = scope.authority_id if isinstance(scope, Plan) else scope.pk
    rows: QuerySet[Any] = model.objects.in_authority(authority).visible_to(user).filter(**narrowed)
    return rows


def _updates(scope: Plan | Authority, user: Any) -> QuerySet[RagUpdate]:
    rows = _mine(RagUpdate, scope, user, "action__plan")
    return rows.select_related("by", "said_by", "action__plan")


def _revisions(scope: Plan | Authority, user: Any) -> QuerySet[DateRevision]:
    rows = _mine(DateRevision, scope, user, "action__plan")
    return rows.select_related("by", "action__plan")


def _events(scope: Plan | Authority, user: Any) -> QuerySet[AuditEvent]:
    told = Q()
    for thing, (model, plan, _) in THINGS.items():
        told |= Q(thing=thing, thing_id__in=_mine(model, scope, user, plan).values("pk"))
    authority = scope.authority_id if isinstance(scope, Plan) else scope
    rows = AuditEvent.objects.in_authority(authority).filter(told).exclude(verb__in=UNTOLD)
    return rows.select_related("actor")


def _of_update(row: RagUpdate) -> Change:
    return {
        **_head(RATING, row, row.by, row.action.plan, row.action),
        "what": "withdrawn" if row.withdraws_id else "rated",
        "before": {"rag": row.rag_before, "rag_text": RATINGS[row.rag_before].text},
        "after": {"rag": row.rag, "rag_text": RATINGS[row.rag].text},
        "direction": str(rules.direction(row.rag_before, row.rag)),
        "words": row.comment,
        "said_by": str(row.said_by) if row.said_by else None,
        "thing": "update",
        "thing_id": row.pk,
    }


def _of_revision(row: DateRevision) -> Change:
    return {
        **_head(DATE, row, row.by, row.action.plan, row.action),
        "what": row.kind,
        "before": {"start": _iso(row.start_before), "end": _iso(row.end_before), "by_when": row.words_before},
        "after": {"start": _iso(row.start_after), "end": _iso(row.end_after), "by_when": row.words_after},
        "direction": "",
        "words": row.reason,
        "said_by": None,
        "thing": "actiondate",
        "thing_id": row.date_id,
    }


def _of_events(rows: list[AuditEvent]) -> list[Change]:
    belongs = _belonging(rows)
    return [_of_event(row, *belongs[row.thing, row.thing_id]) for row in rows]


def _of_event(row: AuditEvent, plan: Plan, action: Action | None) -> Change:
    return {
        **_head(CHANGE, row, row.actor, plan, action),
        "what": row.verb,
        "before": row.before,
        "after": row.after,
        "direction": "",
        "words": row.label,
        "said_by": None,
        "thing": row.thing,
        "thing_id": row.thing_id,
    }


def _head(kind: str, row: Any, by: Any, plan: Plan, action: Action | None) -> Change:
    about = {"id": action.pk, "ref": action.ref, "title": action.title} if action else None
    return {"id": row.pk, "kind": kind, "at": row.at, "by": str(by), "plan": plan.slug, "action": about}


def _belonging(rows: Iterable[AuditEvent]) -> dict[tuple[str, Any], tuple[Plan, Action | None]]:
    """The plan, and the action if any, of each thing that was changed."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    for row in rows:
        wanted[row.thing].add(row.thing_id)
    links: dict[tuple[str, Any], tuple[int, int | None]] = {}
    for thing, ids in wanted.items():
        model, plan, action = THINGS[thing]
        columns = ["pk", plan, action or plan]
        for pk, plan_id, action_id in model.objects.filter(pk__in=ids).values_list(*columns):
            links[thing, pk] = plan_id, action_id if action else None
    plans = Plan.objects.in_bulk({plan_id for plan_id, _ in links.values()})
    actions = Action.objects.in_bulk({action_id for _, action_id in links.values() if action_id})
    return {key: (plans[plan_id], actions.get(action_id)) for key, (plan_id, action_id) in links.items()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
