"""A create sent twice is done once: Idempotency-Key, one key of the sender's for each thing it wants.

The key's row is written first and by itself, so that of many at once one goes on and the others are told to come
back. What is done and the answer to it are then stored in one transaction: both are there, or neither.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils import timezone
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from core.models import IdempotencyKey

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
REPEATED = ("ETag", "Location")
KEPT = timedelta(hours=48)
LOST_AFTER = timedelta(seconds=60)
"""No request lives longer; one that has not answered by then was stopped, and its work with it."""
Handler = Callable[..., Response]


class StillAtWork(APIException):
    """The first request under this key is not answered yet."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "The same request is being worked on. Ask again in a moment."
    wait = 1


class AnotherRequest(APIException):
    """The key was used for something else."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = "This Idempotency-Key was sent with another request. Use a new one for each thing you create."


def once(handler: Handler) -> Handler:
    """A method that, under a key, does its work once: the same request again gets the first answer again."""

    @wraps(handler)
    def answered(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return handler(view, request, *args, **kwargs)
        if not re.fullmatch(r"[\x21-\x7e]{1,120}", key):
            raise ValidationError({HEADER: ["Send 1 to 120 letters, numbers and signs without spaces."]})
        held, row = _hold(request.user, key, _fingerprint(request))
        if not held:
            return _again(row)
        try:
            return _work(row, lambda: handler(view, request, *args, **kwargs))
        except BaseException:
            IdempotencyKey.objects.filter(pk=row.pk, status=0, at=row.at).delete()
            raise

    return answered


def forget(on: date) -> int:
    """Drop the keys that were sent 48 hours or longer before this day. How many went."""
    begin = timezone.make_aware(datetime.combine(on, time.min))
    gone, _ = IdempotencyKey.objects.filter(at__lt=begin - KEPT).delete()
    return gone


def _hold(user: Any, key: str, fingerprint: str) -> tuple[bool, IdempotencyKey]:
    """The key's row, and whether this request is the one to do the work."""
    row, made = IdempotencyKey.objects.get_or_create(user=user, key=key, defaults={"fingerprint": fingerprint})
    if made:
        return True, row
    if row.fingerprint != fingerprint:
        raise AnotherRequest
    if row.status:
        return False, row
    now = timezone.now()
    taken = IdempotencyKey.objects.filter(pk=row.pk, status=0, at=row.at, at__lt=now - LOST_AFTER).update(at=now)
    if not taken:
        raise StillAtWork
    row.at = now
    return True, row


@transaction.atomic
def _work(row: IdempotencyKey, do: Callable[[], Response]) -> Response:
    response = do()
    said = json.loads(json.dumps(response.data, cls=JSONEncoder))
    kept = {"said": said, "headers": {name: response[name] for name in REPEATED if response.has_header(name)}}
    mine = IdempotencyKey.objects.filter(pk=row.pk, status=0, at=row.at)
    if not mine.update(status=response.status_code, body=kept):
        raise StillAtWork
    return response


def _again(row: IdempotencyKey) -> Response:
    kept: dict[str, Any] = row.body or {}
    return Response(kept.get("said"), status=row.status, headers={**kept.get("headers", {}), REPLAYED: "true"})


def _fingerprint(request: Request) -> str:
    """One hash of what was asked: method, address and all that was sent."""
    said = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    sent: Any = request.data
    if not (request.content_type or "").startswith("multipart/"):
        said.update(json.dumps(sent, sort_keys=True).encode("utf-8", "surrogatepass"))
        return said.hexdigest()
    for name in sorted(sent):
        for value in sent.getlist(name):
            content = value.read() if hasattr(value, "read") else str(value).encode("utf-8", "surrogatepass")
            said.update(f"\n{name} {len(content)} {getattr(value, 'name', '')}\n".encode("utf-8", "surrogatepass"))
            said.update(content)
            if hasattr(value, "seek"):
                value.seek(0)
    return said.hexdigest()
