"""How far dates have moved from what was agreed."""

from datetime import date

import pytest

from accounts.permissions import Role
from plans import slips
from plans.models import ActionDate, DateRevision
from plans.services import baselines
from tests.factories.accounts import user_with
from tests.factories.plans import (
    ActionDateFactory,
    ActionFactory,
    CommunicationFactory,
    DateRevisionFactory,
    PlanFactory,
)

AUGUST = date(2018, 8, 31)


@pytest.mark.parametrize(
    ("moved", "days", "sentence"),
    [
        (3, 74, "Moved 3 times, 74 days later than agreed"),
        (1, 1, "Moved once, 1 day later than agreed"),
        (2, -14, "Moved twice, 14 days earlier than agreed"),
        (2, 0, "Moved twice, on the day agreed"),
        (0, 30, "30 days later than agreed"),
        (0, 0, ""),
    ],
)
def test_a_slip_in_words(moved: int, days: int, sentence: str) -> None:
    assert slips.say(moved, days, agreed=True) == sentence


@pytest.mark.django_db
def test_the_list_is_worst_first_and_counts_only_moves() -> None:
    plan = PlanFactory()
    rows = [ActionDateFactory(action=ActionFactory(plan=plan, ref=f"1.{number}")) for number in range(4)]
    ActionDateFactory(action=CommunicationFactory(plan=plan))
    baselines.freeze_first(plan=plan, by=user_with(Role.PROJECT_MANAGER))
    for row, end in zip(rows, (date(2018, 9, 30), date(2018, 11, 13), AUGUST, date(2018, 8, 1)), strict=True):
        ActionDate.objects.filter(pk=row.pk).update(start=end, end=end)
        DateRevisionFactory(date=row)
    for kind in (DateRevision.Kind.ANSWERED, DateRevision.Kind.REREAD, DateRevision.Kind.SET):
        DateRevisionFactory(date=rows[0], kind=kind)
    found = slips.of_plan(plan)
    assert [(slip.ref, slip.days, slip.moved) for slip in found.slipped] == [
        ("1.1", 74, 1), ("1.0", 30, 1), ("1.2", 0, 1), ("1.3", -30, 1),
    ]  # fmt: skip
    assert found.sentence == "2 dates are later than agreed, at most by 74 days."
    assert found.new == []


@pytest.mark.django_db
def test_without_a_baseline_only_moves_are_told() -> None:
    row = DateRevisionFactory().date
    found = slips.of_action(row.action)
    assert found.new == []
    assert found.sentence == "Moved once."


@pytest.mark.django_db
def test_a_date_after_the_baseline_is_new_and_never_late() -> None:
    row = ActionDateFactory()
    baselines.freeze_first(plan=row.action.plan, by=user_with(Role.PROJECT_MANAGER))
    late = ActionDateFactory(action=row.action, end=date(2020, 1, 1))
    found = slips.of_action(row.action)
    assert [slip.pk for slip in found.new] == [late.pk]
    assert found.slipped == []
