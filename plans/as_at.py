"""What a plan said at an earlier moment, worked out backwards from what it says now and from its histories.

A field's value then is what the first change after that moment found before it; without one, it is what stands now.
Ratings are the newest at that moment; dates and actions that came later are left out, those removed since come back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from core.models import AuditEvent
from core.ratings import Rag
from plans import leading
from plans.models import Action, ActionDate, DateRevision, Participation, Plan, RagUpdate

WORDS = ("ref", "title", "what", "by_when", "who", "monitored_through", "workstream")
DATE = ("kind", "start", "end", "precision", "label", "every", "queried", "source", "done_on")
ORDER = ("-kind", "area__position", "position", "pk")
INSTANT = timedelta(microseconds=1)
PARTS = "said who takes part in"
Befores = list[tuple[datetime, int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class DateThen:
    """One date as it stood."""

    pk: int
    kind: str
    start: date | None
    end: date | None
    precision: str
    label: str
    every: dict[str, int] | None
    queried: bool
    source: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class ActionThen:
    """One action as it stood: its words, who took part, its rating with the sentence, its dates."""

    pk: int
    kind: str
    area: str
    priority: str
    ref: str
    title: str
    what: str
    by_when: str
    who: str
    monitored_through: str
    workstream: str
    lead: str | None
    parts: str
    archived: bool
    archived_reason: str
    rag: str
    said: RagUpdate | None
    ref_now: str = ""
    dates: list[DateThen] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlanThen:
    """A plan as it stood: its title and state, and the actions that were in it, in the order of today."""

    title: str
    state: str
    actions: list[ActionThen]


def end_of(day: date) -> datetime:
    """The last instant of a day in this country: what was said on that evening counts."""
    return start_of(day + timedelta(days=1)) - INSTANT


def start_of(day: date) -> datetime:
    """The first instant of a day in this country."""
    return timezone.make_aware(datetime.combine(day, time.min))


def plan_as_at(plan: Plan, moment: datetime) -> PlanThen | None:
    """The plan with the actions it had; None while there was no plan. Six queries for any number of actions."""
    if plan.created_at > moment:
        return None
    now = {"title": plan.title, "state": plan.state}
    then = rewound(now, _befores(_events_after("plan", [plan.pk], moment))[plan.pk])
    return PlanThen(
        then["title"], then["state"], [row for row in _actions(plan.actions.all(), moment) if not row.archived]
    )


def every_action(plan: Plan, moment: datetime) -> list[ActionThen]:
    """All actions the plan had at a moment, the archived ones among them."""
    return _actions(plan.actions.all(), moment)


def action_as_at(action: Action, moment: datetime) -> ActionThen | None:
    """One action, archived or not; None while the plan did not have it."""
    found = _actions(Action.objects.filter(pk=action.pk), moment)
    return found[0] if found else None


def rewound(now: Mapping[str, Any], befores: Iterable[tuple[Any, int, Mapping[str, Any]]]) -> dict[str, Any]:
    """The values of `now` before these changes were made: of each field, what the earliest change found."""
    then = dict(now)
    seen: set[str] = set()
    for _, _, before in sorted(befores, key=lambda each: each[:2]):
        for name in before.keys() & then.keys() - seen:
            then[name] = before[name]
            seen.add(name)
    return then


def _actions(actions: QuerySet[Any], moment: datetime) -> list[ActionThen]:
    rated = RagUpdate.objects.filter(action=OuterRef("pk"), at__lte=moment).order_by("-at", "-pk")
    parts = Participation.objects.select_related("person", "post", "body")
    there = actions.filter(created_at__lte=moment).select_related("area", "priority")
    there = there.annotate(rated=Subquery(rated.values("pk")[:1])).order_by(*ORDER)
    found = list(there.prefetch_related(Prefetch("participations", parts)))
    ids = [row.pk for row in found]
    updates = _said([row.rated for row in found if row.rated])
    revisions = list(DateRevision.objects.filter(action__in=ids, at__gt=moment))
    befores, dates = _action_befores(ids, revisions, moment), _dates(ids, revisions, moment)
    return [_action(row, updates.get(row.rated), befores[row.pk], dates[row.pk]) for row in found]


def _said(ids: Sequence[int]) -> dict[int, RagUpdate]:
    """The updates that were the newest, with what a withdrawal went back to."""
    rows = RagUpdate.objects.select_related("by", "said_by", "previous__by", "previous__said_by")
    found: dict[int, RagUpdate] = rows.in_bulk(ids)
    return found


def _action(row: Action, rated: RagUpdate | None, befores: Befores, dates: list[DateThen]) -> ActionThen:
    parts = sorted(row.participations.all(), key=lambda part: (part.part != leading.LEAD, part.position, part.pk))
    now = {name: getattr(row, name) for name in WORDS} | {
        "area": str(row.area or ""), "priority": str(row.priority or ""),
        "archived_at": row.archived_at, "archived_reason": row.archived_reason,
        "parts": leading.say_parts(parts), "lead": leading.say_lead(parts),
    }  # fmt: skip
    then = rewound(now, befores)
    archived = then.pop("archived_at") is not None
    then |= {"area": then["area"] or "", "priority": then["priority"] or ""}
    said = rated.previous if rated and rated.withdraws_id else rated
    rag = rated.rag if rated else Rag.NOT_RATED
    return ActionThen(
        pk=row.pk, kind=row.kind, archived=archived, rag=rag, said=said, ref_now=row.ref, dates=dates, **then
    )


def _action_befores(ids: Sequence[int], revisions: Iterable[DateRevision], moment: datetime) -> dict[int, Befores]:
    """What each action's changes since found: its fields, who took part, and the words that moved with a date."""
    found = _befores(_events_after("action", ids, moment))
    for row in revisions:
        if row.words_before != row.words_after:
            found[row.action_id].append((row.at, row.pk, {"by_when": row.words_before}))
    return found


def _dates(ids: Sequence[int], revisions: Iterable[DateRevision], moment: datetime) -> dict[int, list[DateThen]]:
    there = ActionDate.objects.filter(Q(removed_at=None) | Q(removed_at__gt=moment), created_at__lte=moment)
    rows = list(there.filter(action__in=ids))
    befores = _befores(_events_after("actiondate", [row.pk for row in rows], moment))
    for revision in revisions:
        befores[revision.date_id].append((revision.at, revision.pk, _date_before(revision)))
    found: dict[int, list[DateThen]] = defaultdict(list)
    for row in sorted(rows, key=attrgetter("position", "pk")):
        then = rewound({name: getattr(row, name) for name in DATE}, befores[row.pk])
        days = {name: _day(then[name]) for name in ("start", "end", "done_on")}
        found[row.action_id].append(DateThen(pk=row.pk, **then | days))
    return found


def _date_before(revision: DateRevision) -> dict[str, Any]:
    """What a revision found: the days, and whether they were queried. What kind it was of is in the trail."""
    before: dict[str, Any] = {"start": revision.start_before, "end": revision.end_before}
    if revision.kind == DateRevision.Kind.REREAD:
        return before
    return before | {"queried": revision.kind == DateRevision.Kind.ANSWERED}


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _events_after(thing: str, ids: Sequence[int], moment: datetime) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(thing=thing, thing_id__in=ids, at__gt=moment)


def _befores(events: Iterable[AuditEvent]) -> dict[int, Befores]:
    found: dict[int, Befores] = defaultdict(list)
    for event in events:
        found[event.thing_id or 0].append((event.at, event.pk, _before(event)))
    return found


def _before(event: AuditEvent) -> dict[str, Any]:
    """What an event found. Who takes part is another thing than the who-cell; early events do not name the lead."""
    if event.verb != PARTS:
        return dict(event.before)
    return {"parts": event.before.get("who", ""), "lead": event.before.get("lead")}
