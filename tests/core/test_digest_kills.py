"""Digests when the worker is killed: at every point each lead has one mail, or it is said that nobody knows."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from core.models import Job, Mail
from scripts.throwaway import wait_until
from tests.core import daily_work
from tests.core.daily_work import LAST, ask_for_digests, council_of_leads
from tests.core.smtp_sink import Sink
from tests.servers import Worker, database_url

LEADS = 60  # two transactions of mails
POINTS = ("after claim", "after half of the mails", "before finish", "after finish", "mid-send")
State = Mail.State
ALONE = {"DAILY_ITEMS": f"{daily_work.HERE}.NOTHING"}
SHORT = {"MAIL_LEASE_SECONDS": "3", **ALONE}


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A mail server of this test's own."""
    with Sink() as server:
        yield server


@pytest.fixture
def gate() -> Iterator[Any]:
    """Another connection, which holds what the worker will wait for."""
    other = psycopg2.connect(database_url())
    yield other
    other.close()
    for table in ("core_mail", "core_job"):
        daily_work.let_go(table)


def close_gate(gate: Any, point: str, sink: Sink) -> None:
    """See to it that the worker stands still at this point."""
    if point == "mid-send":
        sink.stalls_on = LAST
        return
    if point == "after claim":
        gate.cursor().execute("LOCK TABLE plans_action IN ACCESS EXCLUSIVE MODE")
        return
    about = {
        "after half of the mails": ("core_mail", "INSERT", f"NEW.to = '{LAST}'"),
        "before finish": ("core_job", "UPDATE", "NEW.state = 'done'"),
        "after finish": ("core_mail", "UPDATE", "NEW.state = 'sending'"),
    }[point]
    daily_work.hold_back(*about)
    gate.cursor().execute("SELECT pg_advisory_lock(42)")


def stands_still(point: str, sink: Sink) -> Callable[[], bool]:
    """Whether somebody waits there now."""
    if point == "mid-send":
        return sink.stalling.is_set
    waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"

    def ask() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(waits)
            return bool(cursor.fetchone()[0])

    return ask


def child_of(worker: Worker) -> int:
    """The process that does the work."""
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    return int(children[-1])


def end_waiting() -> None:
    """What a killed process had asked of the database ends with it, not when the gate opens."""
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with connection.cursor() as cursor:
        cursor.execute(f"{ended} AND datname = current_database()")


def come_to(ready: Callable[[], bool], what: str, seconds: float, worker: Worker) -> None:
    """Wait for it; if it does not come, show how far it came."""
    try:
        wait_until(ready, what, seconds)
    except TimeoutError as late:
        rows = Counter(Mail.objects.values_list("state", flat=True)), list(Job.objects.values("state", "attempts"))
        raise AssertionError(f"{late}: {rows}\n{worker.output()[-3000:]}") from late


def is_over() -> bool:
    settled = Mail.objects.filter(state__in=(State.SENT, State.UNKNOWN)).count()
    return settled == LEADS and Job.objects.get().state == Job.State.DONE


def kill_and_count(
    queue: Any, sink: Sink, gate: Any, point: str, whole: bool, seconds: float, env: dict[str, str]
) -> None:
    authority = council_of_leads(LEADS)
    close_gate(gate, point, sink)
    worker = queue.worker(EMAIL_URL=f"smtp://127.0.0.1:{sink.port}", **env)
    queue.beat(**env)
    job = ask_for_digests(authority)
    come_to(stands_still(point, sink), point, 60, worker)
    if whole:
        worker.kill()
    else:
        os.kill(child_of(worker), signal.SIGKILL)
    end_waiting()
    gate.close()
    if whole:
        worker.start()
    come_to(is_over, f"the end, after a kill {point}", seconds, worker)
    sent = Counter(to for to, _ in sink.taken)
    states = dict(Mail.objects.values_list("to", "state"))
    assert len(states) == LEADS
    assert max(sent.values()) == 1
    assert {to for to, state in states.items() if state == State.SENT} <= set(sent)
    unknown = [to for to, state in states.items() if state == State.UNKNOWN]
    assert unknown == ([LAST] if point == "mid-send" else [])
    job.refresh_from_db()
    assert job.result["mails"] == LEADS
    assert job.attempts == (1 if point in ("mid-send", "after finish") else 2)


@pytest.mark.parametrize(
    ("point", "whole"), [("after half of the mails", False), ("mid-send", False), ("mid-send", True)]
)
def test_a_killed_worker_neither_loses_nor_repeats_a_digest(
    queue: Any, sink: Sink, gate: Any, point: str, whole: bool
) -> None:
    kill_and_count(queue, sink, gate, point, whole, 60, SHORT)


@pytest.mark.soak
@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize("whole", [False, True], ids=["child", "worker"])
@pytest.mark.parametrize("point", POINTS)
def test_killed_at_every_point_all_is_done_within_90_seconds(
    queue: Any, sink: Sink, gate: Any, point: str, whole: bool, turn: int
) -> None:
    kill_and_count(queue, sink, gate, point, whole, 90, ALONE)
