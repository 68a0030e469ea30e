"""Decisions, the action log, requests to the Board and blocks, for everybody; and what the action's page says."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.models import BoardRequest, Decision, MeetingAction
from governance.services import blocks, decisions, meeting_actions, requests
from governance.services.decisions import Decided
from governance.services.meeting_actions import Given
from governance.services.requests import Asked
from plans.models import Action
from tests.factories.accounts import PersonFactory, user_with
from tests.factories.outcomes import TEN, ItemFactory, SessionFactory
from tests.factories.plans import ActionFactory

pytestmark = pytest.mark.django_db
ON = dt.date(2018, 7, 25)


def client(user: Any) -> Client:
    made = Client()
    made.force_login(user, backend="accounts.backends.PasswordBackend")
    return made


@pytest.fixture
def by() -> Any:
    return user_with("project_officer")


@pytest.fixture
def officer(by: Any) -> Client:
    return client(by)


@pytest.fixture
def action() -> Action:
    return ActionFactory(ref="1.5", title="Team development plans")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def decide(by: Any, words: str, action: Any = None) -> Decision:
    meeting = SessionFactory(**({"plan": action.plan} if action else {}))
    item = ItemFactory(meeting=meeting, action=action, state="heard")
    return decisions.record_decision(meeting=meeting, item=item, decided=Decided(words), at=TEN, by=by)


def give(by: Any, words: str, **values: Any) -> MeetingAction:
    given = Given(words, values.get("owner") or PersonFactory(), values.get("due_on"))
    return meeting_actions.give_action(meeting=SessionFactory(), item=None, given=given, by=by)


def ask(by: Any, action: Any) -> BoardRequest:
    asked = Asked("resources", "Two more trainers", "Thirteen teams wait", dt.date(2018, 9, 30))
    return requests.raise_request(plan=action.plan, action=action, asked=asked, on=ON, by=by)


def test_decisions_are_found_by_words_or_number(officer: Client, by: Any) -> None:
    decide(by, "Lend two practice leaders.")
    decide(by, "Meet again in May.")
    assert "2 decisions" in text(officer.get("/fenshire/decisions/"))
    for query in ("practice", "D1", "1"):
        page = text(officer.get("/fenshire/decisions/", {"q": query}))
        assert "Lend two practice leaders." in page
        assert "Meet again" not in page
    assert "Nothing was found." in text(officer.get("/fenshire/decisions/", {"q": "zzz"}))


def test_a_decision_has_a_page_that_says_whether_it_stands(officer: Client, by: Any) -> None:
    old = decide(by, "Lend two practice leaders.")
    assert "It stands." in text(officer.get("/fenshire/decisions/1/"))
    decisions.record_decision(
        meeting=old.meeting, item=None, decided=Decided("Lend three."), at=TEN, by=by, replaces=old
    )
    assert "Replaced by" in text(officer.get("/fenshire/decisions/1/"))
    assert officer.get("/fenshire/decisions/3/").status_code == 404


def test_the_log_shows_what_is_open_first(officer: Client, by: Any) -> None:
    give(by, "Name the two people", due_on=dt.date(2018, 8, 1))
    done = give(by, "Book the hall")
    meeting_actions.report(meeting_action=done, text="Booked", done=True, at=TEN, on=ON, by=by)
    page = text(officer.get("/fenshire/meeting-actions/"))
    assert "<b>1 open</b>, 1 overdue." in page
    assert "Name the two people" in page
    assert "Book the hall" not in page
    assert "Book the hall" in text(officer.get("/fenshire/meeting-actions/?show=done"))
    every = text(officer.get("/fenshire/meeting-actions/?show=all"))
    assert every.index("Name the two people") < every.index("Book the hall")


def test_the_owner_reports_and_a_stranger_does_not(by: Any) -> None:
    owner = user_with("viewer")
    row = give(by, "Name the two people", owner=PersonFactory(user=owner))
    there = f"/fenshire/meeting-actions/{row.number}/"
    assert "Report on it" in text(client(owner).get(there))
    assert "A1 is done." in text(client(owner).post(f"{there}report/", {"text": "Both", "done": "on"}, follow=True))
    assert client(user_with("viewer")).get(f"{there}report/").status_code == 403
    assert "Report on it" not in text(client(owner).get(there))


def test_something_takes_the_place_of_an_action(officer: Client, by: Any) -> None:
    give(by, "Name the two people")
    page = text(officer.post("/fenshire/meeting-actions/1/supersede/", {"text": "D3 settles it"}, follow=True))
    assert "A1 is superseded." in page
    assert "D3 settles it" in page


def test_the_manager_gives_a_task(by: Any) -> None:
    leader = PersonFactory(user=user_with("superleader"))
    manager = client(user_with("project_manager"))
    there = "/fenshire/meeting-actions/tasks/new/"
    page = text(manager.post(there, {"text": "Visit the teams", "owner": leader.pk}, follow=True))
    assert f"Given to {leader} as A1." in page
    assert manager.post(there, {"text": "Visit", "owner": PersonFactory().pk}).status_code == 400
    assert client(by).get(there).status_code == 403


def test_a_request_goes_all_the_way_and_its_answer_is_on_the_action(officer: Client, action: Action) -> None:
    sent = {"action": action.pk, "kind": "resources", "ask": "Two more trainers", "effect": "Teams wait"}
    assert "Raised as B1." in text(officer.post("/fenshire/requests/new/", sent, follow=True))
    assert "B1 is with the Board." in text(officer.post("/fenshire/requests/1/send/", follow=True))
    answer = {"agreed": "yes", "words": "One trainer, from May"}
    assert "B1 is answered." in text(officer.post("/fenshire/requests/1/answer/", answer, follow=True))
    page = text(officer.get(f"/fenshire/plans/{action.plan.slug}/actions/1.5/"))
    assert "The Board agreed" in page
    assert "One trainer, from May" in page
    assert "was answered" in text(officer.post("/fenshire/requests/1/withdraw/", follow=True))


def test_a_block_is_noted_from_the_action_and_cleared(officer: Client, action: Action) -> None:
    here = f"/fenshire/plans/{action.plan.slug}/actions/1.5/"
    assert f"/fenshire/blocks/new/?action={action.pk}" in text(officer.get(here))
    form = officer.get(f"/fenshire/blocks/new/?action={action.pk}").context["form"]
    assert form["action"].value() == str(action.pk)
    officer.post("/fenshire/blocks/new/", {"action": action.pk, "text": "No room"})
    assert "No room" in text(officer.get(here))
    block = action.blocks.get()
    officer.post(f"/fenshire/blocks/{block.pk}/clear/", {"how": "The library lends one"})
    assert "The library lends one" in text(officer.get(here))
    assert "Nothing stands in the way." in text(officer.get("/fenshire/blocks/"))


def test_the_action_says_when_it_was_heard_and_what_was_decided(officer: Client, by: Any, action: Action) -> None:
    decide(by, "Lend two practice leaders.", action)
    page = text(officer.get(f"/fenshire/plans/{action.plan.slug}/actions/1.5/"))
    for words in ("At the Steering Group", "Heard 25 July 2018", "D1", "Lend two practice leaders."):
        assert words in page


def test_a_reader_of_an_action_nobody_has_heard_of_sees_no_empty_section(action: Action) -> None:
    page = text(client(user_with("viewer")).get(f"/fenshire/plans/{action.plan.slug}/actions/1.5/"))
    assert "At the Steering Group" not in page


@pytest.mark.parametrize(
    "where", ["decisions/", "meeting-actions/", "requests/", "blocks/", "plans/{slug}/actions/1.5/"]
)
def test_pages_take_the_same_queries_for_one_row_and_for_many(
    where: str, officer: Client, by: Any, action: Action
) -> None:
    def fill(number: int) -> None:
        for _ in range(number):
            row = decide(by, "Lend two", action)
            given = Given("Name them", PersonFactory(), ON)
            meeting_actions.give_action(meeting=row.meeting, item=row.item, given=given, by=by)
            ask(by, action)
            blocks.open_block(action=action, text="No room", owner=PersonFactory(), on=ON, by=by)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert officer.get(f"/fenshire/{where.format(slug=action.plan.slug)}").status_code == 200
        return len(seen)

    fill(1)
    few = count()
    fill(4)
    assert count() == few


@pytest.mark.parametrize("query", ["\x00", "%", "D" * 300, "D99999999999"])
def test_wild_words_find_nothing_and_break_nothing(query: str, officer: Client, by: Any) -> None:
    decide(by, "Lend two practice leaders.")
    assert officer.get("/fenshire/decisions/", {"q": query, "page": "x"}).status_code == 200
