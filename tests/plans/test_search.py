"""Finding actions by ref and words, on both databases."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from plans import search
from plans.models import Action, Plan
from plans.services import actions
from tests.factories.accounts import marlshire, user_with
from tests.factories.plans import ActionFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(slug="plan")


def find(user: User, words: str) -> list[str]:
    council = next(iter(user.authorities().values()))
    return [action.ref for action in search.find(council, user, words)]


def ask(user: User, words: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get("/fenshire/search/", {"q": words})


def test_every_word_must_be_there_in_any_order_and_case(plan: Plan, officer: User) -> None:
    ActionFactory(plan=plan, ref="2.1", what="Foundation training for new staff")
    ActionFactory(plan=plan, ref="2.2", what="Training for leaders")
    assert find(officer, "STAFF train") == ["2.1"]
    assert find(officer, "training") == ["2.1", "2.2"]


def test_an_exact_ref_leads_to_the_action(plan: Plan, officer: User) -> None:
    ActionFactory(plan=plan, ref="2.1")
    ActionFactory(plan=plan, ref="2.10")
    answer = ask(officer, "2.1")
    assert answer.status_code == 302
    assert answer.url == "/fenshire/plans/plan/actions/2.1/"


def test_a_ref_in_two_plans_in_force_is_a_choice(plan: Plan, officer: User) -> None:
    ActionFactory(plan=plan, ref="2.1")
    ActionFactory(plan=PlanFactory(), ref="2.1")
    assert ask(officer, "2.1").status_code == 200


@pytest.mark.parametrize("words", ["100%", "a_b", "back\\slash", "o'hara", 'say "hi"'])
def test_signs_of_the_query_language_are_only_words(plan: Plan, officer: User, words: str) -> None:
    ActionFactory(plan=plan, ref="2.1", what=f"Reach {words} by then")
    ActionFactory(plan=plan, ref="2.2", what="Reach 100 axb backslash then")
    assert find(officer, words) == ["2.1"]


WILD = [
    "\x00",
    "2\x00.1",
    "%",
    "%%%%",
    "_" * 300,
    "x" * 100_000,
    "'; drop table plans_action; --",
    "\u202e",
    "😀",
    "[",
    "*",
    "a b " * 500,
]


@pytest.mark.parametrize("words", WILD)
def test_no_words_break_the_page(plan: Plan, officer: User, words: str) -> None:
    ActionFactory(plan=plan)
    assert ask(officer, words).status_code == 200


def test_a_broken_byte_in_the_address_is_no_error(officer: User) -> None:
    client = Client()
    client.force_login(officer)
    assert client.get("/fenshire/search/?q=%ff%ed%a0%80").status_code == 200


def test_archived_actions_and_other_councils_are_not_found(plan: Plan, officer: User) -> None:
    ActionFactory(plan=plan, ref="2.1", archived_at="2018-01-01T00:00Z")
    ActionFactory(plan=PlanFactory(authority=marlshire()), ref="2.2")
    assert find(officer, "training") == []


def test_drafts_are_found_only_by_who_may_read_them(officer: User) -> None:
    ActionFactory(plan=PlanFactory(state=Plan.State.DRAFT), ref="2.1")
    assert find(officer, "training") == ["2.1"]
    assert find(user_with("viewer"), "training") == []


def test_nothing_found_says_what_to_try(plan: Plan, officer: User) -> None:
    assert "Nothing found" in ask(officer, "zebra").text


def test_many_found_are_cut_and_it_is_said(plan: Plan, officer: User) -> None:
    first = ActionFactory(plan=plan)
    more = [
        Action(plan=plan, area=first.area, ref=f"3.{n}", what="training", search_words="training") for n in range(60)
    ]
    Action.objects.bulk_create(more)
    assert "50 or more" in ask(officer, "training").text


def test_search_takes_few_queries_whatever_it_finds(
    plan: Plan, officer: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        ActionFactory(plan=plan, ref=f"2.{number}")
    client = Client()
    client.force_login(officer)
    with django_assert_max_num_queries(7):
        client.get("/fenshire/search/", {"q": "training"})


def test_postgresql_uses_its_index_of_words(plan: Plan, postgres: Any) -> None:
    area = ActionFactory(plan=plan).area
    words = [f"{number} teams agree their own way of working " * 9 for number in range(5_000)]
    rows = [Action(plan=plan, area=area, ref=f"3.{number}", search_words=each) for number, each in enumerate(words)]
    Action.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE plans_action")
    assert "action_search_words" in search.matching(Action.objects.all(), "foundation staff").explain()


def test_an_action_is_found_by_who_leads_it(plan: Plan, officer: User) -> None:
    action = ActionFactory(plan=plan, ref="2.1")
    actions.set_lead(action=action, part=actions.Part("lead", "Ruth Adeyemi"), by=officer)
    assert find(officer, "adeyemi") == ["2.1"]
