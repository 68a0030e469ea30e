"""The mail that invites: sent by a job, once, and only while both sides may."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from accounts.services import invitations, people
from accounts.services.people import Part
from core import jobs
from core.models import Job
from tests.factories.accounts import AuthorityFactory, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return user_with(Role.ADMINISTRATOR, name="Priya Nair")


@pytest.fixture
def lena(admin: User) -> User:
    values = {"email": "lena@health.example", "name": "Lena Whitcombe", "part": Part(frozenset({Role.VIEWER}))}
    return people.invite(authority=AuthorityFactory(), by=admin, **values)


def run_jobs() -> list[str]:
    for pk in Job.objects.values_list("pk", flat=True):
        jobs.run(pk)
    return list(Job.objects.order_by("pk").values_list("state", flat=True))


def test_the_mail_says_who_invites_where_and_how(lena: User, client: Client) -> None:
    assert run_jobs() == ["done"]
    message = mail.outbox[0]
    assert message.to == ["lena@health.example"]
    assert message.subject == "You can now sign in to Signs of Safety tracker of Fenshire County Council"
    assert "Priya Nair has invited you" in message.body
    link = re.search(r"http://[^\s]+(/accounts/password/reset/key/[^\s]+)", message.body)
    assert link
    assert client.get(link[1])["Location"].endswith("-set-password/")


def test_it_is_sent_once_however_often_the_job_is_handed_out(lena: User) -> None:
    run_jobs()
    run_jobs()
    assert len(mail.outbox) == 1


def test_who_has_a_password_is_told_to_use_it(lena: User) -> None:
    lena.set_password("walk across the fens")
    lena.save()
    run_jobs()
    assert "Sign in here as you always do" in mail.outbox[0].body
    assert "/password/" not in mail.outbox[0].body


def test_nothing_is_sent_once_the_invited_is_suspended(lena: User, admin: User) -> None:
    people.suspend(authority=AuthorityFactory(), user=lena, by=admin)
    assert run_jobs() == ["failed"]
    assert "suspended since" in Job.objects.get().failure
    assert mail.outbox == []


def test_nothing_is_sent_once_the_inviter_may_no_longer_invite(lena: User, admin: User) -> None:
    user_with(Role.ADMINISTRATOR)
    people.suspend(authority=AuthorityFactory(), user=admin, by=User.objects.system())
    assert run_jobs() == ["failed"]
    assert mail.outbox == []


def test_the_link_is_stored_nowhere(lena: User) -> None:
    run_jobs()
    key = re.search(r"/key/([^\s/]+)/", mail.outbox[0].body)
    assert key
    assert key[1] not in str(list(Job.objects.values()))


def test_an_invitation_can_be_sent_again(lena: User, admin: User) -> None:
    invitations.send(authority=AuthorityFactory(), user=lena, by=admin)
    assert run_jobs() == ["done", "done"]
    assert len(mail.outbox) == 2
