"""What every answer carries, whatever it is, and the pages for faults."""

from typing import Any

import pytest
from django.conf import settings as used
from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from accounts.permissions import Role
from tests.factories.accounts import UserFactory, user_with

pytestmark = pytest.mark.django_db


def safe(response: Any) -> None:
    """The headers of S8."""
    policy = response["Content-Security-Policy"]
    assert "unsafe-" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/accounts/login/", 200),
        ("/accessibility/", 200),
        ("/privacy/", 200),
        ("/healthz", 200),
        ("/", 302),
        ("/fenshire/people/", 302),
        ("/nothing/like/this", 404),
        ("/outbox/", 404),
        ("/api/v1/fenshire/plans/", 401),
        ("/static/js/sofs.js", 200),
    ],
)
def test_every_answer_to_a_stranger_is_safe(client: Client, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    safe(response)
    response.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/fenshire/people/", 200), ("/operations/", 403), ("/fenshire/registers/kings/", 404), ("/marlshire/home/", 404)],
)
def test_every_answer_to_a_member_is_safe_and_not_for_shared_caches(client: Client, path: str, status: int) -> None:
    client.force_login(user_with(Role.ADMINISTRATOR))
    response = client.get(path)
    assert response.status_code == status
    assert "private" in response["Cache-Control"]
    safe(response)


def test_a_form_from_elsewhere_is_answered_safely() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/", {"login": "a@b.example", "password": "x"})
    assert response.status_code == 403
    safe(response)


def test_too_many_tries_are_answered_safely(client: Client, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.accounts.hashers.CheapArgon2"]
    for _ in range(11):
        response = client.post("/accounts/login/", {"login": "nobody@fenshire.example", "password": "x"})
    assert response.status_code == 429
    safe(response)


def faulty(monkeypatch: pytest.MonkeyPatch, target: str, fault: Exception) -> None:
    def raise_it(*args: Any, **kwargs: Any) -> HttpResponse:
        raise fault

    monkeypatch.setattr(target, raise_it)


def test_a_fault_is_answered_safely_and_says_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user_with(Role.ADMINISTRATOR))
    faulty(monkeypatch, "accounts.views.people.members", ValueError("secret words"))
    response = client.get("/fenshire/people/")
    assert response.status_code == 500
    assert "secret words" not in response.content.decode()
    assert "Something went wrong" in response.content.decode()
    safe(response)


PLACES = (
    "accounts.views.people.members",
    "accounts.models.User.authorities",
    "accounts.models.UserManager.get_queryset",
)


@pytest.mark.parametrize("where", PLACES)
def test_a_database_that_is_away_is_answered_with_when_to_come_back(
    monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """In the page itself, in finding the council, and in finding who is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(user_with(Role.ADMINISTRATOR))
    faulty(monkeypatch, where, OperationalError("server closed the connection"))
    response = client.get("/fenshire/people/")
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert "We will be back in a moment" in response.content.decode()
    safe(response)


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_pages_for_faults_need_nothing_from_the_request(name: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        page = render_to_string(name)
    assert "<h1" in page
    assert "Signs of Safety tracker" in page


def test_sessions_are_safe_over_https() -> None:
    """Secure cookies follow from an https address; `check --deploy` in `make check` covers the rest."""
    assert used.SESSION_COOKIE_HTTPONLY
    assert used.CSRF_COOKIE_HTTPONLY
    assert used.BASE_URL.startswith("https") == used.SESSION_COOKIE_SECURE


def test_staff_without_a_council_are_safe_too(client: Client) -> None:
    client.force_login(UserFactory(is_staff=True))
    safe(client.get("/operations/"))
    safe(client.get("/gallery/"))
