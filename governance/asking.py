"""Who is asked for what before a meeting: presenters for a report on their item, members for a word on practice."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils import timezone

from accounts.models import Person
from governance import rules
from governance.models import AgendaItem, ItemReport, LeaderFeedback, Meeting, Seat
from plans.rounds import address_of

SALT = "governance.meetings.before"
REPORTED = (AgendaItem.Kind.REPORT, AgendaItem.Kind.DELIVERY, AgendaItem.Kind.MEASURES, AgendaItem.Kind.EXTRA)
VOTING = (Seat.Role.CHAIR, Seat.Role.DEPUTY, Seat.Role.MEMBER)
OVER = (Meeting.State.HELD, Meeting.State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Asked:
    """One person, and what is wanted of them before one meeting."""

    person: Person
    items: list[AgendaItem] = field(default_factory=list)
    reports: dict[int, ItemReport] = field(default_factory=dict)
    feedback: LeaderFeedback | None = None
    leads: bool = False

    @property
    def silent(self) -> list[AgendaItem]:
        """The items they have not reported on yet."""
        return [item for item in self.items if not self.is_given(item)]

    @property
    def owes_feedback(self) -> bool:
        """Whether they sit on the body and have not said yet how they engaged with practice."""
        return self.leads and not (self.feedback and self.feedback.given_at)

    @property
    def wants(self) -> int:
        """How many things are still wanted of them."""
        return len(self.silent) + self.owes_feedback

    @property
    def asked_at(self) -> datetime | None:
        """When they were last written to."""
        times = [row.asked_at for row in (*self.reports.values(), self.feedback) if row and row.asked_at]
        return max(times, default=None)

    @property
    def link(self) -> int:
        """The number of the link that works for them now."""
        return max([row.link for row in (*self.reports.values(), self.feedback) if row], default=1)

    @property
    def is_written_to(self) -> bool:
        """Whether there is an address, and they have not switched mails off."""
        return self.person.reminders != Person.Reminders.OFF and bool(address_of(self.person))

    def is_given(self, item: AgendaItem) -> bool:
        """Whether the report on this item was given."""
        report = self.reports.get(item.pk)
        return bool(report and report.given_at)

    def may_be_chased(self, on: date) -> bool:
        """Asked before today, something still wanted, and somewhere to write to."""
        at = self.asked_at
        return bool(self.wants and at and timezone.localdate(at) < on and self.is_written_to)


def everybody(meeting: Meeting) -> list[Asked]:
    """Everybody of whom something is wanted before this meeting, presenters first. Four queries."""
    found: dict[int, Asked] = {}
    for item in items_of(meeting):
        if item.presenter is not None:
            found.setdefault(item.presenter.pk, Asked(item.presenter)).items.append(item)
    feedback = {row.person_id: row for row in meeting.feedback.select_related("person__user")}
    people = {person.pk: person for person in leaders_of(meeting)}
    people |= {row.person_id: row.person for row in feedback.values()}
    reports = _reports(meeting)
    made = []
    for pk in [*found, *(pk for pk in people if pk not in found)]:
        now = found.get(pk) or Asked(people[pk])
        made.append(Asked(now.person, now.items, reports[pk], feedback.get(pk), leads=pk in people))
    return made


def of_person(meeting: Meeting, person: Person) -> Asked:
    """What is wanted of one person before this meeting; empty when nothing is."""
    return next((each for each in everybody(meeting) if each.person.pk == person.pk), Asked(person))


def items_of(meeting: Meeting) -> Any:
    """The items that somebody reports on, in the order of the agenda."""
    rows = meeting.items.filter(kind__in=REPORTED).select_related("presenter__user", "action__latest", "action__area")
    return rows.order_by("position", "pk")


def leaders_of(meeting: Meeting) -> list[Person]:
    """Those who hold a seat with a vote on the body of this meeting."""
    seats = Seat.objects.filter(body=meeting.body_id, role__in=VOTING, to_on=None, person__closed_on=None)
    return [seat.person for seat in seats.select_related("person__user").order_by("person__name")]


def first_words(item: AgendaItem) -> dict[str, str]:
    """What the plan says already: the newest comment as progress, the path to green as next steps, the help wanted."""
    latest = item.action.latest if item.action else None
    if latest is None:
        return {"progress": "", "next_steps": "", "request": ""}
    wanted = latest.help_wanted if rules.wants_help(latest.help_wanted) else ""
    return {"progress": latest.comment, "next_steps": latest.path_to_green, "request": wanted}


def words_of(item: AgendaItem, report: ItemReport | None) -> dict[str, str]:
    """The report as it is, or what the plan says while there is none."""
    if report is None or report.given_at is None:
        return first_words(item)
    return {name: getattr(report, name) for name in ("progress", "next_steps", "request")}


def link_token(meeting: Meeting, person: Person, link: int) -> str:
    """The signed words of a link. Who holds them may answer for this person before this meeting, and no more."""
    return signing.dumps([meeting.pk, person.pk, link], salt=SALT)


def link_url(meeting: Meeting, asked: Asked) -> str:
    """The whole address of somebody's link, for a mail."""
    token = link_token(meeting, asked.person, asked.link)
    return f"{settings.BASE_URL.rstrip('/')}/{meeting.authority.slug}/before/{token}/"


def read_token(token: str) -> tuple[Meeting, Asked] | None:
    """Whom and what a link is about; none when it was altered or replaced, or the meeting is over."""
    try:
        meeting_id, person_id, link = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    meetings = Meeting.objects.select_related("authority", "body", "plan")
    meeting = meetings.filter(pk=meeting_id).exclude(state__in=OVER).first()
    person = Person.objects.select_related("user").filter(pk=person_id, closed_on=None).first()
    if meeting is None or person is None or person.authority_id != meeting.authority_id:
        return None
    asked = of_person(meeting, person)
    return (meeting, asked) if asked.link == link and _is_welcome(meeting, person) else None


def _is_welcome(meeting: Meeting, person: Person) -> bool:
    """Somebody who signs in and was suspended has no link either."""
    return person.user is None or bool(person.user.roles_in(meeting.authority))


def _reports(meeting: Meeting) -> dict[int, dict[int, ItemReport]]:
    made: dict[int, dict[int, ItemReport]] = defaultdict(dict)
    rows = ItemReport.objects.filter(item__meeting=meeting).select_related("item", "said_by", "given_by")
    for report in rows:
        made[report.item.presenter_id or 0][report.item_id] = report
    return made
