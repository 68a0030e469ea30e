"""Pages of milestones, of what slipped, and of agreed dates."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from plans.models import Action, ActionDate, Plan
from plans.services import baselines, dates
from tests.factories.accounts import user_with
from tests.factories.plans import (
    TODAY,
    ActionDateFactory,
    ActionFactory,
    AreaFactory,
    DateRevisionFactory,
    PlanFactory,
)

pytestmark = pytest.mark.django_db
URL = "/fenshire/plans/plan/trajectory/"
AGREED = "/fenshire/plans/plan/baselines/"
AUGUST, NOVEMBER = dt.date(2018, 8, 31), dt.date(2018, 11, 13)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(10, 42), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def plan() -> Plan:
    """Agreed on the first day: one date done, one that moved twice since, one in another area, one new since."""
    plan: Plan = PlanFactory(slug="plan", title="Implementation plan")
    first, second = AreaFactory(plan=plan, code="OD1"), AreaFactory(plan=plan, code="OD2", title="Alignment")
    action = ActionFactory(plan=plan, area=first, ref="1.1", title="Leaders learn", by_when="31 August 2018")
    moved = ActionDateFactory(action=action)
    early = ActionFactory(plan=plan, area=first, ref="1.2", title="Teams learn")
    ActionDateFactory(action=early, end=dt.date(2018, 3, 31), done_on=dt.date(2018, 4, 2))
    ActionDateFactory(action=ActionFactory(plan=plan, area=second, ref="2.1", title="Forms"), end=dt.date(2018, 6, 30))
    baselines.freeze_first(plan=plan, by=user_with(Role.PROJECT_MANAGER))
    ActionDate.objects.filter(pk=moved.pk).update(start=NOVEMBER, end=NOVEMBER)
    for _ in range(2):
        DateRevisionFactory(date=moved)
    ActionDateFactory(action=early, end=dt.date(2019, 1, 31))
    return plan


def client_of(role: str) -> Client:
    client = Client()
    client.force_login(user_with(role), backend="accounts.backends.PasswordBackend")
    return client


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_page_says_where_the_plan_goes_and_shows_the_chart_with_its_numbers(plan: Plan) -> None:
    answer = client_of("viewer").get(URL)
    assert "1 of the 2 milestones due by now is complete." in answer.text
    assert answer.text.count('role="img"') == 2
    assert '<th scope="row">November 2018</th>' in words(answer.text)


def test_what_slipped_is_listed_worst_first_with_a_way_there(plan: Plan) -> None:
    text = words(client_of("viewer").get(URL).text)
    assert "Moved twice, 74 days later than agreed" in text
    assert f'href="/fenshire/plans/plan/actions/1.1/#d-{ActionDate.objects.get(end=NOVEMBER).pk}"' in text
    assert "New since the dates were agreed: 1" in text


def test_one_area_or_one_action_has_milestones_of_its_own(plan: Plan) -> None:
    client = client_of("viewer")
    assert client.get(f"{URL}?area=OD2").context["told"].agreed == 1
    assert client.get(f"{URL}?action=1.1").context["told"].agreed == 1
    assert "Milestones: OD2 Alignment" in client.get(f"{URL}?area=OD2").text


@pytest.mark.parametrize("query", ["?area=OD9", "?action=9.9"])
def test_what_is_not_in_the_plan_is_not_there(plan: Plan, query: str) -> None:
    assert client_of("viewer").get(f"{URL}{query}").status_code == 404


def test_a_plan_without_dates_says_what_it_waits_for() -> None:
    PlanFactory(slug="plan")
    assert "No milestone has a day yet." in client_of("viewer").get(URL).text


def test_the_page_takes_the_same_number_of_queries_for_1_and_for_100_dates(plan: Plan) -> None:
    client = client_of("viewer")
    client.get(URL)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    few, action = count(), Action.objects.get(ref="2.1")
    ActionDate.objects.bulk_create(ActionDate(action=action, kind="due", start=AUGUST, end=AUGUST) for _ in range(100))
    assert count() == few <= 9


def test_the_plan_page_has_the_chart_once_it_is_drawn_and_does_not_wait_for_it(plan: Plan) -> None:
    client = client_of("viewer")
    page = client.get("/fenshire/plans/plan/")
    assert "1 of the 2 milestones due by now is complete." in page.text
    assert f'hx-get="{URL}"' in page.text or 'role="img"' in page.text
    client.get(URL)
    assert client.get("/fenshire/plans/plan/").text.count('role="img"') == 2


def test_the_action_page_says_how_its_dates_slipped(plan: Plan) -> None:
    text = words(client_of("viewer").get("/fenshire/plans/plan/actions/1.1/").text)
    assert "Moved twice, 74 days later than agreed." in text
    assert "Agreed: 31 August 2018" in text
    assert "New since the dates were agreed" in client_of("viewer").get("/fenshire/plans/plan/actions/1.2/").text


def test_a_manager_agrees_the_dates_anew(plan: Plan) -> None:
    manager = client_of("project_manager")
    page = manager.get(AGREED)
    assert "31 August 2018 is now 13 November 2018." in words(page.text)
    answer = manager.post(AGREED, {"reason": "Steering Group, 9 May 2018", "sure": "on", "seen": "1"}, follow=True)
    assert "The dates of Implementation plan were agreed anew on 16 July 2018." in answer.text
    assert plan.baselines.count() == 2
    assert "none stands on another day" not in answer.text
    assert "Moved twice, on the day agreed" in words(answer.text)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"reason": "", "sure": "on", "seen": "1"}, "Say why the dates are agreed anew"),
        ({"reason": "Agreed", "seen": "1"}, "Tick the box to agree these dates"),
        ({"reason": "Agreed", "sure": "on", "seen": "0"}, "Somebody agreed the dates anew meanwhile."),
    ],
)
def test_nothing_is_agreed_by_accident(plan: Plan, sent: dict[str, str], error: str) -> None:
    answer = client_of("project_manager").post(AGREED, sent)
    assert answer.status_code == 400
    assert error in answer.text
    assert plan.baselines.count() == 1


def test_a_date_is_added_by_its_words_in_two_steps(plan: Plan) -> None:
    officer, url = client_of("project_officer"), "/fenshire/plans/plan/actions/1.1/dates/new/"
    version = Action.objects.get(ref="1.1").version
    sent = {"start": "17 September 2018", "end": "", "seen": str(version)}
    Action.objects.filter(ref="1.1").update(by_when="13 November 2018")
    ActionDate.objects.filter(end=NOVEMBER).update(source="13 November 2018")
    offered = officer.post(url, sent)
    assert "Nothing is saved yet." in offered.text
    both = "13 November 2018; 17 September 2018"
    assert both in offered.text
    done = officer.post(url, sent | {"words": both, "offered": both}, follow=True)
    assert "1.1: 17 September 2018 was added." in done.text
    assert Action.objects.get(ref="1.1").by_when == both


def test_a_day_is_set_and_a_recurring_date_comes_round_on_the_page(plan: Plan) -> None:
    officer, action = client_of("project_officer"), Action.objects.get(ref="2.1")
    row = ActionDateFactory(
        action=action, kind="recurring", every={"months": 6}, start=None, end=None, source="6 monthly"
    )
    base = f"/fenshire/plans/plan/actions/2.1/dates/{row.pk}/"
    assert "Say when next" in officer.get("/fenshire/plans/plan/actions/2.1/").text
    assert "When is the next time?" in officer.get(f"{base}set/").text
    officer.post(f"{base}set/", {"start": "9 July 2018", "end": "", "seen": "0", "reason": ""})
    officer.post(f"{base}done/", {"done_on": "10 July 2018"})
    assert [str(each.end) for each in dates.current(action)][-2:] == ["2018-07-09", "2019-01-09"]
    text = officer.get("/fenshire/plans/plan/actions/2.1/").text
    assert "9 January 2019" in text
