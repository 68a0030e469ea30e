"""The page of what has changed in a plan."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import User
from core.ratings import Rag
from plans import changes, standing
from plans.models import Action, DeliveryArea, Plan, ReportingPeriod
from plans.services import actions, dates, plans, updates
from tests.factories.accounts import PersonFactory, user_with
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 5, 9, 9, tzinfo=UTC)
URL = "/fenshire/plans/plan/changes/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


@pytest.fixture
def plan(officer: User) -> Plan:
    plan = PlanFactory(slug="plan", starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31))
    plans.add_part(plan=plan, model=DeliveryArea, values={"code": "OD1", "title": "Learning"}, by=officer)
    for number in range(1, 5):
        add(plan, f"1.{number}", officer)
    return plan


def add(plan: Plan, ref: str, by: User) -> Action:
    area = plan.deliveryareas.get(code="OD1")
    words = actions.Words(ref, f"Leaders learn {ref}", by_when="5 March 2027", monitored_through="Audit", area=area)
    return actions.create_action(plan=plan, words=words, by=by)


def rate(plan: Plan, ref: str, rag: str, by: User) -> Any:
    action = plan.actions.get(ref=ref)
    return updates.update_rag(action=action, said=updates.Said(rag, f"{ref} {rag}."), seen=action.latest_id, by=by)


def happens(plan: Plan, officer: User) -> None:
    """One of everything, and one thing that came back."""
    rate(plan, "1.1", Rag.RED, officer)
    rate(plan, "1.2", Rag.AMBER, officer)
    updates.withdraw_update(update=rate(plan, "1.3", Rag.RED, officer), by=officer)
    moved = dates.current(plan.actions.get(ref="1.2"))[0]
    dates.move_date(date_row=moved, start=date(2027, 4, 9), end=date(2027, 4, 9), reason="Room lost", by=officer)
    action = plan.actions.get(ref="1.3")
    words = actions.Words("1.3", action.what, action.title, action.by_when, "", "Audit, survey", action.area)
    actions.edit_action(action=action, words=words, version=action.version, by=officer)
    lead = actions.Part("lead", "Ada Marsh", person=PersonFactory(name="Ada Marsh"))
    actions.set_lead(action=plan.actions.get(ref="1.3"), part=lead, by=officer)
    actions.archive_action(action=plan.actions.get(ref="1.4"), reason="Merged", by=officer)
    add(plan, "1.5", officer)
    plans.edit_plan(plan=plan, values={"title": "A better plan"}, version=Plan.objects.get().version, by=officer)


def page(user: User, query: str = "") -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode().split("<main")[1]).split())


def test_everything_is_told_net_and_in_words(plan: Plan, officer: User, clock: Any) -> None:
    rate(plan, "1.1", Rag.GREEN, officer)
    clock.shift(timedelta(days=3))
    happens(plan, officer)
    text = page(user_with("viewer"), "?since=2026-05-10")
    assert "What has changed since 10 May 2026" in text
    assert "Two ratings have changed: one is worse, one is new." in text
    assert "G On track to R Off track" in text
    assert "1.1 red." in text
    assert "Moved from 5 March 2027 to 9 April 2027, 35 days later. Room lost" in text
    assert "Audit taken out: " not in text.split("By when")[0]
    assert "put in: Audit, survey" in text
    assert "Ada Marsh leads now; before, nobody did." in text
    assert "Archived. Merged" in text
    assert "Added to the plan." in text
    assert "A better plan" in text


def test_a_kind_of_change_can_be_asked_for_alone(plan: Plan, officer: User, clock: Any) -> None:
    clock.shift(timedelta(days=3))
    happens(plan, officer)
    text = page(officer, "?since=2026-05-10&kind=dates")
    assert "Moved from 5 March 2027" in text
    assert "Archived. Merged" not in text
    assert "1.1 red." not in text
    assert "Everything 6" in text
    assert "Dates 1" in text


def test_when_nothing_is_different_it_says_so(plan: Plan, officer: User, clock: Any) -> None:
    clock.shift(timedelta(days=60))
    text = page(officer)
    assert "No rating has changed." in text
    assert "Nothing is different." in text


def test_a_wrong_day_is_refused_in_words_and_the_usual_is_shown(plan: Plan, officer: User) -> None:
    assert "Error: Enter a date like 17 September 2018" in page(officer, "?since=soon")


def test_the_last_period_that_is_over_is_the_usual_beginning(plan: Plan, officer: User, clock: Any) -> None:
    clock.shift(timedelta(days=1))
    ReportingPeriod.objects.create(
        plan=plan, slug="spring", title="Spring 2026", state="locked", opens_on=START.date(), closes_on=START.date(),
        locked_at=datetime.now(UTC),
    )  # fmt: skip
    clock.shift(timedelta(days=1))
    rate(plan, "1.1", Rag.RED, officer)
    text = page(officer)
    assert "What has changed since Spring 2026 was locked on 10 May 2026" in text
    assert "One rating has changed: one is new." in text


@pytest.mark.parametrize("ref", ["1.1", "1.3"])
def test_the_count_on_the_plan_page_says_what_this_page_says(plan: Plan, officer: User, clock: Any, ref: str) -> None:
    rate(plan, ref, Rag.GREEN, officer)
    clock.shift(timedelta(days=3))
    moment = datetime.now(UTC) - timedelta(hours=1)
    happens(plan, officer)
    rate(plan, "1.2", Rag.GREEN, officer)
    updates.update_rag(
        action=plan.actions.get(ref="1.2"), said=updates.Said("amber", "Again."), by=officer,
        seen=plan.actions.get(ref="1.2").latest_id,
    )  # fmt: skip
    found = changes.of_plan(plan, moment, datetime.now(UTC))
    counted = standing.of_plan(plan, timezone.localdate(), moment).changed
    assert counted == len([each for each in found.actions if each.rating]) == 2


def test_it_takes_the_same_number_of_queries_however_much_has_changed(plan: Plan, officer: User, clock: Any) -> None:
    rate(plan, "1.1", Rag.GREEN, officer)
    clock.shift(timedelta(days=3))
    client = Client()
    client.force_login(officer)
    few = _queries(client)
    happens(plan, officer)
    for number in range(10, 20):
        add(plan, f"2.{number}", officer)
        rate(plan, f"2.{number}", Rag.RED, officer)
    assert _queries(client) == few <= 24


def _queries(client: Client) -> int:
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{URL}?since=2026-05-10")
    return len(asked)
