"""How often a password may be tried: counted by address and browser, never by what can be forged."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts import backends
from accounts.models import User
from accounts.permissions import Role
from tests.accounts.signing import CODE, CONFIRM, LOGIN, is_in, mailed_code, plain, sign_in
from tests.factories.accounts import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which addresses had a password looked at."""
    seen: list[str] = []
    original = backends.PasswordBackend.authenticate

    def look(self: Any, request: Any, **credentials: Any) -> Any:
        seen.append(credentials.get("email", ""))
        return original(self, request, **credentials)

    monkeypatch.setattr(backends.PasswordBackend, "authenticate", look)
    return seen


def test_of_sixty_wrong_passwords_ten_are_looked_at(priya: User, checked: list[str]) -> None:
    for number in range(60):
        response = Client(REMOTE_ADDR=f"10.0.0.{number}", HTTP_USER_AGENT=f"browser {number}").post(
            LOGIN, {"login": priya.email, "password": "wrong"}, HTTP_X_FORWARDED_FOR=f"10.1.0.{number}"
        )
    assert len(checked) == 10
    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()


def test_the_unknown_are_locked_out_like_the_known(priya: User) -> None:
    answers = set()
    for address in (priya.email, "nobody@fenshire.example"):
        for _ in range(11):
            response = sign_in(Client(), address, "wrong")
        answers.add(plain(response, address))
    assert len(answers) == 1


def test_the_owner_is_not_locked_out_of_a_known_browser(client: Client, priya: User) -> None:
    sign_in(client, priya.email)
    client.post("/accounts/logout/")
    for _ in range(20):
        sign_in(Client(), priya.email, "wrong")
    assert sign_in(Client(), priya.email).status_code == 429
    assert sign_in(client, priya.email).status_code == 302


def test_a_code_signs_in_when_passwords_are_locked(client: Client, priya: User) -> None:
    for _ in range(11):
        sign_in(Client(), priya.email, "wrong")
    client.post(CODE, {"email": priya.email})
    assert client.post(CONFIRM, {"code": mailed_code()}).status_code == 302
    assert is_in(client)


def test_a_known_browser_has_ten_tries_too(client: Client, priya: User, checked: list[str]) -> None:
    sign_in(client, priya.email)
    client.post("/accounts/logout/")
    for _ in range(20):
        response = sign_in(client, priya.email, "wrong")
    assert response.status_code == 429
    assert len(checked) == 1 + 10


def test_a_browser_known_to_one_is_not_known_to_another(client: Client, priya: User) -> None:
    sign_in(client, priya.email)
    client.post("/accounts/logout/")
    other = user_with(Role.VIEWER)
    for _ in range(11):
        sign_in(Client(), other.email, "wrong")
    assert sign_in(client, other.email).status_code == 429


@pytest.mark.parametrize("value", ["", "nonsense", "WyJ4Il0:1abc:def"])
def test_a_forged_cookie_makes_no_browser_known(client: Client, priya: User, value: str) -> None:
    for _ in range(11):
        sign_in(Client(), priya.email, "wrong")
    client.cookies[backends.COOKIE] = value
    assert sign_in(client, priya.email).status_code == 429


def test_the_lock_opens_after_a_quarter_of_an_hour(priya: User) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        for _ in range(11):
            sign_in(Client(), priya.email, "wrong")
    with time_machine.travel(start + timedelta(minutes=14), tick=False):
        assert sign_in(Client(), priya.email).status_code == 429
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        assert sign_in(Client(), priya.email).status_code == 302


def test_right_passwords_are_not_counted_and_wipe_nothing(priya: User) -> None:
    for number in range(25):
        assert sign_in(Client(), priya.email).status_code == 302, number
    for _ in range(9):
        sign_in(Client(), priya.email, "wrong")
    sign_in(Client(), priya.email)
    assert sign_in(Client(), priya.email, "wrong").status_code == 200
    assert sign_in(Client(), priya.email).status_code == 429


def test_an_operator_can_forget_the_tries_of_one_address(priya: User) -> None:
    for address in (priya.email, "nobody@fenshire.example"):
        for _ in range(11):
            sign_in(Client(), address, "wrong")
    call_command("axes_reset_username", priya.email)
    assert sign_in(Client(), priya.email).status_code == 302
    assert sign_in(Client(), "nobody@fenshire.example").status_code == 429


def test_old_counts_are_cleared_away(priya: User) -> None:
    sign_in(Client(), "nobody@fenshire.example", "wrong")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        sign_in(Client(), priya.email, "wrong")
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == [priya.email]


def test_what_is_kept_of_a_try_holds_no_password(priya: User) -> None:
    sign_in(Client(), priya.email, "wrong password")
    row = AccessAttempt.objects.values().get()
    assert "wrong password" not in str(row)
    assert row["ip_address"] == backends.NOWHERE
