"""Evidence: links that show how an action stands."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken
from plans.models import Action, Evidence


@transaction.atomic
def add_evidence(*, action: Action, title: str, url: str, shows: str, by: Any) -> Evidence:
    """Put a link beside an action."""
    if not url.startswith(("https://", "http://")):
        raise RuleBroken("Enter a full address that starts with https://", "url")
    if not title.strip():
        raise RuleBroken("Enter what the link is called.", "title")
    row = Evidence.objects.create(action=action, title=title.strip(), url=url, shows=shows.strip(), added_by=by)
    audit.record("added evidence", row, authority=row.authority, by=by, after={"title": row.title, "url": url})
    return row


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Any) -> None:
    """Take a link away. The record that it was there stays."""
    changes = {"removed_at": timezone.now()}
    audit.save_changes(evidence, changes, verb="removed evidence", authority=evidence.authority, by=by)
