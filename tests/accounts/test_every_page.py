"""What holds for every page about accounts."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Authority, Body, Membership, Person, User
from accounts.permissions import Role
from core.models import AuditEvent, GlossaryTerm, Job
from core.services import glossary
from tests.factories.accounts import (
    AgencyFactory,
    AuthorityFactory,
    BodyFactory,
    LocalityFactory,
    MembershipFactory,
    PersonFactory,
    TeamFactory,
    user_with,
)

pytestmark = pytest.mark.django_db
NO_SUCH = 9_000_000_000
NEW = {"name": "Lena Whitcombe", "email": "lena@health.example", "roles": ["viewer"]}


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["people/", "registers/bodies/", "audit/", "glossary/"])
@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "q=" + "x" * 9999, "before=-1", "before=NaN", "verb=%00"])
@pytest.mark.parametrize("number", ["x", str(2**64)])
def test_an_odd_address_is_no_fault(client: Client, admin: User, path: str, query: str, number: str) -> None:
    assert client.get(f"/fenshire/{path}?{query}&person={number}&before={number}").status_code == 200


def fill() -> None:
    for _ in range(49):
        user = user_with(Role.VIEWER)
        PersonFactory(user=user, agency=AgencyFactory())
        MembershipFactory(user=user, role=Role.SUPERLEADER, locality=LocalityFactory())
        BodyFactory(contact=Person.objects.get(user=user))
        TeamFactory(locality=LocalityFactory())
        glossary.define(authority=AuthorityFactory(), term=f"Word {user.pk}", meaning="x", by=user)


def test_lists_ask_the_database_as_often_for_fifty_rows_as_for_one(client: Client, admin: User) -> None:
    PersonFactory(user=admin, agency=AgencyFactory())
    BodyFactory(contact=Person.objects.get(user=admin))
    TeamFactory(locality=LocalityFactory())
    glossary.define(authority=AuthorityFactory(), term="Word", meaning="x", by=admin)
    paths = ["people/", "registers/bodies/", "registers/people/", "registers/teams/", "glossary/", "audit/"]
    before = {path: queries(client, f"/fenshire/{path}") for path in paths}
    fill()
    after = {path: queries(client, f"/fenshire/{path}") for path in paths}
    assert before == after
    assert max(after.values()) <= 8


WRITES = [
    "people/invite/",
    "people/{user}/",
    "people/{user}/suspend/",
    "people/{user}/restore/",
    "people/{user}/remind/",
    "registers/bodies/add/",
    "registers/bodies/{body}/",
    "registers/bodies/{body}/close/",
    "registers/bodies/{body}/reopen/",
    "settings/",
    "glossary/add/",
    "glossary/{term}/",
    "glossary/{term}/remove/",
]


@pytest.fixture
def targets(admin: User) -> dict[str, int]:
    user = user_with(Role.VIEWER)
    term = GlossaryTerm.objects.create(authority=AuthorityFactory(), term="EH", meaning="Early help")
    return {"user": user.pk, "body": BodyFactory().pk, "term": term.pk}


def rows() -> list[Any]:
    models = (AuditEvent, Authority, Body, GlossaryTerm, Job, Membership, Person, User)
    return [list(model._base_manager.order_by("pk").values_list()) for model in models]


@pytest.mark.parametrize("path", WRITES)
def test_a_form_without_its_token_changes_nothing(admin: User, targets: dict[str, int], path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin)
    before = rows()
    assert strict.post(f"/fenshire/{path.format(**targets)}", NEW).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("path", WRITES)
def test_looking_changes_nothing(client: Client, admin: User, targets: dict[str, int], path: str) -> None:
    before = rows()
    assert client.get(f"/fenshire/{path.format(**targets)}").status_code in (200, 405)
    assert rows() == before
