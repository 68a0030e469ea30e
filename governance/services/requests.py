"""Requests to the Board: raised from an item or an action, sent with the Board report, answered, or withdrawn."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Body, Person
from core import audit
from core.errors import RuleBroken
from governance.models import AgendaItem, BoardRequest, BodyTerms, Meeting
from governance.services.numbering import next_number
from governance.services.room import lock_meeting, refuse_agreed
from plans.models import Action, Plan

State = BoardRequest.State
FIELDS = ["kind", "ask", "effect", "by_on", "owner"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, by when, what happens when nothing is decided, and who sees to it."""

    kind: str
    ask: str
    effect: str = ""
    by_on: date | None = None
    owner: Person | None = None


@transaction.atomic
def raise_request(*, plan: Plan, action: Action | None, asked: Asked, on: date, by: Any) -> BoardRequest:
    """Ask the Board for something, for an action of the plan or for the plan as a whole."""
    return _raise(plan, asked, on, by, action=action)


@transaction.atomic
def raise_in_meeting(*, meeting: Meeting, item: AgendaItem | None, asked: Asked, on: date, by: Any) -> BoardRequest:
    """Ask the Board for something from an item of a meeting."""
    meeting = refuse_agreed(lock_meeting(meeting))
    if meeting.plan is None:
        raise RuleBroken("This meeting is about no plan. Raise the request from an action of the plan.")
    action = item.action if item else None
    return _raise(meeting.plan, asked, on, by, action=action, meeting=meeting, item=item)


@transaction.atomic
def send(*, request: BoardRequest, on: date, by: Any) -> None:
    """It goes to the Board."""
    row = _lock(request)
    if row.state != State.RAISED:
        raise RuleBroken(f"{row} is {row.get_state_display().lower()} already.")
    changes = {"state": State.SENT, "sent_on": on, "board": row.board or board_of(row.authority)}
    audit.save_changes(row, changes, verb="sent to the Board", authority=row.authority, by=by)


@transaction.atomic
def send_raised(*, plan: Plan, on: date, by: Any) -> int:
    """All requests of a plan that wait go to the Board with its report. Returns how many."""
    waiting = list(BoardRequest.objects.filter(plan=plan, state=State.RAISED).order_by("number"))
    for request in waiting:
        send(request=request, on=on, by=by)
    return len(waiting)


@transaction.atomic
def answer(*, request: BoardRequest, agreed: bool, words: str, on: date, by: Any) -> None:
    """What the Board says: agreed or not, in its words. The answer returns to the action."""
    row = _lock(request)
    if row.state != State.SENT:
        said = "is not with the Board yet" if row.state == State.RAISED else f"was {row.get_state_display().lower()}"
        raise RuleBroken(f"{row} {said}.")
    if not words.strip():
        raise RuleBroken("Enter what the Board said.", "words")
    changes = {"state": State.ANSWERED, "agreed": agreed, "answer": words.strip(), "answered_on": on}
    audit.save_changes(row, changes, verb="answered", authority=row.authority, by=by)


@transaction.atomic
def withdraw(*, request: BoardRequest, by: Any) -> None:
    """It is no longer asked."""
    row = _lock(request)
    if row.state not in (State.RAISED, State.SENT):
        raise RuleBroken(f"{row} was {row.get_state_display().lower()}.")
    audit.save_changes(row, {"state": State.WITHDRAWN}, verb="withdrew", authority=row.authority, by=by)


def board_of(authority: Any) -> Body | None:
    """The body that is the Board of this council, as its terms say."""
    terms = BodyTerms.objects.in_authority(authority).filter(sphere=BodyTerms.Sphere.BOARD).select_related("body")
    found = terms.first()
    return found.body if found else None


def _raise(plan: Plan, asked: Asked, on: date, by: Any, **about: Any) -> BoardRequest:
    if asked.kind not in BoardRequest.Kind.values:
        raise RuleBroken("Choose what is asked for.", "kind")
    if not asked.ask.strip():
        raise RuleBroken("Enter what the Board is asked.", "ask")
    row = BoardRequest.objects.create(
        authority=plan.authority, number=next_number(BoardRequest, plan.authority), plan=plan, kind=asked.kind,
        ask=asked.ask.strip(), effect=asked.effect.strip(), by_on=asked.by_on, owner=asked.owner, raised_on=on,
        board=board_of(plan.authority), by=by, **about,
    )  # fmt: skip
    audit.record("raised", row, authority=plan.authority, by=by, after=audit.snapshot(row, FIELDS))
    return row


def _lock(request: BoardRequest) -> BoardRequest:
    rows = BoardRequest.objects.select_for_update(of=("self",)).select_related("authority", "board")
    row: BoardRequest = rows.get(pk=request.pk)
    return row
