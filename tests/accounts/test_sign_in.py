"""Signing in: the same answer for everybody, a new session each time, and a limit on tries that nobody can forge."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings as used
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import backends
from accounts.models import User
from accounts.permissions import Role
from accounts.services import people
from tests.factories.accounts import AuthorityFactory, UserFactory, user_with

pytestmark = pytest.mark.django_db

PASSWORD = "walk across the fens"
LOGIN, CODE, CONFIRM, RESET = (
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/login/code/confirm/",
    "/accounts/password/reset/",
)


@pytest.fixture(autouse=True)
def cheap_hashes(settings: Any) -> None:
    """The same hash with less work, so that hundreds of tries take seconds."""
    settings.PASSWORD_HASHERS = ["tests.accounts.hashers.CheapArgon2"]


@pytest.fixture
def priya() -> User:
    user_with(Role.ADMINISTRATOR)
    user = user_with(Role.PROJECT_OFFICER)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, address: str, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": address, "password": password})


def is_in(client: Client) -> bool:
    return client.get("/fenshire/people/").status_code == 200


def suspend(user: User) -> None:
    people.suspend(authority=AuthorityFactory(), user=user, by=User.objects.system())


def test_a_right_password_signs_in(client: Client, priya: User) -> None:
    response = sign_in(client, priya.email.upper())
    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_in(client)


def test_a_code_by_mail_signs_in(client: Client, priya: User) -> None:
    assert client.post(CODE, {"email": priya.email})["Location"] == CONFIRM
    code = re.search(r"^[A-Z0-9-]{6,12}$", mail.outbox[0].body, re.M)
    assert code, mail.outbox[0].body
    assert client.post(CONFIRM, {"code": code[0]}).status_code == 302
    assert is_in(client)


def test_a_code_is_worth_three_tries(client: Client, priya: User) -> None:
    client.post(CODE, {"email": priya.email})
    code = re.search(r"^[A-Z0-9-]{6,12}$", mail.outbox[0].body, re.M)
    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONG1"})
    assert code
    client.post(CONFIRM, {"code": code[0]})
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


def plain(response: Any, address: str) -> tuple[int, str, str]:
    """An answer without what differs in every one."""
    body = response.content.decode().replace(address, "ADDRESS")
    body = re.sub(r'(nonce|value|content)="[^"]{20,}"', "", body)
    return response.status_code, response.get("Location", ""), body


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


def test_the_same_work_is_done_for_all(addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Time goes into the hash of the password: one for each, whoever it is."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed: list[str] = []
    for name in ("encode", "verify"):
        original = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2PasswordHasher, name, lambda self, *a, _original=original: (hashed.append("1"), _original(self, *a))[1]
        )
    work = []
    for address in [*addresses, UserFactory(email="invited@fenshire.example").email]:
        hashed.clear()
        sign_in(Client(), address, "wrong password")
        work.append(len(hashed))
    assert work == [1] * len(work)


# Tries ------------------------------------------------------------------------------------------------


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


def test_of_two_hundred_wrong_passwords_ten_are_looked_at(priya: User, checked: list[str]) -> None:
    for number in range(200):
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
    test_a_code_by_mail_signs_in(client, priya)


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
    from django.core.management import call_command

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
    assert row["ip_address"] == "0.0.0.0"


# Sessions ---------------------------------------------------------------------------------------------


def session_of(client: Client) -> str:
    return client.cookies[used.SESSION_COOKIE_NAME].value


def still_in(session: str) -> bool:
    stolen = Client()
    stolen.cookies[used.SESSION_COOKIE_NAME] = session
    return is_in(stolen)


def test_signing_in_makes_a_new_session(client: Client, priya: User) -> None:
    client.post(CODE, {"email": priya.email})
    before = session_of(client)
    sign_in(client, priya.email)
    assert session_of(client) != before
    assert not Session.objects.filter(session_key=before).exists()


def test_who_asked_for_a_code_can_still_use_the_password(client: Client, priya: User) -> None:
    client.post(CODE, {"email": "pria@fenshire.example"})
    assert client.get(LOGIN).status_code == 200
    assert client.post(CODE, {"email": priya.email})["Location"] == CONFIRM
    sign_in(client, priya.email)
    assert is_in(client)


def test_an_old_session_is_dead_after_signing_out(client: Client, priya: User) -> None:
    sign_in(client, priya.email)
    old = session_of(client)
    assert still_in(old)
    client.post("/accounts/logout/")
    assert not still_in(old)


def test_every_session_is_dead_after_a_password_change(client: Client, priya: User) -> None:
    other = Client()
    sign_in(client, priya.email)
    sign_in(other, priya.email)
    olds = [session_of(client), session_of(other)]
    new = {"oldpassword": PASSWORD, "password1": "another walk in the fens", "password2": "another walk in the fens"}
    assert client.post("/accounts/password/change/", new)["Location"] == "/"
    assert [still_in(old) for old in olds] == [False, False]


def test_every_session_is_dead_after_a_suspension_and_stays_so(client: Client, priya: User) -> None:
    sign_in(client, priya.email)
    old = session_of(client)
    suspend(priya)
    assert client.get("/fenshire/people/")["Location"].startswith(LOGIN)
    people.restore(authority=AuthorityFactory(), user=priya, by=User.objects.system())
    assert not still_in(old)
    assert sign_in(Client(), priya.email).status_code == 302


def test_a_session_ends_after_twelve_hours(client: Client, priya: User) -> None:
    assert used.SESSION_COOKIE_AGE == 12 * 60 * 60
    sign_in(client, priya.email)
    assert client.session.get_expiry_age() <= 12 * 60 * 60


def test_the_cookies_are_out_of_reach_of_scripts(client: Client, priya: User) -> None:
    sign_in(client, priya.email)
    for name in (used.SESSION_COOKIE_NAME, backends.COOKIE):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"
    assert client.cookies[backends.COOKIE]["path"] == "/accounts/"


# Passwords --------------------------------------------------------------------------------------------


def test_a_link_sets_a_password_once(client: Client) -> None:
    from accounts.services import invitations

    user = user_with(Role.PROJECT_OFFICER)
    link = invitations.set_password_link(user)
    path = link.removeprefix(used.BASE_URL)
    form = client.get(path)["Location"]
    assert user.email not in form
    new = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post(form, new).status_code == 302
    assert is_in(client)
    again = Client()
    assert "password1" not in again.get(path, follow=True).content.decode()
    assert sign_in(again, user.email).status_code == 302


@pytest.mark.parametrize("word", ["qwertyuiop123", "1q2w3e4r5t6y", "short"])
def test_a_common_or_short_password_is_refused(client: Client, priya: User, word: str) -> None:
    sign_in(client, priya.email)
    new = {"oldpassword": PASSWORD, "password1": word, "password2": word}
    response = client.post("/accounts/password/change/", new)
    assert response.status_code == 200
    assert User.objects.get(pk=priya.pk).check_password(PASSWORD)


def test_a_very_long_password_works(client: Client, priya: User) -> None:
    long = "fen " * 500 + "walk"
    sign_in(client, priya.email)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": long, "password2": long})
    assert sign_in(Client(), priya.email, long).status_code == 302


def test_nothing_keeps_a_password_from_being_pasted(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


@pytest.mark.parametrize("value", ["a\x00b", "x" * 1_000_000, "2" * 30, "a@" + "b" * 300 + ".example", ""])
@pytest.mark.parametrize(("url", "field"), [(LOGIN, "login"), (CODE, "email"), (RESET, "email")])
def test_odd_input_is_answered_with_a_sentence(client: Client, url: str, field: str, value: str) -> None:
    response = client.post(url, {field: value, "password": "wrong"})
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()


def test_half_a_character_is_answered_with_a_sentence(client: Client, priya: User) -> None:
    body = b"login=" + priya.email.encode() + b"&password=%ED%A0%80"
    response = client.generic("POST", LOGIN, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert "The email or the password is wrong" in response.content.decode()


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "confirm-email/abc/", "3rdparty/", "phone/verify/"])
def test_what_we_do_not_use_of_the_sign_in_library_is_not_there(client: Client, priya: User, path: str) -> None:
    client.force_login(priya)
    assert client.get(f"/accounts/{path}").status_code == 404


def test_nobody_signs_themselves_up(client: Client) -> None:
    before = User.objects.count()
    new = {"email": "me@fenshire.example", "password1": PASSWORD}
    assert client.post("/accounts/signup/", new)["Location"] == LOGIN
    assert User.objects.count() == before
