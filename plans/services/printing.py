"""The plan on paper: asked for on the page, rendered by the worker, kept until the next one is made."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, Sum

from accounts.permissions import Perm
from core import jobs
from core.errors import RuleBroken
from core.models import AuditEvent, Document, Job
from plans.exports import pdf
from plans.models import DateRevision, Plan

KIND = "plan_pdf"
"""The `kind` of a document that was printed from a plan, so that it is never taken for one that somebody gave us."""


@transaction.atomic
def ask_pdf(*, plan: Plan, on: date, by: Any) -> Job:
    """Ask for the plan as a PDF. While nothing has changed it is the same job, whoever asks and however often."""
    job = job_of(plan, on)
    if job is not None and (job.state == Job.State.FAILED or (job.state == Job.State.DONE and not newest_pdf(plan))):
        job.delete()
    work = "plans.tasks.print_plan"
    return jobs.ask(work=work, key=_key(plan, on), args={"plan": plan.pk}, authority=plan.authority, by=by)


def print_pdf(*, plan_id: int, authority: Any, on: date, now: datetime, by: Any) -> Document:
    """Render the plan for whoever asked, if they may still read it, and put the result where the last one was."""
    plan = Plan.objects.in_authority(authority).visible_to(by).filter(pk=plan_id).first()
    if plan is None or not by.has_perm(Perm.VIEW_PLAN, authority):
        raise RuleBroken("Whoever asked for this may not read the plan any more.")
    plan.authority = authority
    content = pdf.write_pdf(plan, on=on, now=now)
    return _keep(plan, content, by)


def job_of(plan: Plan, on: date) -> Job | None:
    """The job that prints the plan as it is now; none while nobody has asked since the last change."""
    return Job.objects.in_authority(plan.authority).filter(key=_key(plan, on)).first()


def newest_pdf(plan: Plan) -> Document | None:
    """The PDF that is kept of this plan, without its bytes."""
    found: Document | None = _printed(plan).order_by("-pk").defer("content").first()
    return found


@transaction.atomic
def _keep(plan: Plan, content: bytes, by: Any) -> Document:
    """Keep this PDF; those before it, and the jobs that made them, go."""
    digest = hashlib.sha256(content).hexdigest()
    made: Document = Document.objects.create(
        authority=plan.authority, name=_name(plan), kind=KIND, sha256=digest, content=content, added_by=by
    )
    _printed(plan).filter(pk__lt=made.pk).delete()
    over = Q(state__in=(Job.State.DONE, Job.State.FAILED))
    Job.objects.filter(over, key__startswith=f"pdf:{plan.pk}:").delete()
    return made


def _printed(plan: Plan) -> Any:
    return Document.objects.in_authority(plan.authority).filter(kind=KIND, name=_name(plan))


def _name(plan: Plan) -> str:
    return f"{plan.slug}.pdf"


def _key(plan: Plan, on: date) -> str:
    """One key for one state of the plan on one day: every change leaves an event, an update or a moved date."""
    event = AuditEvent.objects.filter(authority=plan.authority).aggregate(last=Max("pk"))["last"]
    said = plan.actions.aggregate(last=Max("latest_id"), every=Sum("latest_id"))
    moved = DateRevision.objects.filter(action__plan=plan).aggregate(last=Max("pk"))["last"]
    return f"pdf:{plan.pk}:{on}:{event or 0}:{said['last'] or 0}:{said['every'] or 0}:{moved or 0}"
