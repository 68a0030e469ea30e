"""Long work of the Steering Group, run from `Job` rows."""

from typing import Any

from django.utils import timezone

from core import jobs
from core.models import Job
from governance.services import packs


def compile_pack(job: Job) -> dict[str, Any]:
    """Gather one version of a pack."""
    jobs.progress(job, 1, 2, "Gathering what the pack says")
    now = timezone.now()
    on = timezone.localtime(now).date()
    packs.compile_pack(
        pack_id=job.args["pack"], version=job.args["version"], authority=job.authority, on=on, at=now, by=job.asked_by
    )
    return {"pack": job.args["pack"]}


def publish_pack(job: Job) -> dict[str, Any]:
    """Freeze an approved pack with its files."""
    jobs.progress(job, 1, 2, "Setting the pages")
    packs.publish(
        pack_id=job.args["pack"], version=job.args["version"], authority=job.authority, at=timezone.now(),
        by=job.asked_by,
    )  # fmt: skip
    return {"pack": job.args["pack"]}
