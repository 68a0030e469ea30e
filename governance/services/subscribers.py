"""Who gets the newsletter: each with when and how they agreed. Leaving takes one press and no account."""

from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone

from accounts.models import Authority, User
from accounts.pasted_people import MOST_LINES, Line
from core import audit
from core.daywords import say_day
from core.errors import RuleBroken
from governance.issues import letter
from governance.models import Subscriber

SALT = "governance.newsletter"
KEPT = ["email", "name", "form", "consent_words"]
BY_THEMSELVES = "Subscribed on the newsletter page"
BY_LINK = "Chose it again through their own link"


@transaction.atomic
def add(*, authority: Authority, values: dict[str, Any], by: Any) -> Subscriber:
    """Add somebody who agreed to get the newsletter. Whoever left comes back only by themselves."""
    Authority.objects.select_for_update().get(pk=authority.pk)
    email = values["email"].strip().lower()
    refusal = _refusal(find(authority, email))
    if refusal:
        raise RuleBroken(refusal, "email")
    row = Subscriber.objects.create(authority=authority, consented_at=timezone.now(), **{**values, "email": email})
    audit.record("added", row, authority=authority, by=by, after=audit.snapshot(row, KEPT))
    return row


@transaction.atomic
def add_many(*, authority: Authority, lines: list[Line], consent_words: str, by: Any) -> tuple[int, list[Line]]:
    """Add the people of a list, all or, when a line is wrong, nobody. Returns how many, and whom it left out."""
    if len(lines) > MOST_LINES:
        raise RuleBroken(f"Paste {MOST_LINES} people or fewer at a time", "people")
    wrong = [line for line in lines if line.fault and not line.fault.startswith("Stands in line")]
    if wrong:
        raise RuleBroken(f"Line {wrong[0].number}, “{wrong[0].typed.strip()[:60]}”: {wrong[0].fault}", "people")
    added, left_out = 0, []
    for line in lines:
        try:
            if line.fault:
                raise RuleBroken(line.fault)
            values = {"email": line.email, "name": line.name, "consent_words": consent_words}
            add(authority=authority, values=values, by=by)
            added += 1
        except RuleBroken:
            left_out.append(line)
    return added, left_out


@transaction.atomic
def choose(*, subscriber: Subscriber, form: str, by: Any) -> bool:
    """What a reader chose: colours, plain text, or to leave (an empty `form`). Returns whether that is a change."""
    row = Subscriber.objects.select_for_update(of=("self",)).select_related("authority").get(pk=subscriber.pk)
    if not form:
        changes: dict[str, Any] = {"left_at": row.left_at or timezone.now()}
    else:
        changes = {"form": Subscriber.Form(form).value}
        if row.left_at:
            changes |= {"left_at": None, "consented_at": timezone.now(), "consent_words": BY_LINK}
    verb = "left the newsletter" if not form else "chose how to get the newsletter"
    return bool(audit.save_changes(row, changes, verb=verb, authority=row.authority, by=by))


@transaction.atomic
def choose_own(*, authority: Authority, form: str, by: User) -> None:
    """The same for somebody of the council, who is written to at the address they sign in with."""
    Authority.objects.select_for_update().get(pk=authority.pk)
    row = find(authority, by.email)
    if row is not None:
        choose(subscriber=row, form=form, by=by)
    elif form:
        values = {"email": by.email, "name": by.name, "form": form, "consent_words": BY_THEMSELVES}
        add(authority=authority, values=values, by=by)


def find(authority: Authority, email: str) -> Subscriber | None:
    """Who has this address, whether they still get the newsletter or not."""
    found: Subscriber | None = Subscriber.objects.in_authority(authority).filter(email__iexact=email.strip()).first()
    return found


def token(subscriber: Subscriber) -> str:
    """The signed words of a reader's own link. Whoever holds them may choose for this reader, and no more."""
    return signing.dumps([subscriber.pk, subscriber.link], salt=SALT)


def subscriber_of(words: str) -> Subscriber | None:
    """Whose link this is; none when it was altered or replaced."""
    try:
        pk, link = signing.loads(words, salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found: Subscriber | None = Subscriber.objects.select_related("authority").filter(pk=pk, link=link).first()
    return found


def headers(link: str) -> dict[str, str]:
    """What lets a mail program offer to leave with one press (RFC 8058)."""
    stop = letter.own_url(link, stop=True)
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _refusal(row: Subscriber | None) -> str:
    if row is None:
        return ""
    if row.left_at:
        left = say_day(timezone.localtime(row.left_at).date())
        return f"They left on {left}. Only they can come back: by the link in a newsletter, or on the newsletter page."
    return "They get the newsletter already."
