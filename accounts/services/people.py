"""Letting people in: invite them, say what they are to the council, suspend and restore them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Agency, Authority, Locality, Membership, Person, Team, User
from accounts.permissions import Role, reach
from accounts.services import invitations
from core import audit
from core.errors import RuleBroken

ONLY_ADMINISTRATORS = "Only an administrator can do this for an administrator"
ALREADY_HERE = "This person can sign in here already. Change their roles on the people page"
SUSPENDED_HERE = "This person is suspended here. Restore them on the people page"


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody is to be to the council: their roles, and how far those reach that can be limited."""

    roles: frozenset[str]
    locality: Locality | None = None
    team: Team | None = None


@transaction.atomic
def invite(*, authority: Authority, email: str, name: str, part: Part, agency: Agency | None = None, by: Any) -> User:
    """Let somebody in and write to them. Says nothing about what else this address may be used for."""
    _lock(authority)
    _refuse_part(authority, part, by, before=frozenset())
    user = _user(email, name)
    if mine := _memberships(authority, user).first():
        raise RuleBroken(SUSPENDED_HERE if mine.suspended_at else ALREADY_HERE, "email")
    person = _person(authority, user, name, agency)
    _give(authority, user, part, suspended_at=None)
    said = {"email": user.email, "roles": _said(_memberships(authority, user))}
    audit.record("invited", person, authority=authority, by=by, after=said)
    invitations.send(authority=authority, user=user, by=by)
    return user


@transaction.atomic
def let_in(*, authority: Authority, email: str, name: str, role: str, by: Any) -> User:
    """Give one more role to somebody, new or not, without writing to them: for commands and demo data."""
    _lock(authority)
    user = _user(email, name)
    mine = _memberships(authority, user).first()
    if mine and mine.suspended_at:
        raise RuleBroken(SUSPENDED_HERE, "email")
    person = _person(authority, user, name, None)
    _give(authority, user, Part(frozenset({role})), suspended_at=None)
    said = {"email": user.email, "roles": _said(_memberships(authority, user))}
    audit.record("let in", person, authority=authority, by=by, after=said)
    return user


@transaction.atomic
def change_roles(*, authority: Authority, user: User, part: Part, by: Any) -> None:
    """Give and take roles, and say how far they reach."""
    _lock(authority)
    before = list(_memberships(authority, user))
    _refuse_part(authority, part, by, before=frozenset(m.role for m in before))
    if Role.ADMINISTRATOR not in part.roles:
        _refuse_last_administrator(authority, user)
    gone = [membership.pk for membership in before if membership.role not in part.roles]
    Membership.objects.filter(pk__in=gone).delete()
    suspended_at = before[0].suspended_at if before else None
    _give(authority, user, part, suspended_at=suspended_at)
    was, now = _said(before), _said(_memberships(authority, user))
    if was != now:
        changes = {"before": {"roles": was}, "after": {"roles": now}}
        audit.record("changed the roles of", _shown(authority, user), authority=authority, by=by, **changes)


@transaction.atomic
def suspend(*, authority: Authority, user: User, by: Any) -> None:
    """Close the council to somebody, at once and in every browser. What they wrote stays."""
    _lock(authority)
    _refuse_for_administrators(authority, user, by)
    _refuse_last_administrator(authority, user)
    if _memberships(authority, user).open().update(suspended_at=timezone.now()):
        User.objects.filter(pk=user.pk).update(sign_out_count=F("sign_out_count") + 1)
        audit.record("suspended", _shown(authority, user), authority=authority, by=by)


@transaction.atomic
def restore(*, authority: Authority, user: User, by: Any) -> None:
    """Let somebody suspended in again, as what they were."""
    _lock(authority)
    _refuse_for_administrators(authority, user, by)
    if _memberships(authority, user).filter(suspended_at__isnull=False).update(suspended_at=None):
        audit.record("restored", _shown(authority, user), authority=authority, by=by)


def may_touch_administrators(authority: Authority, by: Any) -> bool:
    """Whether `by` may make, change or suspend administrators: only those who are one."""
    return by.kind == User.Kind.SYSTEM or Role.ADMINISTRATOR in by.roles_in(authority)


def _lock(authority: Authority) -> None:
    """One change of people at a time, so that the last two administrators cannot suspend each other."""
    Authority.objects.select_for_update().get(pk=authority.pk)


def _memberships(authority: Authority, user: User) -> Any:
    rows = Membership.objects.in_authority(authority).filter(user=user)
    return rows.select_related("locality", "team").order_by("pk")


def _user(email: str, name: str) -> User:
    """The one user with this address, made when there is none."""
    address = User.objects.normalise(email)
    user, _ = User.objects.get_or_create(email=address, defaults={"name": name, "password": make_password(None)})
    if user.kind != User.Kind.PERSON:
        raise RuleBroken("This address belongs to no person. Enter another", "email")
    return user


def _person(authority: Authority, user: User, name: str, agency: Agency | None) -> Person:
    """The council's own line about this person: the one with their address or name, else a new one."""
    people = Person.objects.in_authority(authority)
    person = people.filter(user=user).first() or people.filter(user=None, email__iexact=user.email).first()
    person = person or people.filter(name__iexact=name).first()
    if person is None:
        return Person.objects.create(authority=authority, name=name, email=user.email, user=user, agency=agency)
    if person.user_id not in (None, user.pk) or person.email.lower() not in ("", user.email):
        raise RuleBroken(f"There is another {person.name} here. Add something that tells them apart", "name")
    person.user, person.email, person.closed_on = user, user.email, None
    person.agency = agency or person.agency
    person.save(update_fields=["user", "email", "closed_on", "agency"])
    return person


def _give(authority: Authority, user: User, part: Part, suspended_at: Any) -> None:
    for role in sorted(part.roles):
        locality, team = reach(role, part.locality, part.team)
        Membership.objects.update_or_create(
            user=user,
            authority=authority,
            role=role,
            defaults={"locality": locality, "team": team, "suspended_at": suspended_at},
        )


def _shown(authority: Authority, user: User) -> Person | User:
    return Person.objects.in_authority(authority).filter(user=user).first() or user


def _said(memberships: Iterable[Membership]) -> list[str]:
    return sorted(membership.said() for membership in memberships)


def _refuse_part(authority: Authority, part: Part, by: Any, before: frozenset[str]) -> None:
    if not part.roles:
        raise RuleBroken("Choose at least one role. To let somebody in no longer, suspend them", "roles")
    if Role.ADMINISTRATOR in part.roles | before and not may_touch_administrators(authority, by):
        raise RuleBroken(ONLY_ADMINISTRATORS, "roles")
    for field, row in (("locality", part.locality), ("team", part.team)):
        if row is not None and row.authority_id != authority.pk:
            raise RuleBroken("Choose from the list", field)


def _refuse_for_administrators(authority: Authority, user: User, by: Any) -> None:
    theirs = _memberships(authority, user).filter(role=Role.ADMINISTRATOR)
    if theirs.exists() and not may_touch_administrators(authority, by):
        raise RuleBroken(ONLY_ADMINISTRATORS)


def _refuse_last_administrator(authority: Authority, user: User) -> None:
    open_ones = Membership.objects.in_authority(authority).open().filter(role=Role.ADMINISTRATOR)
    can = set(open_ones.filter(user__is_active=True).values_list("user", flat=True))
    if can == {user.pk}:
        raise RuleBroken("This is the council’s only administrator. Make somebody else one first")
