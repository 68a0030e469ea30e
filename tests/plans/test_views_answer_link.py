"""Answering by the link of a mail, without an account: that person's actions in that round, and nothing else."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, User
from plans import rounds as reading
from plans.models import Ask, Participation, RagUpdate, ReportingPeriod
from plans.services import rounds
from tests.factories.accounts import AuthorityFactory, user_with
from tests.plans.answering import HTMX, fields, lead, refs, signed_in, state
from tests.plans.rounding import Round, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Round:
    made = planned()
    made.open()
    return made


@pytest.fixture
def ask(asked: Round) -> Ask:
    return Ask.objects.select_related("period__plan__authority").get(person=asked.joan)


@pytest.fixture
def url(ask: Ask) -> str:
    return f"/fenshire/answer/{reading.link_token(ask)}/"


def post(asked: Round, url: str, ref: str, rag: str = "green", **more: str) -> Any:
    data = fields(asked, ref, rag, **more) | {"row": str(asked.answer(ref).pk)}
    return Client().post(url, data, headers=HTMX)


def test_it_shows_that_persons_actions_and_nothing_of_the_plan(asked: Round, url: str) -> None:
    answer = Client().get(url)
    assert refs(answer) == ["2.1", "C9"]
    assert "Joan Petrie, how do your 2 actions stand?" in answer.text
    assert "/plans/plan/" not in answer.text
    assert "Thing 2" not in answer.text


def test_it_is_kept_from_search_engines_and_caches(asked: Round, url: str) -> None:
    for address in (url, "/fenshire/answer/x/"):
        headers = Client().get(address).headers
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in headers["Cache-Control"]
        assert headers["Referrer-Policy"] == "same-origin"


def test_looking_changes_nothing(ask: Ask, url: str) -> None:
    Client().get(url)
    ask.refresh_from_db()
    assert ask.opened_at is None


def test_doing_something_there_is_noticed_once(ask: Ask, url: str) -> None:
    assert Client().post(url, {"here": "1"}).status_code == 204
    ask.refresh_from_db()
    first = ask.opened_at
    Client().post(url, {"here": "1"})
    ask.refresh_from_db()
    assert first is not None
    assert ask.opened_at == first


def test_the_answer_is_the_persons_entered_by_the_system(asked: Round, url: str) -> None:
    assert post(asked, url, "2.1").status_code == 200
    update = RagUpdate.objects.get()
    assert (update.said_by, update.by, update.source) == (asked.joan, User.objects.system(), "link")
    assert state(asked, "2.1") == "answered"


def test_somebody_signed_in_answers_as_the_links_person_too(asked: Round, url: str) -> None:
    stranger = user_with("viewer", AuthorityFactory(slug="marlshire", name="Marlshire"))
    data = fields(asked, "2.1", "green") | {"row": str(asked.answer("2.1").pk)}
    signed_in(stranger).post(url, data)
    assert RagUpdate.objects.get().said_by == asked.joan


def test_it_answers_no_other_action(asked: Round, url: str) -> None:
    assert post(asked, url, "2.2").status_code == 403
    assert not RagUpdate.objects.exists()


def test_an_action_that_has_another_lead_by_now_is_gone(asked: Round, url: str) -> None:
    Participation.objects.filter(action__ref="2.1").update(person=asked.amir)
    assert refs(Client().get(url)) == ["C9"]
    assert post(asked, url, "2.1").status_code == 403


def test_with_nothing_left_it_says_so(asked: Round, url: str) -> None:
    Participation.objects.filter(person=asked.joan).update(person=asked.amir)
    answer = Client().get(url)
    assert (answer.status_code, "Nothing is asked of you any more" in answer.text) == (200, True)


def ended(url: str) -> None:
    for answer in (Client().get(url), Client().post(url, {"here": "1"})):
        assert answer.status_code == 410
        assert "This link has ended" in answer.text
        assert "Joan" not in answer.text


def test_a_newer_link_ends_it(ask: Ask, url: str) -> None:
    Ask.objects.filter(pk=ask.pk).update(link=2)
    ended(url)


def test_it_ends_with_the_person(asked: Round, url: str) -> None:
    asked.joan.closed_on = asked.period.opens_on
    asked.joan.save(update_fields=["closed_on"])
    ended(url)


def test_it_ends_when_the_person_is_suspended(asked: Round, url: str) -> None:
    user = lead(asked)
    assert Client().get(url).status_code == 200
    Membership.objects.filter(user=user).update(suspended_at="2018-07-03T09:00Z")
    ended(url)


def test_it_ends_with_the_lock(asked: Round, url: str) -> None:
    ReportingPeriod.objects.update(state=ReportingPeriod.State.LOCKED)
    ended(url)


def test_altered_words_or_another_councils_address_open_nothing(asked: Round, url: str) -> None:
    AuthorityFactory(slug="marlshire", name="Marlshire")
    ended(url[:-3] + "xx/")
    ended(url.replace("fenshire", "marlshire"))
    assert Client().get(url.replace("fenshire", "nowhere")).status_code == 404


def test_a_form_from_elsewhere_is_refused(asked: Round, url: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(url)
    data = fields(asked, "2.1", "green") | {"row": str(asked.answer("2.1").pk)}
    assert client.post(url, data).status_code == 403
    token = client.cookies["csrftoken"].value
    assert client.post(url, data | {"csrfmiddlewaretoken": token}).status_code == 302
    assert state(asked, "2.1") == "answered"


def test_after_the_close_a_late_answer_still_reaches_the_council(asked: Round, url: str) -> None:
    rounds.close_round(period=asked.period, by=asked.officer)
    assert post(asked, url, "2.1").status_code == 200
    assert RagUpdate.objects.get().period is None
