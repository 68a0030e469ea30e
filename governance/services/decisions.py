"""Decisions: recorded with their number, ratified when the room was not quorate, replaced, never edited."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from governance import quorum
from governance.models import AgendaItem, Decision, Meeting
from governance.services.numbering import next_number
from governance.services.room import lock_meeting, refuse_agreed

FIELDS = ["text", "reason", "rejected", "review_on", "to_be_ratified"]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, why, what else was on the table, and when it is looked at again."""

    text: str
    reason: str = ""
    rejected: str = ""
    review_on: date | None = None


@transaction.atomic
def record_decision(
    *,
    meeting: Meeting,
    item: AgendaItem | None,
    decided: Decided,
    at: datetime,
    by: Any,
    replaces: Decision | None = None,
) -> Decision:
    """Record a decision of this meeting under the next number. Without a quorum it is to be ratified."""
    meeting = refuse_agreed(lock_meeting(meeting))
    if not decided.text.strip():
        raise RuleBroken("Enter what was decided, verb first.", "text")
    _refuse_replacing(replaces, meeting)
    decision = Decision.objects.create(
        authority=meeting.authority, number=next_number(Decision, meeting.authority), meeting=meeting, item=item,
        action=item.action if item else None, text=decided.text.strip(), reason=decided.reason.strip(),
        rejected=decided.rejected.strip(), review_on=decided.review_on, replaces=replaces,
        to_be_ratified=not quorum.of_meeting(meeting).is_met, by=by, at=at,
    )  # fmt: skip
    after = audit.snapshot(decision, FIELDS)
    audit.record("decided", decision, authority=meeting.authority, by=by, after=after)
    return decision


@transaction.atomic
def ratify(*, decision: Decision, meeting: Meeting, by: Any) -> None:
    """A later meeting that is quorate makes a decision stand."""
    meeting = refuse_agreed(lock_meeting(meeting))
    decision = Decision.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=decision.pk)
    if not decision.to_be_ratified or decision.ratified_by_id:
        raise RuleBroken(f"{decision} stands already.")
    if decision.meeting_id == meeting.pk or decision.meeting.body_id != meeting.body_id:
        raise RuleBroken(f"{decision} is ratified by a later meeting of the same body.")
    if not quorum.of_meeting(meeting).is_met:
        raise RuleBroken("This meeting is not quorate either. The decision waits for one that is.")
    changes = {"ratified_by": meeting}
    audit.save_changes(decision, changes, verb="ratified", authority=meeting.authority, by=by)


def to_ratify(meeting: Meeting) -> Any:
    """Decisions of earlier meetings of the same body that wait for a quorum."""
    waiting = Decision.objects.filter(meeting__body=meeting.body_id, to_be_ratified=True, ratified_by=None)
    return waiting.exclude(meeting=meeting).filter(replaced_by=None).order_by("number")


def _refuse_replacing(replaces: Decision | None, meeting: Meeting) -> None:
    if replaces is None:
        return
    if replaces.authority_id != meeting.authority_id:
        raise RuleBroken("Choose a decision of this council.", "replaces")
    if Decision.objects.filter(replaces=replaces).exists():
        raise RuleBroken(f"{replaces} has been replaced already.", "replaces")
