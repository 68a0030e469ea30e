"""Webhooks: other council systems are told when something happens, in messages they can trust and count.

A delivery is a row, written in the transaction of what happened; sending it is a Job for each try. A message may come
twice (a worker can be stopped after the other system took it): its id stays the same, so that it counts once.
"""

import hashlib
import hmac
import ipaddress
import json
import socket
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core import jobs
from core.models import HookDelivery, Job, Webhook

EVENTS = {
    "rating.changed": "A rating changes",
    "date.moved": "A date moves",
    "period.locked": "A reporting period is locked",
}
WAITS = tuple(timedelta(seconds=seconds) for seconds in (30, 300, 1800, 7200, 43200))
"""How long to wait before each further try; after the last one the delivery has failed and can be sent by hand."""

TIMEOUT = urllib3.Timeout(connect=5, read=10)
MOST_READ = 2_000


class Unreachable(Exception):
    """Why a message could not be handed over, in a sentence for the administrator."""


@transaction.atomic(savepoint=False)
def tell(event: str, payload: dict[str, Any], *, authority: Any, by: Any) -> list[HookDelivery]:
    """Queue one message for every webhook of the council (or of its id) that wants this event. Payloads are JSON."""
    hooks = Webhook.objects.in_authority(authority).filter(stopped_at=None).select_related("authority")
    made = [
        HookDelivery.objects.create(hook=hook, event=event, payload=payload) for hook in hooks if event in hook.events
    ]
    for delivery in made:
        _ask(delivery, delivery.hook.authority, by, wait=timedelta())
    return made


def listening(authority: str) -> Exists:
    """Whether anybody is to be told, as a part of another query: `authority` is the path to the council there."""
    return Exists(Webhook.objects.filter(authority=OuterRef(authority), stopped_at=None))


def deliver(job: Job) -> dict[str, Any]:
    """The work of one try: hand the message over, or say when to try again."""
    delivery = HookDelivery.objects.select_related("hook__authority").get(pk=job.args["delivery"])
    if delivery.state != HookDelivery.State.WAITING or delivery.attempts != job.args["attempt"]:
        return {"skipped": True}
    if delivery.hook.stopped_at:
        return _end(delivery, HookDelivery.State.FAILED, failure="The webhook was stopped.")
    try:
        status = post(delivery)
    except Unreachable as fault:
        return _try_later(delivery, job, str(fault), answer=None)
    if 200 <= status < 300:
        delivery.attempts += 1
        return _end(delivery, HookDelivery.State.SENT, answer=status, sent_at=timezone.now(), failure="")
    return _try_later(delivery, job, f"The other system answered {status}.", answer=status)


def again(delivery: HookDelivery, *, by: Any) -> None:
    """Send a failed message once more, by hand."""
    changed = HookDelivery.objects.filter(pk=delivery.pk, state=HookDelivery.State.FAILED)
    if changed.update(state=HookDelivery.State.WAITING, attempts=delivery.attempts + 1):
        delivery.attempts += 1
        _ask(delivery, delivery.hook.authority, by, wait=timedelta())


def post(delivery: HookDelivery) -> int:
    """Send the message, signed, to the address as it resolves now. Returns the status; redirects are not followed."""
    hook, body = delivery.hook, message(delivery)
    parts = urlsplit(hook.url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    place = _place(host, port)
    headers = {"Host": parts.netloc.rpartition("@")[2], "Content-Type": "application/json", **signed(hook, body)}
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    pool = _pool(parts.scheme, host, place, port)
    try:
        answer = pool.urlopen(
            "POST", path, body=body, headers=headers, redirect=False, retries=False, preload_content=False
        )
        answer.read(MOST_READ)
        answer.close()
    except (urllib3.exceptions.HTTPError, OSError) as fault:
        raise Unreachable(f"No answer: {type(fault).__name__}.") from None
    finally:
        pool.close()
    return int(answer.status)


def message(delivery: HookDelivery) -> bytes:
    """What is sent: the same bytes at every try."""
    council = delivery.hook.authority.slug
    said = {"id": delivery.pk, "event": delivery.event, "authority": council, "at": delivery.created_at.isoformat()}
    return json.dumps(said | {"data": delivery.payload}, sort_keys=True).encode()


def signed(hook: Webhook, body: bytes) -> dict[str, str]:
    """Headers that prove who sent it and when: HMAC-SHA256 over "<seconds>.<body>" with the hook's secret."""
    at = str(int(timezone.now().timestamp()))
    mark = hmac.new(secret(hook).encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {"Sofs-Signature": f"t={at},v1={mark}"}


def secret(hook: Webhook) -> str:
    """The secret of a webhook: derived, so that a copy of the database holds none."""
    about = f"webhook:{hook.pk}:{hook.secret_number}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), about, hashlib.sha256).hexdigest()


def why_refused(url: str) -> str:
    """Why an address cannot be a webhook's, in a sentence; empty when it can."""
    parts = urlsplit(url)
    if parts.username or parts.password:
        return "Enter an address without a user name in it"
    if parts.scheme != "https" and (parts.hostname or "") not in settings.WEBHOOK_PRIVATE_HOSTS:
        return "Enter an address that starts with https://"
    return ""


def _place(host: str, port: int) -> str:
    """The network address of a host, when it may be told: public, or one the installation names."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise Unreachable("This host name is not known.") from None
    for _, _, _, _, address in found:
        place = str(address[0])
        if host in settings.WEBHOOK_PRIVATE_HOSTS or ipaddress.ip_address(place).is_global:
            return place
    raise Unreachable("This host is on a private network that the installation does not allow.")


def _pool(scheme: str, host: str, place: str, port: int) -> urllib3.HTTPConnectionPool:
    if scheme == "https":
        return urllib3.HTTPSConnectionPool(place, port, timeout=TIMEOUT, server_hostname=host, assert_hostname=host)
    return urllib3.HTTPConnectionPool(place, port, timeout=TIMEOUT)


def _ask(delivery: HookDelivery, authority: Any, by: Any, *, wait: timedelta) -> None:
    args = {"delivery": delivery.pk, "attempt": delivery.attempts}
    key = f"hook:{delivery.pk}:{delivery.attempts}"
    later = timezone.now() + wait if wait else None
    jobs.ask(work="core.hooks.deliver", key=key, args=args, authority=authority, by=by, not_before=later)


@transaction.atomic
def _try_later(delivery: HookDelivery, job: Job, failure: str, *, answer: int | None) -> dict[str, Any]:
    delivery.attempts += 1
    if delivery.attempts > len(WAITS):
        return _end(delivery, HookDelivery.State.FAILED, failure=failure, answer=answer)
    _end(delivery, HookDelivery.State.WAITING, failure=failure, answer=answer)
    _ask(delivery, job.authority, job.asked_by, wait=WAITS[delivery.attempts - 1])
    return {"again": True}


def _end(delivery: HookDelivery, state: str, **fields: Any) -> dict[str, Any]:
    for name, value in {"state": state, **fields}.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=["state", "attempts", *fields])
    return {"state": state}
