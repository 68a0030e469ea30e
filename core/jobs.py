"""Jobs: asked for in a transaction, hinted to Celery, claimed by one conditional UPDATE, finished by another."""

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib import import_module
from threading import Event, Thread
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from core.errors import RuleBroken, StaleVersion
from core.models import Heartbeat, Job

log = logging.getLogger(__name__)
SILENT_SECONDS = 30
_bell = {"silent_until": 0.0}


def ask(
    *, work: str, key: str, args: dict[str, Any], authority: Any, by: Any, not_before: datetime | None = None
) -> Job:
    """Ask for long work, now or later. The same key is the same job, however often it is asked for."""
    now = timezone.now()
    about = {"work": work, "args": args, "authority": authority, "asked_by": by, "not_before": not_before or now}
    job, made = Job.objects.get_or_create(key=key, defaults=about)
    if made and job.not_before <= now:
        transaction.on_commit(lambda: hint(job.pk))
    return job


def hint(job_id: int) -> None:
    """Tell the worker that this job waits."""
    ring("core.tasks.run_job", job_id)


def ring(task: str, *args: Any) -> None:
    """Ring the bell. A broker that is down is no reason to fail, nor to wait: the tick hands the row out later.

    Once it has not answered, this process leaves it alone for half a minute, so that a broker that hangs costs a few
    seconds and not a few for each request.
    """
    if time.monotonic() < _bell["silent_until"]:
        return
    try:
        current_app.send_task(task, args, retry=False)
    except Exception as fault:  # noqa: BLE001 -- brokers raise what they like, and none of it matters here
        _bell["silent_until"] = time.monotonic() + SILENT_SECONDS
        log.warning("%s was not hinted, nor will be for %s seconds: %s", task, SILENT_SECONDS, fault)


def run(job_id: int) -> bool:
    """Claim the job, do its work, finish it. False when somebody else holds it or it is over."""
    job = claim(job_id)
    if job is None:
        return False
    try:
        with _lease_kept(job):
            result = _function(job.work)(job)
    except (RuleBroken, StaleVersion) as fault:
        finish(job, state=Job.State.FAILED, failure=str(fault))
    except Exception:
        log.exception("job %s broke", job.key)
        release(job)
    else:
        finish(job, state=Job.State.DONE, result=result or {})
    return True


def claim(job_id: int) -> Job | None:
    """Take the job for one lease, or nothing when it is held, over or not yet due."""
    now = timezone.now()
    free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=now)
    token = secrets.token_hex(16)
    taken = Job.objects.filter(free, pk=job_id, not_before__lte=now, attempts__lt=settings.JOB_MAX_ATTEMPTS).update(
        state=Job.State.RUNNING,
        token=token,
        attempts=F("attempts") + 1,
        lease_until=now + timedelta(seconds=settings.JOB_LEASE_SECONDS),
    )
    return Job.objects.select_related("authority", "asked_by").get(pk=job_id) if taken else None


@contextmanager
def _lease_kept(job: Job) -> Iterator[None]:
    """Lengthen the lease while the work goes on. Its thread dies with the process, and then the lease runs out."""
    over = Event()
    keeper = Thread(target=_lengthen, args=(job, over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _lengthen(job: Job, over: Event) -> None:
    while not over.wait(settings.JOB_LEASE_SECONDS / 3):
        try:
            _held(job).update(lease_until=timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS))
        except DatabaseError as fault:
            log.warning("the lease of job %s was not lengthened: %s", job.key, fault)
    connection.close()


def finish(job: Job, *, state: str, result: dict[str, Any] | None = None, failure: str = "") -> bool:
    """Write how it ended. Only the holder of the claim can: a late or doubled worker changes nothing."""
    return bool(
        _held(job).update(
            state=state, result=result or {}, failure=failure, finished_at=timezone.now(), lease_until=None
        )
    )


def release(job: Job) -> None:
    """Give a broken attempt back to be tried again, or fail it for good after the last try."""
    if job.attempts >= settings.JOB_MAX_ATTEMPTS:
        finish(job, state=Job.State.FAILED, failure="This did not work after three tries. Nothing has been changed.")
        return
    again = timezone.now() + timedelta(seconds=5 * job.attempts)
    _held(job).update(state=Job.State.WAITING, lease_until=None, not_before=again)


def progress(job: Job, done: int, total: int, saying: str) -> None:
    """Say how far the work is, for the page that waits."""
    _held(job).update(done=done, total=total, saying=saying[:200])


def hand_out() -> int:
    """The tick: hint every row that is due or whose lease ran out, and fail those with no tries left."""
    now = timezone.now()
    lost = Q(state=Job.State.RUNNING, lease_until__lt=now)
    Job.objects.filter(lost, attempts__gte=settings.JOB_MAX_ATTEMPTS).update(
        state=Job.State.FAILED,
        finished_at=now,
        failure="The work stopped three times without finishing. Nothing has been changed.",
    )
    due = Job.objects.filter(Q(state=Job.State.WAITING) | lost, not_before__lte=now).order_by("not_before")
    ids = list(due.values_list("pk", flat=True)[:200])
    for job_id in ids:
        hint(job_id)
    return len(ids)


def beat(name: str) -> None:
    """Say that this part of the installation is alive."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def _held(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, token=job.token, state=Job.State.RUNNING)


def _function(work: str) -> Callable[[Job], dict[str, Any] | None]:
    module, _, name = work.rpartition(".")
    function: Callable[[Job], dict[str, Any] | None] = getattr(import_module(module), name)
    return function
