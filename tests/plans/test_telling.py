"""Other council systems are told what they asked to be told of a plan, and nothing else."""

from datetime import date

import pytest

from accounts.models import User
from core.models import HookDelivery, Job
from core.services import hooks
from plans.models import Action
from plans.services import dates, updates
from tests.factories.plans import ActionDateFactory, ActionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> User:
    return User.objects.system()


@pytest.fixture
def action(system: User) -> Action:
    """An action of a council whose case system wants to know."""
    action = ActionFactory(by_when="March 2030")
    values = {"name": "Case system", "url": "https://case.example/told", "events": ["rating.changed", "date.moved"]}
    hooks.add(authority=action.plan.authority, values=values, by=system)
    return action


def test_they_are_told_when_a_rating_changes_and_only_then(action: Action, system: User) -> None:
    first = updates.update_rag(action=action, said=updates.Said("green"), seen=None, by=system)
    still = updates.update_rag(action=action, said=updates.Said("green"), seen=first.pk, by=system)
    updates.update_rag(action=action, said=updates.Said("red", "Lost"), seen=still.pk, by=system)
    told = list(HookDelivery.objects.order_by("pk"))
    assert [delivery.payload["rag"] for delivery in told] == ["green", "red"]
    assert (told[1].payload["rag_before"], told[1].payload["rag_text"]) == ("green", "R Off track")
    assert Job.objects.filter(work="core.hooks.deliver").count() == 2


def test_they_are_told_when_an_update_is_withdrawn(action: Action, system: User) -> None:
    update = updates.update_rag(action=action, said=updates.Said("green"), seen=None, by=system)
    updates.withdraw_update(update=update, by=system)
    assert [delivery.payload["rag"] for delivery in HookDelivery.objects.order_by("pk")] == ["green", "not_rated"]


def test_they_are_told_when_a_date_moves(action: Action, system: User) -> None:
    row = ActionDateFactory(action=action, start=date(2030, 3, 1), end=date(2030, 3, 31), source="March 2030")
    dates.move_date(date_row=row, start=date(2030, 5, 1), end=date(2030, 5, 31), reason="Room lost", by=system)
    payload = HookDelivery.objects.get().payload
    assert (payload["end_before"], payload["end_after"], payload["reason"]) == ("2030-03-31", "2030-05-31", "Room lost")
