"""Imports in each of their stages, as the import pages show them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.models import Job
from plans.models import Plan, PlanImport
from plans.services import imports
from tests.world import Council

HEAD = "Ref,What needs to happen,By when,Who leads,Monitored through,Rating"
LINES = (
    "1.1,Leaders learn together,by end of March {next},Director of Children's Services,Steering Group,Green",
    "1.2,Supervisors practise group supervision,21-15 May {next},Practice leads,Steering Group,",
    "1.3,Partners hear what is planned,February {this} and 31 June {next},Partnership manager,Board,Amber",
    "2.1,New staff are trained in their first month,Monthly,Training team,Training log,Red",
    "2.2,Families are asked how it was,tbc,Participation officer or Quality lead,Survey,Complete",
)


def add(council: Council) -> None:
    """A file that is checked, one that waits, one refused, one that stopped, one done, and one that changes nothing."""
    first = _start(council, "plan.csv", text(council), Job.State.DONE)
    council.rows["import"] = first
    council.rows["import_waiting"] = _start(council, "long.csv", text(council), Job.State.RUNNING)
    council.rows["import_refused"] = _start(council, "minutes.csv", b"Minutes\nNobody was there\n", Job.State.DONE)
    council.rows["import_stopped"] = _start(council, "stopped.csv", text(council), Job.State.FAILED)
    done = _start(council, "done.csv", text(council, "Imported plan"), Job.State.DONE)
    imports.confirm(plan_import=done, by=council.users["project_officer"])
    council.rows["import_done"] = PlanImport.objects.get(pk=done.pk)
    council.rows["imported"] = Plan.objects.get(pk=council.rows["import_done"].plan_id)
    council.rows["import_same"] = _start(council, "same.csv", text(council, "Imported plan"), Job.State.DONE)


def text(council: Council, title: str = "A plan from a file") -> bytes:
    """A plan as a file; of the full council, a long one."""
    year = timezone.localdate().year
    lines = [line.format(this=year, next=year + 1) for line in LINES]
    if council.authority.slug == "marlshire":
        lines += [
            f'3.{number},"{line.split(",")[1]} {number}",21-15 May {year},Team {number},Board,'
            for number, line in enumerate(lines * 12, start=1)
        ]
    return "\n".join([title, "", HEAD, *lines]).encode()


def _start(council: Council, name: str, data: bytes, state: str) -> PlanImport:
    """An import whose job is in this state, without a worker; nobody else can take the job."""
    by = council.users["project_officer"]
    with transaction.atomic():
        row = imports.start_import(authority=council.authority, plan=None, name=name, data=data, by=by)
        if state == Job.State.DONE:
            imports.check(plan_import=row, seen=1)
        Job.objects.filter(pk=row.job_id).update(
            state=state, done=1, total=3, saying="Reading the file", attempts=1,
            lease_until=timezone.now() + timedelta(days=1), failure="The file took too long." * (state == "failed"),
        )  # fmt: skip
    return PlanImport.objects.select_related("document", "authority", "plan").get(pk=row.pk)
