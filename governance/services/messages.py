"""Core messages: issued, changed, withdrawn; where each agency used them; and agencies asked to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Agency, Authority, Person
from accounts.services import reminders as switch
from core import audit, mail
from core.errors import RuleBroken
from core.models import Mail
from governance import alignment
from governance.models import CoreMessage, MessageUse
from governance.services import keeping
from plans import rounds

FIELDS = ("title", "words", "issued_on", "use_by", "action")


@transaction.atomic
def issue_message(*, authority: Authority, values: Mapping[str, Any], by: Any) -> CoreMessage:
    """Ask every agency to say this, in these words."""
    row = CoreMessage(authority=authority, **_checked(authority, values))
    return keeping.put(row, FIELDS, verb="issued", by=by)


@transaction.atomic
def edit_message(*, message: CoreMessage, values: Mapping[str, Any], version: int, by: Any) -> bool:
    """Change a message. Raises StaleVersion when it was changed meanwhile. Whether anything differs."""
    message = _open(message, version)
    return keeping.change(message, _checked(message.authority, values), verb="changed", by=by)


@transaction.atomic
def withdraw_message(*, message: CoreMessage, on: date, by: Any) -> None:
    """Ask for it no longer. Where it was used stays on record."""
    keeping.change(_open(message), {"withdrawn_on": on}, verb="withdrew", by=by)


@transaction.atomic
def log_use(*, message: CoreMessage, agency: Agency, where: str, used_on: date, on: date, by: Any) -> MessageUse:
    """Say that an agency used the message: where, and when. It is never changed afterwards."""
    message = _open(message)
    if agency.authority_id != message.authority_id or agency.closed_on:
        raise RuleBroken("Choose the agency from the list.", "agency")
    if not where.strip():
        raise RuleBroken("Say where it was used.", "where")
    if used_on > on:
        raise RuleBroken("That day is still to come. Say it once it was used.", "used_on")
    row = MessageUse(
        authority=message.authority, message=message, agency=agency, where=where.strip(), used_on=used_on, by=by
    )
    return keeping.put(
        row, ("message", "agency", "where", "used_on"), verb="logged the use of a core message by", by=by
    )


@transaction.atomic
def chase(*, agency: Agency, on: date, by: Any) -> int:
    """Write to the agency's members of the Steering Group about every message it has not used yet.

    One mail a person and day at most. Says how many were written to.
    """
    waiting = alignment.not_used_by(agency, on)
    if not waiting:
        raise RuleBroken(f"{agency} has used every core message.")
    to = [person for person in alignment.contacts_of(agency, on) if rounds.address_of(person)]
    if not to:
        raise RuleBroken(f"{agency} has no member of the Steering Group with an address. Ask it another way.")
    fresh = [person for person in to if not Mail.objects.filter(key=_key(person, on)).exists()]
    if not fresh:
        raise RuleBroken(f"{agency} was written to today. One mail a day is enough: ask again tomorrow.")
    for person in fresh:
        _queue(agency, person, waiting, on)
    after = {"messages": len(waiting), "people": [str(person) for person in fresh]}
    audit.record("asked to use core messages", agency, authority=agency.authority, by=by, after=after)
    return len(fresh)


def _checked(authority: Authority, values: Mapping[str, Any]) -> dict[str, Any]:
    given = keeping.clean(authority, values, FIELDS)
    if not given.get("title"):
        raise RuleBroken("Say what the message is about.", "title")
    if not given.get("words"):
        raise RuleBroken("Enter the words that everybody is to use.", "words")
    issued_on, use_by = given.get("issued_on"), given.get("use_by")
    if issued_on and use_by and use_by < issued_on:
        raise RuleBroken("It is to be used by a day before it is issued. Choose a later day.", "use_by")
    return given


def _open(message: CoreMessage, version: int | None = None) -> CoreMessage:
    held = keeping.lock(message, version)
    if held.withdrawn_on:
        raise RuleBroken("This message was withdrawn. It stays as it is.")
    return held


def _key(person: Person, on: date) -> str:
    """One mail of this sort a person and day."""
    return f"core-messages:{person.pk}:{on.isoformat()}"


def _queue(agency: Agency, person: Person, waiting: list[CoreMessage], on: date) -> None:
    authority = agency.authority
    base, where = settings.BASE_URL.rstrip("/"), {"authority": authority.slug}
    lines = [(row, f"{base}{reverse('governance:message', kwargs=where | {'pk': row.pk})}") for row in waiting]
    subject = f"{len(lines)} core message{'' if len(lines) == 1 else 's'} for {agency} to use"
    context = {
        "authority": authority, "person": person, "agency": agency, "lines": lines, "on": on, "subject": subject,
        "switch_url": switch.url(person),
    }  # fmt: skip
    mail.queue(
        key=_key(person, on), kind="chase", to=rounds.address_of(person), subject=subject, authority=authority,
        text=render_to_string("governance/mail/core_messages.txt", context),
        html=render_to_string("governance/mail/core_messages.html", context),
        headers=switch.headers(person), person=person,
    )  # fmt: skip
