"""Pages of update rounds, as the officer and the manager use them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import Mail
from plans.models import Answer, ReportingPeriod
from plans.services import rounds
from tests.factories.accounts import user_with
from tests.factories.plans import ActionFactory, LeadFactory
from tests.plans.rounding import MONDAY, Round, planned

pytestmark = pytest.mark.django_db
BASE = "/fenshire/plans/plan/rounds/"
HERE = f"{BASE}july-2018/"
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(dt.datetime.combine(MONDAY, dt.time(9)), tick=False):
        yield


@pytest.fixture
def july() -> Round:
    return planned()


@pytest.fixture
def opened(july: Round) -> Round:
    july.open()
    return july


def client(user: Any) -> Client:
    made = Client()
    made.force_login(user, backend="accounts.backends.PasswordBackend")
    return made


def page(round_: Round, url: str, user: Any = None) -> str:
    answer = client(user or round_.officer).get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def send(round_: Round, url: str, data: dict[str, Any] | None = None, user: Any = None) -> Any:
    return client(user or round_.officer).post(url, data or {}, follow=True)


def test_a_round_is_started_in_one_step_and_everybody_is_asked(july: Round) -> None:
    ReportingPeriod.objects.all().delete()
    form = {"title": "Summer", "opens_on": "9 July 2018", "closes_on": "20 July 2018", "start": "now"}
    answer = send(july, f"{BASE}new/", form)
    assert "Opened the round Summer." in answer.content.decode()
    period = ReportingPeriod.objects.get()
    assert (period.state, period.opens_on, Mail.objects.count()) == ("open", MONDAY, 3)


def test_a_round_is_planned_to_open_by_itself(july: Round) -> None:
    form = {"title": "Autumn", "opens_on": "1 October 2018", "closes_on": "12 October 2018", "start": "later"}
    assert "It opens on 1 October 2018." in send(july, f"{BASE}new/", form).content.decode()
    assert "Opens on 1 October 2018" in page(july, BASE)
    assert Mail.objects.count() == 0


def test_the_next_round_is_proposed_in_the_form(july: Round) -> None:
    words = page(july, f"{BASE}new/")
    assert 'value="October 2018"' in words
    assert 'value="2 October 2018"' in words


def test_days_within_another_round_are_an_error_beside_the_field(july: Round) -> None:
    form = {"title": "Again", "opens_on": "9 July 2018", "closes_on": "20 July 2018", "start": "later"}
    answer = send(july, f"{BASE}new/", form)
    assert answer.status_code == 400
    assert "These days fall within the round July 2018" in str(answer.context["form"].errors["opens_on"])


def test_a_round_is_opened_closed_and_opened_again_by_its_buttons(july: Round) -> None:
    for act, state in (
        ("open", "open"),
        ("open", "open"),
        ("close", "closed"),
        ("close", "closed"),
        ("reopen", "open"),
    ):
        assert send(july, f"{HERE}act/{act}/").status_code == 200
        assert ReportingPeriod.objects.get().state == state
    assert Mail.objects.count() == 3


def test_the_officer_sees_who_has_answered_and_what(opened: Round) -> None:
    opened.say("2.1", "amber", "Half the team is ill.", said_by=opened.joan)
    words = page(opened, f"{HERE}answers/")
    assert "1 of 5 answered." in words
    assert "Half the team is ill." in words
    assert "Joan Petrie, 2 July" in words
    assert "Say what will bring it back to green." in words
    assert "1 of 2" in words
    assert "No lead is named." in words


def test_the_silent_are_chased_once_a_day(opened: Round) -> None:
    assert "had a mail today" in send(opened, f"{HERE}act/chase/").content.decode()
    with time_machine.travel(dt.datetime.combine(MONDAY + DAY, dt.time(9)), tick=False):
        assert "Wrote to 3 leads once more." in send(opened, f"{HERE}act/chase/").content.decode()
        assert "Nobody was written to" in send(opened, f"{HERE}act/chase/").content.decode()
        assert "3 July 2018, 1 time" in page(opened, f"{HERE}answers/")


def test_a_lead_named_since_is_asked(opened: Round) -> None:
    new = opened.bea
    Answer.objects.filter(ask__person=new).update(ask=None)
    opened.period.asks.filter(person=new).delete()
    Mail.objects.filter(person_id=new.pk).delete()
    LeadFactory(action=opened.action("2.4"), person=new)
    assert "Asked 1 more lead." in send(opened, f"{HERE}act/ask/").content.decode()
    assert Mail.objects.filter(person_id=new.pk).count() == 1


def test_the_officer_answers_for_somebody_and_comes_back(opened: Round) -> None:
    words = page(opened, f"{HERE}answers/")
    back = quote(f"{HERE}answers/", safe="")
    url = f"/fenshire/plans/plan/actions/2.1/update/?next={back}&for={opened.joan.pk}"
    assert url.replace("&", "&amp;") in words
    form = client(opened.officer).get(url).context["form"]
    assert str(form["said_by"].value()) == str(opened.joan.pk)
    answer = send(opened, url, {"rag": "green", "seen": "", "said_by": opened.joan.pk})
    assert answer.redirect_chain[-1][0] == f"{HERE}answers/#a-2.1"
    update = opened.answer("2.1").update
    assert update is not None
    assert update.said_by == opened.joan


def test_an_answer_is_accepted_and_sent_back(opened: Round) -> None:
    first, second = opened.say("2.1"), opened.say("2.2")
    send(opened, f"{HERE}answers/{opened.answer('2.1').pk}/accept/", {"seen": first.pk})
    form = {"question": "By when?", "seen": second.pk}
    send(opened, f"{HERE}answers/{opened.answer('2.2').pk}/send-back/", form)
    assert (opened.answer("2.1").state, opened.answer("2.2").state) == ("accepted", "sent_back")
    assert "You asked: By when?" in page(opened, f"{HERE}answers/")


def test_a_question_on_an_answer_that_changed_shows_the_newer_one(opened: Round) -> None:
    old = opened.say("2.1", comment="Nothing yet.")
    opened.say("2.1", comment="All are trained.")
    url = f"{HERE}answers/{opened.answer('2.1').pk}/send-back/"
    answer = send(opened, url, {"question": "Why nothing?", "seen": old.pk})
    words = answer.content.decode()
    assert answer.status_code == 412
    assert "All are trained." in words
    assert "Why nothing?" in words
    assert opened.answer("2.1").state == "answered"
    newest = answer.context["form"]["seen"].value()
    assert send(opened, url, {"question": "Who?", "seen": newest}).status_code == 200
    assert opened.answer("2.1").state == "sent_back"


def test_a_newer_answer_is_not_accepted_unseen(opened: Round) -> None:
    old = opened.say("2.1")
    opened.say("2.1", comment="Newer.")
    answer = send(opened, f"{HERE}answers/{opened.answer('2.1').pk}/accept/", {"seen": old.pk})
    assert "2.1 was answered again meanwhile" in answer.content.decode()
    assert opened.answer("2.1").state == "answered"


def test_all_that_is_shown_is_accepted(opened: Round) -> None:
    seen = [opened.say(ref).pk for ref in ("2.1", "2.2")]
    assert "Accepted 2 answers." in send(opened, f"{HERE}act/accept/", {"seen": seen}).content.decode()
    assert "Nothing was left to accept." in send(opened, f"{HERE}act/accept/", {"seen": [*seen, "x"]}).content.decode()


def test_the_chips_narrow_the_answers(opened: Round) -> None:
    opened.say("2.1")
    words = page(opened, f"{HERE}answers/?show=look")
    assert 'id="a-2.1"' in words
    assert 'id="a-2.2"' not in words
    assert 'id="a-2.2"' in page(opened, f"{HERE}answers/?show=zzz")


def test_the_manager_sees_what_is_missing_and_locks(opened: Round) -> None:
    opened.say("2.1", "amber", "Late.")
    words = page(opened, f"{HERE}lock/", opened.manager)
    assert "Needed before it can be locked" in words
    assert "Lock for good" not in words
    assert send(opened, f"{HERE}lock/", user=opened.manager).status_code == 400
    opened.say("2.1", "amber", "Late.", path_to_green="One more course.")
    assert "Lock for good" in page(opened, f"{HERE}lock/", opened.manager)
    assert "Locked July 2018." in send(opened, f"{HERE}lock/", user=opened.manager).content.decode()
    assert send(opened, f"{HERE}lock/", user=opened.manager).status_code == 200
    assert ReportingPeriod.objects.get().locked_by == opened.manager


def test_the_officer_does_not_lock(opened: Round) -> None:
    assert client(opened.officer).get(f"{HERE}lock/").status_code == 403
    assert f"{HERE}lock/" not in page(opened, f"{HERE}answers/")


def test_what_was_said_is_read_by_everybody_and_stays_as_locked(opened: Round) -> None:
    opened.say("2.1", "amber", "Late.", path_to_green="One more course.")
    rounds.edit_period(period=opened.period, values={"worries": "Too few trainers."}, version=1, by=opened.officer)
    rounds.lock_period(period=opened.period, on=MONDAY, by=opened.manager)
    opened.say("2.1", "green", "All well again.")
    words = page(opened, f"{HERE}said/", user_with("viewer", opened.plan.authority))
    assert "This period is locked." in words
    assert "One more course." in words
    assert "Too few trainers." in words
    assert "All well again." not in words
    assert "No answer" in words


def test_nothing_was_said_in_a_round_that_is_only_planned(july: Round) -> None:
    assert client(july.officer).get(f"{HERE}said/").status_code == 404


def test_two_people_at_one_note_see_both_texts(opened: Round) -> None:
    form = {"where_we_are": "Half way.", "working_well": "", "worries": "", "version": 1}
    assert "Saved the note." in send(opened, f"{HERE}note/", form).content.decode()
    answer = send(opened, f"{HERE}note/", form | {"where_we_are": "Nowhere."})
    assert answer.status_code == 412
    assert "Half way." in answer.content.decode()
    assert "Nowhere." in answer.content.decode()


def test_an_open_round_keeps_its_first_day_and_gets_a_later_last(opened: Round) -> None:
    form = {"title": "July", "closes_on": "20 July 2018", "opens_on": "1 January 2018", "version": 1}
    assert "Saved the round." in send(opened, f"{HERE}edit/", form).content.decode()
    period = ReportingPeriod.objects.get()
    assert (period.title, period.opens_on, period.closes_on) == ("July", MONDAY, dt.date(2018, 7, 20))


@pytest.mark.parametrize("url", ["", "july-2018/answers/", "july-2018/said/", "july-2018/lock/"])
def test_pages_take_the_same_queries_for_few_rows_and_for_many(opened: Round, url: str) -> None:
    few = _queries(opened, url)
    area = opened.action("2.1").area
    for number in range(20):
        LeadFactory(action=ActionFactory(plan=opened.plan, area=area, ref=f"3.{number}"), person=opened.joan)
    rounds.ask_again(period=opened.period, on=MONDAY, by=opened.officer)
    for number in range(20):
        opened.say(f"3.{number}")
    assert _queries(opened, url) == few <= 14


def _queries(opened: Round, url: str) -> int:
    browser = client(opened.manager)
    browser.get(BASE + url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(BASE + url).status_code == 200
    return len(queries)
