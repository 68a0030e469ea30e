"""The four items from the plan: taken as proposed in one press, added one by one, or swapped for another."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from core.errors import RuleBroken
from governance import agenda
from governance.models import AgendaItem, Meeting
from governance.services import items
from governance.services.meetings import lock_open
from plans.models import Action


@transaction.atomic
def accept_proposal(*, meeting: Meeting, on: date, by: Any) -> list[AgendaItem]:
    """Put the items proposed for the free places on the agenda, each with its reason and its lead to present it."""
    meeting = lock_open(meeting)
    chosen = agenda.of_meeting(meeting, on=on).chosen
    if not chosen:
        raise RuleBroken("Nothing is left to propose.")
    now = items.of_meeting(meeting)
    return items.set_items(meeting=meeting, items=items.placed(now, _as_items(chosen)), by=by)


@transaction.atomic
def add_proposed(*, meeting: Meeting, action: Action, on: date, by: Any) -> AgendaItem:
    """Put one more action of the plan on the agenda, with the reason that speaks for it."""
    meeting = lock_open(meeting)
    return items.add(meeting=meeting, item=_item_of(meeting, action, on), by=by)


@transaction.atomic
def swap_for(*, meeting: Meeting, pk: int, action: Action, on: date, by: Any) -> list[AgendaItem]:
    """Hear this action in the place of an item that is on the agenda."""
    meeting = lock_open(meeting)
    return items.swap(meeting=meeting, pk=pk, item=_item_of(meeting, action, on), by=by)


def _item_of(meeting: Meeting, action: Action, on: date) -> items.Item:
    if action.plan_id != meeting.plan_id or action.archived_at:
        raise RuleBroken("Choose an action of the plan this meeting is about.", "action")
    if meeting.items.filter(action=action).exists():
        raise RuleBroken(f"{action.ref} is on the agenda already.", "action")
    found = agenda.of_meeting(meeting, on=on)
    proposal = next((each for each in (*found.chosen, *found.others) if each.candidate.action_id == action.pk), None)
    if proposal is None:
        lead = agenda.leads_of([action.pk]).get(action.pk)
        return items.Item(AgendaItem.Kind.DELIVERY, _title(action.ref, action.title), action=action, presenter=lead)
    return _as_items([proposal])[0]


def _as_items(proposals: Sequence[agenda.Proposal]) -> list[items.Item]:
    ids = [each.candidate.action_id for each in proposals]
    actions, leads = Action.objects.in_bulk(ids), agenda.leads_of(ids)
    carried = AgendaItem.objects.in_bulk([each.candidate.carried_from or 0 for each in proposals])
    return [
        items.Item(
            AgendaItem.Kind.DELIVERY, _title(each.candidate.ref, each.candidate.title),
            action=actions[each.candidate.action_id], presenter=leads.get(each.candidate.action_id),
            reason=each.reason, carried_from=carried.get(each.candidate.carried_from or 0),
        )
        for each in proposals
    ]  # fmt: skip


def _title(ref: str, title: str) -> str:
    """What the item is called: the action's title. Its ref stands beside it, since the item names its action."""
    return title[:200] or ref
