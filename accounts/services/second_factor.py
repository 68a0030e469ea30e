"""The second step of signing in: who must have one, and taking a lost one away."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.models import Authority, Membership, Person, User
from accounts.permissions import Role
from core import audit
from core.errors import RuleBroken

STEPS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
"""What counts as a second step. Recovery codes only stand in for one."""

SET_UP_FIRST = "Administrators sign in with a second step. Set one up on the page My sign-in."
NOT_OWN = "Change your own second step on the page My sign-in"
ELSEWHERE = "Only whoever runs the installation can take this second step away"


def is_needed(user: Any) -> bool:
    """Whether this person may not go without: an administrator of any council, or who runs the installation."""
    if not settings.SECOND_FACTOR_REQUIRED or not user.is_authenticated or user.kind != User.Kind.PERSON:
        return False
    return bool(user.is_staff) or any(m.role == Role.ADMINISTRATOR for m in user.open_memberships())


def has_one(user: Any) -> bool:
    """Whether this person has a passkey or an app that makes codes."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=STEPS).exists())


def is_missing(user: Any) -> bool:
    """Whether this person must set one up before anything else."""
    return is_needed(user) and not has_one(user)


@transaction.atomic
def take_away(*, authority: Authority, user: User, by: Any) -> None:
    """After a lost phone or key: passkeys, app and recovery codes are gone, and every browser is signed out."""
    if user.pk == by.pk:
        raise RuleBroken(NOT_OWN)
    roles = Membership.objects.filter(user=user, role=Role.ADMINISTRATOR)
    if user.is_staff or any(not _is_administrator(by, one.authority) for one in roles.select_related("authority")):
        raise RuleBroken(ELSEWHERE)
    if _remove(user):
        person = Person.objects.in_authority(authority).filter(user=user).first() or user
        audit.record("took away the second step of", person, authority=authority, by=by)


@transaction.atomic
def reset(*, user: User, by: Any) -> bool:
    """The same for whoever runs the installation; every council of this person has it in its trail."""
    removed = _remove(user)
    councils = Authority.objects.filter(memberships__user=user).distinct() if removed else ()
    for authority in councils:
        audit.record("took away the second step of", user, authority=authority, by=by)
    return removed


def _remove(user: User) -> bool:
    deleted, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    if deleted:
        User.objects.filter(pk=user.pk).update(sign_out_count=F("sign_out_count") + 1)
    return bool(deleted)


def _is_administrator(by: Any, authority: Authority) -> bool:
    return by.kind == User.Kind.SYSTEM or Role.ADMINISTRATOR in by.roles_in(authority)
