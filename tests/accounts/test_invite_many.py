"""Inviting many at once from a pasted list."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, User
from accounts.pasted_people import read
from accounts.permissions import Role
from accounts.services import many_invitations
from core.errors import RuleBroken
from core.models import AuditEvent, Job
from tests.accounts.signing import suspend, text
from tests.factories.accounts import AuthorityFactory, PersonFactory, user_with

PAGE = "/fenshire/people/invite/many/"
LENA = ("Lena Whitcombe", "lena@health.example", "viewer", "")


def understood(text: str) -> list[tuple[str, str, str, str]]:
    return [(line.name, line.email, line.role, line.fault) for line in read(text, Role.VIEWER.value)]


@pytest.mark.parametrize(
    "typed",
    [
        "Lena Whitcombe <lena@health.example>",
        '"Whitcombe, Lena" <Lena@Health.example>',
        "Whitcombe, Lena <lena@health.example>",
        "Lena Whitcombe\tlena@health.example",
        "Lena Whitcombe\tlena@health.example\tViewer",
        "lena@health.example, Lena Whitcombe; viewer",
        "lena@health.example;Lena  Whitcombe",
        "Lena Whitcombe (lena@health.example)",
        "Lena Whitcombe lena@health.example",
        "\r\n\n  Lena Whitcombe, lena@health.example, Viewer  \r\n",
        "Name\tEmail\tRole\nLena Whitcombe\tlena@health.example\t",
    ],
)
def test_a_line_is_understood_however_it_was_copied(typed: str) -> None:
    assert understood(typed) == [LENA]


def test_a_mails_address_line_holds_several_people() -> None:
    pasted = "Lena Whitcombe <lena@health.example>; Tom Reed <tom@health.example>; ada.fen@health.example"
    assert [name for name, *_ in understood(pasted)] == ["Lena Whitcombe", "Tom Reed", "Ada Fen"]


def test_a_role_is_taken_by_its_name_and_none_means_the_chosen_one() -> None:
    pasted = "Ada Fen\tada@health.example\tPractice leader\nTom Reed\ttom@health.example\tproject_officer"
    assert [role for _, _, role, _ in understood(pasted)] == ["practice_leader", "project_officer"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Lena Whitcombe", "Add an email address like"),
        ("Lena Whitcombe, lena@health", "Add an email address like"),
        ("Lena, lena@health.example, King", "is no role here"),
        ("x" * 121 + " <lena@health.example>", "Add a name of 120"),
        ("Le\0na <lena@health.example>", "hidden character"),
        ("Le\ud800na <lena@health.example>", "hidden character"),
    ],
)
def test_what_is_wrong_is_said_of_its_line(typed: str, sentence: str) -> None:
    (line,) = read(typed, Role.VIEWER.value)
    assert sentence in line.fault


def test_who_stands_twice_is_taken_once() -> None:
    pasted = "Lena <lena@health.example>\nTom <tom@health.example>\nLena W <LENA@health.example>"
    assert [fault for *_, fault in understood(pasted)] == ["", "", "Stands in line 1 already"]


@pytest.mark.django_db
def test_the_check_shows_each_line_and_writes_nothing(client: Client, admin: User) -> None:
    user = user_with(Role.VIEWER)
    pasted = f"Lena <lena@health.example>\nPriya <{user.email}>\nTom\nLena <lena@health.example>"
    response = client.post(PAGE, {"people": pasted, "role": "viewer"})
    page = text(response)
    assert response.status_code == 400
    assert "One line needs a change first" in page
    assert "Can sign in here already. Left out." in page
    assert "Stands in line 1 already. Left out." in page
    assert "Tom\nLena &lt;lena@health.example&gt;</textarea>" in page
    assert 'name="send" value="yes"' not in page
    assert (User.objects.count(), Job.objects.count(), AuditEvent.objects.count()) == (2, 0, 0)


@pytest.mark.django_db
def test_a_good_list_is_offered_and_sent_with_one_mail_each(client: Client, admin: User) -> None:
    pasted = "Lena Whitcombe\tlena@health.example\nTom Reed\ttom@health.example\tProject officer"
    page = text(client.post(PAGE, {"people": pasted, "role": "viewer"}))
    assert "Send 2 invitations" in page
    response = client.post(PAGE, {"people": pasted, "role": "viewer", "send": "yes"}, follow=True)
    assert "Invited 2 people. A mail to each is on its way." in text(response)
    assert dict(Membership.objects.exclude(user=admin).values_list("user__email", "role")) == {
        "lena@health.example": "viewer",
        "tom@health.example": "project_officer",
    }
    assert Job.objects.filter(work="accounts.tasks.send_invitation").count() == 2


@pytest.mark.django_db
def test_sending_twice_invites_once(client: Client, admin: User) -> None:
    sent = {"people": "Lena <lena@health.example>", "role": "viewer", "send": "yes"}
    client.post(PAGE, sent)
    assert "There is nobody new in this list" in text(client.post(PAGE, sent))
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_one_wrong_line_lets_nobody_in(client: Client, admin: User) -> None:
    PersonFactory(name="Tom Reed", email="other@health.example")
    pasted = "Lena <lena@health.example>\nTom Reed <tom@health.example>"
    page = text(client.post(PAGE, {"people": pasted, "role": "viewer", "send": "yes"}))
    assert "There is another Tom Reed here" in page
    with pytest.raises(RuleBroken):
        many_invitations.invite(authority=AuthorityFactory(), lines=read(pasted, "viewer"), by=admin)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_the_suspended_are_not_let_in_by_a_list(client: Client, admin: User) -> None:
    user = user_with(Role.VIEWER)
    suspend(user)
    assert "Is suspended here" in text(client.post(PAGE, {"people": f"Priya <{user.email}>", "role": "viewer"}))


@pytest.mark.django_db
def test_a_manager_makes_no_administrators_by_a_list(client: Client) -> None:
    client.force_login(user_with(Role.PROJECT_MANAGER))
    sent = {"people": "Lena <lena@health.example> Administrator", "role": "viewer", "send": "yes"}
    assert "Only an administrator can do this for an administrator" in text(client.post(PAGE, sent))
    assert client.post(PAGE, sent | {"people": "L <l@h.example>", "role": "administrator"}).status_code == 400
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("pasted", ["", " \n ", "Name\tEmail", "\0", "x" * 70_000])
def test_an_empty_or_odd_list_is_answered_in_a_sentence(client: Client, admin: User, pasted: str) -> None:
    response = client.post(PAGE, {"people": pasted, "role": "viewer"})
    assert response.status_code == 400
    assert "There is a problem" in text(response)


@pytest.mark.django_db
def test_two_hundred_are_invited_at_once(client: Client, admin: User) -> None:
    pasted = "\n".join(f"Ada Fen {number}\tada{number}@health.example" for number in range(200))
    response: Any = client.post(PAGE, {"people": pasted, "role": "viewer", "send": "yes"}, follow=True)
    assert "Invited 200 people." in text(response)
    assert Job.objects.count() == 200


@pytest.mark.django_db
def test_more_than_five_hundred_are_too_many(client: Client, admin: User) -> None:
    pasted = "\n".join(f"a{number}@health.example" for number in range(501))
    assert "Paste 500 people or fewer at a time" in text(client.post(PAGE, {"people": pasted, "role": "viewer"}))
