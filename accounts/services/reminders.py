"""How often somebody is written to: chosen by themselves, signed in or through the link that stands in every mail."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from accounts.models import Authority, Person, User
from core import audit

SALT = "accounts.reminders"


@transaction.atomic
def choose(*, person: Person, how_often: str, by: Any) -> bool:
    """Say how often a digest may be sent to this person. Returns whether that is a change."""
    person = Person.objects.select_for_update(of=("self",)).select_related("authority").get(pk=person.pk)
    changes = {"reminders": Person.Reminders(how_often).value}
    verb = "chose how often to write to"
    return bool(audit.save_changes(person, changes, verb=verb, authority=person.authority, by=by))


def acting_for(person: Person) -> User:
    """Who a choice through a signed link is recorded as: the person when they can sign in, else the system."""
    return person.user or User.objects.system()


def own_person(authority: Authority, user: User) -> Person | None:
    """The name this user has in the council's plans."""
    found: Person | None = Person.objects.in_authority(authority).filter(user=user).first()
    return found


def token(person: Person) -> str:
    """The signed words of the link. Whoever holds them may choose how often this person is written to, and no more."""
    return signing.dumps(person.pk, salt=SALT)


def person_of(words: str) -> Person | None:
    """The person a link belongs to; none when it was altered. It works for as long as the person is there."""
    try:
        pk = signing.loads(words, salt=SALT)
    except signing.BadSignature:
        return None
    found: Person | None = Person.objects.select_related("authority", "user").filter(pk=pk).first()
    return found


def url(person: Person) -> str:
    """The whole address of the page with the three choices, for a mail."""
    return _whole(reverse("reminders_link", kwargs={"token": token(person)}))


def headers(person: Person) -> dict[str, str]:
    """What lets a mail program offer to stop these mails with one press (RFC 8058)."""
    stop = _whole(reverse("reminders_stop", kwargs={"token": token(person)}))
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _whole(path: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{path}"
