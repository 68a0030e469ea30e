"""One council's words are planted everywhere; nothing another council's people can open may show them."""

import pytest
from django.test import Client

from tests.security.harness import address
from tests.security.matrix import COUNCIL
from tests.world import Council, build

pytestmark = pytest.mark.django_db
MARK = "Qzxmarl"


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.fixture
def _marl() -> Council:
    return build("marlshire", MARK)


@pytest.mark.usefixtures("_marl")
@pytest.mark.parametrize("role", ["administrator", "project_officer", "viewer", "lead"])
def test_no_page_export_or_api_answer_shows_another_councils_words(role: str, fen: Council) -> None:
    client = Client()
    client.force_login(fen.user(role), backend="accounts.backends.PasswordBackend")
    opened = 0
    for name, route in COUNCIL.items():
        if route.get is None or role not in route.get:
            continue
        answer = client.get(address(name, route, fen, fen))
        body = answer.getvalue() if answer.streaming else answer.content
        assert MARK.encode() not in body, name
        opened += answer.status_code == 200
    assert opened > 10


@pytest.mark.usefixtures("_marl")
@pytest.mark.parametrize("query", [MARK, MARK[:4], "1.1", "sentence"])
def test_search_finds_nothing_of_another_council(query: str, fen: Council) -> None:
    client = Client()
    client.force_login(fen.user("project_officer"), backend="accounts.backends.PasswordBackend")
    found = client.get("/fenshire/search/", {"q": query}, follow=True).content.decode()
    assert f"{MARK} title" not in found


def test_the_mark_would_be_seen_where_it_belongs() -> None:
    marl = build("marlshire", MARK)
    client = Client()
    client.force_login(marl.user("viewer"), backend="accounts.backends.PasswordBackend")
    page = client.get(f"/marlshire/plans/{marl.rows['plan'].slug}/").content.decode()
    assert f"{MARK} title" in page
