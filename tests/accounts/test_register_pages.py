"""Pages of the registers, and choices that come from them."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Body, User
from tests.accounts.signing import text
from tests.factories.accounts import (
    AgencyFactory,
    AuthorityFactory,
    BodyFactory,
    LocalityFactory,
    PersonFactory,
    PostFactory,
    TeamFactory,
    marlshire,
)

pytestmark = pytest.mark.django_db
NO_SUCH = 9_000_000_000
NEW = {"name": "Lena Whitcombe", "email": "lena@health.example", "roles": ["viewer"]}


def errors(response: Any) -> str:
    assert response.status_code == 400
    return str(response.context["form"].errors)


@pytest.mark.parametrize(
    ("url", "data", "field", "factory"),
    [
        ("people/invite/", NEW, "locality", LocalityFactory),
        ("people/invite/", NEW, "team", TeamFactory),
        ("people/invite/", NEW, "agency", AgencyFactory),
        ("registers/bodies/add/", {"name": "Board"}, "contact", PersonFactory),
        ("registers/posts/add/", {"name": "Head of North"}, "holder", PersonFactory),
        ("registers/teams/add/", {"name": "Fen team"}, "locality", LocalityFactory),
        ("registers/people/add/", {"name": "Lena"}, "agency", AgencyFactory),
    ],
)
def test_rows_of_another_council_are_answered_like_rows_that_are_not_there(
    client: Client, admin: User, url: str, data: dict[str, Any], field: str, factory: Any
) -> None:
    foreign = factory(authority=marlshire())
    answers = {
        errors(client.post(f"/fenshire/{url}", data | {field: value})) for value in (foreign.pk, NO_SUCH, 2**70, "x")
    }
    assert len(answers) == 1
    own = factory(authority=AuthorityFactory())
    assert client.post(f"/fenshire/{url}", data | {field: own.pk}).status_code == 302


def test_closed_lines_are_not_offered(client: Client, admin: User) -> None:
    gone = PersonFactory(name="Gone Away", closed_on="2018-01-01")
    held = PostFactory(name="Head of North", holder=gone)
    assert "Gone Away" not in text(client.get("/fenshire/registers/posts/add/"))
    assert "Gone Away" in text(client.get(f"/fenshire/registers/posts/{held.pk}/"))


def test_a_register_is_kept_by_page(client: Client, admin: User) -> None:
    client.post("/fenshire/registers/bodies/add/", {"name": "  Steering   Group "})
    body = Body.objects.get(name="Steering Group")
    url = f"/fenshire/registers/bodies/{body.pk}/"
    assert 'value="Steering Group"' in text(client.get(url))
    client.post(url, {"name": "Delivery Group", "contact": ""})
    assert "Closed Delivery Group" in text(client.post(f"{url}close/", follow=True))
    assert "Reopened Delivery Group" in text(client.post(f"{url}reopen/", follow=True))
    assert "already a body" in text(client.post("/fenshire/registers/bodies/add/", {"name": "delivery group"}))


def test_lines_of_another_council_are_not_there(client: Client, admin: User) -> None:
    foreign = BodyFactory(authority=marlshire(), name="Marl Board")
    for path in ("", "close/", "reopen/"):
        for pk in (foreign.pk, NO_SUCH):
            assert client.post(f"/fenshire/registers/bodies/{pk}/{path}", {"name": "x"}).status_code == 404
    assert client.get("/fenshire/registers/kings/").status_code == 404
    assert "Marl Board" not in text(client.get("/fenshire/registers/bodies/?q=marl"))


def test_many_lines_can_be_searched(client: Client, admin: User) -> None:
    BodyFactory.create_batch(21)
    BodyFactory(name="Delivery Group")
    assert 'type="search" name="q"' in text(client.get("/fenshire/registers/bodies/"))
    page = text(client.get("/fenshire/registers/bodies/?q=DELIV"))
    assert "Delivery Group" in page
    assert "Body " not in page
