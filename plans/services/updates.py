"""Saying how an action stands, and taking a mis-click back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import Person
from core import hooks
from core.errors import RuleBroken, StaleVersion
from core.ratings import Rag
from plans import rules, telling
from plans.models import Action, ActionDate, Answer, RagUpdate, ReportingPeriod
from plans.services import dates, rounds


@dataclass(frozen=True)
class Said:
    """What somebody says of an action: a rating, a sentence, and what is gently asked for beside it."""

    rag: str
    comment: str = ""
    path_to_green: str = ""
    help_wanted: str = ""
    next_date: date | None = None


@transaction.atomic
def update_rag(
    *,
    action: Action,
    said: Said,
    seen: int | None,
    by: Any,
    said_by: Person | None = None,
    source: str = RagUpdate.Source.PAGE,
    at: datetime | None = None,
) -> RagUpdate:
    """Add one update. `seen` is the id of the update the author was looking at (None: there was none).

    Raises StaleVersion with the newest update when somebody else was faster, RuleBroken when a sentence is missing.
    A new date is moved first, so that what the dates suggest is what they say from now on. While a round of its plan
    is open, the update is that round's answer, whoever said it and wherever; only what a file brings is not.
    """
    action = _locked(action.pk)
    if action.latest_id != seen:
        raise StaleVersion(_newest(action))
    moved = _moved_date(action, said.next_date)
    had_a_day = moved is not None and moved.end is not None
    _refuse(action, said, said_by, had_a_day, imported=source == RagUpdate.Source.IMPORT)
    if moved and said.next_date:
        change = dates.move_date if had_a_day else dates.set_date
        change(date_row=moved, start=said.next_date, end=said.next_date, reason=said.comment.strip()[:500], by=by)
    return _add(action, said, by=by, said_by=said_by, source=source, at=at or timezone.now())


@transaction.atomic
def withdraw_update(*, update: RagUpdate, by: Any) -> RagUpdate:
    """Take back one's own update within ten minutes: a further row that restores the rating before it."""
    action = _locked(update.action_id)
    _refuse_put_away(action)
    if update.by_id != by.pk:
        raise RuleBroken("Only who saved an update can withdraw it.")
    if action.latest_id != update.pk:
        raise RuleBroken("There is a later update. Add a further one to correct it.")
    now = timezone.now()
    if not rules.may_withdraw(at=update.at, now=now):
        raise RuleBroken("An update can be withdrawn for ten minutes. Add a further one to correct it.")
    row = RagUpdate.objects.create(
        action=action,
        rag=update.rag_before,
        rag_before=update.rag,
        withdraws=update,
        previous=update.previous,
        by=by,
        at=now,
    )
    action.rag, action.latest = update.rag_before, update.previous
    action.save(update_fields=["rag", "latest"])
    rounds.give_back(update)
    if action.heard:
        telling.of_rating(row)
    return row


def _locked(action_id: int) -> Any:
    """The action as it is stored now, held until the end of the transaction.

    With the `round` that asks about it, and whether other systems are to be told (`heard`).
    """
    asked = Answer.objects.filter(action=OuterRef("pk"), period__state=ReportingPeriod.State.OPEN)
    rows = Action.objects.select_for_update(of=("self",)).select_related("plan")
    rows = rows.annotate(round=Subquery(asked.values("period_id")[:1]), heard=hooks.listening("plan__authority"))
    return rows.get(pk=action_id)


def _newest(action: Action) -> RagUpdate | None:
    """What was written last, be it a withdrawal: what the other author has not seen."""
    newest: RagUpdate | None = action.updates.select_related("by", "said_by").order_by("-pk").first()
    return newest


def _refuse_put_away(action: Action) -> None:
    if action.archived_at:
        raise RuleBroken("This action is archived. Restore it before rating it.")
    if action.plan.state == action.plan.State.CLOSED:
        raise RuleBroken("This plan is closed. Its ratings stay as they are.")


def _refuse(action: Action, said: Said, said_by: Person | None, date_moved: bool, *, imported: bool) -> None:
    _refuse_put_away(action)
    if said_by and said_by.authority_id != action.plan.authority_id:
        raise RuleBroken("Choose one of this council’s people.", "said_by")
    only_words = imported and said.rag == action.rag == Rag.NOT_RATED and said.comment.strip()
    if said.rag not in set(Rag) or (said.rag == Rag.NOT_RATED and not only_words):
        raise RuleBroken("Choose a rating.", "rag")
    reason = rules.missing_reason(before=action.rag, rag=said.rag, comment=said.comment, date_moved=date_moved)
    if reason:
        raise RuleBroken(reason, "comment")


def _moved_date(action: Action, next_date: date | None) -> ActionDate | None:
    if next_date is None:
        return None
    row = dates.next_open(action) or dates.only_unknown(action)
    if row is None:
        raise RuleBroken("This action has no open date to move. Add a date on its page.", "next_date")
    return None if next_date == row.end else row


def _add(action: Any, said: Said, *, by: Any, said_by: Person | None, source: str, at: datetime) -> RagUpdate:
    on = timezone.localdate(at)
    suggested = rules.suggestion(dates.current(action), on=on, tracked=action.plan.is_tracked)
    update = RagUpdate.objects.create(
        action=action,
        rag=said.rag,
        rag_before=action.rag,
        comment=said.comment.strip(),
        path_to_green=said.path_to_green.strip(),
        help_wanted=said.help_wanted.strip(),
        suggested=suggested or "",
        source=source,
        by=by,
        said_by=said_by,
        previous_id=action.latest_id,
        period_id=None if source == RagUpdate.Source.IMPORT else action.round,
        at=at,
    )
    action.rag, action.latest = said.rag, update
    action.save(update_fields=["rag", "latest"])
    rounds.take(update)
    if action.heard:
        telling.of_rating(update)
    return update
