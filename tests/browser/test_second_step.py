"""The second step in a real browser: a passkey is made and signs in alone, an app's code works without script."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from accounts.services import people
from tests.accounts.second_step import SECRET, code, with_app
from tests.browser.hands import PASSWORD, until
from tests.world import Council

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def required(settings: Any, fen: Council) -> None:
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


@pytest.fixture
def device(new_page: Any) -> Iterator[Any]:
    """A page in a browser with a finger print reader; what it refuses for our content policy is kept."""
    page = new_page()
    page.refused = []
    page.on("console", lambda line: page.refused.append(line.text) if "Content Security" in line.text else None)
    page.cdp = page.context.new_cdp_session(page)
    page.cdp.send("WebAuthn.enable")
    page.key = page.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    yield page
    assert page.refused == []


def sign_in(page: Any, user: User) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Any) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


def add_passkey(page: Any, name: str) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    page.locator("[name=name]").fill(name)
    page.get_by_role("button", name="Add this passkey").click()
    page.wait_for_url("**/recovery-codes/")


def test_an_administrator_makes_a_passkey_and_signs_in_with_it_alone(device: Any, fen: Council) -> None:
    sign_in(device, fen.user("administrator"))
    device.wait_for_url("**/accounts/mine/")
    add_passkey(device, "Work laptop")
    device.get_by_role("link", name="I have kept them, go on").click()
    device.wait_for_url("**/fenshire/home/")
    sign_out(device)
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.wait_for_url("**/fenshire/home/")
    device.locator(".app-head__who").get_by_role("link", name="My sign-in").click()
    assert "Work laptop" in device.locator("main").inner_text()


def test_after_the_password_the_passkey_is_the_second_step(device: Any, fen: Council) -> None:
    sign_in(device, fen.user("administrator"))
    add_passkey(device, "My phone")
    sign_out(device)
    sign_in(device, fen.user("administrator"))
    device.wait_for_url("**/second-step/")
    device.get_by_role("button", name="Use a passkey").click()
    device.wait_for_url("**/fenshire/home/")


def test_a_passkey_that_is_not_opened_signs_nobody_in_and_says_so(device: Any, fen: Council) -> None:
    sign_in(device, fen.user("administrator"))
    add_passkey(device, "My phone")
    sign_out(device)
    device.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": device.key, "isUserVerified": False})
    device.get_by_role("button", name="Sign in with a passkey").click()
    fault = device.locator("[data-passkey-fault]")
    fault.wait_for()
    assert fault.inner_text() == "No passkey was used. Try again, or sign in another way."


def test_a_suspended_person_is_not_let_in_by_their_passkey(device: Any, fen: Council) -> None:
    officer = fen.user("project_officer")
    sign_in(device, officer)
    device.goto("/accounts/mine/")
    add_passkey(device, "My phone")
    people.suspend(authority=fen.authority, user=officer, by=User.objects.system())
    device.goto("/accounts/login/")
    device.get_by_role("button", name="Sign in with a passkey").click()
    device.get_by_text("not a code that works now").first.wait_for()
    device.goto("/accounts/mine/")
    assert "/accounts/login/" in device.url


def test_a_passkey_is_renamed_and_removed(device: Any, fen: Council) -> None:
    sign_in(device, fen.user("project_officer"))
    device.goto("/accounts/mine/")
    add_passkey(device, "Old name")
    device.goto("/accounts/mine/")
    device.get_by_role("link", name="Rename Old name").click()
    device.locator("[name=name]").fill("New name")
    device.get_by_role("button", name="Save name").click()
    device.get_by_role("link", name="Remove New name").click()
    device.get_by_role("button", name="Remove this passkey").click()
    device.wait_for_url("**/accounts/mine/")
    assert not Authenticator.objects.exists()


def test_without_script_an_app_is_set_up_and_its_code_signs_in(new_page: Any, fen: Council) -> None:
    page = new_page(script=False)
    sign_in(page, fen.user("administrator"))
    page.get_by_role("link", name="Set up an app").click()
    shown = re.search(r"<code>([A-Z2-7]+)</code>", page.content())
    assert shown
    page.locator("[name=code]").fill(code(shown[1]))
    page.get_by_role("button", name="Turn it on").click()
    page.wait_for_url("**/recovery-codes/")
    page.get_by_role("link", name="I have kept them, go on").click()
    page.wait_for_url("**/fenshire/home/")
    assert page.get_by_role("button", name="passkey").count() == 0


def test_the_code_is_asked_by_keyboard_alone(new_page: Any, fen: Council) -> None:
    with_app(fen.user("administrator"))
    page = new_page(script=False)
    sign_in(page, fen.user("administrator"))
    page.locator("[name=code]").focus()
    page.keyboard.type(code(SECRET))
    page.keyboard.press("Enter")
    page.wait_for_url("**/fenshire/home/")


def test_stay_signed_in_hides_the_warning_and_starts_the_time_anew(new_page: Any, fen: Council) -> None:
    officer = fen.user("project_officer")
    page = new_page(user=officer)
    User.objects.filter(pk=officer.pk).update(last_login=timezone.now())
    page.route("**/home/", _short_session)
    page.goto("/fenshire/home/")
    page.get_by_role("button", name="Stay signed in").click()
    until(page, "document.getElementById('session-warning').hidden")
    until(page, "document.getElementById('live').textContent === 'You stay signed in.'")
    assert "/fenshire/home/" in page.url


def _short_session(route: Any) -> None:
    """The page as it is a few minutes before the end."""
    answer = route.fetch()
    body = re.sub(r'data-session-ends="\d+"', 'data-session-ends="200"', answer.text())
    route.fulfill(response=answer, body=body)
