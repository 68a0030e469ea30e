"""What every kept row of alignment goes through: made, changed from the version that was looked at, and recorded."""

from collections.abc import Mapping
from typing import Any, TypeVar

from accounts.models import Authority
from core import audit
from core.errors import RuleBroken, StaleVersion

R = TypeVar("R", bound=Any)
RELATED = {
    "action": "Choose the action from the list.",
    "agency": "Choose the agency from the list.",
    "owner": "Choose the owner from the list.",
}
"""Fields that name another row of the council, and what is said when they name one that is not there."""


def clean(authority: Authority, values: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """These fields of `values`, without space around words; refused when one names another council's row."""
    for name, refusal in RELATED.items():
        row = values.get(name)
        if row is not None and row.authority != authority:
            raise RuleBroken(refusal, name)
    return {name: _tidy(values[name]) for name in fields if name in values}


def put(row: R, fields: tuple[str, ...], *, verb: str, by: Any) -> R:
    """Store a new row and record it."""
    row.save(force_insert=True)
    audit.record(verb, row, authority=row.authority, by=by, after=audit.snapshot(row, list(fields)))
    return row


def lock(row: R, version: int | None = None) -> R:
    """The row as it is stored now, held to the end of the transaction.

    Raises StaleVersion when it is not the version that was looked at.
    """
    held: R = type(row)._default_manager.select_for_update(of=("self",)).select_related("authority").get(pk=row.pk)
    if version is not None and held.version != version:
        raise StaleVersion(held)
    return held


def change(row: Any, changes: Mapping[str, Any], *, verb: str, by: Any) -> bool:
    """Save what differs on a locked row, record it and count the version. Whether anything differed."""
    changed = audit.save_changes(row, dict(changes), verb=verb, authority=row.authority, by=by)
    if changed:
        row.version += 1
        row.save(update_fields=["version", "changed_at"])
    return bool(changed)


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
