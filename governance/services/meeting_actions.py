"""What meetings give people to do: actions and superleader tasks, reported on, done or superseded."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import Authority, Membership, Person
from accounts.permissions import Role
from core import audit
from core.errors import RuleBroken
from governance.models import ActionReport, AgendaItem, Meeting, MeetingAction
from governance.services.numbering import next_number
from governance.services.room import lock_meeting, refuse_agreed

State, Kind = MeetingAction.State, MeetingAction.Kind
FIELDS = ["kind", "text", "owner", "due_on"]


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be done, by whom, by when."""

    text: str
    owner: Person | None
    due_on: date | None = None


@transaction.atomic
def give_action(*, meeting: Meeting, item: AgendaItem | None, given: Given, by: Any) -> MeetingAction:
    """Give somebody something to do, from an item of a meeting."""
    meeting = refuse_agreed(lock_meeting(meeting))
    _refuse(given)
    return _give(meeting.authority, given, by, kind=Kind.ACTION, meeting=meeting, item=item,
                 action=item.action if item else None)  # fmt: skip


@transaction.atomic
def give_task(
    *, authority: Authority, given: Given, by: Any, meeting: Meeting | None = None, item: AgendaItem | None = None
) -> MeetingAction:
    """Give a superleader a task: by the manager, or by the group in a meeting."""
    _refuse(given)
    if given.owner not in superleaders(authority):
        raise RuleBroken("Choose a superleader.", "owner")
    if meeting is not None:
        refuse_agreed(lock_meeting(meeting))
    about = {"meeting": meeting, "item": item, "action": item.action if item else None}
    return _give(authority, given, by, kind=Kind.TASK, **about)


@transaction.atomic
def report(*, meeting_action: MeetingAction, text: str, done: bool, at: datetime, on: date, by: Any) -> ActionReport:
    """Say how far it has come, and whether it is done. Reports are never edited."""
    row = _open(meeting_action)
    if not text.strip():
        raise RuleBroken("Say how far it has come.", "text")
    said = ActionReport.objects.create(authority=row.authority, meeting_action=row, text=text.strip(), by=by, at=at)
    if done:
        changes = {"state": State.DONE, "closed_on": on}
        audit.save_changes(row, changes, verb="marked done", authority=row.authority, by=by)
    return said


@transaction.atomic
def supersede(*, meeting_action: MeetingAction, reason: str, at: datetime, on: date, by: Any) -> None:
    """Take it off the log because something else has taken its place; the reason is its last report."""
    row = _open(meeting_action)
    if not reason.strip():
        raise RuleBroken("Say what has taken its place.", "text")
    ActionReport.objects.create(authority=row.authority, meeting_action=row, text=reason.strip(), by=by, at=at)
    changes = {"state": State.SUPERSEDED, "closed_on": on}
    audit.save_changes(row, changes, verb="superseded", authority=row.authority, by=by)


def superleaders(authority: Authority) -> Any:
    """People of this council who are superleaders, by name."""
    held = Membership.objects.open().filter(authority=authority, role=Role.SUPERLEADER)
    people = Person.objects.in_authority(authority).filter(closed_on=None, user__in=held.values("user"))
    return people.order_by("name", "pk")


def _refuse(given: Given) -> None:
    if not given.text.strip():
        raise RuleBroken("Enter what is to be done, verb first.", "text")
    if given.owner is None:
        raise RuleBroken("Choose who does it.", "owner")


def _give(authority: Authority, given: Given, by: Any, **about: Any) -> MeetingAction:
    number = next_number(MeetingAction, authority)
    row = MeetingAction.objects.create(
        authority=authority, number=number, text=given.text.strip(), owner=given.owner, due_on=given.due_on, by=by,
        **about,
    )  # fmt: skip
    audit.record("gave", row, authority=authority, by=by, after=audit.snapshot(row, FIELDS))
    return row


def _open(meeting_action: MeetingAction) -> MeetingAction:
    rows = MeetingAction.objects.select_for_update(of=("self",)).select_related("authority")
    row: MeetingAction = rows.get(pk=meeting_action.pk)
    if row.state != State.OPEN:
        raise RuleBroken(f"{row} is {row.get_state_display().lower()} already.")
    return row
