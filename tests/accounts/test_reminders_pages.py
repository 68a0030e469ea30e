"""How often somebody is written to: chosen signed in or through a mail's link; looking changes nothing."""

import pytest
from django.test import Client

from accounts.models import Person, User
from accounts.services import reminders
from core.models import AuditEvent
from tests.factories.accounts import AuthorityFactory, PersonFactory, user_with
from tests.world import every_row

pytestmark = pytest.mark.django_db
DAILY, WEEKLY, OFF = Person.Reminders.DAILY, Person.Reminders.WEEKLY, Person.Reminders.OFF


@pytest.fixture
def lena() -> Person:
    return PersonFactory(name="Lena Whitcombe", email="lena@health.example")


def link(person: Person, end: str = "") -> str:
    return f"/reminders/{reminders.token(person)}/{end}"


def how_often(person: Person) -> str:
    person.refresh_from_db()
    return person.reminders


def test_the_link_works_without_an_account_and_offers_three_choices(lena: Person, client: Client) -> None:
    page = client.get(link(lena))
    assert page.status_code == 200
    body = page.content.decode()
    assert "Lena Whitcombe" in body
    assert all(label in body for label in Person.Reminders.labels)
    answer = client.post(link(lena), {"reminders": WEEKLY}, follow=True)
    assert "Saved." in answer.content.decode()
    assert how_often(lena) == WEEKLY


def test_a_choice_is_recorded_as_the_persons_own_or_the_systems(lena: Person, client: Client) -> None:
    client.post(link(lena), {"reminders": OFF})
    assert AuditEvent.objects.get().actor == User.objects.system()
    user = user_with("viewer", name="Omar Haddad")
    omar = PersonFactory(user=user)
    client.post(link(omar), {"reminders": OFF})
    event = AuditEvent.objects.latest("pk")
    assert (event.actor, event.before, event.after) == (user, {"reminders": DAILY}, {"reminders": OFF})


def test_looking_at_either_address_changes_nothing(lena: Person, client: Client) -> None:
    before = every_row()
    client.get(link(lena))
    client.head(link(lena))
    assert client.get(link(lena, "stop/"))["Location"] == link(lena)
    assert every_row() == before


def test_one_press_in_the_mail_program_stops_the_mails_without_a_token_or_a_cookie(lena: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = client.post(link(lena, "stop/"), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert how_often(lena) == OFF
    assert AuditEvent.objects.count() == 1


def test_nothing_but_that_press_stops_them(lena: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(link(lena, "stop/"), {}).status_code == 400
    assert client.post(link(lena), {"reminders": OFF}).status_code == 403
    assert how_often(lena) == DAILY


@pytest.mark.parametrize("words", ["1", "x:y", "eyJ4IjoxfQ:1abc:sig", "%00", "a" * 3000, "é:é"])
def test_an_altered_link_is_nobodys(words: str, lena: Person, client: Client) -> None:
    for end in ("", "stop/"):
        assert client.get(f"/reminders/{words}/{end}").status_code == 404
        assert client.post(f"/reminders/{words}/{end}", {"List-Unsubscribe": "One-Click"}).status_code == 404


def test_a_choice_that_is_none_is_an_error_in_words(lena: Person, client: Client) -> None:
    answer = client.post(link(lena), {"reminders": "hourly"})
    assert answer.status_code == 400
    assert "Choose how often" in answer.content.decode()


def test_somebody_signed_in_chooses_on_a_page_of_their_own(client: Client) -> None:
    user = user_with("viewer")
    person = PersonFactory(user=user)
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    client.post("/fenshire/reminders/", {"reminders": WEEKLY})
    assert how_often(person) == WEEKLY
    assert AuditEvent.objects.get().actor == user


def test_somebody_no_plan_names_is_told_that_nobody_writes_to_them(client: Client) -> None:
    client.force_login(user_with("viewer"), backend="accounts.backends.PasswordBackend")
    assert "We do not write to you." in client.get("/fenshire/reminders/").content.decode()
    assert (
        "Nothing has been changed"
        in client.post("/fenshire/reminders/", {"reminders": OFF}, follow=True).content.decode()
    )


def test_the_headers_are_those_of_rfc_8058(lena: Person) -> None:
    headers = reminders.headers(lena)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].endswith("/stop/>")
    assert AuthorityFactory().slug not in headers["List-Unsubscribe"]
