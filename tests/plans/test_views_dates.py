"""Pages about one date: done, undone, changed with new words, a query answered."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plans.models import Action, ActionDate, DateRevision
from plans.services import actions, dates
from tests.plans.editing import client_of, url
from tests.world import Council, build, every_row

pytestmark = pytest.mark.django_db
COURSES = "8-9 Jan 2030; 11-12 Feb 2030; 3-4 May 2030; 11-12 Feb 2030; 31/04/2030; Dates TBC"


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.fixture
def client(fen: Council) -> Client:
    return client_of(fen, "project_officer")


@pytest.fixture
def course(fen: Council) -> Action:
    words = actions.Words("1.7", "Courses.", by_when=COURSES, area=fen.rows["area"])
    return actions.create_action(plan=fen.rows["plan"], words=words, by=fen.user("project_officer"))


def of_date(name: str, fen: Council, course: Action, place: int) -> str:
    return url(name, fen, row=dates.current(course)[place], ref="1.7")


def row(course: Action, place: int) -> ActionDate:
    return dates.current(Action.objects.get(pk=course.pk))[place]


def send(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, {"seen": 0, **data})


def test_a_date_is_done_today_unless_another_day_is_said(fen: Council, client: Client, course: Action) -> None:
    send(client, of_date("date_done", fen, course, 0))
    send(client, of_date("date_done", fen, course, 1), done_on="1 March 2026")
    assert [row(course, place).done_on for place in (0, 1)] == [timezone.localdate(), date(2026, 3, 1)]


def test_a_day_to_come_is_refused_beside_the_field(fen: Council, client: Client, course: Action) -> None:
    answer = send(client, of_date("date_done", fen, course, 0), done_on="1 March 2090")
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["done_on"])


def test_done_is_undone_by_a_button(fen: Council, client: Client, course: Action) -> None:
    send(client, of_date("date_done", fen, course, 0))
    answer = client.post(of_date("date_undo", fen, course, 0), follow=True)
    assert "1.7: 8–9 January 2030 is open again." in answer.content.decode()
    assert row(course, 0).done_on is None


def test_the_new_words_are_shown_before_anything_is_saved(fen: Council, client: Client, course: Action) -> None:
    before = every_row()
    address = of_date("date_move", fen, course, 2)
    answer = send(client, address, start="6 June 2030", end="7 June 2030", reason="Venue lost.")
    assert answer.status_code == 200
    assert "Nothing is saved yet." in answer.content.decode()
    assert "6-7 Jun" in answer.context["form"]["words"].value()
    assert every_row() == before


def test_the_words_shown_are_saved_with_the_date(fen: Council, client: Client, course: Action) -> None:
    address = of_date("date_move", fen, course, 2)
    data = {"start": "6 June 2030", "end": "7 June 2030", "reason": "Venue lost."}
    offered = send(client, address, **data).context["form"]["words"].value()
    assert send(client, address, **data, words=offered, offered=offered).status_code == 302
    assert Action.objects.get(pk=course.pk).by_when == offered
    assert (row(course, 2).start, DateRevision.objects.get().reason) == (date(2030, 6, 6), "Venue lost.")


def test_other_days_after_the_words_were_shown_get_other_words(fen: Council, client: Client, course: Action) -> None:
    address = of_date("date_move", fen, course, 2)
    data = {"start": "6 June 2030", "reason": "Venue lost."}
    offered = send(client, address, **data).context["form"]["words"].value()
    answer = send(client, address, **data | {"start": "9 July 2030"}, words=offered, offered=offered)
    assert (answer.status_code, "9 Jul" in answer.context["form"]["words"].value()) == (200, True)


def test_own_words_must_say_the_date(fen: Council, client: Client, course: Action) -> None:
    address = of_date("date_move", fen, course, 2)
    data = {"start": "6 June 2030", "reason": "Venue lost.", "offered": "x"}
    answer = send(client, address, **data, words="Some time in summer")
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["words"])


def test_a_reason_is_asked_for_in_a_sentence(fen: Council, client: Client, course: Action) -> None:
    answer = send(client, of_date("date_move", fen, course, 2), start="6 June 2030")
    assert answer.context["form"].errors["reason"] == ["Say why the date has moved"]


@pytest.mark.parametrize("place", [3, 4, 5])
def test_what_cannot_be_moved_says_why_at_once(place: int, fen: Council, client: Client, course: Action) -> None:
    address = of_date("date_move", fen, course, place)
    sentence = dates.why_fixed(row(course, place))
    assert sentence in client.get(address).content.decode()
    answer = send(client, address, start="6 June 2030", reason="Late.")
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)


def test_a_date_moved_meanwhile_shows_both_dates(fen: Council, client: Client, course: Action) -> None:
    theirs = row(course, 2)
    by = fen.user("project_manager")
    dates.move_date(date_row=theirs, start=date(2030, 8, 1), end=date(2030, 8, 1), reason="Ill.", by=by)
    words = Action.objects.get(pk=course.pk).by_when
    data = {"start": "6 June 2030", "reason": "Venue lost.", "words": words, "offered": ""}
    answer = send(client, of_date("date_move", fen, course, 2), **data)
    (said,) = answer.context["conflict"].differences
    assert answer.status_code == 412
    assert (said.theirs, said.mine) == ("1 August 2030", "6 June 2030")
    assert "Fen project_manager saved on" in answer.content.decode()
    assert answer.context["form"]["reason"].value() == "Venue lost."


def test_the_right_one_of_two_equal_dates_is_marked(fen: Council, client: Client, course: Action) -> None:
    words = client.get(of_date("date_answer", fen, course, 3)).context["words"]
    assert words["before"].endswith("3-4 May 2030; ")
    assert (words["marked"], words["before"] + words["marked"] + words["after"]) == ("11-12 Feb 2030", COURSES)


@pytest.mark.parametrize(
    ("choice", "start"), [("suggested", date(2031, 2, 11)), ("written", date(2030, 2, 11)), ("days", date(2030, 5, 11))]
)
def test_a_query_is_answered_by_a_choice(
    choice: str, start: date, fen: Council, client: Client, course: Action
) -> None:
    answer = send(client, of_date("date_answer", fen, course, 3), choice=choice, start="11 May 2030")
    assert answer.status_code == 302
    assert (row(course, 3).start, row(course, 3).queried) == (start, False)
    assert Action.objects.get(pk=course.pk).by_when == COURSES


def test_a_button_elsewhere_may_answer_without_saying_what_it_saw(fen: Council, client: Client, course: Action) -> None:
    assert client.post(of_date("date_answer", fen, course, 3), {"choice": "written"}).status_code == 302


def test_when_nothing_could_be_read_the_days_are_asked_for(fen: Council, client: Client, course: Action) -> None:
    address = of_date("date_answer", fen, course, 4)
    assert client.get(address).context["form"].fields["choice"].widget.is_hidden
    answer = send(client, address)
    assert answer.context["form"].errors == {"start": ["Enter the first day"]}
    assert send(client, address, start="30 April 2030").status_code == 302
    assert (row(course, 4).start, row(course, 4).precision) == (date(2030, 4, 30), "day")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "choice"), ({"choice": "x"}, "choice"), ({"choice": "days"}, "start"),
        ({"choice": "days", "start": "5 May 2030", "end": "4 May 2030"}, "end"),
        ({"choice": "days", "start": "30 February 2030"}, "start"),
        ({"choice": "written", "reason": "x" * 501}, "reason"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_asked_again(
    data: dict[str, str], field: str, fen: Council, client: Client, course: Action
) -> None:
    before = every_row()
    answer = send(client, of_date("date_answer", fen, course, 3), **data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, [field])
    assert every_row() == before


def test_a_query_that_is_answered_is_not_asked_again(fen: Council, client: Client, course: Action) -> None:
    address = of_date("date_answer", fen, course, 3)
    send(client, address, choice="written")
    answer = client.post(address, {"choice": "days", "start": "1 May 2030"})
    assert "This date is not queried any more." in answer.content.decode()


def test_a_date_that_left_the_words_is_not_there(fen: Council, client: Client, course: Action) -> None:
    address = of_date("date_done", fen, course, 0)
    ActionDate.objects.filter(pk=row(course, 0).pk).update(removed_at=timezone.now())
    assert client.get(address).status_code == 404


def test_a_date_is_reached_only_through_its_own_action(fen: Council, client: Client, course: Action) -> None:
    address = url("date_done", fen, row=dates.current(course)[0], ref="1.1")
    assert client.get(address).status_code == 404
