"""What other council systems are told of a plan: a rating changed, a date moved."""

from datetime import date
from typing import Any

from core import hooks
from core.ratings import RATINGS
from plans.models import Action, DateRevision, RagUpdate


def of_rating(update: RagUpdate) -> None:
    """Tell that a rating changed; "still on track" is no news."""
    if update.rag != update.rag_before:
        words = {"rag_text": RATINGS[update.rag].text, "rag_before": update.rag_before, "comment": update.comment}
        about = _about(update.action) | {"update": update.pk, "rag": update.rag} | words
        _tell("rating.changed", about, update.action, update.by)


def of_date(revision: DateRevision) -> None:
    """Tell that a date moved, was given a day, or had its query answered: from when to when, and why."""
    days = ("start_before", "end_before", "start_after", "end_after")
    moved = {name: _plain(getattr(revision, name)) for name in days}
    about = _about(revision.action) | {"date": revision.date_id, "kind": revision.kind, "reason": revision.reason}
    _tell("date.moved", about | moved, revision.action, revision.by)


def _tell(event: str, about: dict[str, Any], action: Action, by: Any) -> None:
    hooks.tell(event, about, authority=action.plan.authority_id, by=by)


def _about(action: Action) -> dict[str, Any]:
    return {"plan": action.plan.slug, "action": action.pk, "ref": action.ref, "title": action.title}


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None
