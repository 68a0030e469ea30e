"""What an update round wants of people on My work, and what the plan's page says of it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from plans.services import rounds
from tests.factories.accounts import user_with
from tests.plans.rounding import MONDAY, Round, planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(dt.datetime.combine(MONDAY, dt.time(9)), tick=False):
        yield


@pytest.fixture
def july() -> Round:
    made = planned()
    made.open()
    return made


def page(user: Any, url: str) -> str:
    client = Client()
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    return str(client.get(url).content.decode())


def test_a_lead_is_told_how_many_are_still_to_answer(july: Round) -> None:
    july.joan.user = user_with("viewer", july.plan.authority, name="Joan Petrie")
    july.joan.save()
    words = page(july.joan.user, "/fenshire/home/")
    assert "2 of your 2 actions still to answer. It closes at the end of 15 July 2018." in words
    assert 'href="/fenshire/plans/plan/rounds/july-2018/"' in words
    july.say("2.1")
    july.say("C9")
    assert "still to answer" not in page(july.joan.user, "/fenshire/home/")


def test_the_officer_is_told_what_is_to_be_looked_at(july: Round) -> None:
    july.say("2.1")
    words = page(july.officer, "/fenshire/home/")
    assert "1 of 5 answered, 1 to look at, 1 with nobody to ask." in words
    assert 'href="/fenshire/plans/plan/rounds/july-2018/answers/"' in words


def test_a_closed_round_wants_nothing(july: Round) -> None:
    rounds.close_round(period=july.period, by=july.officer)
    assert "Update round" not in page(july.officer, "/fenshire/home/")


def test_the_plans_page_says_how_far_the_round_is(july: Round) -> None:
    july.say("2.1")
    words = page(july.officer, "/fenshire/plans/plan/")
    assert "July 2018: 1 of 5 answered." in words
    assert "Start an update round" not in words


def test_the_officer_starts_a_round_from_the_plans_page(july: Round) -> None:
    rounds.close_round(period=july.period, by=july.officer)
    start = 'href="/fenshire/plans/plan/rounds/new/"'
    assert start in page(july.officer, "/fenshire/plans/plan/")
    assert start not in page(user_with("viewer", july.plan.authority), "/fenshire/plans/plan/")
