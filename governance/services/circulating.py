"""Sending a published pack to the members of its body, and what is known of who opened it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from core import audit, mail
from core.errors import RuleBroken
from governance import circulation
from governance.models import Pack, PackReader
from plans.rounds import address_of

KIND = "pack"
LINK_DAYS = 60
"""How long after the meeting, or after sending where it has no day, a link opens the pack."""


@transaction.atomic
def circulate(*, pack: Pack, on: date, at: datetime, by: Any) -> int:
    """Send a published pack to every member not written to yet. Nobody gets it twice. Returns how many mails."""
    held = Pack.objects.select_for_update(of=("self",)).select_related("authority", "meeting__body").get(pk=pack.pk)
    if held.state != Pack.State.PUBLISHED:
        raise RuleBroken("Only a published pack is sent to its members.")
    if superseded(held):
        raise RuleBroken("There is a newer version of this pack. Send that one.")
    known = {reader.person_id: reader for reader in held.readers.all()}
    fresh = [person for person in circulation.members(held) if person.pk not in known]
    for person in fresh:
        reader = PackReader.objects.create(
            authority=held.authority, pack=held, person=person, link_ends_on=_last_day(held, on), mailed_at=at
        )
        _mail(reader)
    if fresh:
        audit.record("circulated", held, authority=held.authority, by=by, after={"people": len(fresh)})
    return len(fresh)


@transaction.atomic
def send_again(*, reader: PackReader, on: date, at: datetime, by: Any) -> None:
    """Write to one reader once more, with a new link that ends the old one."""
    held = _lock(reader)
    held.link, held.revoked_at, held.mailed_at, held.link_ends_on = held.link + 1, None, at, _last_day(held.pack, on)
    held.save(update_fields=["link", "revoked_at", "mailed_at", "link_ends_on", "changed_at"])
    audit.record("sent again", held, authority=held.authority, by=by)
    _mail(held)


@transaction.atomic
def revoke(*, reader: PackReader, at: datetime, by: Any) -> None:
    """End a reader's link. Who signs in may still read what their role allows."""
    held = _lock(reader)
    if held.revoked_at is None:
        audit.save_changes(held, {"revoked_at": at}, verb="revoked the link of", authority=held.authority, by=by)


def note_opened(*, reader: PackReader, at: datetime, by: Any) -> None:
    """Remember when a reader first did something on the page; a mail scanner that only fetches it is not noticed."""
    PackReader.objects.filter(pk=reader.pk, opened_at=None).update(opened_at=at)


def superseded(pack: Pack) -> Pack | None:
    """The newer published version of a pack, when there is one."""
    if pack.meeting_id is None:
        return None
    newer = Pack.objects.filter(meeting=pack.meeting_id, kind=pack.kind, number__gt=pack.number)
    found: Pack | None = newer.filter(state=Pack.State.PUBLISHED).order_by("-number").first()
    return found


def _lock(reader: PackReader) -> PackReader:
    wanted = ("authority", "pack__meeting", "person__user")
    held: PackReader = PackReader.objects.select_for_update(of=("self",)).select_related(*wanted).get(pk=reader.pk)
    return held


def _last_day(pack: Pack, on: date) -> date:
    starts = pack.meeting.starts_at if pack.meeting else None
    return max(on, timezone.localtime(starts).date() if starts else on) + timedelta(days=LINK_DAYS)


def _mail(reader: PackReader) -> None:
    pack, person = reader.pack, reader.person
    context = {
        "reader": reader, "pack": pack, "person": person, "authority": reader.authority, "data": pack.data,
        "link": circulation.address_for(reader), "signs_in": circulation.signs_in(person, reader.authority),
    }  # fmt: skip
    correction = f" (version {pack.number})" if pack.number > 1 else ""
    mail.queue(
        key=f"pack:{pack.pk}:reader:{reader.pk}:{reader.link}", kind=KIND, to=address_of(person), person=person,
        subject=f"{pack.title}{correction}", text=render_to_string("governance/packs/mail.txt", context),
        authority=reader.authority,
    )  # fmt: skip
