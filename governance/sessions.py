"""A meeting as its rows tell it: items with what was said and decided, who was there, and how its time stands.

The page in the room and the minutes are made from the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from governance import quorum
from governance.models import AgendaItem, Attendance, Meeting, MeetingAction, Minute, Seat

State = AgendaItem.State


@dataclass(slots=True)
class Part:
    """An item of the agenda (or the meeting as a whole, without `item`) and all that was recorded with it."""

    number: int = 0
    item: AgendaItem | None = None
    seconds: int = 0
    notes: list[Any] = field(default_factory=list)
    decisions: list[Any] = field(default_factory=list)
    actions: list[Any] = field(default_factory=list)
    requests: list[Any] = field(default_factory=list)

    @property
    def time(self) -> str:
        """How it stands against its minutes: "8 of 20 minutes"."""
        return said_time(self.seconds, self.item.minutes) if self.item else ""

    @property
    def is_now(self) -> bool:
        """Whether this is being heard."""
        return self.item is not None and self.item.state == State.NOW

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded with it."""
        return not (self.notes or self.decisions or self.actions or self.requests)


@dataclass(frozen=True, slots=True)
class Present:
    """One person at a meeting: what they are to the body, whether they are there, and in whose place."""

    person: Any
    role: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one agency at a meeting."""

    agency: str
    people: list[Present]


def parts(meeting: Meeting, at: datetime) -> list[Part]:
    """The meeting as a whole first, then every item in its order. Six queries, however much there is."""
    items = meeting.items.select_related("action__plan", "presenter__agency").order_by("position", "pk")
    found = {item.pk: Part(number, item, seconds(item, at)) for number, item in enumerate(items, start=1)}
    whole = Part()
    rows: dict[str, Any] = {
        "notes": meeting.notes.filter(kind=Minute.Kind.NOTE).select_related("by"),
        "decisions": meeting.decisions.select_related("by", "ratified_by", "replaces"),
        "actions": meeting.actions.select_related("owner"),
        "requests": meeting.board_requests.select_related("owner"),
    }
    for name, kept in rows.items():
        for row in kept.order_by("pk"):
            getattr(found.get(row.item_id, whole), name).append(row)
    return [whole, *found.values()]


def declarations(meeting: Meeting) -> list[Minute]:
    """Interests that were declared, in their order."""
    found = meeting.notes.filter(kind=Minute.Kind.DECLARATION).select_related("person", "by", "item")
    return list(found.order_by("pk"))


def seconds(item: AgendaItem, at: datetime) -> int:
    """How long an item has taken, up to this moment when it is being heard."""
    if item.state != State.NOW or item.started_at is None:
        return item.seconds_taken
    return item.seconds_taken + max(0, int((at - item.started_at).total_seconds()))


def said_time(taken: int, minutes: int) -> str:
    """ "8 of 20 minutes", "22 of 20 minutes, 2 over"."""
    spent = taken // 60
    over = f", {spent - minutes} over" if spent > minutes else ""
    return f"{spent} of {minutes} minute{'' if minutes == 1 else 's'}{over}"


def behind(meeting: Meeting, every: Iterable[Part], at: datetime) -> tuple[int, datetime]:
    """How many minutes late a meeting will end as it stands (negative: early), and when that is."""
    left = 0
    for part in every:
        if part.item is not None and part.item.state in (State.PLANNED, State.NOW):
            left += max(0, part.item.minutes * 60 - part.seconds)
    ends = at + timedelta(seconds=left)
    begun = meeting.starts_at or meeting.opened_at or at
    due = begun + timedelta(minutes=meeting.minutes_planned)
    return round((ends - due).total_seconds() / 60), ends


def groups(meeting: Meeting) -> list[Group]:
    """Everybody with a seat, and every guest, by agency; the chair first within theirs."""
    seats, rows = list(quorum.seats_of(meeting)), list(quorum.attendance_of(meeting))
    states = {row.person_id: row for row in rows}
    found: dict[str, list[Present]] = {}
    for seat in sorted(seats, key=lambda seat: seat.role not in quorum.CHAIRING):
        present = _present(seat.person, seat.get_role_display(), states.get(seat.person_id))
        found.setdefault(quorum.agency_of(seat), []).append(present)
    seated = {seat.person_id for seat in seats}
    for row in rows:
        if row.person_id not in seated:
            found.setdefault(quorum.agency_of(row), []).append(_present(row.person, "", row))
    return [
        Group(agency or "No agency named", found[agency]) for agency in sorted(found, key=lambda name: (not name, name))
    ]


def apologies(every: Sequence[Group]) -> list[Present]:
    """Those who sent apologies."""
    return [one for group in every for one in group.people if one.state == Attendance.State.APOLOGIES]


def in_room(every: Sequence[Group]) -> list[Group]:
    """The agencies with somebody there, and who that is."""
    here = [Group(group.agency, [one for one in group.people if one.state in quorum.HERE]) for group in every]
    return [group for group in here if group.people]


def open_actions(meeting: Meeting) -> Any:
    """The action log as this meeting takes it up: what was given before and is not closed, the oldest due first."""
    earlier = MeetingAction.objects.in_authority(meeting.authority).filter(state=MeetingAction.State.OPEN)
    mine = earlier.exclude(meeting=meeting) | earlier.filter(meeting=None)
    return mine.select_related("owner").order_by(F("due_on").asc(nulls_last=True), "number")


def role_of(role: str) -> str:
    """A role in words; a plain member needs none."""
    return "" if role == Seat.Role.MEMBER.label else role


def _present(person: Any, role: str, row: Attendance | None) -> Present:
    words = role_of(role)
    if row is None:
        return Present(person, words, "", words)
    if row.state == Attendance.State.DEPUTY:
        words = ", ".join(part for part in (words, f"for {row.deputy_for}") if part)
    return Present(person, words, row.state, words)
