"""As it was: what is worked out for an earlier moment is what stood there then."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import RuleBroken
from core.ratings import Rag
from plans import as_at, leading
from plans.models import Action, ActionDate, Plan, RagUpdate
from plans.services import actions, dates, plans, updates
from tests.factories.accounts import BodyFactory, PersonFactory, user_with
from tests.factories.plans import AreaFactory, PlanFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 5, 9, 9, tzinfo=UTC)
BY_WHEN = (
    "", "5 March 2027", "June/July 2027, review 3 September 2027", "21-15 May 2027 8 June 2027", "6 monthly",
    "Dates TBC", "Initiate March 2027", "8 June 2027, 9 June 2027",
)  # fmt: skip


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def snapshot(plan: Plan) -> dict[str, Any]:
    """What the plan says now, read straight from its rows."""
    rows = Action.objects.filter(plan=plan).select_related("area").order_by("pk")
    return {"title": Plan.objects.get(pk=plan.pk).title, "state": Plan.objects.get(pk=plan.pk).state} | {
        str(row.pk): now(row) for row in rows
    }


def now(row: Action) -> dict[str, Any]:
    latest = row.updates.order_by("-pk").first()
    said = latest.previous if latest and latest.withdraws_id else latest
    parts = actions.parts_of(row)
    return {
        **{name: getattr(row, name) for name in as_at.WORDS},
        "area": str(row.area), "archived": row.archived_at is not None, "rag": row.rag,
        "said": said and said.comment, "lead": leading.say_lead(parts), "parts": leading.say_parts(parts),
        "dates": sorted((day.pk, *(getattr(day, name) for name in as_at.DATE)) for day in dates.current(row)),
    }  # fmt: skip


def then(plan: Plan, moment: datetime) -> dict[str, Any]:
    """The same, as worked out for a moment."""
    whole = as_at.plan_as_at(Plan.objects.get(pk=plan.pk), moment)
    assert whole is not None
    rows = [as_at.action_as_at(row, moment) for row in plan.actions.order_by("pk")]
    shown = {row.pk for row in whole.actions}
    assert shown == {row.pk for row in rows if row and not row.archived}
    return {"title": whole.title, "state": whole.state} | {str(row.pk): told(row) for row in rows if row}


def told(row: as_at.ActionThen) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in (*as_at.WORDS, "area", "archived", "rag", "lead", "parts")},
        "said": row.said and row.said.comment,
        "dates": sorted((day.pk, *(getattr(day, name) for name in as_at.DATE)) for day in row.dates),
    }


class Officer:
    """Somebody who does anything to a plan, by the services; what is refused is left."""

    def __init__(self, seed: int, plan: Plan) -> None:
        self.random, self.plan, self.by = random.Random(seed), plan, user_with("project_officer")
        self.areas = [AreaFactory(plan=plan, code=code) for code in ("OD1", "OD2")]
        self.holders = [{"person": PersonFactory()}, {"body": BodyFactory()}, {}]

    def act(self) -> None:
        rows = list(self.plan.actions.order_by("pk"))
        steps: list[Callable[[Any], Any]] = [
            self.add, self.edit, self.edit, self.rate, self.rate, self.withdraw, self.move, self.move, self.mark,
            self.unmark, self.answer, self.further, self.give, self.lead, self.archive, self.restore, self.retitle,
        ]  # fmt: skip
        try:
            self.random.choice(steps if rows else [self.add])(self.random.choice(rows) if rows else None)
        except RuleBroken:
            return

    def words(self, ref: str) -> actions.Words:
        area, by_when = self.random.choice(self.areas), self.random.choice(BY_WHEN)
        what = self.random.choice(["Leaders learn.", "Leaders meet."])
        return actions.Words(ref, what, by_when=by_when, who=self.random.choice(["", "Board"]), area=area)

    def add(self, _: Any) -> None:
        actions.create_action(plan=self.plan, words=self.words(f"1.{self.plan.actions.count() + 1}"), by=self.by)

    def edit(self, row: Action) -> None:
        actions.edit_action(action=row, words=self.words(row.ref), version=row.version, by=self.by)

    def rate(self, row: Action) -> None:
        said = updates.Said(self.random.choice(["green", "amber", "red"]), f"Said {self.random.random()}")
        updates.update_rag(action=row, said=said, seen=row.latest_id, by=self.by)

    def withdraw(self, row: Action) -> None:
        if row.latest_id:
            updates.withdraw_update(update=RagUpdate.objects.get(pk=row.latest_id), by=self.by)

    def day(self, row: Action) -> ActionDate:
        return self.random.choice(dates.current(row) or [None]) or self.missing()

    def missing(self) -> ActionDate:
        raise RuleBroken("It has no date.")

    def move(self, row: Action) -> None:
        end = date(2027, self.random.randint(1, 12), self.random.randint(1, 28))
        dates.move_date(date_row=self.day(row), start=end, end=end, reason="Room lost", by=self.by)

    def mark(self, row: Action) -> None:
        dates.mark_done(date_row=self.day(row), done_on=date(2026, 5, 1), on=date(2026, 5, 9), by=self.by)

    def unmark(self, row: Action) -> None:
        dates.undo_done(date_row=self.day(row), by=self.by)

    def answer(self, row: Action) -> None:
        meant = date(2027, 5, 21)
        dates.answer_query(date_row=self.day(row), start=meant, end=meant, by=self.by)

    def further(self, row: Action) -> None:
        end = date(2027, self.random.randint(1, 12), self.random.randint(1, 28))
        dates.add_date(action=row, start=end, end=end, by=self.by)

    def give(self, row: Action) -> None:
        end = date(2027, self.random.randint(1, 12), self.random.randint(1, 28))
        dates.set_date(date_row=self.day(row), start=end, end=end, by=self.by)

    def lead(self, row: Action) -> None:
        part = self.random.choice(["lead", "involved"])
        parts = [actions.Part(part, "Somebody", **self.random.choice(self.holders))]
        actions.set_parts(action=row, parts=parts, by=self.by)

    def archive(self, row: Action) -> None:
        actions.archive_action(action=row, reason="Merged", by=self.by)

    def restore(self, row: Action) -> None:
        actions.restore_action(action=row, by=self.by)

    def retitle(self, _: Any) -> None:
        values = {"title": f"Plan {self.random.randint(1, 9)}"}
        version = Plan.objects.get(pk=self.plan.pk).version
        plans.edit_plan(plan=self.plan, values=values, version=version, by=self.by)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_worked_out_for_a_moment_is_what_stood_then(seed: int, clock: Any) -> None:
    plan = PlanFactory(slug="plan", starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31))
    officer, kept = Officer(seed, plan), {}
    for _ in range(30):
        clock.shift(timedelta(minutes=3))
        officer.act()
        kept[datetime.now(UTC)] = snapshot(plan)
    for moment, stood in kept.items():
        assert then(plan, moment + timedelta(seconds=1)) == stood, moment


@pytest.mark.parametrize(
    ("befores", "expected"),
    [
        ([], "now"),
        ([(2, 1, {"title": "second"}), (1, 2, {"title": "first"})], "first"),
        ([(1, 2, {"title": "later of the two"}), (1, 1, {"title": "first"})], "first"),
        ([(1, 1, {"what": "other"})], "now"),
        ([(1, 1, {"title": None})], None),
    ],
)
def test_a_value_then_is_what_the_first_change_since_found(befores: Any, expected: Any) -> None:
    assert as_at.rewound({"title": "now"}, befores) == {"title": expected}


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 22), datetime(2026, 11, 22, 23, 59, 59, 999999, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 7, 1, 22, 59, 59, 999999, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, 59, 59, 999999, tzinfo=UTC)),  # the clocks go back
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, 59, 59, 999999, tzinfo=UTC)),  # and forward
    ],
)
def test_an_evening_ends_at_midnight_here(day: date, last: datetime) -> None:
    assert as_at.end_of(day) == last


def test_there_is_nothing_before_the_plan_or_the_action(clock: Any) -> None:
    plan = PlanFactory()
    clock.shift(timedelta(hours=1))
    action = actions.create_action(
        plan=plan, words=actions.Words("1.1", "Learn.", area=AreaFactory(plan=plan)), by=user_with("project_officer")
    )
    assert as_at.plan_as_at(plan, START - timedelta(days=1)) is None
    assert as_at.action_as_at(action, START) is None
    assert [row.ref for row in as_at.plan_as_at(plan, START + timedelta(hours=2)).actions] == ["1.1"]  # type: ignore[union-attr]  # it was there


def test_an_action_in_another_area_stands_where_it_stood(clock: Any) -> None:
    plan, by = PlanFactory(), user_with("project_officer")
    one, two = (AreaFactory(plan=plan, code=code, title="Learn") for code in ("OD1", "OD2"))
    words = actions.Words("1.1", "Learn.", area=one)
    action = actions.create_action(plan=plan, words=words, by=by)
    clock.shift(timedelta(days=2))
    actions.edit_action(action=action, words=actions.Words("1.1", "Learn.", area=two), version=1, by=by)
    found = as_at.action_as_at(Action.objects.get(pk=action.pk), START + timedelta(days=1))
    assert found is not None
    assert found.area == "OD1 Learn"


def test_it_takes_the_same_number_of_queries_for_one_action_and_for_ten(clock: Any) -> None:
    plan = PlanFactory(starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31))
    officer = Officer(1, plan)
    officer.add(None)
    clock.shift(timedelta(days=1))
    one = _queries(plan)
    for _ in range(9):
        officer.add(None)
    assert _queries(plan) == one <= 8


def _queries(plan: Plan) -> int:
    with CaptureQueriesContext(connection) as asked:
        as_at.plan_as_at(plan, datetime.now(UTC))
    return len(asked)


def test_a_rating_of_that_evening_is_the_newest_then(clock: Any) -> None:
    plan = PlanFactory()
    action = actions.create_action(
        plan=plan, words=actions.Words("1.1", "Learn.", area=AreaFactory(plan=plan)), by=user_with("project_officer")
    )
    for number, rag in enumerate((Rag.GREEN, Rag.AMBER, Rag.RED)):
        clock.shift(timedelta(days=1))
        seen = Action.objects.get(pk=action.pk).latest_id
        said = updates.Said(rag, f"Said {number}")
        updates.update_rag(action=action, said=said, seen=seen, by=user_with("project_officer"))
    found = [as_at.action_as_at(action, START + timedelta(days=days, hours=1)) for days in range(4)]
    assert [row and row.rag for row in found] == ["not_rated", "green", "amber", "red"]
