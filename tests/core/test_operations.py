"""The page for those who run the installation, the health check, the outbox."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from core import jobs
from core.models import Heartbeat, Job, OutboxMail
from sofs_tracker import views
from tests.factories.accounts import UserFactory, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> User:
    user: User = UserFactory(is_staff=True)
    client.force_login(user)
    return user


def text(client: Client, url: str = "/operations/") -> str:
    return str(client.get(url).content.decode())


def test_a_quiet_installation_says_that_all_parts_answer(client: Client, staff: User) -> None:
    jobs.beat("worker")
    page = text(client)
    assert "All parts answer" in page
    assert "No job has failed" in page


def test_a_silent_worker_is_said(client: Client, staff: User) -> None:
    assert "Never heard of" in text(client)
    Heartbeat.objects.create(name="worker", at=timezone.now() - timedelta(minutes=5))
    page = text(client)
    assert "Silent" in page
    assert "Something needs looking at" in page


def test_the_oldest_waiting_and_the_failed_jobs_are_named(client: Client, staff: User) -> None:
    about: dict[str, Any] = {"args": {}, "authority": None, "by": staff}
    jobs.ask(work="plans.tasks.import_plan", key="first", **about)
    failed = jobs.ask(work="plans.tasks.import_plan", key="second", **about)
    Job.objects.filter(pk=failed.pk).update(
        state=Job.State.FAILED, failure="The file has no table.", finished_at=timezone.now()
    )
    page = text(client)
    assert "plans.tasks.import_plan, asked for" in page
    assert "The file has no table." in page
    assert "1 job waiting" in page


def test_a_broker_that_is_away_is_said_within_seconds(
    client: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(views.app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setitem(views.app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    monkeypatch.setitem(views.app.conf, "broker_transport_options", {"socket_connect_timeout": 0.2})
    page = text(client)
    assert "Does not answer" in page


def test_a_broker_that_hangs_is_said_within_seconds(
    client: Client, staff: User, redis_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("broker_url", "broker_write_url"):
        monkeypatch.setitem(views.app.conf, name, redis_server.url)
    monkeypatch.setitem(views.app.conf, "broker_transport_options", {"socket_connect_timeout": 1, "socket_timeout": 2})
    assert views.broker_fault() == ""
    redis_server.freeze()
    started = time.monotonic()
    assert "Does not answer" in text(client)
    assert time.monotonic() - started < 8
    redis_server.thaw()


def test_only_staff_see_it(client: Client) -> None:
    assert client.get("/operations/")["Location"].startswith("/accounts/login/")
    client.force_login(user_with(Role.ADMINISTRATOR))
    assert client.get("/operations/").status_code == 403


def test_the_health_check_is_open_and_short(client: Client) -> None:
    response = client.get("/healthz")
    assert response.json() == {"status": "ok"}
    assert "Set-Cookie" not in response


def test_the_outbox_is_there_in_the_demo_alone(client: Client, settings: Any) -> None:
    OutboxMail.objects.create(to="lena@health.example", subject="Your code", body="AB-CD <b>https://x.example/</b>")
    assert client.get("/outbox/").status_code == 404
    settings.DEMO = True
    page = text(client, "/outbox/")
    assert "lena@health.example" in page
    assert "&lt;b&gt;" in page
