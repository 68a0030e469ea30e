"""Evidence: links and files that show how an action stands."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken
from core.models import Document
from core.uploads import Refused, papers
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
def add_file(*, action: Action, title: str, name: str, data: bytes, shows: str, by: Any) -> Evidence:
    """Keep a file beside an action, after a look at what it holds. Without a title it is called by its name."""
    refuse_frozen(action.plan, action)
    try:
        paper = papers.check(data, name)
    except Refused as fault:
        raise RuleBroken(fault.message, "file") from fault
    document = Document.objects.create(
        authority=action.authority, name=paper.name, kind=paper.kind, content=paper.data, added_by=by,
        sha256=hashlib.sha256(paper.data).hexdigest(),
    )  # fmt: skip
    row = Evidence.objects.create(
        action=action, title=title.strip() or paper.name, document=document, shows=shows.strip(), added_by=by
    )
    after = audit.snapshot(row, ["title", "shows"]) | audit.snapshot(document, ["name", "kind", "sha256"])
    audit.record("added evidence", row, authority=row.authority, by=by, after=after)
    return row


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Any) -> None:
    """Take a link or a file away: a file is not handed out any more. The record that it was there stays."""
    evidence = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    refuse_frozen(evidence.action.plan, evidence.action)
    if evidence.removed_at is None:
        changes = {"removed_at": timezone.now()}
        audit.save_changes(evidence, changes, verb="removed evidence", authority=evidence.authority, by=by)
