"""The rows of mail: made once for each key, claimed by one conditional UPDATE, settled by another."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from core import audit, jobs
from core.errors import RuleBroken
from core.models import Mail

State = Mail.State
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long after a try that did not work the next one comes. There are as many tries as waits, and the first."""
NOT_KNOWN = (
    "The server that sends mail stopped, or stopped answering, while this one was handed over. "
    "Nobody can say whether it arrived, so it is not sent again by itself."
)


def queue(
    *,
    key: str,
    kind: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    headers: Mapping[str, str] | None = None,
    authority: Any,
    person: Any = None,
) -> Mail:
    """Put one message to one recipient in the outbox, in the caller's transaction. The same key is the same mail."""
    words = {"kind": kind, "to": to, "subject": " ".join(subject.split())[:300], "text": text, "html": html}
    mail, made = Mail.objects.get_or_create(
        key=key,
        defaults={
            **words,
            "headers": dict(headers or {}),
            "authority": authority,
            "person_id": person.pk if person else None,
            "not_before": timezone.now(),
        },
    )
    if made:
        _ring_on_commit()
    return mail


def ring() -> None:
    """Tell the worker that mail waits. A broker that is down is no reason to fail: the tick tells it later."""
    jobs.ring("core.tasks.send_mail")


def _ring_on_commit() -> None:
    """Once for all the mails of one transaction."""
    if not any(entry[1] is ring for entry in connection.run_on_commit):
        transaction.on_commit(ring)


def waiting() -> Any:
    """The mails that are due, the longest waiting first."""
    return Mail.objects.filter(state=State.QUEUED, not_before__lte=timezone.now()).order_by("not_before", "pk")


def claim(mail_id: int) -> Mail | None:
    """Take one mail for one lease, or nothing when somebody else has it."""
    now, token = timezone.now(), secrets.token_hex(16)
    taken = Mail.objects.filter(pk=mail_id, state=State.QUEUED, not_before__lte=now).update(
        state=State.SENDING,
        token=token,
        attempts=F("attempts") + 1,
        lease_until=now + timedelta(seconds=settings.MAIL_LEASE_SECONDS),
    )
    return Mail.objects.get(pk=mail_id) if taken else None


def settle(mail: Mail, state: str, failure: str = "") -> bool:
    """Write how it ended. The holder of the claim may still say so when the lease ran out while it was sending."""
    sent_at = timezone.now() if state == State.SENT else None
    return _write(mail, state=state, failure=failure[:500], sent_at=sent_at)


def put_back(mail: Mail, failure: str) -> bool:
    """Keep it for another try after a while, or fail it after the last one."""
    if mail.attempts > len(WAITS):
        return settle(mail, State.FAILED, f"{failure} It was tried {mail.attempts} times.")
    again: datetime = timezone.now() + WAITS[mail.attempts - 1]
    return _write(mail, state=State.QUEUED, failure=failure[:500], not_before=again)


def settle_lost() -> int:
    """Mails whose sender was stopped half way become "not known": they are never sent a second time by themselves."""
    lost = Mail.objects.filter(state=State.SENDING, lease_until__lt=timezone.now())
    return lost.update(state=State.UNKNOWN, failure=NOT_KNOWN, lease_until=None)


def hand_out() -> None:
    """The tick: settle what was lost half way, and ring when mail is due."""
    settle_lost()
    if waiting().exists():
        ring()


@transaction.atomic
def send_again(*, mail: Mail, by: Any) -> Mail:
    """Send a mail that failed, or of which nobody knows, once more. Somebody decided so, and that is recorded."""
    ended = Mail.objects.filter(pk=mail.pk, state__in=(State.FAILED, State.UNKNOWN))
    now = timezone.now()
    fresh = {"state": State.QUEUED, "attempts": 0, "not_before": now, "token": "", "failure": ""}
    if not ended.update(**fresh, changed_at=now):
        raise RuleBroken("This mail has been sent or waits already. Only a failed one can be sent again.")
    before = {"state": mail.get_state_display(), "to": mail.to}
    audit.record("sent again", mail, authority=mail.authority, by=by, before=before, after={"state": "Waiting"})
    _ring_on_commit()
    mail.refresh_from_db()
    return mail


def _write(mail: Mail, **values: Any) -> bool:
    held = Q(pk=mail.pk, token=mail.token, state__in=(State.SENDING, State.UNKNOWN))
    return bool(Mail.objects.filter(held).update(**values, lease_until=None, changed_at=timezone.now()))
