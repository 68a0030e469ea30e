"""PostgreSQL restarted under writes: a page says when to come back, nothing acknowledged is lost, no hand is needed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from scripts.throwaway import Postgres, wait_until
from tests.core.web_visitor import Visitor
from tests.servers import ROOT, WebServer, Worker

PASSWORD = "walk across the fens"
PEOPLE = """
from accounts.models import User
from accounts.services import authorities, people
by = User.objects.system()
fen = authorities.create(slug="fenshire", name="Fenshire County Council", by=by)
user = people.let_in(authority=fen, email="mo@fenshire.example", name="Mo Reed", role="project_manager", by=by)
user.set_password("walk across the fens")
user.save()
"""


class Place:
    """An installation on a PostgreSQL of its own, with a web server and somebody who writes."""

    def __init__(self, postgres: Postgres, folder: Path) -> None:
        self.postgres, self.env = postgres, {"DATABASE_URL": postgres.url, "REDIS_URL": "", "DATA_DIR": str(folder)}
        self._manage("migrate", "--verbosity", "0")
        self._manage("shell", "-c", PEOPLE)
        self.server = WebServer(folder, **self.env)
        self.worker = Worker(folder, **self.env)
        self.kept: list[str] = []

    def _manage(self, *words: str) -> None:
        env = {**os.environ, **self.env}
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)

    def stored(self) -> set[str]:
        """The words of the glossary, asked of the database itself."""
        connection = psycopg2.connect(self.postgres.url)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT term FROM core_glossaryterm")
                return {row[0] for row in cursor.fetchall()}
        finally:
            connection.close()

    def write_until(self, over: threading.Event, visitor: Visitor) -> None:
        """Add one word after the other, and remember those that were said to be saved."""
        number = 0
        while not over.is_set():
            number += 1
            answer = visitor.send("/fenshire/glossary/add/", term=f"word {number}", meaning="What it means")
            if answer.status_code == 302 and answer.headers["Location"].startswith("/fenshire/glossary/"):
                self.kept.append(f"word {number}")


@pytest.fixture
def place(postgres: None, postgres_server: Postgres, tmp_path: Path) -> Iterator[Place]:
    made = Place(postgres_server, tmp_path)
    made.server.start()
    made.worker.start()
    yield made
    made.worker.kill()
    made.server.kill()


def restart(place: Place, visitor: Visitor) -> None:
    """Stop it under writes, see the page that says so, start it, and go on writing."""
    before = len(place.kept)
    wait_until(lambda: len(place.kept) > before, "a write before")
    place.postgres.stop(signal.SIGINT)
    away = visitor.get("/fenshire/home/")
    assert (away.status_code, away.headers["Retry-After"]) == (503, "10")
    assert "We will be back in a moment" in away.text
    place.postgres.start()
    after = len(place.kept)
    wait_until(lambda: len(place.kept) > after + 1, "a write after")


def check(place: Place, times: int) -> None:
    writer, reader = Visitor(place.server.url), Visitor(place.server.url)
    for one in (writer, reader):
        assert one.sign_in("mo@fenshire.example", PASSWORD).status_code == 302
    over = threading.Event()
    thread = threading.Thread(target=place.write_until, args=(over, writer))
    thread.start()
    try:
        for _ in range(times):
            restart(place, reader)
    finally:
        over.set()
        thread.join()
    assert set(place.kept) <= place.stored()
    assert (writer.faults(), reader.faults()) == ([], [])
    assert reader.get("/fenshire/home/").status_code == 200


def test_a_restart_under_writes_loses_nothing_that_was_said_to_be_saved(place: Place) -> None:
    check(place, times=1)
    invited = Visitor(place.server.url)
    invited.sign_in("mo@fenshire.example", PASSWORD)
    invited.send("/fenshire/people/invite/", name="Ada Fen", email="ada@health.example", roles="viewer")
    wait_until(lambda: _sent(place) == 1, "the worker's own return", 60)


@pytest.mark.soak
def test_five_restarts_under_writes_lose_nothing_that_was_said_to_be_saved(place: Place) -> None:
    check(place, times=5)


def _sent(place: Place) -> Any:
    connection = psycopg2.connect(place.postgres.url)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM core_job WHERE state = 'done'")
            return cursor.fetchall()[0][0]
    finally:
        connection.close()
