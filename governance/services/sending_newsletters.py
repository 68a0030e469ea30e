"""Sending an issue: frozen once, then one row of mail a reader, by a job that may be stopped anywhere."""

from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import Authority
from accounts.permissions import Perm
from core import audit, jobs, mail
from core.errors import RuleBroken
from core.models import Job, Mail
from governance.issues import content, letter
from governance.models import Newsletter, Subscriber
from governance.services import subscribers
from governance.services.newsletters import lock

State = Newsletter.State
WORK = "governance.tasks.send_newsletter"
KIND = "newsletter"
AT_ONCE = 50
"""How many mails are put in the outbox in one transaction."""


@transaction.atomic
def ask_send(*, newsletter: Newsletter, by: Any) -> Job:
    """Ask for a signed-off issue to be sent. Asked twice, it is the same job; after a failure it goes on."""
    if newsletter.state == State.DRAFT:
        raise RuleBroken("Somebody signs this issue off before it is sent.")
    if newsletter.state == State.SIGNED_OFF and not readers(newsletter.authority).exists():
        raise RuleBroken("Nobody gets the newsletter yet. Add subscribers first.")
    key = _job_key(newsletter)
    Job.objects.filter(key=key, state=Job.State.FAILED).delete()
    return jobs.ask(work=WORK, key=key, args={"newsletter": newsletter.pk}, authority=newsletter.authority, by=by)


def send(*, job: Job, authority: Authority, newsletter_id: int, by: Any) -> dict[str, Any]:
    """Put a mail for each reader in the outbox. Run again, it adds only what is not there yet."""
    if not by.has_perm(Perm.EDIT_NEWSLETTERS, authority):
        raise RuleBroken("Whoever asked for this may not send newsletters any more.")
    newsletter = _frozen(Newsletter.objects.in_authority(authority).get(pk=newsletter_id), by)
    mails = letter.of(newsletter)
    waiting = _not_yet(newsletter)
    total = len(waiting) + _rows(newsletter).count()
    for first in range(0, len(waiting), AT_ONCE):
        jobs.progress(job, total - len(waiting) + first, total, "Putting the mails in the outbox")
        _queue(newsletter, mails, waiting[first : first + AT_ONCE])
    return {"mails": total}


def readers(authority: Authority) -> Any:
    """Who gets the newsletter now."""
    return Subscriber.objects.in_authority(authority).filter(left_at=None).exclude(consented_at=None)


def job_of(newsletter: Newsletter) -> Job | None:
    """The job that sends this issue; none while nobody has asked."""
    return Job.objects.in_authority(newsletter.authority).filter(key=_job_key(newsletter)).first()


def how_it_went(newsletter: Newsletter) -> dict[str, int]:
    """How many of its mails are in each state."""
    rows = _rows(newsletter).values_list("state").annotate(count=Count("pk")).order_by("state")
    return dict(rows)


def _job_key(newsletter: Newsletter) -> str:
    return f"newsletter:send:{newsletter.pk}"


@transaction.atomic
def _frozen(newsletter: Newsletter, by: Any) -> Newsletter:
    """The issue as it goes out: what it says, its mail and the moment are written once."""
    newsletter = lock(newsletter)
    if newsletter.state == State.SENT:
        return newsletter
    if newsletter.state != State.SIGNED_OFF:
        raise RuleBroken("This issue was taken back before it was sent. Nothing went out.")
    made, said = letter.of(newsletter), content.of(newsletter).as_json()
    newsletter.html, newsletter.text, newsletter.facts = made.html, made.text, {**newsletter.facts, "issue": said}
    newsletter.state, newsletter.sent_at = State.SENT, timezone.now()
    newsletter.version += 1
    newsletter.save(update_fields=["html", "text", "facts", "state", "sent_at", "version"])
    after = {"state": newsletter.state, "number": newsletter.number}
    audit.record("sent", newsletter, authority=newsletter.authority, by=by, after=after)
    return newsletter


def _not_yet(newsletter: Newsletter) -> list[Subscriber]:
    """Readers at the moment of sending who have no row of mail yet."""
    there = set(_rows(newsletter).values_list("key", flat=True))
    asked = readers(newsletter.authority).filter(consented_at__lte=newsletter.sent_at).order_by("pk")
    return [reader for reader in asked if _key(newsletter, reader) not in there]


@transaction.atomic
def _queue(newsletter: Newsletter, made: letter.Letter, batch: list[Subscriber]) -> None:
    """One row for each reader of the batch who has not left in the meantime."""
    still = readers(newsletter.authority).filter(pk__in=[reader.pk for reader in batch]).order_by("pk")
    for reader in still:
        link = subscribers.token(reader)
        words = made.to(link, plain=reader.form == Subscriber.Form.TEXT)
        mail.queue(
            key=_key(newsletter, reader), kind=KIND, to=reader.email, headers=subscribers.headers(link),
            authority=newsletter.authority, **words,
        )  # fmt: skip


def _rows(newsletter: Newsletter) -> Any:
    prefix = f"newsletter:{newsletter.pk}:"
    return Mail.objects.in_authority(newsletter.authority).filter(kind=KIND, key__startswith=prefix)


def _key(newsletter: Newsletter, reader: Subscriber) -> str:
    return f"newsletter:{newsletter.pk}:{reader.pk}"
