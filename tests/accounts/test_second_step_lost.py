"""A second step that is lost: who may take it away, from whom, and what is kept of it."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from accounts.services import second_factor
from core.errors import RuleBroken
from core.models import AuditEvent
from tests.accounts.second_step import HOME, with_app, with_password
from tests.accounts.signing import text
from tests.factories.accounts import AuthorityFactory, MembershipFactory, marlshire, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    """As in production. (All other tests let administrators in without.)"""
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


@pytest.fixture
def admin() -> User:
    """An administrator with a password and no second step."""
    return with_password(Role.ADMINISTRATOR)


def act(client: Client, user: User) -> str:
    return text(client.post(f"/fenshire/people/{user.pk}/second-step/", follow=True))


def test_a_manager_takes_a_lost_second_step_away_and_every_browser_is_signed_out(client: Client) -> None:
    viewer = with_app(user_with(Role.VIEWER, name="Lena Whitcombe"))
    theirs = Client()
    theirs.force_login(viewer)
    client.force_login(user_with(Role.PROJECT_MANAGER))
    assert "Take away second step" in text(client.get(f"/fenshire/people/{viewer.pk}/"))
    assert "Took away the second step of Lena Whitcombe." in act(client, viewer)
    assert not Authenticator.objects.exists()
    assert theirs.get(HOME).status_code == 302
    assert AuditEvent.objects.get().verb == "took away the second step of"


def test_only_an_administrator_takes_it_from_an_administrator_and_nobody_from_oneself(
    client: Client, admin: User
) -> None:
    with_app(admin)
    client.force_login(user_with(Role.PROJECT_MANAGER))
    act(client, admin)
    client.force_login(admin)
    assert "Change your own second step" in act(client, admin)
    assert Authenticator.objects.count() == 2
    client.force_login(with_app(user_with(Role.ADMINISTRATOR)))
    act(client, admin)
    assert not Authenticator.objects.filter(user=admin).exists()


def test_who_is_an_administrator_elsewhere_keeps_it(admin: User) -> None:
    there = with_app(user_with(Role.ADMINISTRATOR, authority=marlshire()))
    MembershipFactory(user=there, authority=AuthorityFactory(), role=Role.VIEWER)
    with pytest.raises(RuleBroken):
        second_factor.take_away(authority=AuthorityFactory(), user=there, by=admin)
    assert second_factor.has_one(there)


def test_a_command_takes_it_away_too(admin: User, capsys: pytest.CaptureFixture[str]) -> None:
    with_app(admin)
    call_command("reset_second_factor", admin.email.upper())
    assert "Took away" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.get().actor == User.objects.system()
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@fenshire.example")


def test_nothing_is_written_where_there_was_nothing_to_take(admin: User) -> None:
    second_factor.take_away(authority=AuthorityFactory(), user=user_with(Role.VIEWER), by=admin)
    assert not AuditEvent.objects.exists()
