"""A date is done, or not done after all; a recurring one comes round."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken
from plans import rules
from plans.models import Action, ActionDate
from plans.services.dates.rows import locked, refresh


@transaction.atomic
def mark_done(*, date_row: ActionDate, done_on: date, on: date, by: Any) -> ActionDate:
    """Say that what a date asked for is done. `on` is today: nothing is done in the future.

    A recurring date that is done stays as that occurrence, and a further row goes on in its place, `every` later.
    """
    row, action = locked(date_row)
    if row.queried:
        raise RuleBroken("Answer the query on this date first.")
    if not rules.is_countable(row):
        raise RuleBroken("Only a date with a day can be marked done. Set its day first.")
    if done_on > on:
        raise RuleBroken("Enter the day it was done, today or earlier.", "done_on")
    if row.kind == ActionDate.Kind.RECURRING and row.every and not row.done_on:
        _come_round(row)
    _set_done(row, action, done_on, "marked done", by)
    return row


@transaction.atomic
def undo_done(*, date_row: ActionDate, by: Any) -> ActionDate:
    """Take "done" back. An occurrence of a recurring date takes the place again of the one that followed it."""
    row, action = locked(date_row)
    if row.occurrence_of is not None:
        _go_back(row, row.occurrence_of)
    _set_done(row, action, None, "marked not done", by)
    return row


def _come_round(row: ActionDate) -> None:
    """The next time of a recurring date, in a row of its own: what was agreed of this one stays with this one."""
    if row.start is None or row.end is None or row.every is None:
        return
    start, end = rules.next_round(row.start, row.end, row.every)
    following = ActionDate.objects.create(
        action=row.action, position=row.position, kind=row.kind, start=start, end=end, precision=row.precision,
        label=row.label, every=row.every, source=row.source,
    )  # fmt: skip
    row.occurrences.update(occurrence_of=following)
    row.occurrence_of = following
    row.save(update_fields=["occurrence_of"])


def _go_back(row: ActionDate, following: ActionDate) -> None:
    newest = following.occurrences.order_by("-pk").first()
    if following.removed_at or following.done_on or following.revisions.exists() or newest != row:
        raise RuleBroken("It came round again since, and that has changed. Look at the later date first.")
    following.occurrences.exclude(pk=row.pk).update(occurrence_of=row)
    row.occurrence_of, following.removed_at = None, timezone.now()
    row.position = following.position
    row.save(update_fields=["occurrence_of", "position"])
    following.save(update_fields=["removed_at"])


def _set_done(row: ActionDate, action: Action, done_on: date | None, verb: str, by: Any) -> None:
    audit.save_changes(row, {"done_on": done_on}, verb=verb, authority=action.authority, by=by)
    refresh(action)
