"""What was agreed: frozen when a plan comes into force, and anew by a manager's decision."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from accounts.models import User
from accounts.permissions import Role
from core.errors import RuleBroken
from core.models import AuditEvent
from plans.models import Action, ActionDate, Baseline, BaselineDate, Plan
from plans.services import baselines, dates, plans
from tests.factories.accounts import user_with
from tests.factories.plans import ActionDateFactory, ActionFactory, DateRevisionFactory, PlanFactory

pytestmark = pytest.mark.django_db
AUGUST, OCTOBER = date(2018, 8, 31), date(2018, 10, 31)


@pytest.fixture
def manager() -> User:
    return user_with(Role.PROJECT_MANAGER)


@pytest.fixture
def draft() -> Plan:
    """A draft with one date that counts, one queried, one unknown, and one of an archived action."""
    plan: Plan = PlanFactory(state=Plan.State.DRAFT)
    action = ActionFactory(plan=plan, by_when="31 August 2018")
    ActionDateFactory(action=action)
    ActionDateFactory(action=action, queried=True)
    ActionDateFactory(action=action, kind="tbc", start=None, end=None)
    gone = ActionFactory(plan=plan, archived_at="2018-01-01T00:00Z")
    ActionDateFactory(action=gone)
    return plan


def ends(baseline: Baseline) -> list[date]:
    return list(baseline.dates.order_by("pk").values_list("end", flat=True))


def test_coming_into_force_freezes_the_dates_that_count(draft: Plan, manager: User) -> None:
    plans.set_state(plan=draft, state=Plan.State.IN_FORCE, by=manager)
    baseline = draft.baselines.get()
    assert (baseline.number, baseline.by, ends(baseline)) == (1, manager, [AUGUST])
    assert AuditEvent.objects.get(verb="agreed the dates of").after["dates"] == 1


def test_a_plan_that_comes_back_into_force_keeps_what_was_agreed(draft: Plan, manager: User) -> None:
    for state in (Plan.State.IN_FORCE, Plan.State.DRAFT, Plan.State.IN_FORCE):
        plans.set_state(plan=draft, state=state, by=manager)
    assert draft.baselines.count() == 1


def test_a_plan_without_dates_has_agreed_nothing_yet(manager: User) -> None:
    plan = PlanFactory(state=Plan.State.DRAFT)
    plans.set_state(plan=plan, state=Plan.State.IN_FORCE, by=manager)
    assert not plan.baselines.exists()


def test_dates_are_agreed_anew_with_a_reason_and_the_old_ones_stay(draft: Plan, manager: User) -> None:
    plans.set_state(plan=draft, state=Plan.State.IN_FORCE, by=manager)
    row = ActionDate.objects.get(end=AUGUST, queried=False, action__archived_at=None)
    ActionDate.objects.filter(pk=row.pk).update(start=OCTOBER, end=OCTOBER)
    made = baselines.rebaseline(plan=draft, reason="Agreed by the Steering Group.", seen=1, by=manager)
    assert (made.number, made.reason, ends(made)) == (2, "Agreed by the Steering Group.", [OCTOBER])
    assert ends(draft.baselines.get(number=1)) == [AUGUST]
    assert AuditEvent.objects.filter(verb="agreed the dates of").count() == 2


@pytest.mark.parametrize(
    ("reason", "seen", "sentence"), [(" ", 1, "Say why"), ("Agreed.", 0, "Somebody agreed")]
)  # fmt: skip
def test_a_new_baseline_needs_a_reason_and_a_look_at_the_last(
    reason: str, seen: int, sentence: str, draft: Plan, manager: User
) -> None:
    plans.set_state(plan=draft, state=Plan.State.IN_FORCE, by=manager)
    with pytest.raises(RuleBroken, match=sentence):
        baselines.rebaseline(plan=draft, reason=reason, seen=seen, by=manager)


def test_only_a_plan_in_force_is_agreed_anew(draft: Plan, manager: User) -> None:
    with pytest.raises(RuleBroken, match="in force"):
        baselines.rebaseline(plan=draft, reason="Agreed.", seen=0, by=manager)


def test_what_was_agreed_of_a_recurring_date_stays_with_the_time_it_was_agreed_for(manager: User) -> None:
    plan = PlanFactory(state=Plan.State.DRAFT)
    action = ActionFactory(plan=plan, by_when="6 monthly")
    row = ActionDateFactory(action=action, kind="recurring", every={"months": 6}, source="6 monthly")
    plans.set_state(plan=plan, state=Plan.State.IN_FORCE, by=manager)
    dates.mark_done(date_row=row, done_on=AUGUST, on=AUGUST, by=manager)
    following = dates.in_words(action)[0]
    assert BaselineDate.objects.get().date == row
    assert following.end == date(2019, 2, 28)
    assert not following.baselines.exists()


def test_plans_in_force_before_there_were_baselines_get_their_first_dates() -> None:
    plan = PlanFactory()
    moved = ActionDateFactory(action=ActionFactory(plan=plan), end=OCTOBER)
    DateRevisionFactory(date=moved, start_before=AUGUST, end_before=AUGUST)
    DateRevisionFactory(date=moved, start_before=date(2018, 9, 30), end_before=date(2018, 9, 30))
    ActionDateFactory(action=moved.action, end=date(2018, 12, 31))
    ActionDateFactory(action=ActionFactory(plan=PlanFactory(state="draft")))
    first = import_module("plans.migrations.0005_first_baselines")
    first.freeze_first_dates(apps, None)
    first.freeze_first_dates(apps, None)
    baseline = Baseline.objects.get()
    assert (baseline.plan, baseline.number, baseline.by.kind) == (plan, 1, User.Kind.SYSTEM)
    assert ends(baseline) == [AUGUST, date(2018, 12, 31)]
    assert {row.created_at for row in ActionDate.objects.all()} == {row.created_at for row in Action.objects.all()}
