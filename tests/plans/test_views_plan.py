"""The plan page, the list of plans, a priority's page and the page to print."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.ratings import Rag
from plans.models import Action, Plan
from plans.views.table import PAGE
from tests.factories.accounts import PersonFactory, marlshire, user_with
from tests.factories.plans import (
    TODAY,
    ActionDateFactory,
    ActionFactory,
    AreaFactory,
    CommunicationFactory,
    LeadFactory,
    PlanFactory,
    PriorityFactory,
    RagUpdateFactory,
)

pytestmark = pytest.mark.django_db
URL = "/fenshire/plans/plan/"
PAST = dt.date(2018, 3, 31)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(10, 42), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(slug="plan", title="Implementation plan")


@pytest.fixture
def officer() -> Client:
    return client_of("project_officer")


def client_of(role: str) -> Client:
    client = Client()
    client.force_login(user_with(role))
    return client


def fill(plan: Plan) -> None:
    """Seven actions in two areas, one of each state the page knows."""
    first, second = AreaFactory(plan=plan, code="OD1", position=1), AreaFactory(plan=plan, code="OD2", position=2)
    lead = PersonFactory(name="Joan Petrie")

    def make(ref: str, rag: str = "", *, led: bool = True, area: Any = first, **more: Any) -> Action:
        action: Action = ActionFactory(plan=plan, area=area, ref=ref, what=f"Do the thing called {ref}.")
        if led:
            LeadFactory(action=action, person=lead)
        if rag:
            RagUpdateFactory(action=action, rag=rag, **more)
        return action

    make("1.1", Rag.RED)
    RagUpdateFactory(action=make("1.2", Rag.GREEN), rag=Rag.AMBER)
    ActionDateFactory(action=make("1.3", Rag.GREEN), end=PAST)
    ActionDateFactory(action=make("2.1", Rag.GREEN, area=second), queried=True, kind="event", source="21-15 May 2018")
    make("2.2", Rag.COMPLETE, area=second, led=False)
    make("2.3", area=second)
    make("2.10", Rag.GREEN, area=second, at=dt.datetime(2018, 5, 9, 12, tzinfo=dt.UTC))


def refs(answer: Any) -> list[str]:
    return [row.ref for group in answer.context["groups"] for row in group.rows]


def test_the_page_opens_with_the_finding(plan: Plan, officer: Client) -> None:
    fill(plan)
    answer = officer.get(URL)
    assert "7 actions: 1 off track, 1 at risk, 1 overdue." in answer.text
    assert "One is complete. One is not rated." in answer.text


def test_rows_stand_by_delivery_area_in_the_plan_s_order(plan: Plan, officer: Client) -> None:
    fill(plan)
    CommunicationFactory(plan=plan, ref="C1")
    answer = officer.get(URL)
    assert refs(answer) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.10", "C1"]
    titles = [group.title for group in answer.context["groups"]]
    assert titles == ["OD1 Learning", "OD2 Learning", "Communications activities"]
    assert "3 actions: 1 off track, 1 at risk, 1 on track" in answer.text


FILTERS = {
    "rag=red": ["1.1"],
    "rag=amber": ["1.2"],
    "due=overdue": ["1.3"],
    "show=worse": ["1.2"],
    "show=queried": ["2.1"],
    "lead=-": ["2.2"],
    "show=never": ["2.3"],
    "show=stale": ["2.10"],
}


@pytest.mark.parametrize(("query", "expected"), FILTERS.items())
def test_each_count_is_a_link_to_just_its_actions(plan: Plan, officer: Client, query: str, expected: list[str]) -> None:
    fill(plan)
    chip = next(chip for chip in officer.get(URL).context["chips"] if chip.query == query)
    assert chip.count == len(expected)
    answer = officer.get(f"{URL}?{query}")
    assert refs(answer) == expected
    assert [chip.query for chip in answer.context["chips"] if chip.current] == [query]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("area=OD2&rag=green", ["2.1", "2.10"]),
        ("q=called 2.10", ["2.10"]),
        ("lead=Joan Petrie&area=OD1", ["1.1", "1.2", "1.3"]),
        ("due=none&rag=complete", ["2.2"]),
        ("sort=-ref", ["2.10", "2.3", "2.2", "2.1", "1.3", "1.2", "1.1"]),
        ("sort=rag", ["1.1", "1.2", "1.3", "2.1", "2.10", "2.2", "2.3"]),
        ("sort=due", ["1.3", "1.1", "1.2", "2.1", "2.2", "2.3", "2.10"]),
        ("sort=updated&area=OD2&rag=green", ["2.10", "2.1"]),
    ],
)
def test_filters_and_order_stand_in_the_address(plan: Plan, officer: Client, query: str, expected: list[str]) -> None:
    fill(plan)
    assert refs(officer.get(f"{URL}?{query}")) == expected


WILD = ["?rag=purple&due=x&show=%00&sort=drop", "?page=999", "?page=-1", "?page=%EF%BC%91", "?page=1e9", "?q=%00%ff",
        "?area=" + "x" * 5000, "?lead=%25&lead=_", "?sort=ref&sort=-rag", "?due=99999999999999999999"]  # fmt: skip


@pytest.mark.parametrize("query", WILD)
def test_no_address_breaks_the_page(plan: Plan, officer: Client, query: str) -> None:
    fill(plan)
    assert officer.get(f"{URL}{query}").status_code == 200


def test_filters_that_leave_nothing_say_so_and_show_the_way_back(plan: Plan, officer: Client) -> None:
    fill(plan)
    answer = officer.get(f"{URL}?q=zebra")
    assert "No action fits these filters." in answer.text
    assert "7 actions" in answer.text


def test_an_empty_plan_says_what_it_waits_for(plan: Plan, officer: Client) -> None:
    assert "There is nothing in this plan yet." in officer.get(URL).text
    assert "Import" not in client_of("viewer").get(URL).text


@pytest.mark.parametrize(
    ("state", "words"), [("draft", "Dates are not counted yet"), ("closed", "no date counts any more")]
)
def test_a_plan_not_in_force_counts_no_dates_and_says_so(officer: Client, state: str, words: str) -> None:
    plan = PlanFactory(slug="plan", state=state)
    ActionDateFactory(action__plan=plan, end=PAST)
    answer = officer.get(URL)
    assert words in answer.text
    assert "days overdue" not in answer.text
    assert officer.get(f"{URL}?due=overdue").context["page"].total == 0


def test_print_and_export_carry_the_filters(plan: Plan, officer: Client) -> None:
    fill(plan)
    answer = officer.get(f"{URL}?area=OD2&rag=green")
    for part in ("print/", "export.docx", "export.xlsx"):
        assert f'href="{URL}{part}?area=OD2&amp;rag=green"' in answer.text


def test_only_who_may_rate_gets_a_link_to_it(plan: Plan, officer: Client) -> None:
    fill(plan)
    assert officer.get(URL).text.count("app-ragbutton") == 7
    assert "app-ragbutton" not in client_of("viewer").get(URL).text


def test_a_lead_may_rate_their_own_actions_whatever_their_role(plan: Plan) -> None:
    fill(plan)
    user = user_with("viewer")
    LeadFactory(action__plan=plan, action__ref="3.1", person__user=user)
    client = Client()
    client.force_login(user)
    text = client.get(URL).text
    assert f'href="{URL}actions/3.1/update/"' in text
    assert text.count("app-ragbutton") == 1


def test_nobody_may_rate_in_a_closed_plan(officer: Client) -> None:
    ActionFactory(plan=PlanFactory(slug="plan", state=Plan.State.CLOSED))
    assert "app-ragbutton" not in officer.get(URL).text


def test_a_long_plan_comes_in_pages_and_the_summary_counts_all(plan: Plan, officer: Client) -> None:
    area = AreaFactory(plan=plan)
    Action.objects.bulk_create(
        Action(plan=plan, area=area, ref=f"1.{number}", position=number, rag="red") for number in range(PAGE + 7)
    )
    first, second = officer.get(URL), officer.get(f"{URL}?page=2")
    assert (len(refs(first)), len(refs(second))) == (PAGE, 7)
    assert f"{PAGE + 7} actions: {PAGE + 7} off track" in second.text
    assert f"Rows {PAGE + 1} to {PAGE + 7} of {PAGE + 7}" in second.text


def count(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", ["project_officer", "viewer"])
def test_the_page_takes_at_most_twelve_queries_whatever_the_rows(plan: Plan, role: str) -> None:
    client = client_of(role)
    PriorityFactory(plan=plan)

    def counts() -> list[int]:
        return [count(client, URL + query) for query in ("", "?rag=green&q=thing", "?sort=lead")]

    def add(number: int) -> None:
        action = ActionFactory(plan=plan, ref=f"2.{number}", rag="green", what="The thing.")
        ActionDateFactory(action=LeadFactory(action=action).action)
        RagUpdateFactory(action=action)

    add(0)
    few = counts()
    for number in range(1, 100):
        add(number)
    assert counts() == few
    assert max(few) <= 12


def test_columns_and_compact_rows_are_kept(plan: Plan, officer: Client) -> None:
    fill(plan)
    sent = officer.post(f"{URL}look/", {"columns": ["lead", "updated"], "next": f"{URL}?rag=red"})
    assert sent.url == f"{URL}?rag=red"
    officer.post(f"{URL}look/", {"compact": "1"})
    text = officer.get(URL).text
    assert "app-table--compact" in text
    assert 'data-l="Lead"' in text
    assert 'data-l="Direction"' not in text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "\\\\evil.example", "javascript:1"])
def test_a_form_never_leads_elsewhere(plan: Plan, officer: Client, elsewhere: str) -> None:
    assert officer.post(f"{URL}look/", {"compact": "1", "next": elsewhere}).url == URL


def test_the_look_is_not_changed_by_reading(plan: Plan, officer: Client) -> None:
    assert officer.get(f"{URL}look/").status_code == 405


def test_another_council_s_plan_is_not_there(officer: Client) -> None:
    PlanFactory(slug="plan", authority=marlshire())
    assert officer.get(URL).status_code == 404
    assert officer.get("/marlshire/plans/plan/").status_code == 404


def test_drafts_are_not_there_for_viewers() -> None:
    PlanFactory(slug="plan", state=Plan.State.DRAFT)
    assert client_of("viewer").get(URL).status_code == 404
