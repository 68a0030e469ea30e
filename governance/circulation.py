"""Who a pack goes to, and the signed link by which somebody without an account reads it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import Person
from accounts.permissions import Perm
from governance.models import Pack, PackReader, Seat
from plans.rounds import address_of

SALT = "governance.pack"


def signs_in(person: Person, authority: Any) -> bool:
    """Whether this person reads packs with an account of their own."""
    user = person.user
    return user is not None and user.is_active and user.has_perm(Perm.VIEW_PACKS, authority)


def members(pack: Pack) -> list[Person]:
    """Who sits on the body of a pack's meeting now and can be written to."""
    if pack.meeting is None:
        return []
    seats = Seat.objects.filter(body=pack.meeting.body_id, to_on=None, person__closed_on=None)
    found = [seat.person for seat in seats.select_related("person__user").order_by("person__name")]
    return [person for person in found if address_of(person)]


def token(reader: PackReader) -> str:
    """The signed words of a reader's link. Whoever holds them may read this pack, and nothing else."""
    return signing.dumps([reader.pk, reader.link], salt=SALT)


def read_token(words: str, on: date) -> PackReader | None:
    """The reader a link belongs to; none when it was altered, replaced, revoked, or its last day is over."""
    try:
        pk, link = signing.loads(words, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    readers = PackReader.objects.select_related("person", "pack__authority", "pack__meeting", "pack__pdf")
    found: PackReader | None = readers.filter(pk=pk, link=link, revoked_at=None, link_ends_on__gte=on).first()
    return found if found is not None and found.person.closed_on is None else None


def address_for(reader: PackReader) -> str:
    """Where this reader opens the pack: its page, or the page behind their own link."""
    council = reader.authority.slug
    if signs_in(reader.person, reader.authority):
        path = reverse("governance:pack", kwargs={"authority": council, "pk": reader.pack_id})
    else:
        path = reverse("governance:pack_link", kwargs={"authority": council, "token": token(reader)})
    return f"{settings.BASE_URL.rstrip('/')}{path}"
