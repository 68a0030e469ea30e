"""What of a plan nobody looks after, since when, and reminding who could."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import Person
from accounts.permissions import Role
from core.models import AuditEvent, Mail
from core.ratings import Rag
from plans import neglect
from plans.models import Action, Plan
from plans.services import reminders, rounds
from tests.factories.accounts import PersonFactory, PostFactory, marlshire, user_with
from tests.factories.plans import (
    ActionDateFactory,
    ActionFactory,
    CommunicationFactory,
    DateRevisionFactory,
    LeadFactory,
    PlanFactory,
    RagUpdateFactory,
)

pytestmark = pytest.mark.django_db
ON = dt.date(2018, 9, 12)
URL = "/fenshire/plans/plan/neglect/"


def at(month: int, day: int) -> dt.datetime:
    return dt.datetime(2018, month, day, 10, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(at(9, 12), tick=False):
        yield


@pytest.fixture
def plan() -> Plan:
    made: Plan = PlanFactory(slug="plan", state="in_force", stale_after_days=45)
    Plan.objects.update(created_at=at(6, 1))
    made.refresh_from_db()
    return made


@pytest.fixture
def lena() -> Person:
    return PersonFactory(name="Lena Whitcombe", email="lena@health.example")


def action(plan: Plan, ref: str, lead: Person | None = None, said: Any = None, rag: str = Rag.GREEN) -> Action:
    made: Action = ActionFactory(plan=plan, ref=ref)
    Action.objects.filter(pk=made.pk).update(created_at=at(6, 1))
    if lead:
        LeadFactory(action=made, person=lead)
    if said:
        RagUpdateFactory(action=made, at=said, rag=rag)
    return made


def refs(lines: list[neglect.Left]) -> list[str]:
    return [line.action.ref for line in lines]


def test_each_kind_of_neglect_is_found_and_said(plan: Plan, lena: Person) -> None:
    action(plan, "1.1")
    action(plan, "1.2", lena, said=at(9, 1))
    action(plan, "1.3", lena, said=at(7, 2))
    action(plan, "1.4", lena, said=at(3, 1), rag=Rag.COMPLETE)
    CommunicationFactory(plan=plan, ref="C1")
    found = neglect.of_plan(plan, ON)
    assert (refs(found.no_lead), refs(found.never), refs(found.stale)) == (["1.1"], ["1.1"], ["1.3"])
    assert found.stale[0].said == "Last updated 2 July 2018, 72 days ago."
    assert found.finding(45) == "1 action has no lead, 1 was never updated, 1 was not heard of for 45 days."
    assert neglect.Neglect().finding(45) == "Every action has a lead and was heard of lately."


def test_a_lead_is_silent_when_nothing_was_heard_of_any_of_theirs(plan: Plan, lena: Person) -> None:
    omar = PersonFactory(name="Omar Haddad", email="omar@police.example")
    action(plan, "1.1", lena, said=at(9, 1))
    action(plan, "1.2", lena, said=at(3, 1))
    action(plan, "1.3", omar, said=at(3, 1))
    LeadFactory(action=action(plan, "1.4"), person=None, post=PostFactory(holder=omar))
    [silent] = neglect.of_plan(plan, ON).silent
    assert (silent.person, [each.ref for each in silent.actions]) == (omar, ["1.3", "1.4"])
    assert silent.said == "Nothing said since 1 March 2018."


def test_a_lead_who_was_asked_and_did_not_answer_is_silent(plan: Plan, lena: Person) -> None:
    action(plan, "1.1", lena, said=at(9, 1))
    officer = user_with(Role.PROJECT_OFFICER)
    period = rounds.plan_period(plan=plan, title="Autumn", opens_on=ON, closes_on=dt.date(2018, 9, 25), by=officer)
    rounds.open_round(period=period, on=ON, by=officer)
    assert neglect.of_plan(plan, ON).silent == []
    near = dt.date(2018, 9, 20)
    [silent] = neglect.of_plan(plan, near).silent
    assert silent.said.endswith("1 answer missing in Autumn.")
    reminders.remind(plan=plan, person=lena, on=near, by=officer)
    assert "/fenshire/answer/" in Mail.objects.get(kind="chase").text


def test_the_months_are_rewound_from_what_was_kept(plan: Plan, lena: Person) -> None:
    """1.1: said in June, silent since. 1.2: said first in August; due in June, moved in July to October."""
    action(plan, "1.1", lena, said=at(6, 10))
    moved = action(plan, "1.2", lena, said=at(8, 10))
    day = ActionDateFactory(action=moved, end=dt.date(2018, 10, 31), created_at=at(6, 1))
    revision = DateRevisionFactory(date=day, action=moved, end_before=dt.date(2018, 6, 15))
    type(revision).objects.update(at=at(7, 20))
    months = {month.name: (month.stale, month.never, month.overdue, month.total) for month in neglect.ageing(plan, ON)}
    assert months == {
        "June 2018": (0, 1, 1, 2),
        "July 2018": (1, 1, 0, 2),
        "August 2018": (1, 0, 0, 2),
        "September 2018": (1, 0, 0, 2),
    }


def test_what_was_archived_or_done_since_counts_in_the_months_before(plan: Plan) -> None:
    gone = action(plan, "1.1")
    Action.objects.filter(pk=gone.pk).update(archived_at=at(8, 5))
    done = action(plan, "1.2", said=at(6, 2))
    ActionDateFactory(action=done, end=dt.date(2018, 6, 15), done_on=dt.date(2018, 7, 5), created_at=at(6, 1))
    totals = [(month.total, month.overdue) for month in neglect.ageing(plan, ON)]
    assert totals == [(2, 1), (2, 0), (1, 0), (1, 0)]


def test_the_line_of_a_month_stays_within_its_picture() -> None:
    assert neglect.sparkline([0, 5, 10], width=100, height=40) == "4.0,36.0 50.0,20.0 96.0,4.0"
    assert neglect.sparkline([0]) == "4.0,32.0"


def signed_in(role: str = Role.PROJECT_MANAGER) -> Client:
    client = Client()
    client.force_login(user_with(role), backend="accounts.backends.PasswordBackend")
    return client


def test_the_page_shows_it_with_a_way_to_act(plan: Plan, lena: Person) -> None:
    action(plan, "1.1", lena, said=at(7, 2))
    action(plan, "1.2")
    body = signed_in().get(URL).content.decode()
    assert "1 action has no lead" in body
    assert "/fenshire/plans/plan/actions/1.2/lead/" in body
    assert f"{URL}{lena.pk}/remind/" in body
    assert "<polyline" in body


def test_the_page_costs_the_same_for_many_actions(plan: Plan, lena: Person, django_assert_max_num_queries: Any) -> None:
    for number in range(25):
        action(plan, f"1.{number}", lena, said=at(7, 2))
    with django_assert_max_num_queries(14):
        neglect.of_plan(plan, ON)
        neglect.ageing(plan, ON)


def test_a_silent_lead_is_reminded_once_a_day(plan: Plan, lena: Person) -> None:
    action(plan, "1.1", lena, said=at(7, 2), rag=Rag.AMBER)
    client = signed_in()
    answer = client.post(f"{URL}{lena.pk}/remind/", follow=True)
    assert "A mail to Lena Whitcombe is on its way." in answer.content.decode()
    row = Mail.objects.get()
    assert (row.to, row.subject) == ("lena@health.example", "1 action not heard of for a while")
    assert "Last updated 2 July 2018." in row.text
    assert AuditEvent.objects.get(verb="reminded").after["actions"] == 1
    answer = client.post(f"{URL}{lena.pk}/remind/", follow=True)
    assert "One a day is enough" in answer.content.decode()
    assert Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reminders": "off"}, "has chosen to get no mail"),
        ({"email": ""}, "nobody can be written to"),
    ],
)
def test_who_cannot_be_written_to_is_not(plan: Plan, lena: Person, change: Any, words: str) -> None:
    action(plan, "1.1", lena, said=at(7, 2))
    Person.objects.filter(pk=lena.pk).update(**change)
    assert words in signed_in().post(f"{URL}{lena.pk}/remind/", follow=True).content.decode()
    assert not Mail.objects.exists()


def test_another_councils_person_is_not_there(plan: Plan) -> None:
    stranger = PersonFactory(authority=marlshire(), email="x@marlshire.example")
    assert signed_in().post(f"{URL}{stranger.pk}/remind/").status_code == 404
    assert signed_in(Role.VIEWER).get(URL).status_code == 403
