"""What has changed in a whole plan since a moment, net: how it stood then beside how it stands now."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from core.daywords import say_short_day
from core.models import AuditEvent
from plans import as_at
from plans.changes.feed import UNTOLD
from plans.changes.net import KINDS, ActionChanges, WordsChange, compare
from plans.changes.texts import pieces
from plans.models import Action, DateRevision, DeliveryArea, Plan, Priority, Statement
from plans.rules import Direction
from plans.standing import NUMBERS

COMMUNICATIONS = "Communications activities"
PARTS: dict[str, Any] = {"deliveryarea": DeliveryArea, "priority": Priority, "statement": Statement}
FIELDS = {
    "title": "Title", "starts_on": "First day", "ends_on": "Last day", "state": "State", "credit": "Credit",
    "code": "Code", "number": "Number", "change_needed": "Change needed", "by_words": "Heading", "text": "Words",
    "attribution": "Attribution", "tag": "Focus",
}  # fmt: skip
STATES = dict(Plan.State.choices)


@dataclass(frozen=True, slots=True)
class PartChange:
    """What happened to the plan itself or to one of its areas, priorities or statements."""

    what: str
    name: str
    words: list[WordsChange]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """All that is different in a plan since `moment`: its own parts, and its actions by delivery area."""

    moment: datetime
    parts: list[PartChange]
    actions: list[ActionChanges]

    @property
    def counts(self) -> dict[str, int]:
        """How many actions have changes of each kind; "plan" counts the plan's own parts."""
        return {kind: sum(kind in each.kinds for each in self.actions) for kind in KINDS} | {"plan": len(self.parts)}

    @property
    def said_again(self) -> list[ActionChanges]:
        """Those updated with the rating they had."""
        return [each for each in self.actions if each.said_again]

    def groups(self, kind: str = "") -> list[tuple[str, list[ActionChanges]]]:
        """The actions with changes of this kind (of any, when none is named) by area, in the plan's order."""
        found: dict[str, list[ActionChanges]] = defaultdict(list)
        for each in self.actions:
            if kind in each.kinds if kind else each.kinds:
                named = COMMUNICATIONS if each.action.kind == Action.Kind.COMMUNICATION else each.action.area
                found[named].append(each)
        return list(found.items())


def of_plan(plan: Plan, moment: datetime, now: datetime) -> PlanChanges:
    """Everything that is different `now` from how it stood just before `moment`. A fixed number of queries."""
    before = {row.pk: row for row in as_at.every_action(plan, moment - as_at.INSTANT)}
    moves = _moves(plan, moment)
    found = [compare(before.get(row.pk), row, moves) for row in as_at.every_action(plan, now)]
    return PlanChanges(moment, _parts(plan, moment), [each for each in found if each])


def in_short(count: int, since: date, on: date) -> str:
    """For the summary of a plan: "Four have changed since 9 May"."""
    if not count:
        return f"No rating has changed since {say_short_day(since, on)}"
    return f"{number(count)} {'has' if count == 1 else 'have'} changed since {say_short_day(since, on)}"


def sentence(changes: PlanChanges) -> str:
    """ "Four ratings have changed since 9 May 2026: three are worse, one is better."."""
    changed = [each.rating for each in changes.actions if each.rating]
    if not changed:
        return "No rating has changed."
    parts = [_of_direction(changed, each) for each in (Direction.WORSE, Direction.BETTER, Direction.NEW)]
    verb = "rating has" if len(changed) == 1 else "ratings have"
    return f"{number(len(changed))} {verb} changed: {', '.join(part for part in parts if part)}."


def beside(changes: PlanChanges) -> str:
    """What else there is to say: "Six dates are different. Seven more were updated and kept their rating."."""
    moved = sum(len(each.dates) for each in changes.actions)
    again = len(changes.said_again)
    said = [f"{number(moved)} {'date is' if moved == 1 else 'dates are'} different."] if moved else []
    if again:
        said.append(f"{number(again)} {'was' if again == 1 else 'were'} updated and kept the rating.")
    return " ".join(said)


def number(count: int) -> str:
    """A number as a sentence starts with it."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _of_direction(changed: Sequence[Any], direction: Direction) -> str:
    count = sum(each.direction == direction for each in changed)
    return f"{number(count).lower()} {'is' if count == 1 else 'are'} {direction}" if count else ""


def _moves(plan: Plan, moment: datetime) -> dict[int, list[str]]:
    """The reasons given for moving each date since, oldest first."""
    rows = DateRevision.objects.filter(action__plan=plan, at__gte=moment, kind=DateRevision.Kind.MOVED)
    found: dict[int, list[str]] = defaultdict(list)
    for date_id, reason in rows.order_by("pk").values_list("date_id", "reason"):
        found[date_id].append(reason)
    return found


def _parts(plan: Plan, moment: datetime) -> list[PartChange]:
    about: dict[tuple[str, int | None], list[AuditEvent]] = defaultdict(list)
    for event in _part_events(plan, moment):
        about[event.thing, event.thing_id].append(event)
    found = [_part(events) for events in about.values()]
    return [each for each in found if each]


def _part_events(plan: Plan, moment: datetime) -> QuerySet[AuditEvent]:
    things = Q(thing="plan", thing_id=plan.pk)
    for thing, model in PARTS.items():
        things |= Q(thing=thing, thing_id__in=list(model.objects.filter(plan=plan).values_list("pk", flat=True)))
    rows = AuditEvent.objects.in_authority(plan.authority_id).filter(things, at__gte=moment)
    found: QuerySet[AuditEvent] = rows.exclude(verb__in=UNTOLD).order_by("pk")
    return found


def _part(events: Sequence[AuditEvent]) -> PartChange | None:
    """What became of one part: added, archived, restored, or other words."""
    verbs, last = [event.verb for event in events], events[-1]
    if verbs[0] in ("added", "started"):
        return None if verbs[-1] == "archived" else PartChange("Added", last.label, [])
    before, after = _merged(events)
    if before.get("archived_at") != after.get("archived_at"):
        return PartChange("Archived" if after["archived_at"] else "Restored", last.label, [])
    words = [
        WordsChange(label, pieces(_plain(name, before[name]), _plain(name, after[name])))
        for name, label in FIELDS.items()
        if name in before and before[name] != after[name]
    ]
    return PartChange("Changed", last.label, words) if words else None


def _merged(events: Sequence[AuditEvent]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of each field what it was first and what it is in the end."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for event in events:
        before = {**event.before, **before}
        after |= event.after
    return before, {**dict.fromkeys(before), **after}


def _plain(name: str, value: Any) -> str:
    return str(STATES.get(value, value)) if name == "state" else "" if value is None else str(value)
