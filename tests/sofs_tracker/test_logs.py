"""What stands in the log, and what never does."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from django.test import Client

from sofs_tracker import logs


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything the configured formatter writes during the test."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    formatter = logs.configure("INFO")["formatters"]["line"]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"]
        )
    )
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel("INFO")
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def fail(typed: str) -> None:
    raise ValueError(f"{len(typed)} characters")


def test_a_traceback_keeps_what_people_typed_to_itself(log: StringIO) -> None:
    try:
        fail(" ".join(["Wren", "lives", "here"]))
    except ValueError:
        logging.getLogger("plans").exception("broke")
    assert "ValueError" in log.getvalue()
    assert "Wren lives here" not in log.getvalue()


@pytest.mark.django_db
def test_every_line_of_a_request_carries_its_id(client: Client, log: StringIO) -> None:
    client.get("/healthz")
    lines = [line for line in log.getvalue().splitlines() if "request_" in line]
    assert len(lines) == 2
    assert all("request_id=" in line for line in lines)


@pytest.mark.django_db
def test_a_password_is_not_logged(client: Client, log: StringIO) -> None:
    client.post("/accounts/login/", {"login": "wren@example.org", "password": "marsh-harrier-77"})
    assert "request_finished" in log.getvalue()
    assert "marsh-harrier-77" not in log.getvalue()
