"""Examples of good practice: offered by anybody, checked by somebody else, told in an issue."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Authority
from core import audit
from core.errors import RuleBroken, StaleVersion
from governance.anonymity import unconfirmed
from governance.issues import content
from governance.models import Example, Newsletter

State = Example.State


@transaction.atomic
def offer(*, authority: Authority, values: dict[str, Any], by: Any) -> Example:
    """Offer an example, told the way of appreciative inquiry."""
    row = Example.objects.create(authority=authority, offered_by=by, **values)
    audit.record("offered", row, authority=authority, by=by, after=audit.snapshot(row, list(values)))
    return row


@transaction.atomic
def edit(*, example: Example, values: dict[str, Any], version: int, by: Any) -> list[str]:
    """Change an example. Other words have to be checked again; what an issue tells already stays as it is."""
    example = lock(example)
    if example.version != version:
        raise StaleVersion(example)
    if _promised(example):
        raise RuleBroken("This example stands in an issue that is signed off or sent. It stays as it is.")
    if not any(getattr(example, name) != value for name, value in values.items()):
        return []
    changes = {**values, "state": State.OFFERED.value, "checked_by": None, "checked_at": None}
    changes["version"] = example.version + 1
    _drafts(example).update(version=F("version") + 1)
    return audit.save_changes(example, changes, verb="edited", authority=example.authority, by=by)


@transaction.atomic
def check(*, example: Example, version: int, confirmed: set[str], by: Any) -> None:
    """Say that nobody can be recognised in this example, each warning about it confirmed."""
    example = lock(example)
    if example.offered_by_id == by.pk:
        raise RuleBroken("You offered this example. Somebody else checks it.")
    if example.version != version:
        raise StaleVersion(example)
    if example.state != State.OFFERED:
        raise RuleBroken(f"This example is {example.get_state_display().lower()} already.")
    if not example.consent:
        raise RuleBroken("Those who did the work have to agree first. Ask whoever offered it.")
    if unconfirmed(content.texts_of(example), confirmed):
        raise RuleBroken("Confirm each warning, or take the words out first.", "confirmed")
    changes = {"state": State.CHECKED.value, "checked_by": by, "checked_at": timezone.now()}
    changes["version"] = example.version + 1
    audit.save_changes(example, changes, verb="checked", authority=example.authority, by=by)


@transaction.atomic
def decline(*, example: Example, by: Any) -> None:
    """Leave an example unused, with thanks."""
    example = lock(example)
    if _promised(example):
        raise RuleBroken("This example stands in an issue that is signed off or sent. It stays as it is.")
    if example.state == State.DECLINED:
        return
    _drafts(example).update(example=None, version=F("version") + 1)
    changes = {"state": State.DECLINED.value, "checked_by": None, "checked_at": None, "version": example.version + 1}
    audit.save_changes(example, changes, verb="declined", authority=example.authority, by=by)


def lock(example: Example) -> Example:
    """The example as it is now, nobody else changing it meanwhile."""
    rows = Example.objects.select_for_update(of=("self",)).select_related("authority")
    found: Example = rows.get(pk=example.pk)
    return found


def _drafts(example: Example) -> Any:
    """The drafts that tell it. Whoever looks at one to sign it off looks again once its example is another."""
    return Newsletter.objects.filter(example=example, state=Newsletter.State.DRAFT)


def _promised(example: Example) -> bool:
    """Whether an issue that is signed off or sent tells it."""
    return example.issues.exclude(state=Newsletter.State.DRAFT).exists()
