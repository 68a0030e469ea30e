"""Keeping the plan itself: its title and period, its state, its areas, priorities and statements."""

from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Authority
from core import audit
from core.errors import RuleBroken, StaleVersion
from plans import rules
from plans.models import DeliveryArea, Plan, Priority, Statement

PLAN_FIELDS = ("title", "starts_on", "ends_on", "credit", "stale_after_days")
PARTS: dict[type[Model], tuple[str, ...]] = {
    DeliveryArea: ("code", "title", "change_needed", "by_words"),
    Priority: ("number", "title", "change_needed", "by_words"),
    Statement: ("kind", "text", "tag", "attribution", "priority", "area"),
}


@transaction.atomic
def create_plan(*, authority: Authority, values: dict[str, Any], by: Any) -> Plan:
    """Start a plan as a draft. Its address is made from its title."""
    _refuse_plan(values)
    Authority.objects.select_for_update().get(pk=authority.pk)
    plan = Plan.objects.create(authority=authority, slug=_free_slug(authority, values["title"]), **values)
    audit.record("started", plan, authority=authority, by=by, after=audit.snapshot(plan, list(values)))
    return plan


@transaction.atomic
def edit_plan(*, plan: Plan, values: dict[str, Any], version: int, by: Any) -> list[str]:
    """Change a plan's title, period or credit."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.version != version:
        raise StaleVersion(plan)
    _refuse_plan(values)
    return _save(plan, values, "changed", plan.authority, by)


@transaction.atomic
def set_state(*, plan: Plan, state: str, by: Any) -> None:
    """Put a plan in force, close it, or take it back to draft."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.state == state:
        return
    if state not in rules.MOVES[plan.state]:
        raise RuleBroken(f"A plan that is {plan.get_state_display().lower()} cannot go there.", "state")
    verb = {"in_force": "put in force", "closed": "closed", "draft": "took back to draft"}[state]
    audit.save_changes(plan, {"state": state}, verb=verb, authority=plan.authority, by=by)


@transaction.atomic
def add_part(*, plan: Plan, model: type[Any], values: dict[str, Any], by: Any) -> Any:
    """Add an area, a priority or a statement at its end."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    _refuse_part(plan, model, values, own=None)
    last = model.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    row = model.objects.create(plan=plan, position=last + 1, **values)
    audit.record("added", row, authority=plan.authority, by=by, after=audit.snapshot(row, list(values)))
    return row


@transaction.atomic
def edit_part(*, row: Any, values: dict[str, Any], version: int, by: Any) -> list[str]:
    """Change an area, a priority or a statement."""
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.version != version:
        raise StaleVersion(row)
    _refuse_part(row.plan, type(row), values, own=row)
    return _save(row, values, "changed", row.plan.authority, by)


@transaction.atomic
def archive_part(*, row: Any, reason: str, by: Any) -> None:
    """Take an area, priority or statement out of the plan, with the reason."""
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if not reason.strip():
        raise RuleBroken("Say why this is archived.", "reason")
    if isinstance(row, DeliveryArea) and row.actions.live().exists():
        raise RuleBroken("Archive or move its actions first.")
    changes = {"archived_at": timezone.now(), "archived_reason": reason.strip()}
    audit.save_changes(row, changes, verb="archived", authority=row.plan.authority, by=by)


@transaction.atomic
def restore_part(*, row: Any, by: Any) -> None:
    """Bring an archived area, priority or statement back."""
    row = type(row).objects.select_for_update().get(pk=row.pk)
    changes = {"archived_at": None, "archived_reason": ""}
    audit.save_changes(row, changes, verb="restored", authority=row.plan.authority, by=by)


@transaction.atomic
def move_part(*, row: Any, up: bool, by: Any) -> None:
    """Put an area, priority or statement one place up or down among its own kind."""
    Plan.objects.select_for_update().get(pk=row.plan_id)
    alike = {"kind": row.kind, "area": row.area, "priority": row.priority} if isinstance(row, Statement) else {}
    rows = list(type(row).objects.live().filter(plan=row.plan_id, **alike).order_by("position", "pk"))
    place_beside(rows, row, up=up)
    audit.record("moved up" if up else "moved down", row, authority=row.plan.authority, by=by)


def place_beside(rows: list[Any], row: Any, *, up: bool) -> None:
    """Swap a row with its neighbour and number all of them again."""
    here = next(index for index, each in enumerate(rows) if each.pk == row.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for position, each in enumerate(rows, start=1):
        each.position = position
    type(row).objects.bulk_update(rows, ["position"])


def _save(row: Any, values: dict[str, Any], verb: str, authority: Authority, by: Any) -> list[str]:
    changed = audit.save_changes(row, values, verb=verb, authority=authority, by=by)
    if changed:
        row.version += 1
        row.save(update_fields=["version"])
    return changed


def _refuse_plan(values: dict[str, Any]) -> None:
    if not values.get("title", "").strip():
        raise RuleBroken("Enter a title.", "title")
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        raise RuleBroken("Enter a last day that is not before the first.", "ends_on")


def _refuse_part(plan: Plan, model: type[Any], values: dict[str, Any], *, own: Any) -> None:
    for name in ("area", "priority"):
        if values.get(name) is not None and values[name].plan_id != plan.pk:
            raise RuleBroken("Choose one of this plan.", name)
    key = {DeliveryArea: "code", Priority: "number"}.get(model)
    if key and model.objects.filter(plan=plan, **{key: values[key]}).exclude(pk=own.pk if own else None).exists():
        raise RuleBroken(f"This plan has {values[key]} already.", key)


def _free_slug(authority: Authority, title: str) -> str:
    base = slugify(title)[:50].strip("-") or "plan"
    base = f"{base}-plan" if base in RESERVED else base
    taken = set(Plan.objects.filter(authority=authority, slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if slug not in taken)


RESERVED = ("new", "import", "imports", "search")
