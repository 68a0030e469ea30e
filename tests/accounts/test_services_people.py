"""Letting people in: what the services do and refuse."""

from typing import Any

import pytest

from accounts.models import Authority, Membership, Person, User
from accounts.permissions import Role
from accounts.services import people
from accounts.services.people import Part
from core.errors import RuleBroken
from core.models import AuditEvent, Job
from tests.factories.accounts import (
    AuthorityFactory,
    LocalityFactory,
    MembershipFactory,
    PersonFactory,
    TeamFactory,
    marlshire,
    user_with,
)

pytestmark = pytest.mark.django_db


def part(*roles: str, **places: Any) -> Part:
    return Part(frozenset(roles), **places)


def invite(by: User, authority: Authority | None = None, **changes: Any) -> User:
    values = {"email": "lena@health.example", "name": "Lena Whitcombe", "part": part(Role.VIEWER)} | changes
    return people.invite(authority=authority or AuthorityFactory(), by=by, **values)


@pytest.fixture
def admin() -> User:
    return user_with(Role.ADMINISTRATOR)


def test_an_invitation_makes_user_membership_person_and_a_mail_job(admin: User) -> None:
    user = invite(admin, email=" Lena@Health.example ")
    assert user.email == "lena@health.example"
    assert not user.has_usable_password()
    assert user.roles_in(AuthorityFactory()) == {Role.VIEWER}
    assert Person.objects.get(user=user).name == "Lena Whitcombe"
    assert Job.objects.get().args["user"] == user.pk
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["invited", "wrote an invitation to"]


def test_somebody_the_plan_names_already_is_that_person(admin: User) -> None:
    named = PersonFactory(name="lena whitcombe")
    user = invite(admin)
    assert Person.objects.get(user=user).pk == named.pk


def test_two_people_of_one_name_are_told_apart(admin: User) -> None:
    invite(admin)
    with pytest.raises(RuleBroken, match="another Lena Whitcombe") as refusal:
        invite(admin, email="lena@police.example")
    assert refusal.value.field == "name"
    assert not User.objects.filter(email="lena@police.example").exists()


def test_an_address_known_to_another_council_is_one_user_and_nothing_tells(admin: User) -> None:
    other = marlshire()
    first = invite(user_with(Role.ADMINISTRATOR, other), other, name="Lena of Marlshire")
    second = invite(admin)
    assert first.pk == second.pk
    names = Person.objects.order_by("authority__slug").values_list("authority__slug", "name")
    assert list(names) == [("fenshire", "Lena Whitcombe"), ("marlshire", "Lena of Marlshire")]


def test_who_is_here_already_is_not_invited_again(admin: User) -> None:
    user = invite(admin)
    with pytest.raises(RuleBroken, match="can sign in here already"):
        invite(admin)
    people.suspend(authority=AuthorityFactory(), user=user, by=admin)
    with pytest.raises(RuleBroken, match="is suspended here"):
        invite(admin)


def test_the_system_is_nobody_to_invite(admin: User) -> None:
    system = User.objects.system()
    with pytest.raises(RuleBroken, match="belongs to no person"):
        invite(admin, email=system.email)


def test_a_manager_makes_no_administrators() -> None:
    manager = user_with(Role.PROJECT_MANAGER)
    with pytest.raises(RuleBroken, match="Only an administrator"):
        invite(manager, part=part(Role.ADMINISTRATOR))
    assert not User.objects.filter(email="lena@health.example").exists()


@pytest.mark.parametrize("service", [people.suspend, people.restore])
def test_a_manager_does_not_touch_administrators(admin: User, service: Any) -> None:
    manager = user_with(Role.PROJECT_MANAGER)
    with pytest.raises(RuleBroken, match="Only an administrator"):
        service(authority=AuthorityFactory(), user=admin, by=manager)
    with pytest.raises(RuleBroken, match="Only an administrator"):
        people.change_roles(authority=AuthorityFactory(), user=admin, part=part(Role.VIEWER), by=manager)


def test_the_last_administrator_stays(admin: User) -> None:
    here = {"authority": AuthorityFactory(), "user": admin, "by": admin}
    with pytest.raises(RuleBroken, match="only administrator"):
        people.suspend(**here)
    with pytest.raises(RuleBroken, match="only administrator"):
        people.change_roles(part=part(Role.VIEWER), **here)
    user_with(Role.ADMINISTRATOR)
    people.suspend(**here)
    assert not Membership.objects.open().filter(user=admin).exists()


def test_a_suspended_or_inactive_administrator_does_not_count(admin: User) -> None:
    gone = user_with(Role.ADMINISTRATOR)
    people.suspend(authority=AuthorityFactory(), user=gone, by=admin)
    User.objects.filter(pk=user_with(Role.ADMINISTRATOR).pk).update(is_active=False)
    with pytest.raises(RuleBroken, match="only administrator"):
        people.suspend(authority=AuthorityFactory(), user=admin, by=admin)


def test_roles_are_given_taken_and_limited_where_that_means_something(admin: User) -> None:
    user = invite(admin)
    north, team = LocalityFactory(name="North"), TeamFactory(name="Fen team")
    chosen = part(Role.SUPERLEADER, Role.PRACTICE_LEADER, Role.MEMBER, locality=north, team=team)
    people.change_roles(authority=AuthorityFactory(), user=user, part=chosen, by=admin)
    said = sorted(membership.said() for membership in Membership.objects.filter(user=user))
    assert said == ["Practice leader, Fen team", "Steering Group member", "Superleader, North"]
    event = AuditEvent.objects.get(verb="changed the roles of")
    assert event.before == {"roles": ["Viewer"]}
    assert event.after == {"roles": said}


def test_saving_the_same_roles_changes_nothing(admin: User) -> None:
    user = invite(admin)
    people.change_roles(authority=AuthorityFactory(), user=user, part=part(Role.VIEWER), by=admin)
    assert not AuditEvent.objects.filter(verb="changed the roles of").exists()


def test_nobody_is_left_without_a_role(admin: User) -> None:
    user = invite(admin)
    with pytest.raises(RuleBroken, match="at least one role"):
        people.change_roles(authority=AuthorityFactory(), user=user, part=part(), by=admin)


def test_a_place_of_another_council_is_refused(admin: User) -> None:
    for places in ({"locality": LocalityFactory(authority=marlshire())}, {"team": TeamFactory(authority=marlshire())}):
        with pytest.raises(RuleBroken, match="Choose from the list"):
            invite(admin, part=part(Role.SUPERLEADER, **places))


def test_roles_changed_while_suspended_stay_suspended(admin: User) -> None:
    user = invite(admin)
    here = {"authority": AuthorityFactory(), "user": user, "by": admin}
    people.suspend(**here)
    people.change_roles(part=part(Role.VIEWER, Role.TRAINER), **here)
    assert not Membership.objects.open().filter(user=user).exists()
    people.restore(**here)
    assert Membership.objects.open().filter(user=user).count() == 2


def test_suspension_is_of_one_council_and_ends_every_session(admin: User) -> None:
    user = invite(admin)
    MembershipFactory(user=user, authority=marlshire(), role=Role.MEMBER)
    people.suspend(authority=AuthorityFactory(), user=user, by=admin)
    fresh = User.objects.get(pk=user.pk)
    assert list(fresh.authorities()) == ["marlshire"]
    assert fresh.sign_out_count == user.sign_out_count + 1
    assert fresh.may_sign_in()


def test_suspending_or_restoring_twice_is_recorded_once(admin: User) -> None:
    user = invite(admin)
    here = {"authority": AuthorityFactory(), "user": user, "by": admin}
    for service in (people.suspend, people.suspend, people.restore, people.restore):
        service(**here)
    verbs = AuditEvent.objects.filter(verb__in=["suspended", "restored"]).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["suspended", "restored"]
