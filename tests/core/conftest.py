"""A queue of a test's own: Redis to freeze and empty, workers and beats to kill, on the test's database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app

from core import jobs
from scripts.throwaway import Redis
from tests.servers import Beat, Process, Worker


class Queue:
    """Starts processes and ends them all when the test is over."""

    def __init__(self, redis: Redis, folder: Path) -> None:
        self.redis, self.folder = redis, folder
        self.env = {"REDIS_URL": f"{redis.url}/0", "TICK_SECONDS": "1", "JOB_LEASE_SECONDS": "2"}
        self.started: list[Process] = []

    def worker(self, **env: str) -> Worker:
        """A worker, ready."""
        return self.start(Worker(self._place("worker"), **self.env | env))

    def beat(self, **env: str) -> Beat:
        """A beat that ticks each second, as soon as it is up."""
        return self.start(Beat(self._place("beat"), **self.env | env))

    def start(self, process: Any) -> Any:
        """Any process of ours; ended with the test."""
        process.start()
        self.started.append(process)
        return process

    def end(self) -> None:
        """End all, the newest first."""
        for process in reversed(self.started):
            process.kill()

    def _place(self, name: str) -> Path:
        place = self.folder / f"{name}{len(self.started)}"
        place.mkdir()
        return place


@pytest.fixture
def queue(
    postgres: None, redis_server: Redis, transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Queue]:
    """A queue of this test's own. What the test itself asks for goes through the same Redis."""
    made = Queue(redis_server, tmp_path)
    monkeypatch.setitem(current_app.conf, "broker_url", made.env["REDIS_URL"])
    monkeypatch.setitem(current_app.conf, "broker_write_url", made.env["REDIS_URL"])
    monkeypatch.setitem(jobs._bell, "silent_until", 0.0)
    monkeypatch.setattr(current_app, "_pool", None)
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    yield made
    made.end()
