"""Digests: what each lead is told today, gathered for a whole council and put in the outbox, one mail a person."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Authority, Person
from accounts.services import reminders as switch
from core import audit, daily, mail
from core.dates import add_working_days, is_working_day
from core.daywords import say_day
from core.errors import RuleBroken
from core.models import Mail
from core.ratings import Rag
from plans import neglect, reminders, rounds
from plans.models import Action, ActionDate, Answer, Plan, ReportingPeriod

ITEM = "digests"
KIND, CHASE = "reminder", "chase"
AT_ONCE = 50
"""How many mails are put in the outbox in one transaction."""
LOOK_BACK = timedelta(days=40)
SALT = "plans.reminders.say"
KEEPS = timedelta(days=60)
"""How long a line's link works."""
DATE_COLUMNS = ("action_id", "kind", "start", "end", "queried", "done_on", "label", "source", "created_at")


def send_digests(*, authority: Authority, on: date) -> dict[str, Any]:
    """Queue today's digests of a council: at most one a person, none on a day England does not work.

    Asked for again, it adds only what is not there yet. Says which day it told of, and to how many.
    """
    if not is_working_day(on):
        return {"on": None, "mails": 0}
    days = [date.fromisoformat(result["on"]) for result in daily.results(ITEM, authority) if result.get("on")]
    told = _told(authority, on)
    letters = []
    for person, owed in owed_by_lead(authority, on).items():
        sections = _sections(person, owed, days, told, on)
        if sections:
            letters.append((person, sections))
    for first in range(0, len(letters), AT_ONCE):
        with transaction.atomic():
            for person, sections in letters[first : first + AT_ONCE]:
                _queue(authority, person, sections, on)
    return {"on": on.isoformat(), "mails": len(letters)}


@transaction.atomic
def remind(*, plan: Plan, person: Person, on: date, by: Any) -> Mail:
    """Write to one lead about what of theirs was not heard of for too long. It takes the place of that day's digest."""
    if not plan.is_tracked:
        raise RuleBroken("This plan is not in force, so nobody is reminded of it.")
    if person.reminders == Person.Reminders.OFF:
        raise RuleBroken(f"{person.name} has chosen to get no mail. Ask them another way.")
    if Mail.objects.filter(key=_key(person, on)).exists():
        raise RuleBroken(f"{person.name} had a mail today. One a day is enough: remind them tomorrow.")
    actions = neglect.of_person(plan, person, on)
    answers = _answers(actions)
    lines = [_quiet(action, answers.get(action.pk), person, plan.authority) for action in actions]
    if not lines:
        raise RuleBroken(f"Nothing that {person.name} leads waits for a word, or nobody can be written to.")
    audit.record("reminded", person, authority=plan.authority, by=by, after={"plan": plan.title, "actions": len(lines)})
    return _queue(plan.authority, person, [reminders.Section(reminders.Kind.QUIET, lines)], on, kind=CHASE)


def _quiet(action: Action, answer: Answer | None, person: Person, authority: Authority) -> reminders.Line:
    last = timezone.localdate(action.latest.at) if action.latest else None
    said = f"Last updated {say_day(last)}." if last else "Never updated."
    owed = _owed(action, [], answer, person, authority)
    return reminders.Line(reminders.Kind.QUIET, owed, f"{said} Still the same? A rating is enough.", last or date.min)


def owed_by_lead(authority: Authority, on: date) -> dict[Person, list[reminders.Owed]]:
    """The open actions of the council's running plans, by who can be written to about them."""
    running = Q(plan__state=Plan.State.IN_FORCE) & (Q(plan__ends_on=None) | Q(plan__ends_on__gte=on))
    live = Action.objects.in_authority(authority).live().filter(running).exclude(rag=Rag.COMPLETE)
    actions = list(live.select_related("plan").order_by("plan_id", "position", "pk"))
    days, answers = _days(actions), _answers(actions)
    who = rounds.asked_for(actions)
    made: dict[Person, list[reminders.Owed]] = defaultdict(list)
    for action in actions:
        person = who[action.pk]
        if person is not None and person.reminders != Person.Reminders.OFF:
            made[person].append(_owed(action, days[action.pk], answers.get(action.pk), person, authority))
    return made


def _sections(person: Person, owed: Any, days: list[date], told: Any, on: date) -> list[reminders.Section]:
    """What this person is told, from where the last mail to them left off."""
    asked = told["asked"][person.pk]
    own_days = [day for day in days if day not in asked]
    if not reminders.is_digest_day(on, person.reminders, own_days):
        return []
    before = own_days or [add_working_days(min(asked), -1) for _ in asked]
    since = reminders.told_until(on, person.reminders, before, told["reminded"].get(person.pk))
    return reminders.digest(owed, since=since, on=on)


def _told(authority: Authority, on: date) -> dict[str, Any]:
    """Of the last weeks: on which days a round's mail took the digest's place, and when each was last reminded."""
    asked: dict[int, set[date]] = defaultdict(set)
    reminded: dict[int, date] = {}
    rows = Mail.objects.in_authority(authority).filter(key__startswith="digest:", created_at__gte=_start(on))
    for key, kind, person_id in rows.order_by("pk").values_list("key", "kind", "person_id"):
        pk, day = person_id or 0, date.fromisoformat(key.rpartition(":")[2])
        if kind != KIND:
            asked[pk].add(day)
        elif day < on:
            reminded[pk] = max(day, reminded.get(pk, day))
    return {"asked": asked, "reminded": reminded}


def _start(on: date) -> Any:
    return timezone.now() - LOOK_BACK if on >= timezone.localdate() else timezone.now() - 2 * LOOK_BACK


def _days(actions: Iterable[Action]) -> dict[int, list[reminders.Day]]:
    made: dict[int, list[reminders.Day]] = defaultdict(list)
    rows = ActionDate.objects.filter(action__in=list(actions), removed_at=None).order_by("action_id", "position", "pk")
    for row in rows.values(*DATE_COLUMNS):
        action_id, made_on = row.pop("action_id"), timezone.localdate(row.pop("created_at"))
        made[action_id].append(reminders.Day(**row, made_on=made_on))
    return made


def _answers(actions: Iterable[Action]) -> dict[int, Answer]:
    """What each action still has to answer in the round that is open."""
    rows = Answer.objects.filter(
        action__in=list(actions), state__in=rounds.TO_ANSWER, period__state=ReportingPeriod.State.OPEN
    )
    return {row.action_id: row for row in rows.select_related("period__plan__authority", "ask")}


def _owed(action: Action, days: Any, answer: Answer | None, person: Person, authority: Authority) -> reminders.Owed:
    mine = answer is not None and answer.ask is not None and answer.ask.person_id == person.pk
    told = _round(answer) if answer is not None and mine else None
    url = rounds.link_url(answer.ask) if answer is not None and answer.ask is not None and mine else ""
    return reminders.Owed(action.ref, action.title, action.rag, url or _say_url(action, person, authority), days, told)


def _round(answer: Answer) -> reminders.Round:
    back = answer.state == Answer.State.SENT_BACK
    return reminders.Round(
        closes_on=answer.period.closes_on,
        waiting=not back,
        question=answer.question,
        sent_back_on=timezone.localdate(answer.changed_at) if back else None,
    )


def say_token(action: Action, person: Person) -> str:
    """The signed words of a line's link. Whoever holds them may say how this one action stands, as this person."""
    return signing.dumps([action.pk, person.pk], salt=SALT)


def read_say_token(token: str, authority: Authority) -> tuple[Action, Person] | None:
    """What a link is about. None when it is altered or old, or the person no longer leads the action of a live plan."""
    try:
        action_pk, person_pk = signing.loads(token, salt=SALT, max_age=KEEPS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    running = Action.objects.in_authority(authority).live().filter(plan__state=Plan.State.IN_FORCE)
    action = running.select_related("plan", "latest__by", "latest__said_by").filter(pk=action_pk).first()
    person = rounds.asked_for([action])[action.pk] if action else None
    if action is None or person is None or person.pk != person_pk:
        return None
    action.plan.authority = authority
    suspended = person.user is not None and not person.user.roles_in(authority)
    return None if suspended else (action, person)


def _say_url(action: Action, person: Person, authority: Authority) -> str:
    where = {"authority": authority.slug, "token": say_token(action, person)}
    return f"{settings.BASE_URL.rstrip('/')}{reverse('plans:say', kwargs=where)}"


def _key(person: Person, on: date) -> str:
    """One mail of this sort a person and day, whatever it says; a round's mail has the same."""
    return f"digest:{person.pk}:{on.isoformat()}"


def _queue(authority: Authority, person: Person, sections: list[reminders.Section], on: date, kind: str = KIND) -> Mail:
    subject = reminders.subject(sections)
    context = {
        "authority": authority, "person": person, "sections": sections, "on": on, "subject": subject,
        "switch_url": switch.url(person),
    }  # fmt: skip
    return mail.queue(
        key=_key(person, on),
        kind=kind,
        to=rounds.address_of(person),
        subject=subject,
        text=render_to_string("mail/digest.txt", context),
        html=render_to_string("mail/digest.html", context),
        headers=switch.headers(person),
        authority=authority,
        person=person,
    )
