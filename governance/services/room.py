"""Running a meeting: opening it, one item at a time, who is here, what is said, and its end."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Agency, Person
from core import audit
from core.errors import RuleBroken
from governance.models import AgendaItem, Attendance, Meeting, Minute
from governance.quorum import seats_of
from governance.services import newsletters

State, Item, Here = Meeting.State, AgendaItem.State, Attendance.State


@transaction.atomic
def open_meeting(*, meeting: Meeting, at: datetime, by: Any) -> None:
    """The meeting begins."""
    meeting = lock_meeting(meeting)
    if meeting.state in (State.HELD, State.CANCELLED):
        raise RuleBroken(f"This meeting was {meeting.get_state_display().lower()}. It cannot be opened.")
    if meeting.opened_at is None:
        _save(meeting, {"opened_at": at}, "opened the meeting", by)


@transaction.atomic
def start_item(*, item: AgendaItem, at: datetime, by: Any) -> None:
    """Begin an item, or go on with one. The item that was being heard is finished."""
    meeting = in_session(item.meeting)
    _finish_now(meeting, at=at, by=by, but=item.pk)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if item.state != Item.NOW:
        _save(item, {"state": Item.NOW, "started_at": at}, "started the item", by)


@transaction.atomic
def next_item(*, meeting: Meeting, at: datetime, by: Any) -> AgendaItem | None:
    """Finish the item that is being heard and begin the next one that was not heard yet; None when there is none."""
    meeting = in_session(meeting)
    _finish_now(meeting, at=at, by=by)
    item = meeting.items.filter(state=Item.PLANNED).order_by("position", "pk").first()
    if item is not None:
        _save(item, {"state": Item.NOW, "started_at": at}, "started the item", by)
    return item


@transaction.atomic
def leave_item(*, item: AgendaItem, unfinished: bool, at: datetime, by: Any) -> None:
    """Finish an item: heard, or unfinished, so that the next meeting is offered it again."""
    in_session(item.meeting)
    _finish(AgendaItem.objects.select_for_update().get(pk=item.pk), at=at, by=by, unfinished=unfinished)


@transaction.atomic
def end_meeting(*, meeting: Meeting, at: datetime, by: Any) -> int:
    """End the meeting. Items that were not reached are unfinished and carry forward. Returns how many are."""
    meeting = in_session(meeting)
    _finish_now(meeting, at=at, by=by)
    for item in meeting.items.filter(state=Item.PLANNED).order_by("position", "pk"):
        _save(item, {"state": Item.UNFINISHED}, "did not reach the item", by)
    _save(meeting, {"state": State.HELD, "ended_at": at}, "ended the meeting", by)
    newsletters.draft_after(meeting=meeting, by=by)
    return meeting.items.filter(state=Item.UNFINISHED).count()


@transaction.atomic
def set_attendance(
    *, meeting: Meeting, person: Person, state: str, agency: Agency | None, deputy_for: Person | None, by: Any
) -> Attendance:
    """Say whether somebody is there, for which agency, and for whom a deputy stands in."""
    meeting = refuse_agreed(lock_meeting(meeting))
    deputy_for = deputy_for if state == Here.DEPUTY else None
    _refuse_deputy(meeting, person, state, deputy_for)
    values = {"state": state, "agency": agency, "deputy_for": deputy_for}
    row = Attendance.objects.filter(meeting=meeting, person=person).first()
    if row is not None:
        audit.save_changes(row, values, verb="corrected attendance", authority=meeting.authority, by=by)
        return row
    row = Attendance.objects.create(authority=meeting.authority, meeting=meeting, person=person, **values)
    after = audit.snapshot(row, list(values))
    audit.record("noted attendance", row, authority=meeting.authority, by=by, after=after)
    return row


@transaction.atomic
def take_note(
    *, meeting: Meeting, item: AgendaItem | None, text: str, at: datetime, by: Any, kind: str = Minute.Kind.NOTE,
    person: Person | None = None,
) -> Minute:  # fmt: skip
    """Add a note of one's own, or a declaration of interest. Never edited: a further note corrects."""
    meeting = refuse_agreed(lock_meeting(meeting))
    if not text.strip():
        raise RuleBroken("Enter the note.", "text")
    if kind == Minute.Kind.DECLARATION and person is None:
        raise RuleBroken("Choose who declares it.", "person")
    if item is not None and item.meeting_id != meeting.pk:
        raise RuleBroken("Choose an item of this meeting.", "item")
    return Minute.objects.create(
        authority=meeting.authority, meeting=meeting, item=item, kind=kind, text=text.strip(), person=person, by=by,
        at=at,
    )  # fmt: skip


def lock_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the end of the transaction."""
    locked: Meeting = Meeting.objects.select_for_update(of=("self",)).select_related("authority").get(pk=meeting.pk)
    return locked


def in_session(meeting: Meeting) -> Meeting:
    """The locked meeting, which has been opened and has not ended."""
    meeting = lock_meeting(meeting)
    if meeting.opened_at is None:
        raise RuleBroken("Open the meeting first.")
    if meeting.ended_at is not None or meeting.state == State.CANCELLED:
        raise RuleBroken("This meeting has ended. Its items stay as they are.")
    return meeting


def refuse_agreed(meeting: Meeting) -> Meeting:
    """The meeting, unless it has not begun, or its minutes are agreed: then nothing is added to them."""
    if meeting.minutes_state != Meeting.Minutes.DRAFT:
        raise RuleBroken("The chair has agreed these minutes. They stay as they are.")
    if meeting.opened_at is None:
        raise RuleBroken("Open the meeting first.")
    return meeting


def _refuse_deputy(meeting: Meeting, person: Person, state: str, deputy_for: Person | None) -> None:
    if state != Here.DEPUTY:
        return
    if deputy_for is None:
        raise RuleBroken("Choose whom they stand in for.", "deputy_for")
    if deputy_for == person:
        raise RuleBroken("Nobody stands in for themselves.", "deputy_for")
    if not any(seat.person_id == deputy_for.pk for seat in seats_of(meeting)):
        raise RuleBroken(f"{deputy_for} has no seat here.", "deputy_for")
    rows = Attendance.objects.filter(meeting=meeting, deputy_for=deputy_for, state=Here.DEPUTY)
    other = rows.exclude(person=person).select_related("person").first()
    if other is not None:
        raise RuleBroken(f"{other.person} stands in for {deputy_for} already.", "deputy_for")


def _finish_now(meeting: Meeting, *, at: datetime, by: Any, but: int | None = None) -> None:
    for item in meeting.items.select_for_update().filter(state=Item.NOW).exclude(pk=but):
        _finish(item, at=at, by=by, unfinished=False)


def _finish(item: AgendaItem, *, at: datetime, by: Any, unfinished: bool) -> None:
    """Add the time the item took since it was started, and say how it was left."""
    taken = item.seconds_taken
    if item.state == Item.NOW and item.started_at is not None:
        taken += max(0, int((at - item.started_at).total_seconds()))
    state = Item.UNFINISHED if unfinished else Item.HEARD
    changes = {"state": state, "seconds_taken": taken, "started_at": None}
    _save(item, changes, "left the item unfinished" if unfinished else "heard the item", by)


def _save(row: Meeting | AgendaItem, changes: dict[str, Any], verb: str, by: Any) -> None:
    audit.save_changes(row, changes, verb=verb, authority=row.authority, by=by)
