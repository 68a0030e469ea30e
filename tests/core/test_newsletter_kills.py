"""A newsletter whose worker is killed, with a mail server that stalls: each reader has one mail, or nobody can say."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest

from accounts.models import User
from core.models import Job, Mail
from governance.models import Newsletter
from governance.services import newsletters, sending_newsletters
from tests.core import daily_work
from tests.core.daily_work import LAST
from tests.core.smtp_sink import Sink
from tests.core.test_digest_kills import SHORT, child_of, come_to, stands_still
from tests.factories.accounts import user_with
from tests.factories.newsletters import NewsletterFactory, SubscriberFactory
from tests.servers import database_url

READERS, MANY = 60, 500  # two transactions of mails; as many as a county has
POINTS = ("before the first mail", "after half of the mails", "before finish", "mid-send")
State = Mail.State


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
    if point == "before the first mail":
        gate.cursor().execute("LOCK TABLE governance_subscriber IN ACCESS EXCLUSIVE MODE")
        return
    about = {
        "after half of the mails": ("core_mail", "INSERT", f"NEW.to = '{LAST}'"),
        "before finish": ("core_job", "UPDATE", "NEW.state = 'done'"),
    }[point]
    daily_work.hold_back(*about)
    gate.cursor().execute("SELECT pg_advisory_lock(42)")


def ask_for_all(number: int) -> Job:
    """An issue that is signed off, so many readers, and the job that sends it to them; the last reader is `LAST`."""
    issue: Newsletter = NewsletterFactory()
    newsletters.sign_off(newsletter=issue, version=1, confirmed=set(), by=user_with("project_manager"))
    SubscriberFactory.create_batch(number - 1)
    SubscriberFactory(email=LAST)
    issue.refresh_from_db()
    officer: User = user_with("project_officer")
    return sending_newsletters.ask_send(newsletter=issue, by=officer)


def kill_and_count(queue: Any, sink: Sink, gate: Any, point: str, *, whole: bool, number: int, seconds: float) -> None:
    readers, env = number, SHORT
    job = ask_for_all(readers)
    close_gate(gate, point, sink)
    worker = queue.worker(EMAIL_URL=f"smtp://127.0.0.1:{sink.port}", **env)
    queue.beat(**env)

    def is_over() -> bool:
        settled = Mail.objects.filter(state__in=(State.SENT, State.UNKNOWN)).count()
        return settled == readers and Job.objects.get(pk=job.pk).state == Job.State.DONE

    come_to(stands_still(point, sink), point, 60, worker)
    if whole:
        worker.kill()
    else:
        os.kill(child_of(worker), signal.SIGKILL)
    gate.close()
    if whole:
        worker.start()
    come_to(is_over, f"the end, after a kill {point}", seconds, worker)
    sent = Counter(to for to, _ in sink.taken)
    states = dict(Mail.objects.values_list("to", "state"))
    assert len(states) == Mail.objects.count() == readers
    assert max(sent.values()) == 1
    assert {to for to, state in states.items() if state == State.SENT} <= set(sent)
    unknown = [to for to, state in states.items() if state == State.UNKNOWN]
    assert len(unknown) == (1 if point == "mid-send" else 0)
    job.refresh_from_db()
    assert job.result == {"mails": readers}
    assert Newsletter.objects.get().state == Newsletter.State.SENT


@pytest.mark.parametrize(("point", "whole"), [("after half of the mails", False), ("mid-send", True)])
def test_a_killed_worker_neither_loses_nor_repeats_a_newsletter(
    queue: Any, sink: Sink, gate: Any, point: str, whole: bool
) -> None:
    kill_and_count(queue, sink, gate, point, whole=whole, number=READERS, seconds=60)


@pytest.mark.soak
@pytest.mark.parametrize("whole", [False, True], ids=["child", "worker"])
@pytest.mark.parametrize("point", POINTS)
def test_five_hundred_readers_have_one_mail_each_wherever_the_worker_was_killed(
    queue: Any, sink: Sink, gate: Any, point: str, whole: bool
) -> None:
    kill_and_count(queue, sink, gate, point, whole=whole, number=MANY, seconds=300)
