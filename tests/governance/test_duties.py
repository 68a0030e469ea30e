"""What came of meetings and waits on My work."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from governance import duties
from governance.services import meeting_actions, requests
from governance.services.meeting_actions import Given
from governance.services.requests import Asked
from tests.factories.accounts import PersonFactory, marlshire, user_with
from tests.factories.outcomes import ItemFactory, SessionFactory
from tests.factories.plans import ActionFactory

pytestmark = pytest.mark.django_db
ON = dt.date(2018, 7, 25)


@pytest.fixture
def officer() -> Any:
    return user_with("project_officer")


def test_a_superleader_sees_their_tasks_with_what_is_overdue_first(officer: Any) -> None:
    user = user_with("superleader")
    leader = PersonFactory(user=user)
    for words, day in (("Visit the teams", None), ("Meet the police", dt.date(2018, 7, 20))):
        meeting_actions.give_task(authority=leader.authority, given=Given(words, leader, day), by=officer)
    (tasks,) = duties.of_person(leader.authority, user, ON)
    assert tasks.title == "Superleader tasks"
    assert [(line.title, line.said) for line in tasks.lines] == [
        ("Meet the police", "5 days overdue: it was due 20 July 2018."),
        ("Visit the teams", "No day was set."),
    ]


def test_what_is_done_waits_no_more(officer: Any) -> None:
    user = user_with("viewer")
    owner = PersonFactory(user=user)
    row = meeting_actions.give_action(
        meeting=SessionFactory(), item=None, given=Given("Name them", owner, ON), by=officer
    )
    assert [line.ref for line in duties.of_person(owner.authority, user, ON)[0].lines] == ["A1"]
    meeting_actions.report(meeting_action=row, text="Both", done=True, at=dt.datetime.now(dt.UTC), on=ON, by=officer)
    assert duties.of_person(owner.authority, user, ON) == []


def test_who_runs_meetings_is_asked_for_the_boards_answers(officer: Any) -> None:
    action = ActionFactory()
    row = requests.raise_request(
        plan=action.plan, action=action, asked=Asked("decision", "Agree", by_on=dt.date(2018, 9, 30)), on=ON, by=officer
    )
    authority = action.plan.authority
    assert duties.of_person(authority, officer, ON) == []
    requests.send(request=row, on=ON, by=officer)
    (board,) = duties.of_person(authority, officer, ON)
    assert board.lines[0].said == "With the Board since 25 July 2018. Needed by 30 September 2018."
    assert duties.of_person(authority, user_with("member"), ON) == []


def test_it_stands_on_my_work() -> None:
    user = user_with("superleader")
    leader = PersonFactory(user=user)
    meeting_actions.give_task(authority=leader.authority, given=Given("Visit the teams", leader), by=user)
    client = Client()
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    assert "Visit the teams" in client.get("/fenshire/home/").content.decode()


@pytest.mark.parametrize(("panel", "field"), [("actions", "owner"), ("declarations", "person"), ("notes", "item")])
def test_a_row_of_another_council_is_refused_like_one_that_is_not_there(panel: str, field: str, officer: Any) -> None:
    there = SessionFactory(authority=marlshire())
    foreign = {"owner": PersonFactory(authority=there.authority), "item": ItemFactory(meeting=there)}
    foreign["person"] = foreign["owner"]
    here, client = SessionFactory(), Client()
    client.force_login(officer, backend="accounts.backends.PasswordBackend")
    said = []
    for pk in (foreign[field].pk, 987_654_321):
        answer = client.post(f"/fenshire/meetings/{here.pk}/room/{panel}/", {"text": "Words", field: pk})
        assert answer.status_code == 400
        said.append(dict(answer.context["forms"][panel].errors)[field])
    assert said[0] == said[1]
