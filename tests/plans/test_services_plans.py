"""Keeping the plan itself: started, changed, put in force; its areas, priorities and statements."""

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from accounts.permissions import Role
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent
from plans.models import DeliveryArea, Plan, Priority, Statement
from plans.services import plans
from tests.factories.accounts import AuthorityFactory, user_with
from tests.factories.plans import (
    ActionDateFactory,
    ActionFactory,
    AreaFactory,
    PlanFactory,
    PriorityFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db
AREA = {"code": "OD1", "title": "Learning", "change_needed": "", "by_words": ""}
SENTENCE = {"kind": "core_principle", "text": "Ask the family.", "tag": "", "attribution": ""}


@pytest.fixture
def officer() -> User:
    return user_with(Role.PROJECT_OFFICER)


def events(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def start(title: str, by: User) -> Plan:
    return plans.create_plan(authority=AuthorityFactory(), values={"title": title}, by=by)


def test_a_plan_starts_as_a_draft_at_an_address_of_its_own(officer: User) -> None:
    made = [start("Plan for Fenshire", officer) for _ in range(3)]
    assert [plan.slug for plan in made] == ["plan-for-fenshire", "plan-for-fenshire-2", "plan-for-fenshire-3"]
    assert {plan.state for plan in made} == {"draft"}
    assert events("started") == 3


@pytest.mark.parametrize(
    ("title", "slug"),
    [("New", "new-plan"), ("Import", "import-plan"), ("计划", "plan"), ("x" * 200, "x" * 50), ("!!!", "plan")],
)
def test_an_address_never_stands_in_anothers_way(title: str, slug: str, officer: User) -> None:
    assert start(title, officer).slug == slug


def test_a_plan_needs_a_title_and_an_end_after_its_start(officer: User) -> None:
    with pytest.raises(RuleBroken, match="title"):
        start(" ", officer)
    values = {"title": "x", "starts_on": date(2018, 2, 1), "ends_on": date(2018, 1, 1)}
    with pytest.raises(RuleBroken, match="last day"):
        plans.create_plan(authority=AuthorityFactory(), values=values, by=officer)
    assert Plan.objects.count() == 0


def test_an_edit_is_refused_when_somebody_was_faster(officer: User) -> None:
    plan = start("One", officer)
    assert plans.edit_plan(plan=plan, values={"title": "Two"}, version=1, by=officer) == ["title"]
    with pytest.raises(StaleVersion):
        plans.edit_plan(plan=plan, values={"title": "Three"}, version=1, by=officer)
    assert (Plan.objects.get().title, events("changed")) == ("Two", 1)


def test_a_plan_goes_from_state_to_state_on_record(officer: User) -> None:
    plan = start("One", officer)
    for state in ("in_force", "closed", "draft"):
        plans.set_state(plan=plan, state=state, by=officer)
    assert [events(verb) for verb in ("put in force", "closed", "took back to draft")] == [1, 1, 1]


def test_a_closed_plan_is_not_put_in_force_at_once(officer: User) -> None:
    plan = PlanFactory(state="closed")
    with pytest.raises(RuleBroken, match="cannot go there"):
        plans.set_state(plan=plan, state="in_force", by=officer)


def test_the_last_day_of_a_plan_is_that_of_its_dates(officer: User) -> None:
    day = ActionDateFactory(end=date(2018, 8, 31))
    plan = day.action.plan
    assert plans.last_day(plan) == date(2018, 8, 31)
    day.delete()
    assert plans.last_day(plan) == plan.ends_on


def test_parts_are_added_last_and_on_record(officer: User) -> None:
    plan = PlanFactory()
    first = plans.add_part(plan=plan, model=DeliveryArea, values=AREA, by=officer)
    second = plans.add_part(plan=plan, model=DeliveryArea, values=AREA | {"code": "OD2"}, by=officer)
    assert (first.position, second.position, events("added")) == (1, 2, 2)


@pytest.mark.parametrize("code", ["OD1", "od1"])
def test_a_code_is_used_once(code: str, officer: User) -> None:
    plan = PlanFactory()
    plans.add_part(plan=plan, model=DeliveryArea, values=AREA, by=officer)
    with pytest.raises(RuleBroken) as refusal:
        plans.add_part(plan=plan, model=DeliveryArea, values=AREA | {"code": code}, by=officer)
    assert refusal.value.field == "code"


def test_a_priority_keeps_its_number_when_it_is_edited(officer: User) -> None:
    one = PriorityFactory(number=1)
    two = PriorityFactory(number=2, plan=one.plan)
    values: dict[str, Any] = {"number": 1, "title": "Better", "change_needed": "", "by_words": ""}
    assert plans.edit_part(row=one, values=values, version=1, by=officer) == ["title"]
    with pytest.raises(RuleBroken, match="a priority 1 already"):
        plans.edit_part(row=two, values=values, version=1, by=officer)


def test_a_part_edited_meanwhile_is_stale(officer: User) -> None:
    row = StatementFactory()
    plans.edit_part(row=row, values=SENTENCE, version=1, by=officer)
    with pytest.raises(StaleVersion):
        plans.edit_part(row=row, values=SENTENCE | {"text": "Mine."}, version=1, by=officer)


@pytest.mark.parametrize(
    ("model", "values"), [(DeliveryArea, AREA | {"title": " "}), (Statement, SENTENCE | {"text": " "})]
)
def test_a_part_needs_its_words(model: Any, values: dict[str, Any], officer: User) -> None:
    with pytest.raises(RuleBroken):
        plans.add_part(plan=PlanFactory(), model=model, values=values, by=officer)


def test_a_statement_belongs_to_one_place_of_its_own_plan(officer: User) -> None:
    area = AreaFactory()
    priority = PriorityFactory(plan=area.plan)
    foreign = AreaFactory(plan=PlanFactory())
    for places in ({"area": area, "priority": priority}, {"area": foreign}):
        with pytest.raises(RuleBroken):
            plans.add_part(plan=area.plan, model=Statement, values=SENTENCE | places, by=officer)
    plans.add_part(plan=area.plan, model=Statement, values=SENTENCE | {"area": area}, by=officer)


def test_an_area_with_actions_is_not_archived(officer: User) -> None:
    action = ActionFactory()
    with pytest.raises(RuleBroken, match="actions first"):
        plans.archive_part(row=action.area, reason="Merged.", by=officer)


@pytest.mark.parametrize("factory", [AreaFactory, PriorityFactory, StatementFactory])
def test_what_is_archived_with_a_reason_can_be_restored(factory: Any, officer: User) -> None:
    row = factory()
    with pytest.raises(RuleBroken, match="why"):
        plans.archive_part(row=row, reason="", by=officer)
    plans.archive_part(row=row, reason="Merged.", by=officer)
    with pytest.raises(RuleBroken, match="already"):
        plans.archive_part(row=row, reason="Again.", by=officer)
    plans.restore_part(row=row, by=officer)
    plans.restore_part(row=row, by=officer)
    assert (events("archived"), events("restored")) == (1, 1)


def test_a_line_comes_back_only_with_what_it_belongs_to(officer: User) -> None:
    priority = PriorityFactory()
    line = StatementFactory(plan=priority.plan, priority=priority, kind="success")
    for row in (line, priority):
        plans.archive_part(row=row, reason="Merged.", by=officer)
    with pytest.raises(RuleBroken, match="Restore Priority"):
        plans.restore_part(row=line, by=officer)


def test_lines_are_put_in_order_among_their_own(officer: User) -> None:
    plan = PlanFactory()
    rows = [StatementFactory(plan=plan, text=text) for text in ("a", "b")]
    other = StatementFactory(plan=plan, text="other", kind="using_means")
    assert plans.move_part(row=rows[1], up=True, by=officer)
    assert not plans.move_part(row=other, up=True, by=officer)
    assert list(plan.statements.filter(kind="core_principle").order_by("position").values_list("text", flat=True)) == [
        "b",
        "a",
    ]
    assert events("moved up") == 1


def test_an_archived_part_has_no_place(officer: User) -> None:
    row = StatementFactory()
    plans.archive_part(row=row, reason="Merged.", by=officer)
    with pytest.raises(RuleBroken, match="Restore it"):
        plans.move_part(row=row, up=False, by=officer)


@pytest.mark.parametrize("model", [DeliveryArea, Priority, Statement])
def test_a_closed_plan_stays_as_it_is(model: Any, officer: User) -> None:
    plan = PlanFactory(state="closed")
    with pytest.raises(RuleBroken, match="closed"):
        plans.add_part(plan=plan, model=model, values={}, by=officer)
