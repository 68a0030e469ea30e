"""Pages of people, registers, settings, words and the trail."""

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
    PostFactory,
    TeamFactory,
    marlshire,
    user_with,
)

pytestmark = pytest.mark.django_db
NO_SUCH = 9_000_000_000
NEW = {"name": "Lena Whitcombe", "email": "lena@health.example", "roles": ["viewer"]}


@pytest.fixture
def admin(client: Client) -> User:
    user = user_with(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def text(response: Any) -> str:
    return str(response.content.decode())


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_somebody_is_invited_by_page(client: Client, admin: User) -> None:
    response = client.post("/fenshire/people/invite/", NEW, follow=True)
    assert "Invited Lena Whitcombe. A mail to lena@health.example is on its way." in text(response)
    assert Membership.objects.get(user__email="lena@health.example").role == Role.VIEWER
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Enter the name"),
        ({"email": "lena"}, "Enter an email address like name@example.gov.uk"),
        ({"roles": []}, "Choose at least one role"),
        ({"roles": ["king"]}, "Choose at least one role from the list"),
        ({"locality": NO_SUCH}, "Choose a locality from the list"),
        ({"name": "x" * 121}, "Name must be 120 characters or fewer"),
        ({"name": "a\x00b"}, "hidden character"),
    ],
)
def test_a_wrong_invitation_is_refused_in_a_sentence(
    client: Client, admin: User, change: dict[str, Any], sentence: str
) -> None:
    response = client.post("/fenshire/people/invite/", NEW | change)
    assert response.status_code == 400
    assert sentence in text(response)
    assert "<title>Error: Invite somebody" in text(response)
    assert User.objects.count() == 1


def test_what_a_service_refuses_stands_beside_its_field(client: Client, admin: User) -> None:
    client.post("/fenshire/people/invite/", NEW)
    response = client.post("/fenshire/people/invite/", NEW)
    assert response.status_code == 400
    assert 'href="#id_email">This person can sign in here already' in text(response)


def test_a_manager_is_not_offered_to_make_administrators(client: Client) -> None:
    client.force_login(user_with(Role.PROJECT_MANAGER))
    assert 'value="administrator"' not in text(client.get("/fenshire/people/invite/"))
    response = client.post("/fenshire/people/invite/", NEW | {"roles": ["administrator"]})
    assert response.status_code == 400


def test_a_manager_sees_that_administrators_are_not_theirs_to_change(client: Client) -> None:
    admin = user_with(Role.ADMINISTRATOR)
    client.force_login(user_with(Role.PROJECT_MANAGER))
    page = text(client.get(f"/fenshire/people/{admin.pk}/"))
    assert "Only an administrator can change or suspend an administrator" in page
    assert "<fieldset" not in page


def test_roles_are_changed_by_page(client: Client, admin: User) -> None:
    user, north = user_with(Role.VIEWER), LocalityFactory(name="North")
    url = f"/fenshire/people/{user.pk}/"
    assert 'value="viewer" id="id_roles_8" checked' in text(client.get(url))
    client.post(url, {"roles": ["superleader"], "locality": north.pk})
    assert Membership.objects.get(user=user).said() == "Superleader, North"
    assert f'value="{north.pk}" selected' in text(client.get(url))


def test_a_person_is_suspended_restored_and_written_to(client: Client, admin: User) -> None:
    user = user_with(Role.VIEWER, name="Joan Petrie")
    url = f"/fenshire/people/{user.pk}/"
    assert "Suspended Joan Petrie" in text(client.post(f"{url}suspend/", follow=True))
    assert "1 is suspended" in text(client.get("/fenshire/people/")).replace("<b>", "").replace("</b>", "")
    assert "Restored Joan Petrie" in text(client.post(f"{url}restore/", follow=True))
    assert "is on its way" in text(client.post(f"{url}remind/", follow=True))


def test_the_last_administrator_cannot_suspend_themselves(client: Client, admin: User) -> None:
    response = client.post(f"/fenshire/people/{admin.pk}/suspend/", follow=True)
    assert "only administrator. Make somebody else one first. Nothing has been changed." in text(response)
    assert Membership.objects.open().filter(user=admin).exists()


@pytest.mark.parametrize("role", [Role.SUPERLEADER, Role.MEMBER, Role.VIEWER, Role.TRAINER])
def test_most_roles_see_no_people_pages(client: Client, role: str) -> None:
    client.force_login(user_with(role))
    paths = ("people/", "people/invite/", "registers/bodies/", "settings/", "audit/", "glossary/add/")
    assert {client.get(f"/fenshire/{path}").status_code for path in paths} == {403}
    assert client.get("/fenshire/glossary/").status_code == 200


def test_an_officer_reads_people_but_lets_nobody_in(client: Client) -> None:
    client.force_login(user_with(Role.PROJECT_OFFICER))
    assert client.get("/fenshire/people/").status_code == 200
    assert client.post("/fenshire/people/invite/", NEW).status_code == 403
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_people_of_another_council_are_not_there(client: Client, admin: User) -> None:
    other = marlshire()
    stranger = user_with(Role.VIEWER, other)
    for path in ("", "suspend/", "restore/", "remind/"):
        for pk in (stranger.pk, NO_SUCH, 2**70):
            assert client.post(f"/fenshire/people/{pk}/{path}", NEW).status_code == 404
    assert client.get("/marlshire/people/").status_code == 404
    assert Membership.objects.get(user=stranger).suspended_at is None


def test_the_council_sees_its_own_name_for_a_person_of_two(client: Client, admin: User) -> None:
    user = user_with(Role.VIEWER, marlshire(), name="Marl Name")
    MembershipFactory(user=user, role=Role.VIEWER)
    PersonFactory(user=user, name="Fen Name")
    page = text(client.get("/fenshire/people/"))
    assert "Fen Name" in page
    assert "Marl Name" not in page


# Choices of other councils (A3) -------------------------------------------------------------------------


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


# Registers ----------------------------------------------------------------------------------------------


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


# Settings, glossary, trail ---------------------------------------------------------------------------------


def test_the_councils_names_are_kept_by_page(client: Client, admin: User) -> None:
    names = {"board_name": "Partnership", "steering_group_name": "Delivery Group", "contact_email": "p@fens.example"}
    assert client.post("/fenshire/settings/", names).status_code == 302
    assert Authority.objects.get().board_name == "Partnership"
    assert "p@fens.example" in text(client.get("/fenshire/glossary/"))
    assert client.post("/fenshire/settings/", names | {"board_name": ""}).status_code == 400


def test_a_word_is_added_changed_in_place_and_removed(client: Client, admin: User) -> None:
    client.post("/fenshire/glossary/add/", {"term": "EH", "meaning": "Early help"})
    row = GlossaryTerm.objects.get()
    url = f"/fenshire/glossary/{row.pk}/"
    assert "Early help</textarea>" in text(client.get(url)).replace("\n", "")
    response = client.post(url, {"term": "EH", "meaning": "Help early on"})
    assert response["Location"] == f"/fenshire/glossary/#word-{row.pk}"
    assert "Help early on" in text(client.get("/fenshire/glossary/"))
    assert "Removed “EH”" in text(client.post(f"{url}remove/", follow=True))
    assert not GlossaryTerm.objects.exists()


def test_words_of_another_council_are_not_there(client: Client, admin: User) -> None:
    row = GlossaryTerm.objects.create(authority=marlshire(), term="Marl", meaning="Clay")
    assert client.get(f"/fenshire/glossary/{row.pk}/").status_code == 404
    assert client.post(f"/fenshire/glossary/{row.pk}/remove/").status_code == 404
    assert "Marl" not in text(client.get("/fenshire/glossary/"))


def test_the_trail_is_paged_and_filtered(client: Client, admin: User) -> None:
    for number in range(60):
        glossary.define(authority=AuthorityFactory(), term=f"Word {number}", meaning="x", by=admin)
    first = client.get("/fenshire/audit/")
    assert len(first.context["events"]) == 50
    second = client.get(f"/fenshire/audit/?before={first.context['older']}")
    assert len(second.context["events"]) == 10
    assert second.context["older"] is None
    assert not client.get("/fenshire/audit/?verb=renamed").context["events"]
    assert len(client.get(f"/fenshire/audit/?person={admin.pk}&verb=defined").context["events"]) == 50


def test_the_trail_of_another_council_is_not_there(client: Client, admin: User) -> None:
    stranger = user_with(Role.ADMINISTRATOR, marlshire(), name="Marl Admin")
    glossary.define(authority=marlshire(), term="Marl", meaning="Clay", by=stranger)
    for query in ("", f"?person={stranger.pk}", "?verb=defined"):
        assert "Marl" not in text(client.get(f"/fenshire/audit/{query}"))


@pytest.mark.parametrize("path", ["people/", "registers/bodies/", "audit/", "glossary/"])
@pytest.mark.parametrize(
    "query", ["q=%00", "before=-1", "before=NaN", f"before={2**64}", "person=x", "verb=%00", "q=%ED%A0%80", "q=" + "x" * 9999]
)
def test_an_odd_address_is_no_fault(client: Client, admin: User, path: str, query: str) -> None:
    assert client.get(f"/fenshire/{path}?{query}").status_code == 200


# The same number of queries for one row and for fifty ---------------------------------------------------------


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


# Nothing is changed by looking, nothing by a form from elsewhere (S9) --------------------------------------------

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


# Which council ----------------------------------------------------------------------------------------------


def test_who_belongs_to_one_council_goes_there(client: Client, admin: User) -> None:
    assert client.get("/")["Location"] == "/fenshire/home/"


def test_who_belongs_to_several_chooses(client: Client, admin: User) -> None:
    MembershipFactory(user=admin, authority=marlshire())
    page = text(client.get("/"))
    assert "2 councils" in page
    assert 'href="/marlshire/home/"' in page


def test_who_belongs_to_none_is_told(client: Client) -> None:
    client.force_login(User.objects.create(email="ops@localhost", name="Ops", is_staff=True))
    page = text(client.get("/"))
    assert "Nobody has given you a part in a council yet" in page
    assert 'href="/operations/"' in page
