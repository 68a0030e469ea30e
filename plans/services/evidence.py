"""Evidence: links that show how an action stands."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken
from plans.models import Action, Evidence
from plans.services.plans import refuse_frozen


@transaction.atomic
def add_evidence(*, action: Action, title: str, url: str, shows: str, by: Any) -> Evidence:
    """Put a link beside an action."""
    refuse_frozen(action.plan, action)
    if not title.strip():
        raise RuleBroken("Enter what the link is called.", "title")
    if not url.startswith(("https://", "http://")):
        raise RuleBroken("Enter a full address that starts with https://", "url")
    row = Evidence.objects.create(action=action, title=title.strip(), url=url, shows=shows.strip(), added_by=by)
    after = audit.snapshot(row, ["title", "url", "shows"])
    audit.record("added evidence", row, authority=row.authority, by=by, after=after)
    return row


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Any) -> None:
    """Take a link away. The record that it was there stays."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    refuse_frozen(evidence.action.plan, evidence.action)
    if evidence.removed_at is None:
        changes = {"removed_at": timezone.now()}
        audit.save_changes(evidence, changes, verb="removed evidence", authority=evidence.authority, by=by)
