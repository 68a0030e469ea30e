"""Minutes: a draft until the chair agrees them, approved by the next meeting."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from governance.models import Meeting
from governance.services.room import lock_meeting

Minutes = Meeting.Minutes


@transaction.atomic
def agree(*, meeting: Meeting, at: datetime, by: Any) -> None:
    """The chair agrees the minutes; from then on nothing is added to them."""
    meeting = lock_meeting(meeting)
    if meeting.state != Meeting.State.HELD:
        raise RuleBroken("End the meeting first. Then its minutes can be agreed.")
    if meeting.minutes_state != Minutes.DRAFT:
        raise RuleBroken("These minutes are agreed already.")
    changes = {"minutes_state": Minutes.AGREED, "minutes_agreed_at": at}
    audit.save_changes(meeting, changes, verb="agreed the minutes", authority=meeting.authority, by=by)


@transaction.atomic
def approve(*, meeting: Meeting, at: datetime, by: Any) -> None:
    """The next meeting approves the minutes."""
    meeting = lock_meeting(meeting)
    if meeting.minutes_state == Minutes.APPROVED:
        raise RuleBroken("These minutes are approved already.")
    if meeting.minutes_state == Minutes.DRAFT:
        raise RuleBroken("The chair agrees the minutes first.")
    if next_opened(meeting) is None:
        raise RuleBroken("The next meeting approves them, and it has not been opened yet.")
    changes = {"minutes_state": Minutes.APPROVED, "minutes_approved_at": at}
    audit.save_changes(meeting, changes, verb="approved the minutes", authority=meeting.authority, by=by)


def next_opened(meeting: Meeting) -> Meeting | None:
    """The first meeting of the same body that was opened after this one."""
    later = Meeting.objects.filter(body=meeting.body_id, opened_at__gt=meeting.opened_at or meeting.created_at)
    return later.exclude(pk=meeting.pk).order_by("opened_at", "pk").first()
