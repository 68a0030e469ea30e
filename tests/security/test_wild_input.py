"""Wild input in every form and every query string gets an answer in words, never a fault."""

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from tests.security.harness import Route, address
from tests.security.matrix import COUNCIL
from tests.world import Council, build

pytestmark = pytest.mark.django_db
WILD = {
    "null": "a\x00b",
    "million": "x" * 1_000_000,
    "2^63": str(2**63),
    "NaN": "NaN",
    "year 1": "0001-01-01",
    "year 9999": "31/12/9999",
    "30 Feb": "30 February 2026",
    "minus": "-1",
    "empty": "",
    "emoji": "\U0001f9d2\u202e\u0000",
}
SURROGATE = "%ED%A0%80"
ASKED = (
    "q",
    "page",
    "rag",
    "area",
    "lead",
    "due",
    "sort",
    "show",
    "plan",
    "before",
    "since",
    "period",
    "as_at",
    "day",
    "month",
    "workstream",
    "after",
    "person",
    "verb",
    "state",
)
FORMS = sorted((name, route) for name, route in COUNCIL.items() if route.post is not None)
PAGES = sorted((name, route) for name, route in COUNCIL.items() if route.get is not None)


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.fixture
def client(fen: Council) -> Client:
    made = Client(raise_request_exception=False)
    made.force_login(fen.user("administrator"), backend="accounts.backends.PasswordBackend")
    return made


@pytest.mark.parametrize(("name", "route"), FORMS, ids=[name for name, _ in FORMS])
def test_every_field_of_every_form(name: str, route: Route, fen: Council, client: Client) -> None:
    url = address(name, route, fen, fen)
    for field in _fields(client, url, route):
        for kind, value in WILD.items():
            status = _post(client, url, route, {field: value})
            assert status < 500, (field, kind, status)


@pytest.mark.parametrize(("name", "route"), FORMS, ids=[name for name, _ in FORMS])
def test_a_broken_or_repeated_body(name: str, route: Route, fen: Council, client: Client) -> None:
    url = address(name, route, fen, fen)
    broken = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=".encode()
    assert client.generic("POST", url, broken, MULTIPART_CONTENT).status_code < 500
    for field in _fields(client, url, route):
        body = f"{field}={SURROGATE}&{field}=&{field}=%00"
        assert client.generic("POST", url, body, "application/x-www-form-urlencoded").status_code < 500


@pytest.mark.parametrize(("name", "route"), PAGES, ids=[name for name, _ in PAGES])
def test_every_query_string(name: str, route: Route, fen: Council, client: Client) -> None:
    url = address(name, route, fen, fen).partition("?")[0]
    for asked in ASKED:
        assert client.get(f"{url}?{asked}={SURROGATE}&{asked}=%00").status_code < 500, asked
        for kind, value in WILD.items():
            if kind != "million":
                assert client.get(url, {asked: value}).status_code < 500, (asked, kind)


def _fields(client: Client, url: str, route: Route) -> list[str]:
    """The fields the route's form has, read from its own page, with those the table names."""
    answer = client.get(url)
    context = getattr(answer, "context", None)
    form = context.get("form") if context else None
    return sorted({*route.sends, *(form.fields if form is not None else ())})


def _post(client: Client, url: str, route: Route, data: dict[str, str]) -> int:
    if route.api:
        return int(client.post(url, data, content_type="application/json").status_code)
    return int(client.post(url, data).status_code)
