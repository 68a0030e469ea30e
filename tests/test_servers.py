"""The real processes that other tests lean on do work, each by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from core import jobs
from core.models import Job
from scripts.throwaway import Postgres, Redis, answers, page_answers, wait_until
from tests.servers import WebServer, Worker


def say_hello(job: Job) -> dict[str, Any]:
    """Work for the worker of these tests."""
    return {"hello": job.args["name"]}


def ask_for_hello(key: str) -> Job:
    by = User.objects.system()
    return jobs.ask(work="tests.test_servers.say_hello", key=key, args={"name": "Fen"}, authority=None, by=by)


def is_done(job: Job) -> bool:
    job.refresh_from_db()
    return job.state == Job.State.DONE


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_worker_does_what_is_asked(worker: Worker, turn: str) -> None:
    job = ask_for_hello(f"hello:{turn}")
    wait_until(lambda: is_done(job), "the job")
    assert job.result == {"hello": "Fen"}
    assert job.attempts == 1


def test_a_killed_worker_is_started_again_for_the_next_test(worker: Worker) -> None:
    worker.kill()
    worker.start()
    job = ask_for_hello("hello:again")
    wait_until(lambda: is_done(job), "the job")


def test_each_run_of_tests_has_its_own_redis_database(redis: str, worker: Worker) -> None:
    from sofs_tracker.celery import app

    assert app.conf.broker_url == redis == worker.env["REDIS_URL"]


def test_the_web_server_answers(web_server: WebServer) -> None:
    assert page_answers(f"{web_server.url}/healthz")


def test_a_page_opens_in_the_browser(page: Any) -> None:
    assert page.goto("/accessibility/").status == 200
    assert page.locator("h1").count() == 1


def test_a_page_opens_without_script_at_320_pixels(new_page: Callable[..., Any]) -> None:
    page = new_page(width=320, script=False)
    assert page.goto("/accessibility/").status == 200
    assert page.viewport_size == {"width": 320, "height": 800}


def test_a_page_can_be_signed_in(new_page: Callable[..., Any]) -> None:
    user = User.objects.create_user("wren@example.org", name="Wren")
    page = new_page(user=user)
    assert page.goto("/").status == 200
    assert not page.url.startswith("/accounts/login")


def test_redis_can_be_frozen_and_thawed(redis_server: Redis) -> None:
    redis_server.freeze()
    assert answers(redis_server.port)
    redis_server.thaw()
    redis_server.stop()
    assert not answers(redis_server.port)


def test_postgres_can_be_started_again(postgres_server: Postgres) -> None:
    postgres_server.stop()
    assert not answers(postgres_server.port)
    postgres_server.start()
    assert answers(postgres_server.port)


@pytest.mark.django_db
def test_the_guarding_run_is_on_postgresql(postgres: None) -> None:
    assert connection.vendor == "postgresql"
