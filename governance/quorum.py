"""Whether a meeting can decide: who of its members is here, and what the terms of its body ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from governance.models import Attendance, BodyTerms, Meeting, Seat

VOTING = frozenset({"chair", "deputy", "member"})
CHAIRING = frozenset({"chair", "deputy"})
HERE = frozenset({"present", "deputy"})


@dataclass(frozen=True, slots=True)
class Place:
    """One seat at one meeting: its role, its agency, and how it is filled ("present", "deputy", "absent" …)."""

    role: str
    agency: str
    state: str = ""

    @property
    def is_here(self) -> bool:
        """Whether the member, or somebody in their place, is in the room."""
        return self.state in HERE


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether a meeting can decide, and why not. `lacks` are whole sentences; none, and it can."""

    members: int
    here: int
    agencies: int
    is_set: bool
    lacks: tuple[str, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether what is decided now stands. Where the terms set no quorum, it does."""
        return not self.lacks

    @property
    def sentence(self) -> str:
        """ "9 of 14 members are here from 7 agencies: the meeting is quorate." """
        be, members = "is" if self.here == 1 else "are", "member" if self.members == 1 else "members"
        agencies = "1 agency" if self.agencies == 1 else f"{self.agencies} agencies"
        here = f"{self.here} of {self.members} {members} {be} here from {agencies}"
        if not self.is_set:
            return f"{here}. The terms of this body set no quorum."
        if self.is_met:
            return f"{here}: the meeting is quorate."
        return f"{here}: the meeting is not quorate. {' '.join(self.lacks)}"


def count(places: Iterable[Place], *, required: int, needs_chair: bool, must_attend: Iterable[str] = ()) -> Quorum:
    """Count the voting seats that are filled, and name what the terms ask for beyond that. Pure.

    A deputy counts as the member they stand in for, but does not take the chair: that is the chair or the deputy chair
    in person. Secretaries and advisers may be there for their agency; members they are not.
    """
    every, wanted = list(places), list(must_attend)
    members = [place for place in every if place.role in VOTING]
    here = [place for place in members if place.is_here]
    agencies = {place.agency for place in every if place.is_here and place.agency}
    lacks = [f"It needs {required} member{'' if required == 1 else 's'}."] if len(here) < required else []
    if needs_chair and not any(place.role in CHAIRING and place.state == "present" for place in here):
        lacks.append("It needs its chair or deputy chair.")
    lacks += [f"It needs somebody from {agency}." for agency in wanted if agency not in agencies]
    is_set = bool(required or needs_chair or wanted)
    return Quorum(len(members), len(here), len(agencies), is_set, tuple(lacks))


def of_meeting(meeting: Meeting) -> Quorum:
    """The quorum of a meeting as it stands now. Four queries."""
    seats = list(seats_of(meeting))
    attendance = list(attendance_of(meeting))
    terms = BodyTerms.objects.filter(body=meeting.body_id).prefetch_related("must_attend").first()
    places = places_of(seats, attendance)
    if terms is None:
        return count(places, required=0, needs_chair=False)
    wanted = sorted(agency.name for agency in terms.must_attend.all())
    return count(places, required=terms.quorum, needs_chair=terms.needs_chair, must_attend=wanted)


def seats_of(meeting: Meeting) -> Any:
    """Who sat on the body when the meeting was held: seats that were open then, the chair first."""
    seats = Seat.objects.filter(body=meeting.body_id).select_related("person__agency", "agency")
    held = meeting.ended_at or meeting.starts_at
    if meeting.state == Meeting.State.HELD and held is not None:
        day = held.date()
        return seats.exclude(to_on__lt=day).exclude(from_on__gt=day).order_by("person__name", "pk")
    return seats.filter(to_on__isnull=True).order_by("person__name", "pk")


def attendance_of(meeting: Meeting) -> Any:
    """What is known of who was there."""
    rows = Attendance.objects.filter(meeting=meeting)
    return rows.select_related("person__agency", "agency", "deputy_for").order_by("person__name", "pk")


def places_of(seats: list[Seat], attendance: list[Attendance]) -> list[Place]:
    """The seats with how each is filled, and the guests, who count for their agency alone."""
    own = {row.person_id: row for row in attendance}
    stands_in = {row.deputy_for_id: row for row in attendance if row.state == Attendance.State.DEPUTY}
    places = []
    for seat in seats:
        mine, other = own.get(seat.person_id), stands_in.get(seat.person_id)
        filled = mine if mine is not None and mine.state == Attendance.State.PRESENT else other or mine
        places.append(Place(seat.role, agency_of(seat), filled.state if filled else ""))
    seated = {seat.person_id for seat in seats}
    guests = (row for row in attendance if row.person_id not in seated and row.state == Attendance.State.PRESENT)
    return places + [Place("guest", agency_of(row), row.state) for row in guests]


def agency_of(row: Seat | Attendance) -> str:
    """For whom somebody sits there: the agency of the seat, else their own."""
    agency = row.agency or row.person.agency
    return agency.name if agency else ""


def is_chaired_by(body: Any, user: Any) -> bool:
    """Whether this user is the chair or the deputy chair of a body now."""
    return Seat.objects.filter(body=body, to_on__isnull=True, role__in=CHAIRING, person__user=user).exists()


def has_chair_with_account(body: Any) -> bool:
    """Whether a chair or deputy chair of a body can sign in."""
    chairs = Seat.objects.filter(body=body, to_on__isnull=True, role__in=CHAIRING)
    return chairs.filter(person__user__isnull=False).exists()
