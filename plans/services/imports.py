"""Bringing a plan in from a file: start, check, choose, confirm. Nothing of the plan is stored until confirmed."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from accounts.models import Authority
from accounts.permissions import Perm
from core import audit, jobs
from core.errors import RuleBroken, StaleVersion
from core.models import Document, Job
from plans import comparison, reading_files
from plans.models import Plan, PlanImport
from plans.services import applying, baselines, plans

State = PlanImport.State
OPEN = (State.CHECKED, State.REFUSED)
READING = ("mapping", "ratings", "colours")
"""Choices after which the file has to be read again."""
CHANGED_MEANWHILE = (
    "The plan has changed since this file was checked. Look at what would change now, and confirm again."
)
ALREADY_SAVED = "This file has been imported already. Nothing was done twice."


@dataclass(frozen=True)
class Outcome:
    """What an import did or would do: what was read, the four lists, and the plan (None while it is not made)."""

    parsed: dict[str, Any]
    changes: dict[str, Any]
    plan: Plan | None

    def as_json(self) -> dict[str, Any]:
        """The report of docs: what was read, with what changes."""
        return {**self.parsed, "plan": self.plan.slug if self.plan else None, "changes": self.changes}


@transaction.atomic
def start_import(*, authority: Authority, plan: Plan | None, name: str, data: bytes, by: Any) -> PlanImport:
    """Keep the file and ask for it to be read. `plan` None: the plan of the title it has, else a new draft."""
    _refuse_importer(authority, by)
    document = _keep(authority, name, data, by)
    row = PlanImport.objects.create(authority=authority, plan=plan, document=document, by=by, choices={"round": 1})
    audit.record("gave a file to import", row, authority=authority, by=by, after={"file": document.name})
    _ask_check(row, by)
    return row


def check(*, plan_import: PlanImport, seen: int) -> None:
    """Read the file and compare it with what is stored. A file that cannot be read is refused with a sentence."""
    row = plan_import
    try:
        parsed = _read(row.document.name, bytes(row.document.content), row.plan, row.choices)
    except RuleBroken as fault:
        _finish_check(row, seen, state=State.REFUSED, refusal=str(fault), parsed={}, changes={})
        return
    plan = row.plan or plan_called(row.authority, parsed.get("title", ""))
    changes = _changes(comparison.compare(parsed, plan))
    _finish_check(row, seen, state=State.CHECKED, refusal="", parsed=parsed, changes=changes)


@transaction.atomic
def choose(*, plan_import: PlanImport, choices: dict[str, Any], seen: int, by: Any) -> bool:
    """Keep what the officer chose on the check page. True when the file has to be read again for it."""
    row = _locked(plan_import, seen)
    if row.state not in OPEN:
        raise StaleVersion(row)
    again = bool(choices.get("again")) or any(choices.get(name) != row.choices.get(name) for name in READING)
    row.choices = {**row.choices, **choices, "again": False, "notice": ""}
    row.save(update_fields=["choices", "changed_at"])
    if again:
        check_again(plan_import=row, notice="", by=by)
    return again


@transaction.atomic
def check_again(*, plan_import: PlanImport, notice: str, by: Any) -> None:
    """Read the kept file anew, against what is stored now."""
    row = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    if row.state == State.APPLIED:
        raise RuleBroken(ALREADY_SAVED)
    row.state = State.CHECKING
    row.choices = {**row.choices, "round": row.choices.get("round", 1) + 1, "notice": notice}
    row.save(update_fields=["state", "choices", "changed_at"])
    _ask_check(row, by)


@transaction.atomic
def ask_confirm(*, plan_import: PlanImport, seen: int, in_force: bool, by: Any) -> Job:
    """Confirm what the check page showed, and whether the plan is in force. Asked twice, it is done once."""
    row = _locked(plan_import, seen)
    if row.state == State.CONFIRMING and row.job:
        return row.job
    if row.state != State.CHECKED:
        raise StaleVersion(row)
    _refuse_importer(row.authority, by)
    if in_force:
        _refuse_force(row.authority, by)
    row.choices = {**row.choices, "in_force": in_force, "notice": ""}
    row.state = State.CONFIRMING
    row.job = jobs.ask(
        work="plans.tasks.confirm_import", key=f"import:{row.pk}:confirm:{seen}", args={"import": row.pk},
        authority=row.authority, by=by,
    )  # fmt: skip
    row.save(update_fields=["state", "choices", "job", "changed_at"])
    return row.job


@transaction.atomic
def confirm(*, plan_import: PlanImport, by: Any) -> dict[str, Any]:
    """Apply all of it or none. Refuses when the plan is no longer what the officer saw."""
    _refuse_importer(plan_import.authority, by)
    Authority.objects.select_for_update().get(pk=plan_import.authority_id)
    row = (
        PlanImport.objects.select_for_update(of=("self",))
        .select_related("document", "authority")
        .get(pk=plan_import.pk)
    )
    if row.state == State.APPLIED:
        return {"plan": row.plan.slug if row.plan else None}
    plan = _target(row.authority, row.plan, row.parsed.get("title", ""))
    compared = comparison.compare(row.parsed, plan)
    if _changes(compared) != row.changes:
        raise RuleBroken(CHANGED_MEANWHILE)
    plan = _apply(row.authority, plan, row.parsed, compared, row.choices, row.document.name, by)
    _write(row, state=State.APPLIED, plan=plan)
    return {"plan": plan.slug}


def import_file(
    *, authority: Authority, plan: Plan | None, name: str, data: bytes, by: Any, in_force: bool, dry_run: bool
) -> Outcome:
    """Read, compare and apply at once, as the command does. A file that changes nothing leaves no trace."""
    _refuse_importer(authority, by)
    parsed = _read(name, data, plan, {})
    with transaction.atomic():
        Authority.objects.select_for_update().get(pk=authority.pk)
        target = _target(authority, plan, parsed.get("title", ""))
        compared = comparison.compare(parsed, target)
        changes = _changes(compared)
        settled = target is not None and compared.changes_nothing and not (in_force and not target.is_tracked)
        if not dry_run and not settled:
            document = _keep(authority, name, data, by)
            target = _apply(authority, target, parsed, compared, {"in_force": in_force}, document.name, by)
            PlanImport.objects.create(
                authority=authority, plan=target, document=document, by=by, state=State.APPLIED,
                parsed=parsed, changes=changes, choices={"round": 1},
            )  # fmt: skip
    return Outcome(parsed, changes, target)


def plan_called(authority: Authority, title: str) -> Plan | None:
    """The plan of this title (or whose address it makes) that is not closed; the newest when there are several."""
    if not title.strip():
        return None
    alike = Q(title__iexact=title.strip()) | Q(slug=slugify(title)[:50].strip("-"))
    rows = Plan.objects.in_authority(authority).filter(alike).exclude(state=Plan.State.CLOSED)
    return rows.order_by("-pk").first()


def _apply(
    authority: Authority, plan: Plan | None, parsed: dict[str, Any], compared: comparison.Comparison,
    choices: dict[str, Any], source: str, by: Any,
) -> Plan:  # fmt: skip
    made = plan is None
    if plan is None:
        plan = plans.create_plan(authority=authority, values=_plan_values(parsed, source), by=by)
    work = applying.Work(
        plan=plan, source=source, by=by, answers=choices.get("answers", {}), leads=choices.get("leads", {}),
        archive=frozenset(choices.get("archive", [])),
    )  # fmt: skip
    applying.apply(compared, work)
    if made or not compared.changes_nothing or work.archive:
        audit.record("imported a file into", plan, authority=authority, by=by, after={"file": source})
    if choices.get("in_force") and plan.state == Plan.State.DRAFT:
        _refuse_force(authority, by)
        plans.set_state(plan=plan, state=Plan.State.IN_FORCE, by=by)
    elif plan.is_tracked:
        baselines.freeze_first(plan=plan, by=by)
    return plan


def _plan_values(parsed: dict[str, Any], source: str) -> dict[str, Any]:
    starts, ends = reading_files.period_of(parsed)
    title = (parsed.get("title") or source.rpartition(".")[0] or source).strip()[:200]
    return {"title": title, "starts_on": starts, "ends_on": ends, "credit": (parsed.get("credit") or "").strip()}


def _target(authority: Authority, plan: Plan | None, title: str) -> Plan | None:
    """The plan to import into, held until the end, so that two imports into it go one after the other."""
    found = plan or plan_called(authority, title)
    return Plan.objects.select_for_update(of=("self",)).select_related("authority").get(pk=found.pk) if found else None


def _read(name: str, data: bytes, plan: Plan | None, choices: dict[str, Any]) -> dict[str, Any]:
    wanted = {key: choices[key] for key in READING if choices.get(key) is not None}
    return reading_files.read(data, name=name, period=plan.period if plan else None, **wanted)


def _changes(compared: comparison.Comparison) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(compared.as_json()))
    return plain


def _keep(authority: Authority, name: str, data: bytes, by: Any) -> Document:
    stem, _, kind = name.rpartition(".")
    return Document.objects.create(
        authority=authority, name=name[-200:], kind=slugify(kind)[:10] if stem else "", content=data, added_by=by,
        sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip


def _ask_check(row: PlanImport, by: Any) -> None:
    key = f"import:{row.pk}:check:{row.choices.get('round', 1)}"
    row.job = jobs.ask(
        work="plans.tasks.check_import", key=key, args={"import": row.pk, "round": row.choices.get("round", 1)},
        authority=row.authority, by=by,
    )  # fmt: skip
    row.save(update_fields=["job", "changed_at"])


def _locked(plan_import: PlanImport, seen: int) -> PlanImport:
    row = PlanImport.objects.select_for_update(of=("self",)).select_related("authority", "job").get(pk=plan_import.pk)
    if row.choices.get("round", 1) != seen:
        raise StaleVersion(row)
    return row


@transaction.atomic
def _finish_check(row: PlanImport, seen: int, **found: Any) -> None:
    """Keep what was found, unless a later check has been asked for meanwhile."""
    now = PlanImport.objects.select_for_update().get(pk=row.pk)
    if now.state == State.CHECKING and now.choices.get("round", 1) == seen:
        _write(now, **found)


def _write(row: PlanImport, **changes: Any) -> PlanImport:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=[*changes, "changed_at"])
    return row


def _refuse_importer(authority: Authority, by: Any) -> None:
    if not by.has_perm(Perm.IMPORT_PLAN, authority):
        raise RuleBroken("You may not import a plan here any more. Ask a project manager.")


def _refuse_force(authority: Authority, by: Any) -> None:
    if not by.has_perm(Perm.MANAGE_PLAN, authority):
        raise RuleBroken("Only a project manager or administrator can put a plan in force.")
