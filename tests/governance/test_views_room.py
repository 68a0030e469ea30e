"""The page in the room, and the minutes that come of it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.models import Attendance, BoardRequest, Decision, Meeting, MeetingAction, Minute, Seat
from tests.factories.accounts import PersonFactory, user_with
from tests.factories.outcomes import TEN, ItemFactory, SeatFactory, SessionFactory, terms
from tests.factories.plans import ActionFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def client(user: Any) -> Client:
    made = Client()
    made.force_login(user, backend="accounts.backends.PasswordBackend")
    return made


@pytest.fixture
def officer() -> Client:
    return client(user_with("project_officer"))


@pytest.fixture
def meeting() -> Meeting:
    made: Meeting = SessionFactory()
    ItemFactory(meeting=made, title="Team development plans", action=ActionFactory(plan=made.plan, ref="1.5"))
    ItemFactory(meeting=made, title="Any other business", minutes=5)
    return made


def url(meeting: Meeting, tail: str = "") -> str:
    return f"/fenshire/meetings/{meeting.pk}/room/{tail}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_meeting_is_opened_goes_on_and_ends(officer: Client) -> None:
    meeting = SessionFactory(opened_at=None)
    ItemFactory(meeting=meeting)
    assert "Not open yet." in text(officer.get(url(meeting)))
    officer.post(url(meeting, "act/open/"))
    page = text(officer.post(url(meeting, "act/next/"), follow=True))
    assert "In session. Item 1 of 1" in page
    assert "0 of 20 minutes" in page
    page = text(officer.post(url(meeting, "act/next/"), follow=True))
    assert "Every item has been heard." in page
    assert "The meeting has ended." in text(officer.post(url(meeting, "act/end/"), follow=True))


def test_an_item_is_carried_to_the_next_meeting(officer: Client, meeting: Meeting) -> None:
    item = meeting.items.first()
    officer.post(url(meeting, f"items/{item.pk}/start/"))
    assert "Unfinished" in text(officer.post(url(meeting, f"items/{item.pk}/unfinished/"), follow=True))


def test_a_note_is_answered_with_its_panel_alone(officer: Client, meeting: Meeting) -> None:
    item = meeting.items.first()
    answer = officer.post(url(meeting, "notes/"), {"item": item.pk, "text": "Families were heard."}, **HTMX)
    assert answer.status_code == 200
    assert text(answer).lstrip().startswith("<section")
    assert "Families were heard." in text(answer)
    assert answer.headers["HX-Trigger"] == '{"announce": "Note added."}'


def test_without_scripts_the_page_comes_back_to_the_same_item(officer: Client, meeting: Meeting) -> None:
    item = meeting.items.last()
    answer = officer.post(url(meeting, "notes/"), {"item": item.pk, "text": "Nothing else."})
    assert answer.headers["Location"] == f"{url(meeting)}?item={item.pk}#notes"
    assert "Nothing else." in text(officer.get(answer.headers["Location"]))


@pytest.mark.parametrize("more", [{}, HTMX], ids=["page", "panel"])
def test_what_was_typed_is_kept_when_something_is_missing(more: Any, officer: Client, meeting: Meeting) -> None:
    answer = officer.post(url(meeting, "actions/"), {"item": "", "text": "Name the two people"}, **more)
    assert answer.status_code == 400
    assert "Choose who does it" in text(answer)
    assert "Name the two people" in text(answer)


def test_a_decision_an_action_and_a_request_belong_to_their_item(officer: Client, meeting: Meeting) -> None:
    item, person = meeting.items.first(), PersonFactory()
    officer.post(url(meeting, "decisions/"), {"item": item.pk, "text": "Lend two practice leaders."})
    officer.post(url(meeting, "actions/"), {"item": item.pk, "text": "Name them", "owner": person.pk})
    officer.post(url(meeting, "requests/"), {"item": item.pk, "kind": "resources", "ask": "Two trainers"})
    page = text(officer.get(f"{url(meeting)}?item={item.pk}"))
    for words in ("D1", "Lend two practice leaders.", "A1", "Name them", "B1", "Two trainers"):
        assert words in page
    assert {Decision.objects.get().action, MeetingAction.objects.get().action, BoardRequest.objects.get().action} == {
        item.action
    }


def test_a_superleader_task_is_given_from_the_room(officer: Client, meeting: Meeting) -> None:
    leader = PersonFactory(user=user_with("superleader"))
    data = {"item": "", "text": "Visit the teams", "owner": leader.pk, "task": "on"}
    officer.post(url(meeting, "actions/"), data)
    assert MeetingAction.objects.get().kind == "task"
    answer = officer.post(url(meeting, "actions/"), data | {"owner": PersonFactory().pk})
    assert "Choose a superleader" in text(answer)


def test_one_press_says_who_is_here_and_the_quorum_follows(officer: Client, meeting: Meeting) -> None:
    seat = SeatFactory(body=meeting.body)
    terms(meeting, quorum=1)
    assert "the meeting is not quorate. It needs 1 member." in text(officer.get(url(meeting)))
    answer = officer.post(url(meeting, "attendance/"), {"here": f"{seat.person.pk}-present"}, **HTMX)
    assert "1 of 1 member is here from 0 agencies: the meeting is quorate." in text(answer)
    assert 'hx-swap-oob="true"' in text(answer)
    officer.post(url(meeting, "attendance/"), {"here": f"{seat.person.pk}-apologies"})
    assert Attendance.objects.get().state == "apologies"


@pytest.mark.parametrize("here", ["", "x-present", "1-deputy", "999999-present"])
def test_a_wrong_press_changes_nothing(here: str, officer: Client, meeting: Meeting) -> None:
    answer = officer.post(url(meeting, "attendance/"), {"here": here})
    assert (answer.status_code, Attendance.objects.count()) == (400, 0)


def test_a_deputy_is_added(officer: Client, meeting: Meeting) -> None:
    seat, deputy = SeatFactory(body=meeting.body), PersonFactory(name="Dee Deputy")
    data = {"item": "", "person": deputy.pk, "state": "deputy", "deputy_for": seat.person.pk}
    officer.post(url(meeting, "attendance/"), data)
    assert f"for {seat.person}" in text(officer.get(url(meeting)))


def test_a_member_takes_notes_of_their_own_and_runs_nothing(meeting: Meeting) -> None:
    member = client(user_with("member"))
    page = text(member.get(url(meeting)))
    assert "Add note" in page
    for words in ("Next item", "Record decision", "Give action", "Apologies</button>"):
        assert words not in page
    assert member.post(url(meeting, "notes/"), {"item": "", "text": "From the police"}).status_code == 302
    assert member.post(url(meeting, "decisions/"), {"text": "Go"}).status_code == 403
    assert Minute.objects.get().text == "From the police"


def test_typed_markup_comes_out_as_text(officer: Client, meeting: Meeting) -> None:
    page = text(officer.post(url(meeting, "notes/"), {"item": "", "text": "<script>alert(1)</script>"}, **HTMX))
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_what_waits_for_a_quorum_is_ratified_here(officer: Client, meeting: Meeting) -> None:
    earlier = SessionFactory(body=meeting.body, plan=meeting.plan)
    waiting = Decision.objects.create(
        authority=meeting.authority, number=4, meeting=earlier, text="Go", to_be_ratified=True, at=TEN,
        by=user_with("project_officer"),
    )  # fmt: skip
    assert "D4 is ratified." in text(officer.post(url(meeting, "decisions/4/ratify/"), follow=True))
    waiting.refresh_from_db()
    assert waiting.ratified_by == meeting


def test_the_page_takes_the_same_queries_however_much_there_is(officer: Client, meeting: Meeting) -> None:
    def ask() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            officer.get(f"{url(meeting)}?item=0")
        return len(seen)

    def fill(number: int) -> None:
        for _ in range(number):
            ItemFactory(meeting=meeting, action=ActionFactory(plan=meeting.plan))
            SeatFactory(body=meeting.body)
            officer.post(url(meeting, "notes/"), {"item": "", "text": "Note"})
            officer.post(url(meeting, "decisions/"), {"item": "", "text": "Go"})

    fill(1)
    few = ask()
    fill(4)
    assert ask() == few


def test_minutes_are_made_from_the_rows(officer: Client, meeting: Meeting) -> None:
    item = meeting.items.first()
    officer.post(url(meeting, "notes/"), {"item": item.pk, "text": "Families were heard."})
    officer.post(url(meeting, "decisions/"), {"item": item.pk, "text": "Lend two practice leaders."})
    page = text(officer.get(f"/fenshire/meetings/{meeting.pk}/minutes/"))
    for words in ("1.5 Team development plans", "Families were heard.", "Lend two practice leaders."):
        assert words in page


def test_a_draft_is_not_for_every_reader(officer: Client, meeting: Meeting) -> None:
    officer.post(url(meeting, "notes/"), {"item": "", "text": "Among ourselves"})
    reader, there = client(user_with("viewer")), f"/fenshire/meetings/{meeting.pk}/minutes/"
    assert "Among ourselves" not in text(reader.get(there))
    Meeting.objects.filter(pk=meeting.pk).update(minutes_state="agreed")
    assert "Among ourselves" in text(reader.get(there))


def test_the_chair_agrees_the_minutes_and_nobody_else(officer: Client, meeting: Meeting) -> None:
    user = user_with("viewer")
    SeatFactory(body=meeting.body, role=Seat.Role.CHAIR, person=PersonFactory(user=user))
    there = f"/fenshire/meetings/{meeting.pk}/minutes/"
    officer.post(url(meeting, "act/end/"))
    assert officer.post(f"{there}agree/").status_code == 403
    assert "Agree these minutes" in text(client(user).get(there))
    assert "The minutes are agreed." in text(client(user).post(f"{there}agree/", follow=True))


def test_for_a_chair_without_an_account_the_officer_says_so(officer: Client, meeting: Meeting) -> None:
    SeatFactory(body=meeting.body, role=Seat.Role.CHAIR)
    there = f"/fenshire/meetings/{meeting.pk}/minutes/"
    officer.post(url(meeting, "act/end/"))
    assert "Record that the chair agrees" in text(officer.get(there))
    officer.post(f"{there}agree/")
    meeting.refresh_from_db()
    assert meeting.minutes_state == "agreed"
