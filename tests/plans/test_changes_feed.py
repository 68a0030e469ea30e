"""The feed of single changes: all that happened, once, in a stable order, a page at a time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.ratings import Rag
from plans import changes
from plans.models import Action, Plan
from plans.services import actions, dates, plans, updates
from tests.factories.accounts import user_with
from tests.factories.plans import AreaFactory, PlanFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 9, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(slug="plan", starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31))


def make(plan: Plan, ref: str = "1.1", by_when: str = "5 March 2027") -> Action:
    area = plan.deliveryareas.first() or AreaFactory(plan=plan, code="OD1")
    words = actions.Words(ref, "Leaders learn.", by_when=by_when, area=area)
    return actions.create_action(plan=plan, words=words, by=user_with("project_officer"))


def rate(action: Action, rag: str = Rag.AMBER) -> Any:
    seen = Action.objects.get(pk=action.pk).latest_id
    return updates.update_rag(
        action=action, said=updates.Said(rag, "Late."), seen=seen, by=user_with("project_officer")
    )


def everything(action: Action, clock: Any) -> None:
    """A rating, a move, new words, a mark and an archiving, a minute apart."""
    officer, row = user_with("project_officer"), dates.current(action)[0]
    steps = (
        lambda: rate(action),
        lambda: dates.move_date(
            date_row=row, start=date(2027, 3, 9), end=date(2027, 3, 9), reason="Room lost", by=officer
        ),
        lambda: dates.mark_done(date_row=row, done_on=date(2026, 5, 9), on=date(2026, 5, 9), by=officer),
        lambda: actions.archive_action(action=action, reason="Merged", by=officer),
        lambda: plans.set_state(plan=action.plan, state="closed", by=officer),
    )
    for step in steps:
        clock.shift(timedelta(minutes=1))
        step()


def test_everything_that_happened_is_told_in_order(plan: Plan, clock: Any) -> None:
    action = make(plan)
    everything(action, clock)
    found = changes.since(plan, NOON, user_with("project_officer"))
    assert [(each["kind"], each["what"]) for each in found] == [
        ("change", "added"), ("rating", "rated"), ("date", "moved"), ("change", "marked done"),
        ("change", "archived"), ("change", "closed"),
    ]  # fmt: skip
    assert [each["action"] and each["action"]["ref"] for each in found] == ["1.1"] * 5 + [None]
    assert {each["plan"] for each in found} == {"plan"}
    moved = found[2]
    assert (moved["before"]["end"], moved["after"]["end"], moved["words"]) == ("2027-03-05", "2027-03-09", "Room lost")


def test_what_was_before_the_moment_is_left_out(plan: Plan, clock: Any) -> None:
    action = make(plan)
    clock.shift(timedelta(days=1))
    rate(action)
    found = changes.since(plan, NOON + timedelta(seconds=1), user_with("viewer"))
    assert [each["kind"] for each in found] == ["rating"]
    assert (found[0]["before"]["rag"], found[0]["after"]["rag"]) == ("not_rated", "amber")


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_hold_every_change_once_even_those_of_one_instant(plan: Plan, clock: Any, limit: int) -> None:
    first, second = make(plan), make(plan, "1.2")
    for rag in (Rag.AMBER, Rag.RED):
        rate(first, rag)
        rate(second, rag)
    everything(make(plan, "1.3"), clock)
    user = user_with("project_officer")
    whole = changes.since(plan.authority, NOON, user)
    pages: list[Any] = []
    after = None
    while page := changes.since(plan.authority, NOON, user, after=after, limit=limit):
        pages += page
        after = (page[-1]["at"], page[-1]["kind"], page[-1]["id"])
    assert pages == whole
    assert len({(each["kind"], each["id"]) for each in whole}) == len(whole) == 12


def test_nobody_sees_the_changes_of_a_plan_they_may_not_read(plan: Plan) -> None:
    rate(make(plan))
    plans.set_state(plan=plan, state="draft", by=user_with("project_officer"))
    assert changes.since(plan.authority, NOON, user_with("viewer")) == []
    assert len(changes.since(plan.authority, NOON, user_with("project_officer"))) == 3


def test_the_feed_takes_the_same_number_of_queries_however_much_has_happened(plan: Plan, clock: Any) -> None:
    user = user_with("project_officer")
    everything(make(plan), clock)
    plans.set_state(plan=plan, state="draft", by=user)
    few = _queries(plan, user)
    for number in range(2, 8):
        rate(make(plan, f"1.{number}"))
    assert _queries(plan, user) == few <= 10


def _queries(plan: Plan, user: Any) -> int:
    user.has_perm("plans.view_plan", plan.authority)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        changes.since(plan.authority, NOON, user, limit=100)
    return len(asked)
