"""Pages about who can sign in."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, User
from accounts.permissions import Role
from core.models import Job
from tests.accounts.signing import text
from tests.factories.accounts import (
    LocalityFactory,
    MembershipFactory,
    PersonFactory,
    marlshire,
    user_with,
)

pytestmark = pytest.mark.django_db
NO_SUCH = 9_000_000_000
NEW = {"name": "Lena Whitcombe", "email": "lena@health.example", "roles": ["viewer"]}


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
