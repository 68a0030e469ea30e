"""Who is asked in a round, and by which mail. One mail at most a person and a day, whatever it is about."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Person
from accounts.services import reminders
from core import audit, mail
from core.errors import RuleBroken
from core.models import Mail
from core.ratings import RATINGS, Rag
from plans import rounds
from plans.models import Answer, Ask, RagUpdate, ReportingPeriod
from plans.rows import plural
from plans.services.rounds.answers import lock_open

KIND = "digest"
MARKS: dict[str, str] = {
    Rag.RED: "■",
    Rag.AMBER: "▲",
    Rag.GREEN: "●",
    Rag.COMPLETE: "✔",
    Rag.NOT_STARTED: "○",
    Rag.NOT_RATED: "○",
}
"""The shapes of the ratings as characters, for mail."""


@transaction.atomic
def ask_again(*, period: ReportingPeriod, on: date, by: Any) -> int:
    """Ask whoever leads now: actions added since, leads named or changed since. Returns how many people are new.

    An action that was added, or was complete, is in the round from now on; what was said of it since it opened counts.
    """
    period = refuse_closed(lock_open(period))
    fresh = ask_leads(period)
    take_said_since(period, period.opened_at, Answer.State.ANSWERED)
    if fresh:
        audit.record("asked more people in", period, authority=period.authority, by=by, after={"people": len(fresh)})
    mail_asks(period, on)
    return len(fresh)


@transaction.atomic
def chase(*, period: ReportingPeriod, on: date, by: Any) -> int:
    """Write once more to everybody who still has something to answer. Nobody gets a second mail on one day."""
    period = refuse_closed(lock_open(period))
    silent = _with_something_to_answer(period).exclude(chased_on=on).exclude(asked_at=None)
    sent = _mail(period, silent, on, chasing=True)
    for ask in sent:
        ask.chased_on, ask.chases = on, ask.chases + 1
    Ask.objects.bulk_update(sent, ["chased_on", "chases"])
    if sent:
        audit.record("chased the silent of", period, authority=period.authority, by=by, after={"people": len(sent)})
    return len(sent)


def ask_leads(period: ReportingPeriod) -> list[Ask]:
    """One answer for each live action, asked of whoever leads it now; what was said stays. Returns new asks.

    What is complete is not asked about.
    """
    stored = {answer.action_id: answer for answer in period.answers.all()}
    actions = [each for each in period.plan.actions.live() if each.rag != Rag.COMPLETE or each.pk in stored]
    who = rounds.asked_for(actions)
    known = {ask.person_id: ask for ask in period.asks.all()}
    fresh = [Ask(period=period, person=person) for person in _once(who.values()) if person.pk not in known]
    known |= {ask.person_id: ask for ask in Ask.objects.bulk_create(fresh)}
    made, moved = [], []
    for action in actions:
        person = who[action.pk]
        ask = known[person.pk] if person else None
        answer = stored.get(action.pk)
        if answer is None:
            made.append(Answer(period=period, action=action, ask=ask))
        elif answer.ask_id != (ask.pk if ask else None):
            answer.ask = ask
            moved.append(answer)
    Answer.objects.bulk_create(made)
    Answer.objects.bulk_update(moved, ["ask"])
    return fresh


def take_said_since(period: ReportingPeriod, since: datetime | None, state: str) -> None:
    """Let what was said after a round closed belong to this one."""
    if since is None:
        return
    late = period.answers.filter(action__latest__period=None, action__latest__at__gt=since)
    found = list(late.exclude(action__latest__source=RagUpdate.Source.IMPORT).select_related("action"))
    for answer in found:
        answer.update_id, answer.state = answer.action.latest_id, state
    Answer.objects.bulk_update(found, ["update", "state"])
    RagUpdate.objects.filter(pk__in=[answer.update_id for answer in found]).update(period=period)


def mail_asks(period: ReportingPeriod, on: date, at: datetime | None = None) -> int:
    """Write to everybody asked who was not written to yet. Who had a mail today already is written to tomorrow."""
    unasked = _with_something_to_answer(period).filter(asked_at=None)
    sent = _mail(period, unasked, on, chasing=False)
    Ask.objects.filter(pk__in=[ask.pk for ask in sent]).update(asked_at=at or timezone.now())
    return len(sent)


def refuse_closed(period: ReportingPeriod) -> ReportingPeriod:
    """Stop what only an open round can do."""
    if period.state != ReportingPeriod.State.OPEN:
        raise RuleBroken("This round is not open.")
    return period


def digest_key(person: Person, on: date) -> str:
    """The one mail that may be about reminders to this person on this day."""
    return f"digest:{person.pk}:{on.isoformat()}"


def _with_something_to_answer(period: ReportingPeriod) -> Any:
    left = Q(answers__state__in=rounds.TO_ANSWER, answers__action__archived_at=None)
    asks = period.asks.filter(left).distinct().select_related("person__user", "period__plan__authority")
    return asks.exclude(person__reminders=Person.Reminders.OFF).order_by("pk")


def _mail(period: ReportingPeriod, asks: Any, on: date, *, chasing: bool) -> list[Ask]:
    found = [ask for ask in asks if ask.person.closed_on is None and rounds.address_of(ask.person)]
    had = set(Mail.objects.filter(key__in=[digest_key(ask.person, on) for ask in found]).values_list("key", flat=True))
    sent = [ask for ask in found if digest_key(ask.person, on) not in had]
    lines = _lines(period, on) if sent else {}
    for ask in sent:
        _queue(ask, lines.get(ask.person_id, []), on, chasing=chasing)
    return sent


def _lines(period: ReportingPeriod, on: date) -> dict[int | None, list[dict[str, str]]]:
    made: dict[int | None, list[dict[str, str]]] = {}
    for row in rounds.rows(period, on=on):
        if row.done:
            continue
        rating = RATINGS[Rag(row.rag)]
        said = {
            "ref": row.ref,
            "title": row.title,
            "letter": rating.letter,
            "word": rating.word,
            "mark": MARKS[row.rag],
        }
        made.setdefault(row.person_id, []).append({**said, "day": row.day, "question": row.question})
    return made


def _queue(ask: Ask, lines: list[dict[str, str]], on: date, *, chasing: bool) -> None:
    period, number = ask.period, plural(len(lines), "action")
    one = len(lines) == 1
    asks = f"How does your {number[2:]} stand?" if one else f"How do your {number} stand?"
    waits = f"{number} still wait{'s' if one else ''} for your answer"
    context = {
        "ask": ask, "period": period, "plan": period.plan, "authority": period.authority, "lines": lines,
        "link": rounds.link_url(ask), "question": f"{waits}." if chasing else asks,
        "button": "Say how it stands" if one else "Say how they stand",
        "switch_url": reminders.url(ask.person),
    }  # fmt: skip
    mail.queue(
        key=digest_key(ask.person, on),
        kind=KIND,
        to=rounds.address_of(ask.person),
        subject=f"{period.title}: {waits if chasing else asks[0].lower() + asks[1:]}",
        text=render_to_string("plans/mail/round_open.txt", context),
        html=render_to_string("plans/mail/round_open.html", context),
        headers=reminders.headers(ask.person),
        authority=period.authority,
        person=ask.person,
    )


def _once(people: Iterable[Person | None]) -> list[Person]:
    return list({person.pk: person for person in people if person}.values())
