"""Blocks and delays: what stands in the way of an action, whose it is to clear, and how it was."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Person
from core import audit
from core.errors import RuleBroken
from governance.models import Block
from plans.models import Action
from plans.services.plans import refuse_frozen

FIELDS = ["text", "owner", "opened_on"]


@transaction.atomic
def open_block(*, action: Action, text: str, owner: Person | None, on: date, by: Any) -> Block:
    """Say what stands in the way of an action, and who is to clear it."""
    refuse_frozen(action.plan, action)
    if not text.strip():
        raise RuleBroken("Enter what stands in the way.", "text")
    authority = action.plan.authority
    row = Block.objects.create(authority=authority, action=action, text=text.strip(), owner=owner, opened_on=on, by=by)
    audit.record("opened a block", row, authority=authority, by=by, after=audit.snapshot(row, FIELDS))
    return row


@transaction.atomic
def clear_block(*, block: Block, how: str, on: date, by: Any) -> None:
    """It no longer stands in the way, and how that came about."""
    row = Block.objects.select_for_update(of=("self",)).select_related("authority").get(pk=block.pk)
    if row.cleared_on is not None:
        raise RuleBroken("This block has been cleared already.")
    if not how.strip():
        raise RuleBroken("Say how it was cleared.", "how")
    changes = {"cleared_on": on, "how_cleared": how.strip()}
    audit.save_changes(row, changes, verb="cleared a block", authority=row.authority, by=by)
