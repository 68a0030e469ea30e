"""The action page: what was agreed, how it stands, what has happened."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.ratings import Rag
from plans.models import Action, Plan, RagUpdate
from plans.services import actions, updates
from plans.services.updates import Said
from tests.factories.accounts import PersonFactory, marlshire, user_with
from tests.factories.plans import (
    TODAY,
    ActionDateFactory,
    ActionFactory,
    AreaFactory,
    DateRevisionFactory,
    EvidenceFactory,
    LeadFactory,
    PlanFactory,
    RagUpdateFactory,
)

pytestmark = pytest.mark.django_db
PLAN = "/fenshire/plans/plan/"
URL = f"{PLAN}actions/2.1/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(10, 42), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


@pytest.fixture
def client(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def action() -> Action:
    made: Action = ActionFactory(plan=PlanFactory(slug="plan"), ref="2.1", position=2, by_when="March 2018")
    return made


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def titles(answer: Any) -> list[str]:
    return [entry.title for entry in answer.context["entries"]]


def test_it_says_what_was_agreed_in_the_plan_s_own_words(action: Action, client: Client) -> None:
    Action.objects.update(who="Project officer\nwith the Board", monitored_through="Training evaluations")
    LeadFactory(action=action, person=PersonFactory(name="Joan Petrie"))
    text = client.get(URL).text
    for words in (
        "Foundation training for new staff.",
        "March 2018",
        "with the Board",
        "Training evaluations",
        "Joan Petrie",
    ):
        assert words in text


def test_each_date_says_how_it_stands(action: Action, client: Client) -> None:
    for position, more in enumerate(
        [
            {"end": dt.date(2018, 3, 31)},
            {"end": dt.date(2018, 2, 5), "kind": "event"},
            {"end": dt.date(2018, 3, 1), "done_on": dt.date(2018, 3, 2)},
            {"end": dt.date(2018, 7, 18)},
            {"end": dt.date(2018, 9, 11)},
            {"end": None, "kind": "tbc", "source": "2019 dates TBC"},
            {
                "end": None,
                "queried": True,
                "reason": "ends before it starts",
                "source": "21-15 May 2018",
                "kind": "event",
            },
        ]
    ):
        ActionDateFactory(action=action, position=position, **more)
    answer = client.get(URL)
    states = [line.state for line in answer.context["lines"]]
    assert "107 days overdue" in states[0]
    assert states[1:6] == ["Held", "Done 2 March 2018", "Next, in 2 days", "Planned", "To be confirmed"]
    assert "“21-15 May 2018”: ends before it starts" in answer.text.replace("&quot;", '"')
    assert "1 of the 7 dates is queried." in answer.text


def test_only_keepers_get_buttons_to_change_dates(action: Action, client: Client) -> None:
    day = ActionDateFactory(action=action, end=dt.date(2018, 9, 30))
    address = f"{URL}dates/{day.pk}/"
    keeper, viewer = client.get(URL).text, signed_in(user_with("viewer")).get(URL).text
    assert f"{address}done/" in keeper
    assert f"{address}move/" in keeper
    assert address not in viewer
    assert "Update the rating" not in viewer


def test_a_rating_the_dates_deny_is_said(action: Action, client: Client) -> None:
    ActionDateFactory(action=action, end=dt.date(2018, 3, 31))
    RagUpdateFactory(action=action, rag=Rag.GREEN)
    assert "On track, but 107 days overdue. The dates suggest Off track." in client.get(URL).text


def test_an_archived_action_says_why_and_is_not_rated(action: Action, client: Client) -> None:
    Action.objects.update(archived_at=dt.datetime(2018, 7, 1, tzinfo=dt.UTC), archived_reason="Merged with 2.2.")
    text = client.get(URL).text
    assert "Archived on 1 July 2018." in text
    assert "Merged with 2.2." in text
    assert "Update the rating" not in text


def test_the_history_tells_all_that_happened_newest_first(action: Action, client: Client, officer: User) -> None:
    RagUpdateFactory(action=action, rag=Rag.GREEN, at=dt.datetime(2018, 5, 2, tzinfo=dt.UTC))
    RagUpdateFactory(action=action, rag=Rag.AMBER, at=dt.datetime(2018, 6, 2, tzinfo=dt.UTC))
    DateRevisionFactory(date=ActionDateFactory(action=action))
    actions.archive_action(action=action, reason="Merged.", by=officer)
    answer = client.get(URL)
    assert set(titles(answer)[:2]) == {"Date moved", "Archived"}
    assert titles(answer)[2:] == ["Rating changed", "First rating"]
    assert "From 30 June 2018 to 31 August 2018." in answer.text
    assert "The venue was lost." in answer.text


def test_a_withdrawn_update_stays_and_is_marked(action: Action, client: Client, officer: User) -> None:
    update = updates.update_rag(action=action, said=Said("red", "Slip."), seen=None, by=officer)
    updates.withdraw_update(update=update, by=officer)
    answer = client.get(URL)
    assert titles(answer) == ["Update withdrawn", "Update, withdrawn since"]
    assert "Slip." in answer.text


def test_one_s_own_fresh_update_can_be_withdrawn_here(action: Action, client: Client, officer: User) -> None:
    update = updates.update_rag(action=action, said=Said("green"), seen=None, by=officer)
    address = f"{PLAN}updates/{update.pk}/withdraw/"
    assert address in client.get(URL).text
    assert address not in signed_in(user_with("project_manager")).get(URL).text
    assert client.post(f"{address}?next={URL}").url == f"{URL}#a-2.1"


def test_an_answer_for_somebody_says_for_whom(action: Action, client: Client) -> None:
    RagUpdateFactory(action=action, said_by=PersonFactory(name="Joan Petrie"), by__name="Priya Nair")
    assert client.get(URL).context["entries"][0].by == "Priya Nair for Joan Petrie"


def test_what_the_dates_suggested_then_is_kept(action: Action, client: Client) -> None:
    RagUpdateFactory(action=action, rag=Rag.GREEN, suggested=Rag.RED)
    assert "The dates suggested Off track." in client.get(URL).text


def test_long_history_comes_a_page_at_a_time_and_loses_nothing(action: Action, client: Client) -> None:
    for number in range(20):
        RagUpdateFactory(action=action, comment=f"Said number {number}.")
    DateRevisionFactory(date=ActionDateFactory(action=action))
    seen: list[str] = []
    more, pages = "", 0
    while pages == 0 or more:
        answer = client.get(URL, {"before": more} if more else {})
        seen += [entry.text for entry in answer.context["entries"]]
        more, pages = answer.context["more"], pages + 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 21


@pytest.mark.parametrize("cursor", ["x", "1-2", "1-2-3-4", "-1-2-3", "9" * 50 + "--", "１--", "%00--"])
def test_no_cursor_breaks_the_page(action: Action, client: Client, cursor: str) -> None:
    assert client.get(f"{URL}?before={cursor}").status_code == 200


def test_the_actions_before_and_after_are_a_step_away(action: Action, client: Client) -> None:
    before = AreaFactory(plan=action.plan, position=0)
    ActionFactory(plan=action.plan, area=before, ref="1.5")
    ActionFactory(plan=action.plan, area=action.area, ref="2.2", position=3)
    beside = client.get(URL).context["neighbours"]
    assert (beside["previous"].ref, beside["next"].ref) == ("1.5", "2.2")


def test_evidence_is_a_list_of_links_without_what_was_removed(action: Action, client: Client) -> None:
    EvidenceFactory(action=action, title="Evaluation of June")
    EvidenceFactory(action=action, title="Old paper", removed_at=dt.datetime(2018, 7, 1, tzinfo=dt.UTC))
    text = client.get(URL).text
    assert "Evaluation of June" in text
    assert "Old paper" not in text


def test_another_council_s_action_is_not_there(client: Client) -> None:
    ActionFactory(plan=PlanFactory(slug="plan", authority=marlshire()), ref="2.1")
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("role", ["project_officer", "viewer"])
def test_it_takes_at_most_fourteen_queries_however_long_its_history(action: Action, role: str) -> None:
    client = signed_in(user_with(role))
    LeadFactory(action=action)
    EvidenceFactory(action=action)
    ActionFactory(plan=action.plan, area=action.area, ref="2.2", position=9)
    first = RagUpdateFactory(action=action)
    DateRevisionFactory(date=ActionDateFactory(action=action))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    few = count()
    more = [RagUpdate(action=action, rag="green", rag_before="green", by=first.by, at=first.at) for _ in range(500)]
    RagUpdate.objects.bulk_create(more)
    assert count() == few <= 14


def test_no_page_reads_through_all_updates(action: Action, postgres: Any) -> None:
    first = RagUpdateFactory(action=action)
    both = (action, ActionFactory(plan=action.plan, area=action.area, ref="2.2"))
    kept = {"rag": "green", "rag_before": "green", "by": first.by, "at": first.at}
    RagUpdate.objects.bulk_create(RagUpdate(action=both[number % 2], **kept) for number in range(10_000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE plans_ragupdate")
    assert "Seq Scan on plans_ragupdate" not in action.updates.order_by("-pk")[:9].explain()


def test_a_plan_in_draft_calls_no_date_overdue(action: Action, client: Client) -> None:
    Plan.objects.update(state=Plan.State.DRAFT)
    ActionDateFactory(action=action, end=dt.date(2018, 3, 31))
    text = client.get(URL).text
    assert "overdue" not in text
    assert ">Past<" in "".join(text.split())
