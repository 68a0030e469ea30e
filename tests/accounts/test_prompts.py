"""The questions leaders and managers are asked on My work: four at first, then the council's own."""

import pytest
from django.test import Client

from accounts.models import Authority
from accounts.permissions import Role
from core.models import AuditEvent
from tests.factories.accounts import AuthorityFactory, user_with

pytestmark = pytest.mark.django_db
WHO = (Role.SUPERLEADER, Role.PRACTICE_LEADER, Role.PROJECT_MANAGER)


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(user_with(role), backend="accounts.backends.PasswordBackend")
    return client


@pytest.mark.parametrize("role", Role.values)
def test_those_who_lead_others_are_asked_four_questions_and_nobody_else(role: str) -> None:
    page = signed_in(role).get("/fenshire/home/")
    assert len(page.context["prompts"]) == (4 if role in WHO else 0)
    assert ("Next steps" in page.content.decode()) == (role in WHO)


def test_a_council_asks_in_its_own_words_or_not_at_all() -> None:
    client = signed_in(Role.PROJECT_MANAGER)
    settings = {"board_name": "Board", "steering_group_name": "Group", "contact_email": ""}
    client.post("/fenshire/settings/", settings | {"prompts": "  What next? \r\n\r\nWho  helps?"})
    assert client.get("/fenshire/home/").context["prompts"] == ["What next?", "Who helps?"]
    assert AuditEvent.objects.latest("pk").after["prompts"] == "What next?\nWho helps?"
    client.post("/fenshire/settings/", settings | {"prompts": ""})
    assert client.get("/fenshire/home/").context["prompts"] == []


def test_each_council_starts_with_the_houses_own_four() -> None:
    assert AuthorityFactory().prompts.count("\n") == 3
    assert Authority.objects.get().prompts.endswith("?")
