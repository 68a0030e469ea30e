"""Work that the worker of the queue's tests does. Each leaves a mail in the outbox, so that it can be counted."""

import os
import signal
import time
from collections import Counter

from accounts.models import User
from core import jobs
from core.models import Job, OutboxMail

HERE = "tests.core.queue_work"


def writes(job: Job) -> None:
    """Work of a moment, or of as long as is said."""
    time.sleep(job.args.get("seconds", 0))
    OutboxMail.objects.create(to="work@example.org", subject=job.key, body="")


def kills_its_process(job: Job) -> None:
    """Work that ends the process it runs in, as when memory runs out."""
    OutboxMail.objects.create(to="work@example.org", subject=job.key, body="")
    os.kill(os.getpid(), signal.SIGKILL)


def ask_many(name: str, count: int, work: str = "writes", **more: object) -> list[Job]:
    """Ask for work so many times over."""
    by = User.objects.system()
    about = {"args": {"seconds": more.pop("seconds", 0)}, "authority": None, "by": by, **more}
    return [jobs.ask(work=f"{HERE}.{work}", key=f"{name} {number}", **about) for number in range(count)]  # type: ignore[arg-type]  # keywords of ask


def done(name: str) -> Counter[str]:
    """How often each of them was done."""
    return Counter(OutboxMail.objects.filter(subject__startswith=f"{name} ").values_list("subject", flat=True))


def states(name: str) -> Counter[str]:
    """How many are in which state."""
    return Counter(Job.objects.filter(key__startswith=f"{name} ").values_list("state", flat=True))
