"""The queue when Redis forgets or restarts, and when clocks and workers die: nothing lost, nothing twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.models import Job
from scripts.throwaway import wait_until
from tests.core.queue_work import ask_many, done, states

DONE = Job.State.DONE.value


def all_done(name: str, count: int) -> Callable[[], bool]:
    return lambda: states(name)[DONE] == count


def each_once(name: str, count: int) -> None:
    assert done(name) == {f"{name} {number}": 1 for number in range(count)}


def test_a_hundred_waiting_jobs_outlive_a_redis_that_forgets_them(queue: Any) -> None:
    import redis

    ask_many("forgotten", 100)
    redis.Redis.from_url(queue.env["REDIS_URL"]).flushall()
    queue.worker()
    queue.beat()
    wait_until(all_done("forgotten", 100), "all jobs", 120)
    each_once("forgotten", 100)


def test_a_hundred_jobs_outlive_a_redis_that_is_started_again_amid_them(queue: Any) -> None:
    queue.worker()
    queue.beat()
    ask_many("restarted", 100, seconds=0.02)
    queue.redis.kill()
    wait_until(lambda: states("restarted")[DONE] < 100, "some left")
    queue.redis.start()
    wait_until(all_done("restarted", 100), "all jobs", 120)
    each_once("restarted", 100)


def test_a_job_that_kills_its_process_is_tried_three_times_and_says_why(queue: Any) -> None:
    worker = queue.worker()
    queue.beat()
    ask_many("deadly", 1, work="kills_its_process")
    ask_many("harmless", 3)
    wait_until(lambda: states("deadly")[Job.State.FAILED] == 1, "the failure", 60)
    job = Job.objects.get(key="deadly 0")
    assert job.failure.startswith("The work stopped three times without finishing.")
    assert (job.attempts, done("deadly")) == (3, {"deadly 0": 3})
    assert states("harmless") == {DONE: 3}
    worker.must_live()


def test_two_clocks_hand_each_job_out_once_and_a_killed_one_is_made_up_for(queue: Any) -> None:
    queue.worker()
    first, second = queue.beat(), queue.beat()
    soon = timezone.now() + timedelta(seconds=1)
    ask_many("both", 10, not_before=soon)
    wait_until(all_done("both", 10), "what both hand out")
    first.kill()
    second.kill()
    ask_many("missed", 10, not_before=timezone.now() + timedelta(seconds=0.5))
    wait_until(lambda: timezone.now() > soon + timedelta(seconds=3), "the missed tick")
    assert done("missed") == {}
    first.start()
    second.start()
    wait_until(all_done("missed", 10), "what was missed")
    each_once("both", 10)
    each_once("missed", 10)


@pytest.mark.soak
def test_workers_killed_again_and_again_do_each_job_once(queue: Any) -> None:
    queue.beat()
    worker = queue.worker()
    ask_many("killed", 60, seconds=0.2)
    for _ in range(6):
        wait_until(lambda: states("killed")[Job.State.RUNNING] > 0 or all_done("killed", 60)(), "work going on")
        worker.kill()
        worker.start()
    wait_until(all_done("killed", 60), "all jobs", 90)
    assert set(done("killed")) == {f"killed {number}" for number in range(60)}
