"""The second step: who must have one, what it asks, how often it may be tried, and what happens when it is lost."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from accounts.services import invitations, second_factor
from tests.accounts.second_step import HOME, MINE, SECRET, STEP, code, recovery_code, with_app, with_password
from tests.accounts.signing import CODE, CONFIRM, LOGIN, mailed_code, sign_in, suspend, text
from tests.factories.accounts import MembershipFactory, marlshire, user_with

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


@pytest.mark.parametrize("path", [HOME, "/fenshire/people/", "/", "/fenshire/plans/", "/operations/"])
def test_an_administrator_without_a_second_step_comes_to_no_page_but_the_one_to_set_it_up(
    client: Client, admin: User, path: str
) -> None:
    sign_in(client, admin.email)
    assert client.get(path)["Location"] == MINE
    assert client.post(path)["Location"] == MINE
    assert "One thing before you go on." in text(client.get(MINE))


def test_neither_does_who_runs_the_installation(client: Client) -> None:
    client.force_login(User.objects.create(email="ops@localhost", name="Ops", is_staff=True))
    assert client.get("/operations/")["Location"] == MINE


def test_the_api_says_so_to_an_administrators_session(client: Client, admin: User) -> None:
    client.force_login(admin)
    answer = client.get("/api/v1/fenshire/plans/")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


@pytest.mark.parametrize("path", ["/accounts/logout/", "/accounts/password/change/", "/privacy/", "/healthz"])
def test_signing_out_and_open_pages_stay_open(client: Client, admin: User, path: str) -> None:
    client.force_login(admin)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_all_others_may_go_without(client: Client, role: Role) -> None:
    client.force_login(user_with(role))
    assert client.get(HOME).status_code == 200


def test_an_administrator_of_one_council_needs_it_for_the_other_too(client: Client, admin: User) -> None:
    MembershipFactory(user=admin, authority=marlshire(), role=Role.VIEWER)
    client.force_login(admin)
    assert client.get("/marlshire/home/")["Location"] == MINE


def test_a_service_and_the_system_need_none(admin: User) -> None:
    admin.kind = User.Kind.SERVICE
    assert not second_factor.is_needed(admin)
    assert not second_factor.is_needed(User.objects.system())


def test_it_can_be_switched_off_for_a_demo(client: Client, admin: User, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(admin)
    assert client.get(HOME).status_code == 200


def set_up_app(client: Client) -> Any:
    page = text(client.get(f"{MINE}app/"))
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert found
    assert 'src="data:image/svg+xml;base64,' in page
    return client.post(f"{MINE}app/", {"code": code(found[1])})


def test_an_app_is_set_up_and_the_way_is_free(client: Client, admin: User) -> None:
    sign_in(client, admin.email)
    assert set_up_app(client)["Location"] == f"{MINE}recovery-codes/"
    page = text(client.get(f"{MINE}recovery-codes/"))
    assert len(re.findall(r"<code>\d{8}</code>", page)) == 10
    assert client.get(HOME).status_code == 200
    assert "10 of 10 are left" in text(client.get(MINE))


def test_recovery_codes_come_as_a_file(client: Client, admin: User) -> None:
    sign_in(client, admin.email)
    set_up_app(client)
    answer = client.get(f"{MINE}recovery-codes/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert len(re.findall(r"^\d{8}$", text(answer), re.MULTILINE)) == 10


def test_a_wrong_first_code_sets_nothing_up_and_says_so(client: Client, admin: User) -> None:
    sign_in(client, admin.email)
    client.get(f"{MINE}app/")
    page = text(client.post(f"{MINE}app/", {"code": "000000"}))
    assert "This is not a code that works now" in page
    assert not Authenticator.objects.exists()


def test_secrets_are_worth_nothing_to_whoever_has_only_the_database(admin: User) -> None:
    with_app(admin)
    stored = str(list(Authenticator.objects.values("data")))
    assert SECRET not in stored
    assert recovery_code(admin) not in stored


def test_after_the_password_comes_the_second_step(client: Client, admin: User) -> None:
    with_app(admin)
    assert sign_in(client, admin.email)["Location"] == STEP
    assert client.get(HOME).status_code == 302
    assert "your app shows now" in text(client.get(STEP))
    assert client.post(STEP, {"code": code()})["Location"] == "/"
    assert client.get(HOME).status_code == 200


def test_after_a_code_by_mail_too(client: Client, admin: User) -> None:
    with_app(admin)
    client.post(CODE, {"email": admin.email})
    assert client.post(CONFIRM, {"code": mailed_code()})["Location"] == STEP
    assert client.get(HOME)["Location"].startswith(LOGIN)


def test_after_a_new_password_by_link_too(client: Client, admin: User) -> None:
    with_app(admin)
    form = client.get(invitations.set_password_link(admin))["Location"]
    new = {"password1": "another walk in the fens", "password2": "another walk in the fens"}
    assert client.post(form, new)["Location"] == STEP
    assert client.get(HOME).status_code == 302


def test_a_recovery_code_stands_in_once(admin: User) -> None:
    with_app(admin)
    spare = recovery_code(admin)
    for browser, status in ((Client(), 302), (Client(), 200)):
        sign_in(browser, admin.email)
        assert browser.post(STEP, {"code": spare}).status_code == status


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_the_code_before_and_after_works_for_clocks_that_differ_but_each_only_once(admin: User, steps: int) -> None:
    with_app(admin)
    shown = code(steps=steps)
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, admin.email)
    assert first.post(STEP, {"code": shown}).status_code == 302
    assert "not a code that works now" in text(second.post(STEP, {"code": shown}))


def test_of_many_wrong_codes_ten_are_looked_at_and_then_the_right_one_is_not(client: Client, admin: User) -> None:
    with_app(admin)
    sign_in(client, admin.email)
    for number in range(10):
        assert "not a code" in text(client.post(STEP, {"code": f"{number:06}"}))
    page = text(client.post(STEP, {"code": code()}))
    assert "Too many tries" in page
    assert client.get(HOME).status_code == 302


def test_wrong_codes_are_counted_over_new_sign_ins_and_apart_from_passwords(admin: User) -> None:
    with_app(admin)
    for number in range(11):
        browser = Client()
        assert sign_in(browser, admin.email)["Location"] == STEP
        page = text(browser.post(STEP, {"code": f"{number:06}"}))
    assert "Too many tries" in page
    counts = dict(AccessAttempt.objects.values_list("user_agent", "failures_since_start"))
    assert counts == {"unknown browser": 0, "second step, unknown browser": 10}


def test_the_owners_known_browser_is_not_locked_by_a_strangers_codes(client: Client, admin: User) -> None:
    with_app(admin)
    sign_in(client, admin.email)
    client.post(STEP, {"code": recovery_code(admin)})
    client.post("/accounts/logout/")
    for number in range(12):
        stranger = Client()
        sign_in(stranger, admin.email)
        stranger.post(STEP, {"code": f"{number:06}"})
    sign_in(client, admin.email)
    assert client.post(STEP, {"code": recovery_code(admin)}).status_code == 302
    assert client.get(HOME).status_code == 200


def test_who_is_suspended_between_two_steps_does_not_come_in(client: Client) -> None:
    priya = with_app(with_password(Role.VIEWER))
    sign_in(client, priya.email)
    suspend(priya)
    assert client.post(STEP, {"code": code()})["Location"] == LOGIN
    assert client.get(MINE).status_code == 302


def test_a_passkey_that_nobody_knows_signs_nobody_in(client: Client) -> None:
    assert client.get("/accounts/login/passkey/", headers={"accept": "application/json"}).status_code == 200
    for value in ("", "nonsense", "{}", "[]", '{"id": "x", "response": {"userHandle": "MQ"}}'):
        assert client.post("/accounts/login/passkey/", {"credential": value})["Location"] == LOGIN
    assert client.get(MINE).status_code == 302


def test_somebody_elses_passkey_is_not_there(client: Client, admin: User) -> None:
    key = Authenticator.objects.create(user=admin, type="webauthn", data={"name": "Laptop", "credential": {}})
    client.force_login(user_with(Role.VIEWER))
    for path in (f"{MINE}passkeys/{key.pk}/", f"{MINE}passkeys/{key.pk}/remove/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"name": "Mine"}).status_code == 404


def test_a_sign_in_of_yesterday_is_asked_again_before_the_app_is_taken_off(client: Client, admin: User) -> None:
    with_app(admin)
    client.force_login(admin)
    assert client.get(f"{MINE}app/remove/")["Location"].startswith("/accounts/reauthenticate/")
    answer = client.post("/accounts/reauthenticate/code/?next=/accounts/mine/app/remove/", {"code": code()})
    assert answer["Location"] == f"{MINE}app/remove/"
    assert client.post(f"{MINE}app/remove/").status_code == 302
    assert not Authenticator.objects.exists()
    assert client.get(HOME)["Location"] == MINE
