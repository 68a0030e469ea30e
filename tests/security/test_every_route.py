"""What holds for every route: safe headers, no write without its token, and rights that end at once."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, User
from tests.security.harness import Route, address, full_form, signed_in
from tests.security.matrix import COUNCIL
from tests.world import Council, build, every_row

pytestmark = pytest.mark.django_db
ROUTES = sorted(COUNCIL.items())
NAMES = [name for name, _ in ROUTES]
UNSAFE = [(name, route) for name, route in ROUTES if route.post is not None]


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=NAMES)
def test_every_answer_carries_the_safe_headers(name: str, route: Route, fen: Council) -> None:
    url = address(name, route, fen, fen)
    for client in (signed_in(fen.user("administrator")), signed_in(fen.user("viewer")), Client()):
        answer = client.get(url)
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("name", "route"), UNSAFE, ids=[name for name, _ in UNSAFE])
def test_a_form_without_its_token_or_from_elsewhere_changes_nothing(name: str, route: Route, fen: Council) -> None:
    url, data = address(name, route, fen, fen), full_form(name, route, fen)
    client = Client(enforce_csrf_checks=True)
    client.force_login(fen.user("administrator"), backend="accounts.backends.PasswordBackend")
    before = every_row()
    assert client.post(url, data).status_code == 403
    assert client.post(url, data, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert every_row() == before


@pytest.mark.parametrize("role", ["project_officer", "lead"])
def test_a_suspended_person_is_refused_with_the_next_request(role: str, fen: Council) -> None:
    client = signed_in(fen.user(role))
    assert client.get("/fenshire/home/").status_code == 200
    Membership.objects.filter(user=fen.users[role]).update(suspended_at=timezone.now())
    assert client.get("/fenshire/home/").status_code == 404


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(fen: Council) -> None:
    client, update = signed_in(fen.user("project_officer")), COUNCIL["plans:update"]
    url, data = address("plans:update", update, fen, fen), full_form("plans:update", update, fen)
    Membership.objects.filter(user=fen.users["project_officer"]).update(role="viewer")
    assert client.post(url, data).status_code == 403


def test_a_user_who_was_switched_off_is_signed_out(fen: Council) -> None:
    client = signed_in(fen.user("project_officer"))
    User.objects.filter(pk=fen.users["project_officer"].pk).update(is_active=False)
    assert client.get("/fenshire/home/").status_code in (302, 404)
