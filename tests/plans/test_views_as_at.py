"""The plan and the action as they were, and the page of clashes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from accounts.models import Person, User
from core.ratings import Rag
from plans.models import Action, Plan
from plans.services import actions, dates, updates
from tests.factories.accounts import PersonFactory, user_with
from tests.factories.plans import AreaFactory, PlanFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 5, 9, 9, tzinfo=UTC)
URL = "/fenshire/plans/plan/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(slug="plan", starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31))


def add(plan: Plan, ref: str, by: User, by_when: str = "5 March 2027") -> Action:
    area = plan.deliveryareas.first() or AreaFactory(plan=plan, code="OD1")
    words = actions.Words(ref, f"Leaders learn {ref}", by_when=by_when, area=area)
    return actions.create_action(plan=plan, words=words, by=by)


def a_story(plan: Plan, officer: User, clock: Any) -> None:
    """Green with Ada on 9 May; red, moved, with Ivo and a new ref on 12 May; 1.2 comes on 12 May."""
    action = add(plan, "1.1", officer)
    lead(action, "Ada Marsh", officer)
    updates.update_rag(action=action, said=updates.Said(Rag.GREEN, "Going well."), seen=None, by=officer)
    clock.shift(timedelta(days=3))
    action = Action.objects.get(pk=action.pk)
    updates.update_rag(action=action, said=updates.Said(Rag.RED, "Room lost."), seen=action.latest_id, by=officer)
    day = dates.current(action)[0]
    dates.move_date(date_row=day, start=date(2027, 4, 9), end=date(2027, 4, 9), reason="Room lost", by=officer)
    lead(action, "Ivo Reed", officer)
    action = Action.objects.get(pk=action.pk)
    words = actions.Words("1.9", action.what, by_when=action.by_when, area=action.area)
    actions.edit_action(action=action, words=words, version=action.version, by=officer)
    add(plan, "1.2", officer)


def lead(action: Action, name: str, by: User) -> None:
    actions.set_parts(action=action, parts=[actions.Part("lead", name, person=someone(name))], by=by)


def someone(name: str) -> Person:
    return Person.objects.filter(name=name).first() or PersonFactory(name=name)


def page(user: User, path: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(URL + path)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode().split("<main")[1]).split())


def test_the_plan_stands_as_it_stood_that_evening(plan: Plan, officer: User, clock: Any) -> None:
    a_story(plan, officer, clock)
    text = page(user_with("viewer"), "as-at/?as_at=2026-05-09")
    assert "This is how the plan stood on the evening of 9 May 2026: in force." in text
    for words in ("1.1", "G On track", "Going well.", "5 March 2027", "Ada Marsh"):
        assert words in text
    for words in ("1.2", "1.9", "Off track", "Room lost", "9 April 2027", "Ivo Reed"):
        assert words not in text
    text = page(officer, "as-at/")
    for words in ("1.9", "1.2", "R Off track", "9 April 2027", "Ivo Reed"):
        assert words in text


def test_an_action_stands_as_it_stood_and_is_found_by_its_ref_of_today(plan: Plan, officer: User, clock: Any) -> None:
    a_story(plan, officer, clock)
    text = page(officer, "actions/1.9/as-at/?day=9 May 2026")
    assert "Action 1.1 as at the evening of 9 May 2026" in text
    assert "Going well." in text
    assert "Ada Marsh leads" in text
    assert "9 April 2027" not in text
    assert "The plan did not have this action yet." in page(officer, "actions/1.2/as-at/?day=2026-05-10")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("soon", "Enter a date like 17 September 2018"),
        ("2027-01-01", "Enter today or an earlier day"),
        ("30 February 2026", "February 2026 has 28 days"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_in_words(plan: Plan, officer: User, day: str, words: str) -> None:
    add(plan, "1.1", officer)
    assert words in page(officer, f"as-at/?as_at={day}")
    assert words in page(officer, f"actions/1.1/as-at/?day={day}")


def test_before_the_plan_there_was_no_plan(plan: Plan, officer: User) -> None:
    assert "There was no plan yet." in page(officer, "as-at/?as_at=2020-01-01")


def test_clashes_are_told_with_who_leads_and_the_past_on_demand(plan: Plan, officer: User) -> None:
    for ref in ("1.1", "1.2"):
        lead(add(plan, ref, officer, "5 March 2027 2 March 2026"), f"Ada Marsh{ref[2:]}", officer)
    lead(add(plan, "1.3", officer, "5 March 2027"), "Ada Marsh1", officer)
    text = page(officer, "clashes/")
    assert "Dates to come fall together once; once they need the same people." in text
    assert "Needs the same people: Ada Marsh1 (1.1, 1.3)" in text
    assert "2 March 2026" not in text
    assert "Dates fell together once: show them" in text
    assert "2 March 2026" in page(officer, "clashes/?past=1")


def test_without_clashes_the_page_says_so(plan: Plan, officer: User) -> None:
    add(plan, "1.1", officer)
    assert "No dates to come fall together." in page(officer, "clashes/")


@pytest.mark.parametrize("path", ["as-at/?as_at=2026-05-09", "clashes/"])
def test_queries_do_not_grow_with_the_plan(plan: Plan, officer: User, path: str) -> None:
    client = Client()
    client.force_login(officer)
    add(plan, "1.1", officer)
    one = _queries(client, path)
    for number in range(2, 12):
        lead(add(plan, f"1.{number}", officer), f"Person {number}", officer)
    assert _queries(client, path) == one <= 14


def _queries(client: Client, path: str) -> int:
    client.get(URL + path)
    with CaptureQueriesContext(connection) as asked:
        client.get(URL + path)
    return len(asked)
