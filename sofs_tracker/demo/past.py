"""A made-up past: what the demo did just now is told as of an earlier day."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from core.models import AuditEvent
from plans.models import DateRevision, Plan
from sofs_tracker.demo.calendar import Calendar


def happened(plan: Plan, at: datetime) -> None:
    """What was recorded just now happened then: a made-up past has to lie in the past."""
    just_now = timezone.now() - timedelta(hours=1)
    AuditEvent.objects.filter(authority=plan.authority, at__gte=just_now).update(at=at)
    DateRevision.objects.filter(action__plan=plan, at__gte=just_now).update(at=at)


def moment(calendar: Calendar, ago: int, number: int) -> datetime:
    """A time in the working day, so many days ago."""
    day = datetime.combine(calendar.ago(ago), time(9 + number % 8, number * 7 % 60))
    return timezone.make_aware(day)
