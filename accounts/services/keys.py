"""Keys for other council systems: made, rotated, revoked. Their words are shown once and never stored."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import Authority, Membership, ServiceKey, User
from accounts.permissions import Role
from core import audit
from core.errors import RuleBroken

ROLES = {ServiceKey.Scope.READ: Role.VIEWER, ServiceKey.Scope.WRITE: Role.PROJECT_OFFICER}
"""What a key's user is to the council: so its rows and rights are asked as everybody's are."""

LONGEST = timedelta(days=731)


@transaction.atomic
def make_key(*, authority: Authority, name: str, scope: str, expires_at: datetime, by: Any) -> tuple[ServiceKey, str]:
    """A new service user and its first key. Returns the key and its words, which nobody can read again."""
    name = name.strip()
    if not name:
        raise RuleBroken("Say which system the key is for", "name")
    if scope not in ServiceKey.Scope.values:
        raise RuleBroken("Choose what the key may do", "scope")
    _refuse_expiry(expires_at)
    user = User.objects.create_user(f"{uuid4().hex}@service.invalid", name=name, kind=User.Kind.SERVICE)
    Membership.objects.create(user=user, authority=authority, role=ROLES[ServiceKey.Scope(scope)])
    return _make(authority, user, scope, expires_at, verb="made the key", by=by)


@transaction.atomic
def rotate_key(*, key: ServiceKey, overlap: timedelta, expires_at: datetime, by: Any) -> tuple[ServiceKey, str]:
    """A successor for the same system. The old key works on for the overlap, so that nothing stops meanwhile."""
    key = _locked(key)
    _refuse_expiry(expires_at)
    ends = timezone.now() + overlap
    if key.expiry_date is None or key.expiry_date > ends:
        audit.save_changes(key, {"expiry_date": ends}, verb="ends soon", authority=key.authority, by=by)
    return _make(key.authority, key.user, key.scope, expires_at, verb="rotated the key", by=by)


@transaction.atomic
def revoke_key(*, key: ServiceKey, by: Any) -> None:
    """End a key now: the next request with it is refused."""
    key = _locked(key)
    audit.save_changes(key, {"revoked": True}, verb="revoked the key", authority=key.authority, by=by)


def _make(
    authority: Authority, user: User, scope: str, expires_at: datetime, *, verb: str, by: Any
) -> tuple[ServiceKey, str]:
    key, words = ServiceKey.objects.create_key(
        name=user.name[:50], authority=authority, user=user, scope=scope, expiry_date=expires_at, made_by=by
    )
    said = {"scope": scope, "expires": expires_at.isoformat()}
    audit.record(verb, key, authority=authority, by=by, after=said)
    return key, words


def _locked(key: ServiceKey) -> ServiceKey:
    locked: ServiceKey = ServiceKey.objects.select_for_update().select_related("authority", "user").get(pk=key.pk)
    if locked.revoked or locked.has_expired:
        raise RuleBroken("This key has ended already. Make a new one")
    return locked


def _refuse_expiry(expires_at: datetime) -> None:
    now = timezone.now()
    if expires_at <= now:
        raise RuleBroken("Enter a day after today", "expires_on")
    if expires_at > now + LONGEST:
        raise RuleBroken("Enter a day within two years from today", "expires_on")
