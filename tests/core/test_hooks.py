"""Webhooks: signed, tried again, listed, and never sent where they should not go."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from core import hooks, jobs
from core.errors import RuleBroken
from core.models import HookDelivery, Job, Webhook
from core.services import hooks as keeping
from tests.factories.accounts import AuthorityFactory, marlshire, user_with

pytestmark = pytest.mark.django_db
VALUES = {"name": "Case system", "url": "https://case.example/told", "events": ["rating.changed"]}


class Receiver(ThreadingHTTPServer):
    """Another council system: keeps what it is sent and answers as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 200


class Handler(BaseHTTPRequestHandler):
    """Takes a POST."""

    def do_POST(self) -> None:
        server: Any = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.got.append((dict(self.headers), body))
        self.send_response(server.status)
        self.send_header("Location", "http://127.0.0.1/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the screen."""


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A system on a private host that the installation allows."""
    settings.WEBHOOK_PRIVATE_HOSTS = ["localhost"]
    server = Receiver()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def hook_to(receiver: Receiver) -> Webhook:
    """Fenshire's webhook to this system."""
    values = VALUES | {"url": f"http://localhost:{receiver.server_port}/told?by=sofs"}
    return keeping.add(authority=AuthorityFactory(), values=values, by=User.objects.system())


def told(event: str = "rating.changed") -> list[HookDelivery]:
    """Something happened in Fenshire."""
    return hooks.tell(event, {"ref": "2.4", "rag": "red"}, authority=AuthorityFactory(), by=User.objects.system())


def run_next() -> None:
    """Run the job of the next try, whenever it would be due."""
    job = Job.objects.filter(state=Job.State.WAITING).get()
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now())
    assert jobs.run(job.pk)


def test_a_message_is_signed_and_sent(receiver: Receiver) -> None:
    hook = hook_to(receiver)
    [delivery] = told()
    run_next()
    delivery.refresh_from_db()
    headers, body = receiver.got[0]
    assert (delivery.state, delivery.answer, delivery.attempts) == ("sent", 200, 1)
    assert json.loads(body)["data"] == {"ref": "2.4", "rag": "red"}
    at, mark = (part.partition("=")[2] for part in headers["Sofs-Signature"].split(","))
    assert mark == hmac.new(hooks.secret(hook).encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def test_only_those_are_told_who_asked(receiver: Receiver) -> None:
    hook = hook_to(receiver)
    assert told("date.moved") == []
    assert hooks.tell("rating.changed", {}, authority=marlshire(), by=User.objects.system()) == []
    keeping.stop(hook=hook, by=User.objects.system())
    assert told() == []


@pytest.mark.parametrize("status", [500, 404, 302])
def test_a_message_that_was_not_taken_is_tried_six_times(receiver: Receiver, status: int) -> None:
    hook_to(receiver)
    receiver.status = status
    [delivery] = told()
    for _ in range(6):
        run_next()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.answer, delivery.attempts) == ("failed", status, 6)
    assert len(receiver.got) == 6
    assert len({body for _, body in receiver.got}) == 1
    assert not Job.objects.filter(state=Job.State.WAITING).exists()


def test_a_failed_message_is_sent_again_by_hand(receiver: Receiver) -> None:
    hook_to(receiver)
    [delivery] = told()
    with pytest.raises(RuleBroken, match="failed"):
        keeping.send_again(delivery=delivery, by=User.objects.system())
    receiver.status = 500
    for _ in range(6):
        run_next()
    receiver.status = 204
    delivery.refresh_from_db()
    keeping.send_again(delivery=delivery, by=User.objects.system())
    run_next()
    delivery.refresh_from_db()
    assert delivery.state == "sent"


def test_a_job_that_runs_twice_sends_once(receiver: Receiver) -> None:
    hook_to(receiver)
    told()
    job = Job.objects.get()
    run_next()
    assert hooks.deliver(job) == {"skipped": True}
    assert len(receiver.got) == 1


@pytest.mark.parametrize("url", ["http://case.example/", "https://user:word@case.example/", "ftp://case.example/"])
def test_an_address_must_be_safe(url: str) -> None:
    with pytest.raises(RuleBroken):
        keeping.add(authority=AuthorityFactory(), values=VALUES | {"url": url}, by=User.objects.system())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "10.0.0.7", "[::1]", "192.168.1.1"])
def test_private_places_are_told_nothing(host: str) -> None:
    values = VALUES | {"url": f"https://{host}/told"}
    keeping.add(authority=AuthorityFactory(), values=values, by=User.objects.system())
    [delivery] = told()
    run_next()
    delivery.refresh_from_db()
    assert delivery.state == "waiting"
    assert "private network" in delivery.failure


def test_a_new_secret_signs_from_then_on(receiver: Receiver) -> None:
    hook = hook_to(receiver)
    before = hooks.secret(hook)
    keeping.new_secret(hook=hook, by=User.objects.system())
    hook.refresh_from_db()
    assert hooks.secret(hook) != before


def test_the_pages_add_show_stop_and_start(client: Client) -> None:
    client.force_login(user_with(Role.ADMINISTRATOR), backend="accounts.backends.PasswordBackend")
    assert client.post("/fenshire/hooks/new/", VALUES | {"url": "http://case.example/"}).status_code == 400
    client.post("/fenshire/hooks/new/", VALUES)
    hook = Webhook.objects.get()
    told()
    page = client.get(f"/fenshire/hooks/{hook.pk}/").content.decode()
    assert "rating.changed" in page
    assert hooks.secret(hook) in page
    client.post(f"/fenshire/hooks/{hook.pk}/stop/")
    assert "Stopped" in client.get("/fenshire/keys/").content.decode()
    client.post(f"/fenshire/hooks/{hook.pk}/start/")
    client.post(f"/fenshire/hooks/{hook.pk}/edit/", VALUES | {"name": "Other"})
    hook.refresh_from_db()
    assert (hook.stopped_at, hook.name) == (None, "Other")
