"""Pages of the council: settings, words, trail, and which council."""

import pytest
from django.test import Client

from accounts.models import Authority, User
from accounts.permissions import Role
from core.models import GlossaryTerm
from core.services import glossary
from tests.accounts.signing import text
from tests.factories.accounts import (
    AuthorityFactory,
    MembershipFactory,
    marlshire,
    user_with,
)

pytestmark = pytest.mark.django_db
NO_SUCH = 9_000_000_000
NEW = {"name": "Lena Whitcombe", "email": "lena@health.example", "roles": ["viewer"]}


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
    assert f'action="{url}"' in text(client.get(url))
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
