"""Signing in: by password or code, with the same answer whoever asks."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from tests.accounts.signing import CODE, CONFIRM, PASSWORD, RESET, is_in, mailed_code, plain, sign_in, suspend
from tests.factories.accounts import UserFactory, user_with

pytestmark = pytest.mark.django_db


def test_a_right_password_signs_in(client: Client, priya: User) -> None:
    response = sign_in(client, priya.email.upper())
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_in(client)


def test_a_code_by_mail_signs_in(client: Client, priya: User) -> None:
    assert client.post(CODE, {"email": priya.email})["Location"] == CONFIRM
    assert client.post(CONFIRM, {"code": mailed_code()}).status_code == 302
    assert is_in(client)


def test_a_code_is_worth_three_tries(client: Client, priya: User) -> None:
    client.post(CODE, {"email": priya.email})
    code = mailed_code()
    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONG1"})
    client.post(CONFIRM, {"code": code})
    assert not is_in(client)


def test_codes_for_one_address_are_few_an_hour(priya: User) -> None:
    for _ in range(30):
        Client().post(CODE, {"email": priya.email})
    assert len(mail.outbox) == 3


# The same answer for the known, the unknown and the suspended ------------------------------------------


@pytest.fixture
def addresses(priya: User) -> list[str]:
    """Known, unknown, suspended, switched off, not a person."""
    gone, off = user_with(Role.VIEWER), user_with(Role.VIEWER)
    for user in (gone, off):
        user.set_password(PASSWORD)
        user.save()
    suspend(gone)
    User.objects.filter(pk=off.pk).update(is_active=False)
    return [priya.email, "nobody@fenshire.example", gone.email, off.email, User.objects.system().email]


def test_a_wrong_password_is_answered_the_same_for_all(addresses: list[str]) -> None:
    answers = {plain(sign_in(Client(), address, "wrong password"), address) for address in addresses}
    assert len(answers) == 1
    assert "The email or the password is wrong" in answers.pop()[2]


def test_a_right_password_of_the_suspended_is_answered_like_a_wrong_one(addresses: list[str]) -> None:
    answers = {plain(sign_in(Client(), address), address) for address in addresses[1:]}
    assert len(answers) == 1


@pytest.mark.parametrize("url", [CODE, RESET])
def test_asking_for_a_mail_is_answered_the_same_for_all(addresses: list[str], url: str) -> None:
    answers = set()
    for address in addresses:
        client = Client()
        first = client.post(url, {"email": address})
        answers.add((plain(first, address), plain(client.get(first["Location"]), address)))
    assert len(answers) == 1
    assert [message.to for message in mail.outbox] == [[address] for address in addresses]


def test_only_who_may_sign_in_gets_a_code_or_link_that_works(addresses: list[str]) -> None:
    for address in addresses:
        Client().post(RESET, {"email": address})
        Client().post(CODE, {"email": address})
    useful = [message for message in mail.outbox if "has no account here" not in message.body]
    assert {message.to[0] for message in useful} == {addresses[0]}


def test_a_wrong_code_is_answered_the_same_for_all(addresses: list[str]) -> None:
    answers = set()
    for address in addresses:
        client = Client()
        client.post(CODE, {"email": address})
        answers.add(plain(client.post(CONFIRM, {"code": "WRONG1"}), address))
    assert len(answers) == 1


def counted(original: Any, calls: list[str]) -> Any:
    """The same method, and a note of each time it is used."""

    def method(*args: Any) -> Any:
        calls.append(original.__name__)
        return original(*args)

    return method


def test_the_same_work_is_done_for_all(addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Time goes into the hash of the password: one for each, whoever it is."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed: list[str] = []
    for name in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name, counted(getattr(Argon2PasswordHasher, name), hashed))
    work = []
    for address in [*addresses, UserFactory(email="invited@fenshire.example").email]:
        hashed.clear()
        sign_in(Client(), address, "wrong password")
        work.append(len(hashed))
    assert work == [1] * len(work)
