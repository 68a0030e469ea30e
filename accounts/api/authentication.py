"""A key in the header signs another council system in, as its service user."""

from typing import Any

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.http import Http404
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from accounts.models import ServiceKey, User

SCHEME = "Api-Key"
ENDED = "This key is not known here, or it has ended."


class KeySignIn(BaseAuthentication):
    """`Authorization: Api-Key <words>`. The key's own council only; its scope, its expiry, its calls a minute."""

    def authenticate_header(self, request: Request) -> str:
        return SCHEME

    def authenticate(self, request: Request) -> tuple[User, ServiceKey] | None:
        scheme, _, words = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        key = _valid(words.strip())
        _count(key)
        _enter(request._request, key)
        if key.scope == ServiceKey.Scope.READ and request.method not in SAFE_METHODS:
            raise PermissionDenied("This key may read, not write.")
        return key.user, key


def _valid(words: str) -> ServiceKey:
    prefix = words.partition(".")[0]
    known = ServiceKey.objects.filter(revoked=False).select_related("authority", "user")
    key: ServiceKey | None = None if "\x00" in prefix else known.filter(prefix=prefix).first()
    if key is None or not key.is_valid(words) or key.has_expired or not key.user.is_active:
        raise AuthenticationFailed(ENDED)
    return key


def _count(key: ServiceKey) -> None:
    """Count this call in its minute, by one conditional UPDATE: also when a thousand come at once."""
    now = timezone.now()
    minute = now.replace(second=0, microsecond=0)
    free = ~Q(minute=minute) | Q(minute=None) | Q(calls__lt=settings.API_CALLS_A_MINUTE)
    again = Case(When(minute=minute, then=F("calls") + 1), default=Value(1))
    if not ServiceKey.objects.filter(free, pk=key.pk).update(calls=again, minute=minute):
        raise Throttled(wait=60 - now.second)


def _enter(request: Any, key: ServiceKey) -> None:
    """Put the key's council on the request; any other is not there."""
    request.authority = key.user.authorities().get(request.authority_slug)
    if request.authority is None:
        raise Http404("No such council for this key.")
