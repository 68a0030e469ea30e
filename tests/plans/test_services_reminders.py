"""Digests of a council: whom they reach, what they say, once a day, and nothing where nothing is to be said."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from accounts.models import Authority, Person
from accounts.permissions import Role
from core import jobs, mail
from core.models import Job, Mail
from core.ratings import Rag
from plans.models import Action, Plan
from plans.services import reminders, rounds
from tests.factories.accounts import AuthorityFactory, BodyFactory, PersonFactory, PostFactory, marlshire, user_with
from tests.factories.plans import ActionDateFactory, ActionFactory, LeadFactory, PlanFactory, RagUpdateFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2018, 7, 16)
DAY = dt.timedelta(days=1)
DUE = MONDAY + 3 * DAY


@pytest.fixture(autouse=True)
def morning() -> Iterator[Any]:
    with time_machine.travel(dt.datetime(2018, 7, 16, 8, 0, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def lena(authority: Authority) -> Person:
    return PersonFactory(name="Lena Whitcombe", email="lena@health.example")


@pytest.fixture
def plan(authority: Authority) -> Plan:
    return PlanFactory(slug="plan", state="in_force", ends_on=dt.date(2019, 12, 31))


def due(plan: Plan, end: dt.date = DUE, ref: str = "2.10", **lead: Any) -> Action:
    action = ActionFactory(plan=plan, ref=ref, title="Practitioner course")
    ActionDateFactory(action=action, end=end)
    if lead:
        LeadFactory(action=action, **{"person": None, "words": "Somebody"} | lead)
    return action


def send(authority: Authority, on: dt.date = MONDAY) -> list[str]:
    reminders.send_digests(authority=authority, on=on)
    return list(Mail.objects.order_by("pk").values_list("to", flat=True))


def test_a_lead_is_told_by_one_mail_that_says_the_rating_in_words_and_how_to_answer(
    authority: Authority, plan: Plan, lena: Person
) -> None:
    RagUpdateFactory(action=due(plan, person=lena), rag=Rag.AMBER)
    due(plan, ref="2.2", person=lena)
    assert send(authority) == ["lena@health.example"]
    row = Mail.objects.get()
    assert row.subject == "2 actions due soon"
    for text in (row.text, row.html):
        assert "A At risk" in text
        assert "Due 19 July 2018, in 3 days." in text
        assert text.count("/fenshire/say/") == 2
        assert "/reminders/" in text
    assert row.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert row.text.index("2.2 ") < row.text.index("2.10 ")


def test_asked_twice_it_is_one_mail(authority: Authority, plan: Plan, lena: Person) -> None:
    due(plan, person=lena)
    assert send(authority) == send(authority) == ["lena@health.example"]


def test_a_posts_holder_and_a_bodys_contact_are_told(authority: Authority, plan: Plan, lena: Person) -> None:
    due(plan, ref="1.1", post=PostFactory(holder=lena))
    omar = PersonFactory(email="", user=user_with(Role.VIEWER, user__email="omar@police.example"))
    due(plan, ref="1.2", body=BodyFactory(contact=omar))
    due(plan, ref="1.3", post=PostFactory())
    due(plan, ref="1.4", words="The Board")
    assert sorted(send(authority)) == ["lena@health.example", "omar@police.example"]


@pytest.mark.parametrize(
    "quiet",
    [
        {"state": "draft"},
        {"state": "closed"},
        {"ends_on": dt.date(2018, 6, 30)},
    ],
)
def test_a_plan_that_is_not_running_says_nothing(quiet: Any, authority: Authority, lena: Person) -> None:
    due(PlanFactory(**({"state": "in_force"} | quiet)), person=lena)
    assert send(authority) == []


def test_complete_and_archived_work_is_left_alone(authority: Authority, plan: Plan, lena: Person) -> None:
    RagUpdateFactory(action=due(plan, person=lena), rag=Rag.COMPLETE)
    gone = due(plan, ref="2.2", person=lena)
    Action.objects.filter(pk=gone.pk).update(archived_at=dt.datetime(2018, 7, 1, tzinfo=dt.UTC))
    assert send(authority) == []


def test_who_wants_no_mail_gets_none_and_who_wants_it_weekly_not_today(
    authority: Authority, plan: Plan, lena: Person
) -> None:
    due(plan, person=lena)
    Person.objects.update(reminders=Person.Reminders.OFF)
    assert send(authority) == []
    Person.objects.update(reminders=Person.Reminders.WEEKLY)
    ran_today(authority, MONDAY)
    assert send(authority, MONDAY + DAY) == ["lena@health.example"]
    assert Mail.objects.get().key.endswith(":2018-07-16")


def ran_today(authority: Authority, on: dt.date) -> None:
    """The day's item, as the scheduler leaves it."""
    from accounts.models import User

    key = f"daily:digests:{authority.pk}:{on}"
    job = jobs.ask(
        work="plans.tasks.send_digests", key=key, args={"on": str(on)}, authority=authority, by=User.objects.system()
    )
    jobs.run(job.pk)


def test_nothing_is_sent_on_a_weekend_and_the_next_working_day_tells_it(
    authority: Authority, plan: Plan, lena: Person, morning: Any
) -> None:
    due(plan, end=dt.date(2018, 7, 24), person=lena)  # three days before is a Saturday
    for day in (20, 21, 22, 23, 24):
        morning.move_to(dt.datetime(2018, 7, day, 8, 0, tzinfo=dt.UTC))
        ran_today(authority, dt.date(2018, 7, day))
    assert [row.key.rpartition(":")[2] for row in Mail.objects.all()] == ["2018-07-23"]
    assert Job.objects.filter(state=Job.State.DONE).count() == 5


def test_work_of_yesterday_that_runs_today_tells_of_today_once(
    authority: Authority, plan: Plan, lena: Person, morning: Any
) -> None:
    due(plan, person=lena)
    ran_today(authority, MONDAY - 3 * DAY)
    ran_today(authority, MONDAY)
    assert Mail.objects.get().key == f"digest:{lena.pk}:2018-07-16"


def test_in_an_open_round_the_line_leads_to_the_rounds_own_link(
    authority: Authority, plan: Plan, lena: Person, morning: Any
) -> None:
    due(plan, end=MONDAY + 4 * DAY, person=lena)
    officer = user_with(Role.PROJECT_OFFICER)
    period = rounds.plan_period(plan=plan, title="July 2018", opens_on=MONDAY, closes_on=MONDAY + 10 * DAY, by=officer)
    rounds.open_round(period=period, on=MONDAY, by=officer)
    assert send(authority) == ["lena@health.example"]  # the round's own mail is this day's
    morning.move_to(dt.datetime(2018, 7, 17, 8, 0, tzinfo=dt.UTC))
    ran_today(authority, MONDAY + DAY)
    assert Mail.objects.filter(kind="reminder").get().text.count("/fenshire/answer/") == 1


def test_what_came_up_on_the_day_a_round_opened_is_told_on_the_next(
    authority: Authority, plan: Plan, lena: Person, morning: Any
) -> None:
    due(plan, end=MONDAY + 14 * DAY, person=lena)
    mail.queue(
        key=f"digest:{lena.pk}:2018-07-16", kind="digest", to=lena.email, subject="Round", text="…",
        authority=authority, person=lena,
    )  # fmt: skip
    ran_today(authority, MONDAY)
    morning.move_to(dt.datetime(2018, 7, 17, 8, 0, tzinfo=dt.UTC))
    ran_today(authority, MONDAY + DAY)
    assert Mail.objects.filter(kind="reminder").get().subject == "1 action due soon"


def test_another_councils_leads_are_not_told(plan: Plan, lena: Person) -> None:
    due(plan, person=lena)
    assert send(marlshire()) == []


def test_a_thousand_actions_cost_as_many_queries_as_one(
    authority: Authority, plan: Plan, lena: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        due(plan, ref=f"3.{number}", person=lena)
    with django_assert_max_num_queries(13):
        send(authority)
