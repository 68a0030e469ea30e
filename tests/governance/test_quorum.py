"""When a meeting can decide."""

import pytest

from governance.models import Attendance
from governance.quorum import Place, count, of_meeting
from tests.factories.accounts import AgencyFactory, PersonFactory
from tests.factories.outcomes import SeatFactory, SessionFactory, terms

CHAIR = Place("chair", "Council", "present")
POLICE = Place("member", "Police", "present")
AWAY = Place("member", "Health", "apologies")


@pytest.mark.parametrize(
    ("places", "required", "needs_chair", "agencies", "lacks"),
    [
        ([CHAIR, POLICE], 2, True, ["Police"], ()),
        ([CHAIR, POLICE], 0, False, [], ()),
        ([CHAIR, POLICE, AWAY], 3, False, [], ("It needs 3 members.",)),
        ([POLICE, AWAY], 1, True, [], ("It needs its chair or deputy chair.",)),
        ([POLICE, Place("deputy", "Council", "present")], 2, True, [], ()),
        ([POLICE, Place("chair", "Council", "deputy")], 2, True, [], ("It needs its chair or deputy chair.",)),
        ([CHAIR, AWAY], 1, True, ["Health"], ("It needs somebody from Health.",)),
        ([CHAIR, Place("member", "Health", "deputy")], 2, True, ["Health"], ()),
        ([CHAIR, Place("adviser", "Health", "present")], 2, True, ["Health"], ("It needs 2 members.",)),
        ([CHAIR, Place("guest", "Health", "present")], 1, True, ["Health"], ()),
        ([Place("member", "Health", "absent")], 1, False, [], ("It needs 1 member.",)),
        ([], 0, False, [], ()),
    ],
)
def test_what_the_terms_ask_for_is_counted(
    places: list[Place], required: int, needs_chair: bool, agencies: list[str], lacks: tuple[str, ...]
) -> None:
    found = count(places, required=required, needs_chair=needs_chair, must_attend=agencies)
    assert found.lacks == lacks
    assert found.is_met == (not lacks)


def test_it_is_said_in_a_sentence() -> None:
    places = [Place("member", f"Agency {number % 7}", "present") for number in range(9)] + [AWAY] * 5
    said = count(places, required=9, needs_chair=False).sentence
    assert said == "9 of 14 members are here from 7 agencies: the meeting is quorate."


def test_what_is_missing_is_said_too() -> None:
    said = count([POLICE, AWAY], required=2, needs_chair=True).sentence
    assert said == (
        "1 of 2 members is here from 1 agency: the meeting is not quorate. It needs 2 members. "
        "It needs its chair or deputy chair."
    )


def test_without_terms_nothing_is_asked_for() -> None:
    found = count([POLICE], required=0, needs_chair=False)
    assert found.is_met
    assert found.sentence == "1 of 1 member is here from 1 agency. The terms of this body set no quorum."


@pytest.mark.django_db
def test_a_deputy_fills_the_seat_of_whom_they_stand_in_for() -> None:
    meeting, health = SessionFactory(), AgencyFactory(name="Health")
    seat = SeatFactory(body=meeting.body, agency=health)
    deputy = PersonFactory(agency=AgencyFactory(name="Police"))
    terms(meeting, quorum=1, agencies=[health])
    assert not of_meeting(meeting).is_met
    Attendance.objects.create(authority=meeting.authority, meeting=meeting, person=seat.person, state="apologies")
    Attendance.objects.create(
        authority=meeting.authority, meeting=meeting, person=deputy, state="deputy", deputy_for=seat.person
    )
    assert of_meeting(meeting).sentence == "1 of 1 member is here from 1 agency: the meeting is quorate."


@pytest.mark.django_db
def test_ended_seats_are_not_counted() -> None:
    meeting = SessionFactory()
    SeatFactory(body=meeting.body, to_on="2018-01-31")
    assert of_meeting(meeting).members == 0
