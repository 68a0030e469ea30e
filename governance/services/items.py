"""The agenda of a meeting: its items set as a whole, or changed by one button at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from accounts.models import Person
from core import audit
from core.errors import RuleBroken, StaleVersion
from governance import rules
from governance.models import AgendaItem, ItemReport, Meeting
from governance.services.meetings import lock_open, next_version
from plans.models import Action, DeliveryArea

LONGEST = 480
Kind, State = AgendaItem.Kind, AgendaItem.State
FIELDS = ("kind", "title", "minutes", "action", "area", "presenter", "reason", "carried_from")


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it is to be. `pk` names the one it was; none makes a new one."""

    kind: str
    title: str
    minutes: int = rules.EACH
    pk: int | None = None
    action: Action | None = None
    area: DeliveryArea | None = None
    presenter: Person | None = None
    reason: str = ""
    carried_from: AgendaItem | None = None


@transaction.atomic
def set_items(*, meeting: Meeting, items: Sequence[Item], by: Any, seen: int | None = None) -> list[AgendaItem]:
    """Make the agenda these items, in this order. `seen` is the version of the meeting that was looked at, if any.

    Raises StaleVersion when it was changed meanwhile. What was heard stays, and stays in its place.
    """
    meeting = lock_open(meeting)
    if seen is not None and meeting.version != seen:
        raise StaleVersion(meeting)
    stored = {item.pk: item for item in meeting.items.select_related("report", "presenter")}
    for item in items:
        _refuse(meeting, item, stored)
    before = _said(stored.values())
    wanted = {item.pk for item in items}
    for pk in [pk for pk in stored if pk not in wanted]:
        _remove(stored.pop(pk), by)
    made = [_put(meeting, stored.get(item.pk or 0), item, at) for at, item in enumerate(items, start=1)]
    after = _said(made)
    if before != after:
        audit.record("changed the agenda of", meeting, authority=meeting.authority, by=by, before=before, after=after)
        next_version(meeting)
    return made


def of_meeting(meeting: Meeting) -> list[Item]:
    """The agenda as it is, to be changed and set again."""
    rows = meeting.items.select_related("action", "area", "presenter", "carried_from").order_by("position", "pk")
    return [as_item(row) for row in rows]


def as_item(row: AgendaItem) -> Item:
    """A stored item as it is to be."""
    return Item(pk=row.pk, **{name: getattr(row, name) for name in FIELDS})


def add(*, meeting: Meeting, item: Item, by: Any) -> AgendaItem:
    """Put an item on the agenda: after the last of the plan's items, before what closes the meeting."""
    now = of_meeting(meeting)
    made = set_items(meeting=meeting, items=placed(now, [item]), by=by)
    return next(row for row in made if row.pk not in {each.pk for each in now})


def placed(now: Sequence[Item], more: Sequence[Item]) -> list[Item]:
    """These items with `more` after the last one that is neither measures nor other business."""
    closing = (Kind.MEASURES, Kind.OTHER_BUSINESS)
    at = max((number for number, item in enumerate(now, start=1) if item.kind not in closing), default=0)
    return [*now[:at], *more, *now[at:]]


def swap(*, meeting: Meeting, pk: int, item: Item, by: Any) -> list[AgendaItem]:
    """Hear another item in the place of this one, with its minutes."""
    old = next((each for each in of_meeting(meeting) if each.pk == pk), None)
    if old is None:
        raise RuleBroken("That item is no longer on the agenda.")
    items = [replace(item, minutes=old.minutes) if each.pk == pk else each for each in of_meeting(meeting)]
    return set_items(meeting=meeting, items=items, by=by)


def remove(*, meeting: Meeting, pk: int, by: Any) -> list[AgendaItem]:
    """Take an item off the agenda."""
    return set_items(meeting=meeting, items=[item for item in of_meeting(meeting) if item.pk != pk], by=by)


def move(*, meeting: Meeting, pk: int, up: bool, by: Any) -> list[AgendaItem]:
    """Hear an item one place earlier or later. At the end of the list it stays where it is."""
    items = of_meeting(meeting)
    at = next((number for number, item in enumerate(items) if item.pk == pk), None)
    if at is None:
        raise RuleBroken("That item is no longer on the agenda.")
    other = at + (-1 if up else 1)
    if 0 <= other < len(items):
        items[at], items[other] = items[other], items[at]
    return set_items(meeting=meeting, items=items, by=by)


def _refuse(meeting: Meeting, item: Item, stored: dict[int, AgendaItem]) -> None:
    if item.pk is not None and item.pk not in stored:
        raise RuleBroken("The agenda was changed meanwhile. Look at it again.")
    if not item.title.strip():
        raise RuleBroken("Say what the item is.", "title")
    if not 1 <= item.minutes <= LONGEST:
        raise RuleBroken(f"An item has from 1 to {LONGEST} minutes.", "minutes")
    council, plan = meeting.authority_id, meeting.plan_id
    if item.presenter and item.presenter.authority_id != council:
        raise RuleBroken("Choose who presents it from the list.", "presenter")
    if (item.action and item.action.plan_id != plan) or (item.area and item.area.plan_id != plan):
        raise RuleBroken("Choose an action of the plan this meeting is about.", "action")
    if item.carried_from and item.carried_from.authority_id != council:
        raise RuleBroken("Choose an item of an earlier meeting.")


def _remove(row: AgendaItem, by: Any) -> None:
    """Take a row away, with the report on it. The audit keeps what the report said."""
    if row.state != State.PLANNED:
        raise RuleBroken(f"“{row.title}” is being heard, or was. It stays on the agenda.")
    report: ItemReport | None = getattr(row, "report", None)
    if report is not None:
        words = audit.snapshot(report, ["progress", "next_steps", "request"])
        audit.record("took off the agenda", report, authority=row.authority, by=by, before=words)
        report.delete()
    try:
        row.delete()
    except ProtectedError:
        raise RuleBroken(f"Something was recorded on “{row.title}”. It stays on the agenda.") from None


def _put(meeting: Meeting, row: AgendaItem | None, item: Item, at: int) -> AgendaItem:
    values = {name: getattr(item, name) for name in FIELDS} | {"title": item.title.strip()[:200], "position": at}
    if row is None:
        return AgendaItem.objects.create(authority=meeting.authority, meeting=meeting, **values)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=[*changed, "changed_at"])
    if "presenter" in changed:  # whoever presents it now has not been asked yet
        ItemReport.objects.filter(item=row, given_at=None).update(asked_at=None)
    return row


def _said(rows: Any) -> dict[str, Any]:
    """The agenda in words, for the audit: "Project report, 20 minutes, Ann Field"."""
    ordered = sorted(rows, key=lambda row: (row.position, row.pk))
    return {"agenda": [_line(row) for row in ordered]}


def _line(row: AgendaItem) -> str:
    who = f", {row.presenter}" if row.presenter_id else ""
    return f"{row.title}, {rules.minutes(row.minutes)}{who}"
