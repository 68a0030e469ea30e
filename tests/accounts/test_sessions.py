"""Sessions begin anew and end everywhere; passwords are chosen freely, common ones apart."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as used
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts import backends
from accounts.models import User
from accounts.permissions import Role
from accounts.services import invitations, people
from tests.accounts.signing import CODE, CONFIRM, LOGIN, PASSWORD, RESET, is_in, sign_in, suspend, text
from tests.factories.accounts import AuthorityFactory, user_with

pytestmark = pytest.mark.django_db


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


def test_a_page_near_the_end_starts_the_time_anew_and_others_write_nothing(client: Client, priya: User) -> None:
    began = timezone.now().replace(microsecond=0)
    with time_machine.travel(began, tick=False):
        sign_in(client, priya.email)
    with time_machine.travel(began + timedelta(hours=10), tick=False):
        client.get("/fenshire/people/")
        assert client.session["renewed_at"] == int(began.timestamp())
    with time_machine.travel(began + timedelta(hours=11, minutes=30), tick=False):
        assert 'data-session-ends="43200"' in text(client.get("/fenshire/people/"))
    with time_machine.travel(began + timedelta(hours=23), tick=False):
        assert is_in(client)


def test_a_session_that_is_left_alone_ends(client: Client, priya: User) -> None:
    began = timezone.now().replace(microsecond=0)
    with time_machine.travel(began, tick=False):
        sign_in(client, priya.email)
    with time_machine.travel(began + timedelta(hours=12, minutes=1), tick=False):
        assert not is_in(client)


def test_stay_signed_in_starts_the_time_anew(client: Client, priya: User) -> None:
    began = timezone.now().replace(microsecond=0)
    with time_machine.travel(began, tick=False):
        sign_in(client, priya.email)
    with time_machine.travel(began + timedelta(hours=9), tick=False):
        assert text(client.post("/accounts/stay/", headers={"accept": "application/json"})) == "43200"
        assert client.get("/accounts/stay/").status_code == 405
    with time_machine.travel(began + timedelta(hours=20), tick=False):
        assert is_in(client)


def test_nobody_stays_signed_in_who_is_not() -> None:
    assert Client().post("/accounts/stay/")["Location"].startswith(LOGIN)


def test_the_cookies_are_out_of_reach_of_scripts(client: Client, priya: User) -> None:
    sign_in(client, priya.email)
    for name in (used.SESSION_COOKIE_NAME, backends.COOKIE):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"
    assert client.cookies[backends.COOKIE]["path"] == "/accounts/"


def test_a_link_sets_a_password_once(client: Client) -> None:
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
