"""The page of mails: failures with their reason, sent again by a decision; the words of a mail are not shown."""

from typing import Any

import pytest
from django.test import Client

from core import mail
from core.models import AuditEvent, Mail
from tests.factories.accounts import AuthorityFactory, marlshire, user_with

pytestmark = pytest.mark.django_db
URL = "/fenshire/mail/"
State = Mail.State


@pytest.fixture
def client() -> Client:
    made = Client()
    made.force_login(user_with("project_officer"), backend="accounts.backends.PasswordBackend")
    return made


def made(key: str, state: str = State.SENT, **more: Any) -> Mail:
    values = {"authority": AuthorityFactory(), "kind": "reminder", "to": f"{key}@health.example"}
    row = mail.queue(key=key, subject=f"Subject {key}", text="https://sofs.example/a-secret-link", **(values | more))
    Mail.objects.filter(pk=row.pk).update(state=state, failure="550 No such mailbox" if state == State.FAILED else "")
    return row


def shown(client: Client, query: str = "") -> list[str]:
    return [row.subject for row, _ in client.get(f"{URL}{query}").context["mails"]]


def test_the_newest_is_first_and_failures_say_why(client: Client) -> None:
    made("one")
    made("two", State.FAILED)
    body = client.get(URL).content.decode()
    assert "1 mail did not get through." in body
    assert body.index("Subject two") < body.index("Subject one")
    assert "550 No such mailbox" in body
    assert "a-secret-link" not in body


def test_they_can_be_narrowed_down_and_paged(client: Client) -> None:
    made("one")
    made("two", State.UNKNOWN)
    made("three", kind="invitation")
    assert shown(client, "?state=unknown") == ["Subject two"]
    assert shown(client, "?kind=invitation") == ["Subject three"]
    assert shown(client, "?state=nonsense&before=x") == ["Subject three", "Subject two", "Subject one"]
    for number in range(50):
        made(f"more {number}")
    assert len(shown(client)) == 50
    assert len(shown(client, f"?before={client.get(URL).context['older']}")) == 3


@pytest.mark.parametrize("state", [State.FAILED, State.UNKNOWN])
def test_send_again_queues_it_and_is_recorded(client: Client, state: str) -> None:
    row = made("one", state)
    answer = client.post(f"{URL}{row.pk}/again/", follow=True)
    assert "is on its way to one@health.example again" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == State.QUEUED
    assert AuditEvent.objects.get().verb == "sent again"


def test_a_sent_mail_is_not_sent_again(client: Client) -> None:
    row = made("one")
    assert "Nothing has been changed." in client.post(f"{URL}{row.pk}/again/", follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == State.SENT


def test_another_councils_mail_is_not_there(client: Client) -> None:
    row = made("one", State.FAILED, authority=marlshire())
    assert shown(client) == []
    assert client.post(f"{URL}{row.pk}/again/").status_code == 404


def test_my_work_and_the_operations_page_count_what_did_not_get_through(client: Client) -> None:
    made("one", State.FAILED)
    made("two", State.UNKNOWN)
    groups = {group.title: group.count for group in client.get("/fenshire/home/").context["wanted"]}
    assert groups["Mails that did not get through"] == 2
    client.force_login(user_with("administrator", user__is_staff=True), backend="accounts.backends.PasswordBackend")
    assert "1 failed, 1 not known." in client.get("/operations/").content.decode()
