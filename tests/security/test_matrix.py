"""Every route × method × who, against the table in matrix.py."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.harness import Answer, Route, address, ask, full_form
from tests.security.matrix import CHANGES_NOTHING, COUNCIL, EVERYBODY, OPEN, OWN, OWN_RECORD, STAFF
from tests.world import Council, build

pytestmark = pytest.mark.django_db
ROUTES = sorted(COUNCIL.items())
OF_A_ROW = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def councils(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Council]]:
    """Both councils, built once for all: what a test does to them is undone with it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {"fen": build("fenshire", "Fen"), "marl": build("marlshire", "Marl")}
        transaction.set_rollback(True)


@pytest.fixture
def fen(councils: dict[str, Council]) -> Council:
    return councils["fen"]


@pytest.fixture
def marl(councils: dict[str, Council]) -> Council:
    return councils["marl"]


def test_every_route_stands_in_the_table() -> None:
    assert set(_names(get_resolver())) == set(COUNCIL) | OPEN | OWN | STAFF


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_the_right_roles_are_let_in_and_nobody_else(name: str, route: Route, fen: Council) -> None:
    url, data = address(name, route, fen, fen), full_form(name, route, fen)
    for method, allowed in _asked(route):
        for role in sorted(EVERYBODY):
            answer = ask(fen.user(role), method, url, route, data)
            if role in allowed:
                assert answer.status in (200, 201, 202, 302), (role, method, answer)
                assert answer.changed == (role in _changes(name, route, method)), (role, method, answer)
                assert answer.recorded == (answer.changed and name not in OWN_RECORD), (role, method, answer)
            else:
                assert answer == Answer(403, changed=False, recorded=False), (role, method, answer)


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_another_council_is_not_there(name: str, route: Route, fen: Council, marl: Council) -> None:
    theirs, data = address(name, route, marl, marl), full_form(name, route, marl)
    mixed = address(name, route, fen, marl) if route.about and _differs(route) else theirs
    not_there = Answer(404, changed=False, recorded=False)
    for method, allowed in _asked(route):
        for role in sorted(allowed):
            assert ask(fen.user(role), method, theirs, route, data) == not_there, (role, method)
            assert ask(fen.user(role), method, mixed, route, data) == not_there, (role, method, mixed)


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_strangers_are_asked_to_sign_in(name: str, route: Route, fen: Council) -> None:
    for method, _ in _asked(route):
        answer = ask(None, method, address(name, route, fen, fen), route, full_form(name, route, fen))
        assert answer == Answer(401 if route.api else 302, changed=False, recorded=False)


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_methods_that_are_not_in_the_table_are_refused(name: str, route: Route, fen: Council) -> None:
    offered = {method for method, _ in _asked(route)}
    for method in set(METHODS) - offered:
        answer = ask(fen.user("administrator"), method, address(name, route, fen, fen), route, {})
        assert (answer.status in (403, 405), answer.changed) == (True, False), (method, answer)


@pytest.mark.parametrize("name", sorted(STAFF))
def test_pages_of_the_installation_are_for_staff(name: str, fen: Council) -> None:
    client = Client()
    assert client.get(reverse(name)).status_code == 302
    client.force_login(fen.user("administrator"), backend="accounts.backends.PasswordBackend")
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", sorted(OWN))
def test_pages_about_oneself_ask_for_sign_in(name: str) -> None:
    about = {"pk": 1} if name in OF_A_ROW else {}
    assert Client().get(reverse(name, kwargs=about)).status_code == 302


def _asked(route: Route) -> list[tuple[str, frozenset[str]]]:
    asked = (("GET", route.get), ("POST", route.post), ("PATCH", route.patch))
    return [(method, allowed) for method, allowed in asked if allowed is not None]


def _changes(name: str, route: Route, method: str) -> frozenset[str]:
    """Whose write has an effect."""
    allowed = {"POST": route.post, "PATCH": route.patch}.get(method)
    if name in CHANGES_NOTHING or allowed is None:
        return frozenset()
    return allowed if route.changes is None else route.changes


def _differs(route: Route) -> bool:
    """Whether the address names a row that is one council's alone (a ref or a number may be the same in both)."""
    return any(path.endswith((".pk", "_id", ".slug")) for path in route.about.values())


def _names(resolver: URLResolver, prefix: str = "") -> list[str]:
    names: list[str] = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            names.append(prefix + str(entry.name))
        else:
            names += _names(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
    return names
