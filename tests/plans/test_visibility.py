"""What a draft holds is for those who keep the plan: its actions, and all that hangs on them."""

import pytest
from django.test import Client

from accounts.models import User
from plans.models import ActionDate, Plan, RagUpdate
from tests.factories.accounts import user_with
from tests.factories.plans import ActionDateFactory, ActionFactory, PlanFactory, RagUpdateFactory

pytestmark = pytest.mark.django_db
LISTS = ("actions", "dates", "updates", "participations", "evidence")


@pytest.fixture
def draft() -> Plan:
    """A draft with an action, a date and an update."""
    plan = PlanFactory(state=Plan.State.DRAFT)
    action = ActionFactory(plan=plan)
    ActionDateFactory(action=action)
    RagUpdateFactory(action=action)
    return plan


@pytest.mark.parametrize("model", [ActionDate, RagUpdate])
def test_its_rows_are_seen_by_keepers_only(draft: Plan, model: type[ActionDate | RagUpdate]) -> None:
    own = model.objects.in_authority(draft.authority)
    assert own.visible_to(user_with("project_officer")).count() == 1
    assert not own.visible_to(user_with("viewer")).exists()


@pytest.mark.parametrize("name", LISTS)
def test_the_api_lists_nothing_of_it_to_a_viewer(draft: Plan, client: Client, name: str) -> None:
    viewer: User = user_with("viewer")
    client.force_login(viewer, backend="accounts.backends.PasswordBackend")
    assert client.get(f"/api/v1/{draft.authority.slug}/{name}/").json()["results"] == []
