"""What meetings want of one person today: reports and words to give, agendas to publish."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from accounts.permissions import Perm
from core.daywords import say_day
from governance.asking import REPORTED, VOTING
from governance.models import AgendaItem, LeaderFeedback, Meeting, Seat
from plans.wants import Line, Wanted

SOON = timedelta(days=21)
"""How long before a meeting its agenda should be published, and what it wants be given."""


def of_person(authority: Any, user: Any, on: date) -> list[Wanted]:
    """Reports and words wanted of this person, then the agendas that whoever runs meetings should publish."""
    if not user.has_perm(Perm.VIEW_MEETINGS, authority):
        return []
    person = Person.objects.filter(authority=authority, user=user, closed_on=None).first()
    wanted = [_given_before(authority, person, on)] if person else []
    if user.has_perm(Perm.RUN_MEETINGS, authority):
        wanted.append(_agendas(authority, on))
    return [each for each in wanted if each.lines]


def _soon(authority: Any, on: date) -> Any:
    """Meetings of the next three weeks."""
    coming = Meeting.objects.in_authority(authority).filter(starts_at__date__gte=on, starts_at__date__lte=on + SOON)
    return coming.filter(state__in=(Meeting.State.PLANNED, Meeting.State.PUBLISHED), opened_at=None)


def _given_before(authority: Any, person: Person, on: date) -> Wanted:
    mine = AgendaItem.objects.filter(meeting__in=_soon(authority, on), presenter=person, kind__in=REPORTED)
    rows = mine.filter(Q(report=None) | Q(report__given_at=None)).select_related("meeting", "action")
    lines = [_report(authority, item) for item in rows.order_by("meeting__starts_at", "position")]
    seat = Seat.objects.filter(body=OuterRef("body"), person=person, to_on=None, role__in=VOTING)
    said = LeaderFeedback.objects.filter(meeting=OuterRef("pk"), person=person).exclude(given_at=None)
    owed = _soon(authority, on).filter(Exists(seat), ~Exists(said)).order_by("starts_at")
    return Wanted("Before the meeting", lines + [_words(authority, meeting) for meeting in owed])


def _report(authority: Any, item: AgendaItem) -> Line:
    where = {"authority": authority.slug, "pk": item.meeting_id, "item": item.pk}
    url = reverse("governance:report_give", kwargs=where)
    said = f"Your report for {item.meeting}: progress, next steps, request."
    return Line(item.action.ref if item.action else "", item.title, url, said, "Write", url)


def _words(authority: Any, meeting: Meeting) -> Line:
    url = reverse("governance:feedback_give", kwargs={"authority": authority.slug, "pk": meeting.pk})
    return Line("", "Your work with practice", url, f"A few words for {meeting}.", "Write", url)


def _agendas(authority: Any, on: date) -> Wanted:
    planned = _soon(authority, on).filter(state=Meeting.State.PLANNED).order_by("starts_at")
    lines = []
    for meeting in planned:
        url = reverse("governance:meeting", kwargs={"authority": authority.slug, "pk": meeting.pk})
        day = say_day(timezone.localdate(meeting.starts_at)) if meeting.starts_at else ""
        lines.append(Line("", meeting.title, url, f"On {day}. Its agenda is not published yet.", "Look", url))
    return Wanted("Agendas to publish", lines)
