"""Setting up councils and people from the command line, and the page of permissions."""

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Authority, Membership, Person, User
from accounts.permissions import MATRIX, MEANINGS, Perm, Role
from core.models import AuditEvent
from sofs_tracker.management.commands.permissions_doc import PAGE, page
from tests.factories.accounts import AuthorityFactory, marlshire


def run(*words: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def make(email: str = "priya@fenshire.example", role: str = "administrator", **options: Any) -> str:
    return run("create_user", email, authority="fenshire", role=role, **options)


@pytest.mark.django_db
def test_a_council_is_set_up_once() -> None:
    assert "is set up at /fenshire/" in run("create_authority", "fenshire", name="Fenshire")
    assert "Nothing has been changed" in run("create_authority", "fenshire", name="Something else")
    assert Authority.objects.get().name == "Fenshire"


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["accounts", "Fen Shire"])
def test_a_council_with_a_bad_address_is_refused_in_a_sentence(slug: str) -> None:
    with pytest.raises(CommandError, match=r"address the product needs|Use 2 to 40 small letters"):
        run("create_authority", slug, name="Fenshire")
    assert not Authority.objects.exists()


@pytest.mark.django_db
def test_a_user_is_let_in_with_a_link_that_works(client: Client) -> None:
    AuthorityFactory()
    said = make(name="Priya Nair", staff=True)
    assert "Priya Nair is now administrator of Fenshire County Council" in said
    user = User.objects.get(email="priya@fenshire.example")
    assert (user.is_staff, Person.objects.get(user=user).name) == (True, "Priya Nair")
    link = said.split()[-1]
    assert link.startswith(settings.BASE_URL)
    form = client.get(link.removeprefix(settings.BASE_URL))["Location"]
    client.post(form, {"password1": "walk across the fens", "password2": "walk across the fens"})
    assert client.get("/fenshire/people/").status_code == 200


@pytest.mark.django_db
def test_running_it_again_changes_nothing_and_prints_a_link() -> None:
    AuthorityFactory()
    make()
    before = AuditEvent.objects.count()
    said = make()
    assert "has this role" in said
    assert "/accounts/password/reset/key/" in said
    assert (Membership.objects.count(), AuditEvent.objects.count()) == (1, before)


@pytest.mark.django_db
def test_a_second_role_and_a_second_council_are_added() -> None:
    AuthorityFactory()
    marlshire()
    make()
    make(role="trainer")
    run("create_user", "priya@fenshire.example", authority="marlshire", role="viewer")
    roles = Membership.objects.order_by("pk").values_list("authority__slug", "role")
    assert list(roles) == [("fenshire", "administrator"), ("fenshire", "trainer"), ("marlshire", "viewer")]
    assert User.objects.filter(kind=User.Kind.PERSON).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "role", "sentence"),
    [
        ("priya@fenshire.example", "king", "There is no role “king”. Choose one of: administrator"),
        ("priya", "viewer", "“priya” is not an email address"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(email: str, role: str, sentence: str) -> None:
    AuthorityFactory()
    with pytest.raises(CommandError, match=sentence):
        make(email, role)
    assert not Membership.objects.exists()


@pytest.mark.django_db
def test_an_unknown_council_is_answered_with_those_there_are() -> None:
    AuthorityFactory()
    with pytest.raises(CommandError, match=r"There is no council “fen”\. There are: fenshire\."):
        run("create_user", "priya@fenshire.example", authority="fen", role="viewer")


def test_the_page_of_permissions_is_up_to_date() -> None:
    assert PAGE.read_text() == page(), "run: manage.py permissions_doc"


def test_every_permission_has_roles_and_a_meaning() -> None:
    assert set(MATRIX) == set(MEANINGS) == set(Perm)
    assert all(Role.ADMINISTRATOR in roles for roles in MATRIX.values())
