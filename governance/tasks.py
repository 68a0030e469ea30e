"""Long work of the Steering Group, run from `Job` rows."""

from datetime import date
from typing import Any

from django.utils import timezone

from core import jobs
from core.errors import RuleBroken
from core.models import Job
from governance.services import newsletters, packs, sending_newsletters


def draft_newsletter(job: Job) -> dict[str, Any]:
    """Write the draft of an issue from what changed in the plan."""
    jobs.progress(job, 1, 2, "Reading what has changed")
    if job.authority is None:
        raise RuleBroken("A newsletter belongs to a council, and none is named.")
    made = newsletters.draft(authority=job.authority, args=job.args, now=timezone.now(), by=job.asked_by)
    return {"number": made.number}


def send_newsletter(job: Job) -> dict[str, Any]:
    """Put an issue in the outbox, one mail a reader."""
    if job.authority is None:
        raise RuleBroken("A newsletter belongs to a council, and none is named.")
    issue = job.args["newsletter"]
    return sending_newsletters.send(job=job, authority=job.authority, newsletter_id=issue, by=job.asked_by)


def compile_pack(job: Job) -> dict[str, Any]:
    """Gather one version of a pack."""
    jobs.progress(job, 1, 2, "Gathering what the pack says")
    pack, version, now = job.args["pack"], job.args["version"], timezone.now()
    on = timezone.localtime(now).date()
    packs.compile_pack(pack_id=pack, version=version, authority=job.authority, on=on, at=now, by=job.asked_by)
    return {"pack": pack}


def publish_pack(job: Job) -> dict[str, Any]:
    """Freeze an approved pack with its files."""
    jobs.progress(job, 1, 2, "Setting the pages")
    pack, version = job.args["pack"], job.args["version"]
    packs.publish(pack_id=pack, version=version, authority=job.authority, at=timezone.now(), by=job.asked_by)
    return {"pack": pack}


def compile_due(job: Job) -> dict[str, Any]:
    """Ask for the packs of meetings that are so near that their papers are wanted."""
    on = max(date.fromisoformat(job.args["on"]), timezone.localdate())
    return {"packs": packs.ask_due(authority=job.authority, on=on, by=job.asked_by)}
