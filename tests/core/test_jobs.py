"""Jobs: each is done once, by whoever holds its claim, and a broken one ends in a sentence."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from accounts.models import User
from core import jobs
from core.errors import RuleBroken
from core.models import Heartbeat, Job
from core.tasks import run_job, tick

HERE = "tests.core.test_jobs"
State = Job.State
done: list[int] = []


def work(job: Job) -> dict[str, Any]:
    """Work that succeeds."""
    done.append(job.pk)
    jobs.progress(job, 1, 2, "half way")
    return {"rows": 2}


def breaks(job: Job) -> None:
    """Work that breaks."""
    raise ValueError("a fault nobody foresaw")


def refuses(job: Job) -> None:
    """Work that a rule refuses."""
    raise RuleBroken("The file has no table.")


def sets_nothing_but_hints(job: Job) -> None:
    """Work of several seconds that another worker has taken over meanwhile."""
    Job.objects.filter(pk=job.pk).update(token="another worker")


@pytest.fixture(autouse=True)
def fresh() -> None:
    done.clear()


def ask(name: str = "work", key: str = "one") -> Job:
    return jobs.ask(work=f"{HERE}.{name}", key=key, args={}, authority=None, by=User.objects.system())


def later(minutes: float = 30) -> Any:
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


@pytest.mark.django_db
def test_a_job_is_claimed_done_and_finished() -> None:
    job = ask()
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.saying, job.attempts) == (State.DONE, {"rows": 2}, "half way", 1)
    assert job.finished_at


@pytest.mark.django_db
def test_the_same_key_is_one_job() -> None:
    assert ask().pk == ask().pk
    assert ask(key="two").pk != ask().pk


@pytest.mark.django_db
def test_a_second_message_for_the_same_job_does_nothing() -> None:
    job = ask()
    assert [jobs.run(job.pk), jobs.run(job.pk)] == [True, False]
    assert done == [job.pk]


@pytest.mark.django_db
def test_a_claimed_job_is_nobody_elses_until_its_lease_runs_out() -> None:
    job = ask()
    first = jobs.claim(job.pk)
    assert first
    assert jobs.claim(job.pk) is None
    with later(settings.JOB_LEASE_SECONDS / 60 + 1):
        second = jobs.claim(job.pk)
        assert second
        assert second.attempts == 2
        assert not jobs.finish(first, state=State.DONE, result={"late": True})
        assert jobs.finish(second, state=State.DONE, result={"good": True})
    job.refresh_from_db()
    assert job.result == {"good": True}


@pytest.mark.django_db
def test_only_the_holder_finishes_releases_or_says_how_far_it_is() -> None:
    job = ask("sets_nothing_but_hints")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.token) == (State.RUNNING, "another worker")
    ghost = Job(pk=job.pk, token="old", attempts=1)
    jobs.progress(ghost, 5, 5, "ghost")
    jobs.release(ghost)
    job.refresh_from_db()
    assert (job.state, job.done) == (State.RUNNING, 0)


@pytest.mark.django_db
def test_a_job_that_breaks_is_tried_three_times_then_fails_in_a_sentence() -> None:
    job = ask("breaks")
    for minutes in (0, 1, 2, 3):
        with later(minutes):
            jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 3)
    assert job.failure == "This did not work after three tries. Nothing has been changed."


@pytest.mark.django_db
def test_a_broken_try_is_not_repeated_at_once() -> None:
    job = ask("breaks")
    assert jobs.run(job.pk)
    assert not jobs.run(job.pk)
    with later(1):
        assert jobs.run(job.pk)


@pytest.mark.django_db
def test_what_a_rule_refuses_fails_at_once_with_its_sentence() -> None:
    job = ask("refuses")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure, job.attempts) == (State.FAILED, "The file has no table.", 1)


@pytest.mark.django_db
def test_a_name_that_leads_nowhere_fails_like_any_fault() -> None:
    job = ask("is_not_there")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == State.WAITING
    assert job.attempts == 1


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_three_times_fails_in_a_sentence() -> None:
    job = ask()
    for number in range(3):
        with later(number * 10):
            assert jobs.claim(job.pk)
    with later(40):
        assert jobs.claim(job.pk) is None
        jobs.hand_out()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.failure.startswith("The work stopped three times without finishing.")


@pytest.fixture
def hints(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Which jobs the bell was rung for."""
    rung: list[int] = []
    monkeypatch.setattr(jobs, "hint", rung.append)
    return rung


@pytest.mark.django_db
def test_the_tick_hands_out_what_is_due_or_lost_and_nothing_else(hints: list[int]) -> None:
    waiting, running, lost, over, early = (ask(key=str(number)) for number in range(5))
    jobs.claim(running.pk)
    jobs.claim(lost.pk)
    jobs.run(over.pk)
    Job.objects.filter(pk=lost.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    Job.objects.filter(pk=early.pk).update(not_before=timezone.now() + timedelta(hours=1))
    assert jobs.hand_out() == 2
    assert set(hints) == {waiting.pk, lost.pk}


@pytest.mark.django_db
def test_the_worker_says_that_it_lives() -> None:
    run_job(ask().pk)
    first = Heartbeat.objects.get().at
    with later(1):
        tick()
    assert Heartbeat.objects.get().at > first


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_only_when_the_request_is_stored(hints: list[int]) -> None:
    with transaction.atomic():
        job = ask()
        assert hints == []
    assert hints == [job.pk]
    with transaction.atomic():
        ask(key="undone")
        transaction.set_rollback(True)
    assert len(hints) == 1


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_does_not_stop_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    from celery import current_app

    monkeypatch.setitem(jobs._bell, "silent_until", 0.0)
    monkeypatch.setitem(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setitem(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    monkeypatch.setitem(current_app.conf, "broker_transport_options", {"socket_connect_timeout": 0.2, "max_retries": 0})
    monkeypatch.setattr(current_app, "_pool", None)
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    job = ask()
    assert job.state == State.WAITING
    assert jobs.run(job.pk)
    assert jobs._bell["silent_until"] > time.monotonic()


def test_a_broker_that_did_not_answer_is_left_alone_for_half_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    from celery import current_app

    asked: list[str] = []

    def send_task(name: str, *args: Any, **options: Any) -> None:
        asked.append(name)
        raise ConnectionError

    monkeypatch.setitem(jobs._bell, "silent_until", 0.0)
    monkeypatch.setattr(current_app, "send_task", send_task)
    for _ in range(3):
        jobs.ring("core.tasks.tick")
    assert asked == ["core.tasks.tick"]
    jobs._bell["silent_until"] = time.monotonic()
    jobs.ring("core.tasks.tick")
    assert len(asked) == 2


def test_of_eight_workers_one_gets_the_job(postgres: None, transactional_db: None) -> None:
    for number in range(5):
        job = ask(key=str(number))
        with ThreadPoolExecutor(8) as pool:
            results = list(pool.map(_run_in_thread, [job.pk] * 8))
        assert sorted(results) == [False] * 7 + [True]
    assert len(done) == 5


def _run_in_thread(job_id: int) -> bool:
    close_old_connections()
    try:
        return jobs.run(job_id)
    finally:
        connection.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_living_worker_keeps_its_lease_while_it_works(settings: Any) -> None:
    settings.JOB_LEASE_SECONDS = 0.3
    job = ask("slow_work")
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert job.result == {"taken by another": False}


def slow_work(job: Job) -> dict[str, Any]:
    """Works three times as long as its lease, while another worker tries to take it."""
    time.sleep(0.9)
    return {"taken by another": jobs.claim(job.pk) is not None}
