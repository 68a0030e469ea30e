"""Long work on plans, run from `Job` rows: reading a file, applying it, telling leads."""

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import Authority
from core import jobs
from core.errors import RuleBroken
from core.models import Job
from plans.models import PlanImport
from plans.services import imports, printing, reminders, rounds


def check_import(job: Job) -> dict[str, Any]:
    """Read a file and compare it with what is stored."""
    jobs.progress(job, 1, 3, "Reading the file")
    imports.check(plan_import=_row(job), seen=job.args["round"])
    return {}


def confirm_import(job: Job) -> dict[str, Any]:
    """Apply a checked file, all or nothing. When it is refused, the file is checked again and the reason kept."""
    jobs.progress(job, 2, 3, "Saving the plan")
    row = _row(job)
    try:
        return imports.confirm(plan_import=row, by=job.asked_by)
    except RuleBroken as refusal:
        imports.check_again(plan_import=row, notice=refusal.message, by=job.asked_by)
        raise


def print_plan(job: Job) -> dict[str, Any]:
    """Make the PDF of a plan."""
    jobs.progress(job, 1, 2, "Setting the pages")
    now = timezone.localtime()
    made = printing.print_pdf(
        plan_id=job.args["plan"], authority=job.authority, on=now.date(), now=now, by=job.asked_by
    )
    return {"document": made.pk}


def turn_rounds(job: Job) -> dict[str, Any]:
    """Close rounds whose last day is over, open those whose first day has come."""
    on = max(date.fromisoformat(job.args["on"]), timezone.localdate())
    rounds.turn_rounds(authority=_council(job), on=on)
    return {"on": on.isoformat()}


def send_digests(job: Job) -> dict[str, Any]:
    """Queue the digests of a council. A day that is over by the time this runs is told of today."""
    on = max(date.fromisoformat(job.args["on"]), timezone.localdate())
    return reminders.send_digests(authority=_council(job), on=on)


def _row(job: Job) -> PlanImport:
    rows = PlanImport.objects.in_authority(job.authority).select_related("document", "authority", "plan")
    row: PlanImport = rows.get(pk=job.args["import"])
    return row


def _council(job: Job) -> Authority:
    """The council a daily item was asked for."""
    if job.authority is None:
        raise RuleBroken("This work belongs to a council, and none is named.")
    return job.authority
