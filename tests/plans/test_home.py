"""My work: what the plans want of one person today."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.models import Document
from core.ratings import Rag
from plans.models import Action, Plan, PlanImport
from tests.factories.accounts import AuthorityFactory, BodyFactory, PersonFactory, PostFactory, marlshire, user_with
from tests.factories.plans import TODAY, ActionDateFactory, ActionFactory, LeadFactory, PlanFactory, RagUpdateFactory

pytestmark = pytest.mark.django_db
URL = "/fenshire/home/"
PAST = dt.date(2018, 3, 31)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(10), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(slug="plan")


@pytest.fixture
def lead() -> User:
    return user_with("viewer", name="Joan Petrie")


def ask(user: User) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(URL)


def wanted(user: User) -> dict[str, list[str]]:
    return {group.title: [line.ref for line in group.lines] for group in ask(user).context["wanted"]}


def led(plan: Plan, user: User, ref: str, rag: str = "", **more: Any) -> Action:
    person = user.people.first() or PersonFactory(user=user)
    action: Action = LeadFactory(action__plan=plan, action__ref=ref, person=person).action
    if rag:
        RagUpdateFactory(action=action, rag=rag, **more)
    return action


def test_a_lead_sees_their_own_by_what_is_most_pressing(plan: Plan, lead: User) -> None:
    led(plan, lead, "1.1", Rag.RED)
    ActionDateFactory(action=led(plan, lead, "1.2", Rag.GREEN), end=PAST)
    led(plan, lead, "1.3", Rag.AMBER)
    led(plan, lead, "1.4")
    led(plan, lead, "1.5", Rag.GREEN, at=dt.datetime(2018, 5, 9, tzinfo=dt.UTC))
    led(plan, lead, "1.6", Rag.GREEN)
    ActionFactory(plan=plan, ref="2.1", rag="red")
    expected = {"Off track or overdue": ["1.1", "1.2"], "At risk": ["1.3"], "Waiting for a word": ["1.4", "1.5"]}
    assert wanted(lead) == expected


def test_who_holds_the_post_or_speaks_for_the_body_leads_too(plan: Plan, lead: User) -> None:
    joan = PersonFactory(user=lead)
    LeadFactory(action__plan=plan, action__ref="1.1", person=None, post=PostFactory(holder=joan))
    LeadFactory(action__plan=plan, action__ref="1.2", person=None, body=BodyFactory(contact=joan))
    assert wanted(lead) == {"Waiting for a word": ["1.1", "1.2"]}


def test_still_on_track_is_one_click(plan: Plan, lead: User) -> None:
    action = led(plan, lead, "1.5", Rag.GREEN, at=dt.datetime(2018, 5, 9, tzinfo=dt.UTC))
    line = ask(lead).context["wanted"][0].lines[0]
    client = Client()
    client.force_login(lead)
    answer = client.post(line.still["url"], {"rag": line.still["rag"], "seen": line.still["seen"]})
    assert answer.url == f"{URL}#a-1.5"
    assert action.updates.count() == 2
    assert wanted(lead) == {}


def test_a_keeper_sees_what_is_unclear(plan: Plan) -> None:
    officer = user_with("project_officer")
    ActionDateFactory(action=LeadFactory(action__plan=plan, action__ref="1.1").action, queried=True)
    ActionFactory(plan=plan, ref="1.2")
    late = LeadFactory(action__plan=plan, action__ref="1.3").action
    ActionDateFactory(action=late, end=PAST)
    RagUpdateFactory(action=late, rag=Rag.GREEN)
    found = wanted(officer)
    assert found["Dates to answer"] == ["1.1"]
    assert found["Actions without a lead"] == ["1.2"]
    assert found["Overdue, but not rated off track"] == ["1.3"]
    assert found["Never updated"] == ["1.1", "1.2"]
    assert "On track, but 107 days overdue." in ask(officer).text


def test_long_lists_are_cut_and_lead_on(plan: Plan) -> None:
    for number in range(13):
        ActionFactory(plan=plan, ref=f"1.{number}")
    group = ask(user_with("project_officer")).context["wanted"][0]
    assert (len(group.lines), group.more, group.count) == (10, 3, 13)
    assert group.more_url == "/fenshire/plans/plan/?lead=-#table"


def test_files_that_were_checked_wait_for_a_yes(plan: Plan) -> None:
    officer = user_with("project_officer")
    council = AuthorityFactory()
    paper = Document.objects.create(
        authority=council, name="plan.docx", kind="docx", sha256="0", content=b"", added_by=officer
    )
    PlanImport.objects.create(authority=council, document=paper, by=officer, state=PlanImport.State.CHECKED)
    assert "plan.docx" in ask(officer).text
    assert "plan.docx" not in ask(user_with("viewer")).text


def test_drafts_closed_plans_and_archived_actions_want_nothing(lead: User) -> None:
    for state in (Plan.State.DRAFT, Plan.State.CLOSED):
        led(PlanFactory(state=state), lead, "1.1", Rag.RED)
    gone = led(PlanFactory(), lead, "1.2", Rag.RED)
    Action.objects.filter(pk=gone.pk).update(archived_at=dt.datetime(2018, 7, 1, tzinfo=dt.UTC))
    assert wanted(lead) == {}


def test_another_council_wants_nothing_here(lead: User) -> None:
    led(PlanFactory(authority=marlshire()), lead, "1.1", Rag.RED)
    assert wanted(lead) == {}


def test_nothing_to_do_is_said_and_is_good(plan: Plan, lead: User) -> None:
    text = ask(lead).text
    assert "Good morning, Joan." in text
    assert "Nothing waits for you." in text
    assert "Implementation plan" in text


@pytest.mark.parametrize("role", ["project_officer", "viewer"])
def test_it_takes_at_most_twelve_queries_however_much_there_is(plan: Plan, role: str) -> None:
    user = user_with(role)
    client = Client()
    client.force_login(user)

    def add(ref: str) -> None:
        ActionDateFactory(action=led(plan, user, ref, Rag.GREEN), end=PAST, queried=True)
        ActionDateFactory(action=ActionFactory(plan=plan, ref=f"{ref}x"), end=PAST)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    add("1.0")
    few = count()
    for number in range(1, 15):
        add(f"1.{number}")
    assert count() == few <= 12
