"""What comes of a meeting: actions, superleader tasks, requests to the Board, blocks; and their numbers."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from core.errors import RuleBroken
from core.models import AuditEvent
from governance.models import BoardRequest, BodyTerms, Decision, MeetingAction
from governance.services import blocks, decisions, meeting_actions, requests
from governance.services.decisions import Decided
from governance.services.meeting_actions import Given
from governance.services.requests import Asked
from tests.factories.accounts import BodyFactory, PersonFactory, marlshire, user_with
from tests.factories.outcomes import TEN, ItemFactory, SessionFactory
from tests.factories.plans import ActionFactory, PlanFactory

ON = dt.date(2018, 7, 25)


@pytest.fixture
def officer(db: Any) -> Any:
    return user_with("project_officer")


def action_given(officer: Any, **values: Any) -> MeetingAction:
    given = Given(values.pop("text", "Name the two people"), values.pop("owner", None) or PersonFactory())
    return meeting_actions.give_action(meeting=SessionFactory(), item=None, given=given, by=officer)


def raised(officer: Any, action: Any = None) -> BoardRequest:
    action = action or ActionFactory()
    asked = Asked("resources", "Two more trainers", "Thirteen teams wait", dt.date(2018, 9, 30), PersonFactory())
    return requests.raise_request(plan=action.plan, action=action, asked=asked, on=ON, by=officer)


def test_an_action_of_a_meeting_belongs_to_the_action_of_the_plan_its_item_is_about(officer: Any) -> None:
    meeting = SessionFactory()
    item = ItemFactory(meeting=meeting, action=ActionFactory(plan=meeting.plan))
    made = meeting_actions.give_action(
        meeting=meeting, item=item, given=Given("Name them", PersonFactory(), ON), by=officer
    )
    assert (str(made), made.action, made.state) == ("A1", item.action, "open")


@pytest.mark.parametrize(("given", "field"), [(Given(" ", None), "text"), (Given("Name them", None), "owner")])
def test_an_action_says_what_and_who(given: Given, field: str, officer: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        meeting_actions.give_action(meeting=SessionFactory(), item=None, given=given, by=officer)
    assert refusal.value.field == field


def test_reports_are_added_and_the_last_one_closes(officer: Any) -> None:
    row = action_given(officer)
    meeting_actions.report(meeting_action=row, text="One named", done=False, at=TEN, on=ON, by=officer)
    meeting_actions.report(meeting_action=row, text="Both named", done=True, at=TEN, on=ON, by=officer)
    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("done", ON)
    assert list(row.reports.order_by("pk").values_list("text", flat=True)) == ["One named", "Both named"]
    with pytest.raises(RuleBroken, match="done already"):
        meeting_actions.report(meeting_action=row, text="More", done=False, at=TEN, on=ON, by=officer)


def test_what_is_superseded_says_why(officer: Any) -> None:
    row = action_given(officer)
    with pytest.raises(RuleBroken, match="taken its place"):
        meeting_actions.supersede(meeting_action=row, reason=" ", at=TEN, on=ON, by=officer)
    meeting_actions.supersede(meeting_action=row, reason="Done by D3", at=TEN, on=ON, by=officer)
    row.refresh_from_db()
    assert (row.state, row.reports.get().text) == ("superseded", "Done by D3")


def test_a_task_is_given_to_a_superleader_alone(officer: Any) -> None:
    leader = PersonFactory(user=user_with("superleader"))
    with pytest.raises(RuleBroken, match="Choose a superleader"):
        meeting_actions.give_task(authority=leader.authority, given=Given("Go", PersonFactory()), by=officer)
    task = meeting_actions.give_task(authority=leader.authority, given=Given("Visit the teams", leader), by=officer)
    assert (task.kind, task.owner, task.meeting) == ("task", leader, None)


def test_a_request_goes_to_the_board_and_its_answer_comes_back(officer: Any) -> None:
    request = raised(officer)
    board = BodyFactory(name="The Board")
    BodyTerms.objects.create(authority=request.authority, body=board, sphere="board")
    with pytest.raises(RuleBroken, match="not with the Board yet"):
        requests.answer(request=request, agreed=True, words="Agreed", on=ON, by=officer)
    requests.send(request=request, on=ON, by=officer)
    requests.answer(request=request, agreed=True, words="One trainer, from May", on=ON, by=officer)
    request.refresh_from_db()
    assert (request.state, request.board, request.agreed, request.answer) == (
        "answered", board, True, "One trainer, from May",
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="answered"):
        requests.withdraw(request=request, by=officer)


def test_all_that_wait_go_with_the_board_report(officer: Any) -> None:
    action = ActionFactory()
    first, _, gone = raised(officer, action), raised(officer, action), raised(officer, action)
    requests.withdraw(request=gone, by=officer)
    assert requests.send_raised(plan=action.plan, on=ON, by=officer) == 2
    first.refresh_from_db()
    assert (first.state, first.sent_on) == ("sent", ON)
    assert requests.send_raised(plan=action.plan, on=ON, by=officer) == 0


@pytest.mark.parametrize(("asked", "field"), [(Asked("money", "More"), "kind"), (Asked("decision", " "), "ask")])
def test_a_request_says_what_it_asks_for(asked: Asked, field: str, officer: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        requests.raise_request(plan=PlanFactory(), action=None, asked=asked, on=ON, by=officer)
    assert refusal.value.field == field


def test_a_request_in_a_meeting_is_about_the_meetings_plan(officer: Any) -> None:
    meeting = SessionFactory()
    made = requests.raise_in_meeting(meeting=meeting, item=None, asked=Asked("decision", "Agree"), on=ON, by=officer)
    assert (str(made), made.plan, made.meeting) == ("B1", meeting.plan, meeting)
    with pytest.raises(RuleBroken, match="about no plan"):
        requests.raise_in_meeting(
            meeting=SessionFactory(plan=None), item=None, asked=Asked("decision", "Agree"), on=ON, by=officer
        )


def test_a_block_is_opened_and_cleared_with_how(officer: Any) -> None:
    block = blocks.open_block(action=ActionFactory(), text="No room", owner=None, on=ON, by=officer)
    with pytest.raises(RuleBroken, match="how it was cleared"):
        blocks.clear_block(block=block, how="", on=ON, by=officer)
    blocks.clear_block(block=block, how="The library lends one", on=ON, by=officer)
    block.refresh_from_db()
    assert (block.cleared_on, block.how_cleared) == (ON, "The library lends one")
    with pytest.raises(RuleBroken, match="cleared already"):
        blocks.clear_block(block=block, how="Again", on=ON, by=officer)


def test_an_archived_action_gets_no_block(officer: Any) -> None:
    with pytest.raises(RuleBroken):
        blocks.open_block(action=ActionFactory(archived_at=TEN), text="No room", owner=None, on=ON, by=officer)


def test_each_council_counts_for_itself(officer: Any) -> None:
    assert str(action_given(officer)) == "A1"
    assert str(action_given(officer)) == "A2"
    there = SessionFactory(authority=marlshire())
    given = Given("Go", PersonFactory(authority=there.authority))
    assert str(meeting_actions.give_action(meeting=there, item=None, given=given, by=officer)) == "A1"


def test_everything_is_on_the_trail(officer: Any) -> None:
    request = raised(officer)
    requests.send(request=request, on=ON, by=officer)
    action_given(officer)
    verbs = list(AuditEvent.objects.filter(thing__in=["boardrequest", "meetingaction"]).values_list("verb", flat=True))
    assert sorted(verbs) == ["gave", "raised", "sent to the Board"]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_a_number_each(postgres: Any) -> None:
    meetings, officer = [SessionFactory() for _ in range(8)], user_with("project_officer")
    start = threading.Barrier(8)

    def decide(number: int) -> None:
        try:
            start.wait(10)
            for _ in range(5):
                decisions.record_decision(
                    meeting=meetings[number], item=None, decided=Decided("Go"), at=TEN, by=officer
                )
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Decision.objects.values_list("number", flat=True)) == list(range(1, 41))
