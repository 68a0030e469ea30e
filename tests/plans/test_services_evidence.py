"""Evidence: links put beside an action and taken away."""

import pytest

from accounts.permissions import Role
from core.errors import RuleBroken
from core.models import AuditEvent
from plans.models import Evidence
from plans.services import evidence
from tests.factories.accounts import user_with
from tests.factories.plans import ActionFactory, EvidenceFactory

pytestmark = pytest.mark.django_db


def test_a_link_is_added_on_record() -> None:
    officer = user_with(Role.PROJECT_OFFICER)
    row = evidence.add_evidence(action=ActionFactory(), title=" Report ", url="https://a.example", shows="", by=officer)
    assert (row.title, row.added_by) == ("Report", officer)
    assert AuditEvent.objects.get().verb == "added evidence"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "", "//a.example"])
def test_only_web_addresses_are_evidence(url: str) -> None:
    with pytest.raises(RuleBroken, match="https://"):
        evidence.add_evidence(action=ActionFactory(), title="x", url=url, shows="", by=user_with(Role.PROJECT_OFFICER))
    assert Evidence.objects.count() == 0


def test_a_link_needs_a_name() -> None:
    with pytest.raises(RuleBroken, match="called"):
        evidence.add_evidence(
            action=ActionFactory(), title=" ", url="https://a.example", shows="", by=user_with(Role.PROJECT_OFFICER)
        )


def test_a_link_is_taken_away_once_and_the_record_stays() -> None:
    officer, row = user_with(Role.PROJECT_OFFICER), EvidenceFactory()
    evidence.remove_evidence(evidence=row, by=officer)
    removed_at = Evidence.objects.get().removed_at
    evidence.remove_evidence(evidence=row, by=officer)
    assert Evidence.objects.get().removed_at == removed_at
    assert AuditEvent.objects.filter(verb="removed evidence").count() == 1


def test_an_archived_action_takes_no_evidence() -> None:
    action = ActionFactory(archived_at="2018-01-01T00:00Z")
    with pytest.raises(RuleBroken, match="archived"):
        evidence.add_evidence(
            action=action, title="x", url="https://a.example", shows="", by=user_with(Role.PROJECT_OFFICER)
        )
