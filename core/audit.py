"""The audit trail: one event for each change a service makes, in the same transaction."""

from datetime import date, datetime
from typing import Any

from django.db import models

from core.models import AuditEvent


def snapshot(row: models.Model, fields: list[str]) -> dict[str, Any]:
    """The named fields of a row as plain values, ready to be kept in an event."""
    return {field: _plain(getattr(row, field)) for field in fields}


def record(
    verb: str,
    row: models.Model,
    *,
    authority: Any,
    by: Any,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write one event: `verb` in the past tense ("renamed"), `row` what it was done to."""
    return AuditEvent.objects.create(
        authority=authority,
        actor=by,
        verb=verb,
        thing=row._meta.model_name or "",
        thing_id=row.pk if isinstance(row.pk, int) else None,
        label=str(row)[:300],
        before=before or {},
        after=after or {},
    )


def save_changes(row: models.Model, changes: dict[str, Any], *, verb: str, authority: Any, by: Any) -> list[str]:
    """Set and save the named fields that differ, with one event. Returns the names that changed; none, no event."""
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if not changed:
        return []
    before = snapshot(row, changed)
    for name in changed:
        setattr(row, name, changes[name])
    row.save(update_fields=changed)
    record(verb, row, authority=authority, by=by, before=before, after=snapshot(row, changed))
    return changed


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, models.Model):
        return str(value)
    return value
