"""Saying how one action stands by the link of a reminder, without an account."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Person
from accounts.permissions import Role
from core.ratings import Rag
from plans.models import Action, Participation, Plan, RagUpdate
from plans.services import reminders
from tests.factories.accounts import PersonFactory, marlshire, user_with
from tests.factories.plans import ActionDateFactory, ActionFactory, LeadFactory, PlanFactory, RagUpdateFactory
from tests.world import every_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena() -> Person:
    return PersonFactory(name="Lena Whitcombe", email="lena@health.example")


@pytest.fixture
def action(lena: Person) -> Action:
    made: Action = ActionFactory(
        plan=PlanFactory(slug="plan", state="in_force"), ref="2.10", title="Practitioner course"
    )
    LeadFactory(action=made, person=lena)
    ActionDateFactory(action=made)
    RagUpdateFactory(action=made, rag=Rag.GREEN)
    return made


def link(action: Action, person: Person, council: str = "fenshire") -> str:
    return f"/{council}/say/{reminders.say_token(action, person)}/"


def words(action: Action, **more: str) -> dict[str, str]:
    action.refresh_from_db()
    return {"rag": "amber", "comment": "The trainer is ill.", "seen": str(action.latest_id)} | more


def test_looking_shows_the_action_and_changes_nothing(action: Action, lena: Person, client: Client) -> None:
    before = every_row()
    page = client.get(link(action, lena))
    assert page.status_code == 200
    assert "Practitioner course" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert every_row() == before


def test_a_rating_and_a_sentence_are_kept_as_that_persons_answer(action: Action, lena: Person, client: Client) -> None:
    answer = client.post(link(action, lena), words(action), follow=True)
    assert "Saved." in answer.content.decode()
    update = RagUpdate.objects.latest("pk")
    assert (update.rag, update.said_by, update.source, update.by.kind) == ("amber", lena, "link", "system")


def test_a_missing_sentence_is_said_and_nothing_saved(action: Action, lena: Person, client: Client) -> None:
    answer = client.post(link(action, lena), words(action, comment=""))
    assert answer.status_code == 400
    assert "Say what puts it at risk." in answer.content.decode()
    assert RagUpdate.objects.count() == 1


def test_who_comes_second_sees_both_texts(action: Action, lena: Person, client: Client) -> None:
    typed = words(action)
    RagUpdateFactory(action=action, rag=Rag.RED, comment="The venue is gone.")
    answer = client.post(link(action, lena), typed)
    assert answer.status_code == 412
    body = answer.content.decode()
    assert "The venue is gone." in body
    assert "The trainer is ill." in body


def is_over(client: Client, address: str) -> bool:
    return client.get(address).status_code == client.post(address, {"rag": "green"}).status_code == 410


def test_the_link_ends_with_what_it_stands_for(action: Action, lena: Person, client: Client) -> None:
    address = link(action, lena)
    assert is_over(client, link(action, lena, marlshire().slug))
    assert is_over(client, "/fenshire/say/altered/")
    with time_machine.travel(timezone.now() + reminders.KEEPS * 1.1):
        assert is_over(client, address)
    Action.objects.update(archived_at=timezone.now())
    assert is_over(client, address)
    Action.objects.update(archived_at=None)
    Plan.objects.update(state="closed")
    assert is_over(client, address)
    Plan.objects.update(state="in_force")
    assert client.get(address).status_code == 200
    Participation.objects.update(person=PersonFactory(email="other@health.example"))
    assert is_over(client, address)


def test_a_suspended_leads_link_is_over(action: Action, lena: Person, client: Client) -> None:
    lena.user = user_with(Role.VIEWER)
    lena.save()
    assert client.get(link(action, lena)).status_code == 200
    Membership.objects.update(suspended_at=timezone.now())
    assert is_over(client, link(action, lena))


def test_a_form_from_elsewhere_is_refused(action: Action, lena: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(link(action, lena), words(action)).status_code == 403
    assert RagUpdate.objects.count() == 1
