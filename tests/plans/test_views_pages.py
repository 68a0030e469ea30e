"""The list of plans, a priority's page and the page to print."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.models import Plan
from tests.factories.accounts import user_with
from tests.factories.plans import ActionFactory, PlanFactory, PriorityFactory, StatementFactory

pytestmark = pytest.mark.django_db
URL = "/fenshire/plans/plan/"


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


def count(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


class TestList:
    """The list of plans."""

    def test_plans_stand_under_their_state(self, plan: Plan, officer: Client) -> None:
        PlanFactory(title="Next plan", state=Plan.State.DRAFT)
        ActionFactory(plan=plan, rag="red")
        answer = officer.get("/fenshire/plans/")
        assert [label for label, _ in answer.context["groups"]] == ["In force", "Drafts"]
        assert "1 action: 1 off track." in answer.text

    def test_without_a_plan_it_says_how_to_start(self, officer: Client) -> None:
        assert "There is no plan here yet." in officer.get("/fenshire/plans/").text
        assert "There is no plan to read yet." in client_of("viewer").get("/fenshire/plans/").text

    def test_it_takes_the_same_queries_for_one_plan_and_many(self, plan: Plan, officer: Client) -> None:
        few = count(officer, "/fenshire/plans/")
        for _ in range(20):
            ActionFactory(plan=PlanFactory())
        assert count(officer, "/fenshire/plans/") == few


class TestPriority:
    """A high-level priority."""

    def test_it_shows_its_columns_and_the_actions_that_serve_it(self, plan: Plan, officer: Client) -> None:
        priority = PriorityFactory(plan=plan, number=2, change_needed="Practice differs.", by_words="By September 2019")
        StatementFactory(plan=plan, priority=priority, kind="target_state", text="Every team knows how.")
        ActionFactory(plan=plan, ref="2.1", priority=priority)
        text = officer.get(f"{URL}priorities/2/").text
        for words in ("Practice differs.", "By September 2019", "Every team knows how.", "actions/2.1/"):
            assert words in text

    def test_one_that_is_not_there_is_a_404(self, plan: Plan, officer: Client) -> None:
        assert officer.get(f"{URL}priorities/7/").status_code == 404
        assert officer.get(f"{URL}priorities/99999999999999999999/").status_code == 404


class TestPrint:
    """The plan on paper."""

    def test_it_holds_the_whole_plan_in_its_own_words(self, plan: Plan, officer: Client) -> None:
        ActionFactory(plan=plan, ref="2.10", what="Do the thing called 2.10.", rag="red")
        StatementFactory(plan=plan, text="We work with families.")
        PriorityFactory(plan=plan, title="Families make their own plans")
        text = officer.get(f"{URL}print/").text
        for words in (
            "We work with families.",
            "Families make their own plans",
            "Do the thing called 2.10.",
            "R Off track",
        ):
            assert words in text

    def test_it_prints_what_was_filtered_for(self, plan: Plan, officer: Client) -> None:
        ActionFactory(plan=plan, ref="1.1", what="The thing called 1.1.", rag="red")
        ActionFactory(plan=plan, ref="1.2", what="The thing called 1.2.")
        text = officer.get(f"{URL}print/?rag=red").text
        assert "called 1.1" in text
        assert "called 1.2" not in text
