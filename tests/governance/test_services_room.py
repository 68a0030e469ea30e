"""Running a meeting and what is recorded in it."""

import datetime as dt
from typing import Any

import pytest

from core.errors import RuleBroken
from core.models import AuditEvent
from governance.models import AgendaItem, Attendance, Meeting, Minute
from governance.services import decisions, minutes, room
from governance.services.decisions import Decided
from tests.factories.accounts import PersonFactory, user_with
from tests.factories.outcomes import TEN, ItemFactory, SeatFactory, SessionFactory, terms

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def officer() -> Any:
    return user_with("project_officer")


def states(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("state", flat=True))


def here(meeting: Meeting, officer: Any, role: str = "member") -> Any:
    seat = SeatFactory(body=meeting.body, role=role)
    room.set_attendance(meeting=meeting, person=seat.person, state="present", agency=None, deputy_for=None, by=officer)
    return seat.person


def test_items_are_heard_one_after_the_other_and_their_time_is_kept(officer: Any) -> None:
    meeting = SessionFactory()
    first, _ = ItemFactory(meeting=meeting), ItemFactory(meeting=meeting)
    room.next_item(meeting=meeting, at=TEN, by=officer)
    assert states(meeting) == ["now", "planned"]
    room.next_item(meeting=meeting, at=TEN + 22 * MINUTE, by=officer)
    first.refresh_from_db()
    assert (states(meeting), first.seconds_taken) == (["heard", "now"], 22 * 60)
    assert room.next_item(meeting=meeting, at=TEN + 40 * MINUTE, by=officer) is None


def test_an_item_that_is_taken_up_again_goes_on_counting(officer: Any) -> None:
    item = ItemFactory()
    for start in (0, 30):
        room.start_item(item=item, at=TEN + start * MINUTE, by=officer)
        room.leave_item(item=item, unfinished=False, at=TEN + (start + 5) * MINUTE, by=officer)
    item.refresh_from_db()
    assert item.seconds_taken == 600


def test_starting_an_item_twice_keeps_its_start(officer: Any) -> None:
    item = ItemFactory()
    room.start_item(item=item, at=TEN, by=officer)
    room.start_item(item=item, at=TEN + MINUTE, by=officer)
    item.refresh_from_db()
    assert item.started_at == TEN


def test_what_was_not_reached_is_unfinished_when_the_meeting_ends(officer: Any) -> None:
    meeting = SessionFactory()
    for _ in range(3):
        ItemFactory(meeting=meeting)
    room.next_item(meeting=meeting, at=TEN, by=officer)
    assert room.end_meeting(meeting=meeting, at=TEN + 5 * MINUTE, by=officer) == 2
    meeting.refresh_from_db()
    assert states(meeting) == ["heard", "unfinished", "unfinished"]
    assert (meeting.state, meeting.ended_at) == ("held", TEN + 5 * MINUTE)
    with pytest.raises(RuleBroken, match="has ended"):
        room.next_item(meeting=meeting, at=TEN, by=officer)


def test_nothing_starts_before_the_meeting_is_open(officer: Any) -> None:
    meeting = SessionFactory(opened_at=None)
    item = ItemFactory(meeting=meeting)
    with pytest.raises(RuleBroken, match="Open the meeting first"):
        room.start_item(item=item, at=TEN, by=officer)
    room.open_meeting(meeting=meeting, at=TEN, by=officer)
    room.start_item(item=item, at=TEN, by=officer)
    assert states(meeting) == ["now"]


def test_a_cancelled_meeting_is_not_opened(officer: Any) -> None:
    with pytest.raises(RuleBroken, match="cancelled"):
        room.open_meeting(meeting=SessionFactory(state="cancelled", opened_at=None), at=TEN, by=officer)


def test_attendance_is_corrected_on_record(officer: Any) -> None:
    meeting = SessionFactory()
    person = here(meeting, officer)
    room.set_attendance(meeting=meeting, person=person, state="apologies", agency=None, deputy_for=None, by=officer)
    assert Attendance.objects.get().state == "apologies"
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "noted attendance", "corrected attendance",
    ]  # fmt: skip


@pytest.mark.parametrize("whom", ["nobody", "themselves", "a stranger", "somebody who has one"])
def test_a_deputy_stands_in_for_one_member(whom: str, officer: Any) -> None:
    meeting = SessionFactory()
    person, member = PersonFactory(), SeatFactory(body=meeting.body).person
    room.set_attendance(
        meeting=meeting, person=PersonFactory(), state="deputy", agency=None, deputy_for=member, by=officer
    )
    choices = {"nobody": None, "themselves": person, "a stranger": PersonFactory(), "somebody who has one": member}
    with pytest.raises(RuleBroken) as refusal:
        room.set_attendance(
            meeting=meeting, person=person, state="deputy", agency=None, deputy_for=choices[whom], by=officer
        )
    assert refusal.value.field == "deputy_for"
    assert Attendance.objects.count() == 1


def test_notes_are_added_by_whoever_takes_them(officer: Any) -> None:
    item, member = ItemFactory(), user_with("member")
    for by in (officer, member):
        room.take_note(meeting=item.meeting, item=item, text=" Families were heard. ", at=TEN, by=by)
    assert list(Minute.objects.order_by("pk").values_list("by", "text")) == [
        (officer.pk, "Families were heard."), (member.pk, "Families were heard."),
    ]  # fmt: skip


def test_a_declaration_says_whose_it_is(officer: Any) -> None:
    meeting = SessionFactory()
    with pytest.raises(RuleBroken, match="who declares"):
        room.take_note(meeting=meeting, item=None, text="Trustee", at=TEN, by=officer, kind="declaration")


def test_a_note_belongs_to_an_item_of_its_own_meeting(officer: Any) -> None:
    with pytest.raises(RuleBroken, match="item of this meeting"):
        room.take_note(meeting=SessionFactory(), item=ItemFactory(), text="Note", at=TEN, by=officer)


def test_minutes_are_agreed_then_approved_by_the_next_meeting(officer: Any) -> None:
    meeting = SessionFactory()
    with pytest.raises(RuleBroken, match="End the meeting first"):
        minutes.agree(meeting=meeting, at=TEN, by=officer)
    room.end_meeting(meeting=meeting, at=TEN, by=officer)
    with pytest.raises(RuleBroken, match="chair agrees"):
        minutes.approve(meeting=meeting, at=TEN, by=officer)
    minutes.agree(meeting=meeting, at=TEN, by=officer)
    with pytest.raises(RuleBroken, match="next meeting"):
        minutes.approve(meeting=meeting, at=TEN, by=officer)
    SessionFactory(body=meeting.body, plan=meeting.plan, opened_at=TEN + dt.timedelta(70))
    minutes.approve(meeting=meeting, at=TEN, by=officer)
    meeting.refresh_from_db()
    assert meeting.minutes_state == "approved"


def test_nothing_is_added_to_agreed_minutes(officer: Any) -> None:
    meeting = SessionFactory(minutes_state="agreed")
    for add in (
        lambda: room.take_note(meeting=meeting, item=None, text="Late", at=TEN, by=officer),
        lambda: decisions.record_decision(meeting=meeting, item=None, decided=Decided("Late"), at=TEN, by=officer),
        lambda: here(meeting, officer),
    ):
        with pytest.raises(RuleBroken, match="stay as they are"):
            add()


def test_decisions_are_numbered_and_never_edited(officer: Any) -> None:
    item = ItemFactory()
    made = [
        decisions.record_decision(meeting=item.meeting, item=item, decided=Decided(words), at=TEN, by=officer)
        for words in ("Lend two practice leaders.", "Meet again in May.")
    ]
    assert [str(each) for each in made] == ["D1", "D2"]
    later = decisions.record_decision(
        meeting=item.meeting, item=None, decided=Decided("Lend three."), at=TEN, by=officer, replaces=made[0]
    )
    assert later.replaces == made[0]
    with pytest.raises(RuleBroken, match="replaced already"):
        decisions.record_decision(
            meeting=item.meeting, item=None, decided=Decided("Lend four."), at=TEN, by=officer, replaces=made[0]
        )


def test_what_is_decided_without_a_quorum_waits_for_one(officer: Any) -> None:
    meeting = SessionFactory()
    terms(meeting, quorum=1)
    decision = decisions.record_decision(meeting=meeting, item=None, decided=Decided("Go"), at=TEN, by=officer)
    assert decision.to_be_ratified
    later = SessionFactory(body=meeting.body, plan=meeting.plan)
    assert list(decisions.to_ratify(later)) == [decision]
    with pytest.raises(RuleBroken, match="not quorate either"):
        decisions.ratify(decision=decision, meeting=later, by=officer)
    here(later, officer)
    decisions.ratify(decision=decision, meeting=later, by=officer)
    decision.refresh_from_db()
    assert (decision.ratified_by, list(decisions.to_ratify(later))) == (later, [])


def test_a_decision_is_not_ratified_where_it_was_taken(officer: Any) -> None:
    meeting = SessionFactory()
    terms(meeting, quorum=1)
    decision = decisions.record_decision(meeting=meeting, item=None, decided=Decided("Go"), at=TEN, by=officer)
    here(meeting, officer)
    with pytest.raises(RuleBroken, match="later meeting"):
        decisions.ratify(decision=decision, meeting=meeting, by=officer)


def test_an_item_may_be_left_unfinished(officer: Any) -> None:
    item = ItemFactory()
    room.start_item(item=item, at=TEN, by=officer)
    room.leave_item(item=item, unfinished=True, at=TEN + MINUTE, by=officer)
    assert AgendaItem.objects.get().state == "unfinished"
