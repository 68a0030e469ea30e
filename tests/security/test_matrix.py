"""Every route × method × who, against the table in matrix.py."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.harness import Route, address, ask
from tests.security.matrix import COUNCIL, EVERYBODY, OPEN, OWN, STAFF
from tests.world import Council, build

pytestmark = pytest.mark.django_db
ROUTES = sorted(COUNCIL.items())
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.fixture
def marl() -> Council:
    return build("marlshire", "Marl")


def test_every_route_stands_in_the_table() -> None:
    assert set(_names(get_resolver())) == set(COUNCIL) | OPEN | OWN | STAFF


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_the_right_roles_are_let_in_and_nobody_else(name: str, route: Route, fen: Council) -> None:
    url = address(name, route, fen, fen)
    for method, allowed in _asked(route):
        for role in sorted(EVERYBODY):
            status, changed = ask(fen.user(role), method, url, route, fen)
            if role in allowed:
                assert status not in (401, 403, 404, 405), (role, method, status)
                assert status < 500, (role, method, status)
            else:
                assert (status, changed) == (403, False), (role, method, status)


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_another_council_is_not_there(name: str, route: Route, fen: Council, marl: Council) -> None:
    theirs = address(name, route, marl, marl)
    mixed = address(name, route, fen, marl) if route.about and _differs(route) else theirs
    for method, allowed in _asked(route):
        for role in sorted(allowed):
            assert ask(fen.user(role), method, theirs, route, marl) == (404, False), (role, method)
            assert ask(fen.user(role), method, mixed, route, marl) == (404, False), (role, method, mixed)


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_strangers_are_asked_to_sign_in(name: str, route: Route, fen: Council) -> None:
    for method, _ in _asked(route):
        status, changed = ask(None, method, address(name, route, fen, fen), route, fen)
        assert (status, changed) == (401 if route.api else 302, False)


@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_methods_that_are_not_in_the_table_are_refused(name: str, route: Route, fen: Council) -> None:
    offered = {method for method, _ in _asked(route)}
    for method in set(METHODS) - offered:
        status, changed = ask(fen.user("administrator"), method, address(name, route, fen, fen), route, fen)
        assert (status in (403, 405), changed) == (True, False), (method, status)


@pytest.mark.parametrize("name", sorted(STAFF))
def test_pages_of_the_installation_are_for_staff(name: str, fen: Council) -> None:
    client = Client()
    assert client.get(reverse(name)).status_code == 302
    client.force_login(fen.user("administrator"), backend="accounts.backends.PasswordBackend")
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", sorted(OWN))
def test_pages_about_oneself_ask_for_sign_in(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 302


def _asked(route: Route) -> list[tuple[str, frozenset[str]]]:
    asked = (("GET", route.get), ("POST", route.post))
    return [(method, allowed) for method, allowed in asked if allowed is not None]


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
