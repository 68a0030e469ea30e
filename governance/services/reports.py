"""What is asked for before a meeting and given: reports on items, and leaders' words on their work with practice."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from accounts.models import Person, User
from core import audit, mail
from core.daywords import say_day
from core.errors import RuleBroken, StaleVersion
from governance import asking
from governance.models import AgendaItem, ItemReport, LeaderFeedback, Meeting
from governance.services.meetings import lock_open
from plans.rounds import address_of

KIND = "before_meeting"


@dataclass(frozen=True, slots=True)
class Words:
    """A presenter's report: how it goes, what comes next, and what is asked of the group."""

    progress: str
    next_steps: str = ""
    request: str = ""


@transaction.atomic
def ask(*, meeting: Meeting, on: date, at: datetime, by: Any) -> int:
    """Write one mail to everybody not yet asked, with a link that needs no account. Returns to how many."""
    meeting = _lock_with_a_day(meeting)
    new = [each for each in asking.everybody(meeting) if each.wants and each.asked_at is None and each.is_written_to]
    return _write_to(meeting, new, on, at, by, verb="asked for reports before", chasing=False)


@transaction.atomic
def chase(*, meeting: Meeting, on: date, at: datetime, by: Any) -> int:
    """Write once more to those who still owe something. Nobody gets a second mail on one day."""
    meeting = _lock_with_a_day(meeting)
    silent = [each for each in asking.everybody(meeting) if each.may_be_chased(on)]
    return _write_to(meeting, silent, on, at, by, verb="chased reports before", chasing=True)


@transaction.atomic
def give_report(
    *, item: AgendaItem, words: Words, version: int, at: datetime, by: Any, said_by: Person | None = None
) -> ItemReport:
    """Keep what is reported on an item. `said_by` is whose words they are when somebody else writes them down.

    `version` is the one that was looked at, 0 for none. Raises StaleVersion when it was written meanwhile.
    """
    meeting = lock_open(item.meeting)
    report = ItemReport.objects.select_for_update().filter(item=item).first()
    given = {name: text.strip() for name, text in asdict(words).items()}
    if not given["progress"]:
        raise RuleBroken("Say how it goes.", "progress")
    if report is not None and report.version != version and report.given_at:
        raise StaleVersion(report)
    report = report or ItemReport.objects.create(authority=meeting.authority, item=item)
    about = {"given_at": at, "given_by": by, "said_by": said_by}
    if audit.save_changes(report, given, verb="reported on", authority=meeting.authority, by=by) or not report.given_at:
        ItemReport.objects.filter(pk=report.pk).update(**about, version=report.version + 1, changed_at=at)
        report.refresh_from_db()
    return report


@transaction.atomic
def give_feedback(
    *, meeting: Meeting, person: Person, did: str, learned: str, released: bool, at: datetime, by: Any
) -> LeaderFeedback:
    """Keep a leader's own words. Only they give them and only they release them; the audit never holds the words."""
    meeting = lock_open(meeting)
    if person.authority_id != meeting.authority_id or (by.kind != User.Kind.SYSTEM and person.user_id != by.pk):
        raise RuleBroken("Only the person who says this can write it or release it.")
    if not did.strip():
        raise RuleBroken("Say what you did.", "did")
    row, _ = LeaderFeedback.objects.get_or_create(
        authority=meeting.authority, meeting=meeting, person=person, defaults={}
    )
    was = row.released
    row.what_i_did, row.what_i_learned, row.released, row.given_at = did.strip(), learned.strip(), released, at
    row.save(update_fields=["what_i_did", "what_i_learned", "released", "given_at", "changed_at"])
    audit.record(
        "gave feedback before", row, authority=meeting.authority, by=by,
        before={"released": was}, after={"released": released},
    )  # fmt: skip
    return row


def _lock_with_a_day(meeting: Meeting) -> Meeting:
    meeting = lock_open(meeting)
    if meeting.starts_at is None:
        raise RuleBroken("Say on which day the meeting is before asking for reports.")
    return meeting


def _write_to(
    meeting: Meeting, people: list[asking.Asked], on: date, at: datetime, by: Any, *, verb: str, chasing: bool
) -> int:
    for each in people:
        _queue(meeting, each, on, chasing=chasing)
        _mark_asked(meeting, each, at)
    if people:
        audit.record(verb, meeting, authority=meeting.authority, by=by, after={"people": len(people)})
    return len(people)


def _mark_asked(meeting: Meeting, asked: asking.Asked, at: datetime) -> None:
    for item in asked.silent:
        ItemReport.objects.update_or_create(authority=meeting.authority, item=item, defaults={"asked_at": at})
    if asked.owes_feedback:
        LeaderFeedback.objects.update_or_create(
            authority=meeting.authority, meeting=meeting, person=asked.person, defaults={"asked_at": at}
        )


def _queue(meeting: Meeting, asked: asking.Asked, on: date, *, chasing: bool) -> None:
    day = say_day(meeting.starts_at) if meeting.starts_at else ""
    context = {
        "meeting": meeting, "authority": meeting.authority, "person": asked.person, "items": asked.silent, "day": day,
        "feedback": asked.owes_feedback, "link": asking.link_url(meeting, asked), "chasing": chasing,
    }  # fmt: skip
    what = "your report" if asked.silent else "a word on your work with practice"
    still = "we still wait for " if chasing else ""
    mail.queue(
        key=f"{KIND}:{meeting.pk}:{asked.person.pk}:{on.isoformat()}",
        kind=KIND,
        to=address_of(asked.person),
        subject=f"{meeting.title}: {still}{what}",
        text=render_to_string("governance/mail/before_meeting.txt", context),
        html=render_to_string("governance/mail/before_meeting.html", context),
        authority=meeting.authority,
        person=asked.person,
    )
