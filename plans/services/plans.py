"""Keeping the plan itself: its title and period, its state, its areas, priorities and statements."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Authority
from core import audit
from core.errors import RuleBroken, StaleVersion
from plans import rules
from plans.models import Action, ActionDate, DeliveryArea, Plan, Statement
from plans.services import baselines

VERBS = {"in_force": "put in force", "closed": "closed", "draft": "took back to draft"}


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
    plan = lock_plan(plan)
    if plan.version != version:
        raise StaleVersion(plan)
    _refuse_plan(values)
    return _save(plan, values, plan.authority, by)


@transaction.atomic
def set_state(*, plan: Plan, state: str, by: Any) -> None:
    """Put a plan in force, close it, or take it back to draft. In force for the first time, its dates are agreed."""
    plan = lock_plan(plan)
    if plan.state == state:
        return
    if state not in rules.MOVES[plan.state]:
        raise RuleBroken(f"A plan that is {plan.get_state_display().lower()} cannot go there.", "state")
    audit.save_changes(plan, {"state": state}, verb=VERBS[state], authority=plan.authority, by=by)
    if plan.is_tracked:
        baselines.freeze_first(plan=plan, by=by)


@transaction.atomic
def add_part(*, plan: Plan, model: type[Any], values: dict[str, Any], by: Any) -> Any:
    """Add an area, a priority or a statement at its end."""
    plan = lock_plan(plan)
    refuse_frozen(plan)
    _refuse_part(plan, model, values, own=None)
    last = model.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    row = model.objects.create(plan=plan, position=last + 1, **values)
    audit.record("added", row, authority=plan.authority, by=by, after=audit.snapshot(row, list(values)))
    return row


@transaction.atomic
def edit_part(*, row: Any, values: dict[str, Any], version: int, by: Any) -> list[str]:
    """Change an area, a priority or a statement."""
    plan, row = _lock_part(row)
    if row.version != version:
        raise StaleVersion(row)
    _refuse_part(plan, type(row), values, own=row)
    return _save(row, values, plan.authority, by)


@transaction.atomic
def archive_part(*, row: Any, reason: str, by: Any) -> None:
    """Take an area, priority or statement out of the plan, with the reason."""
    plan, row = _lock_part(row)
    if not reason.strip():
        raise RuleBroken("Say why this is archived.", "reason")
    if row.archived_at:
        raise RuleBroken("This is archived already.")
    if isinstance(row, DeliveryArea) and row.actions.live().exists():
        raise RuleBroken("Archive its actions first, or move them to another area.")
    changes = {"archived_at": timezone.now(), "archived_reason": reason.strip()}
    audit.save_changes(row, changes, verb="archived", authority=plan.authority, by=by)


@transaction.atomic
def restore_part(*, row: Any, by: Any) -> None:
    """Bring an archived area, priority or statement back."""
    plan, row = _lock_part(row)
    for holder in (getattr(row, "area", None), getattr(row, "priority", None)):
        if holder is not None and holder.archived_at:
            raise RuleBroken(f"Restore {holder} first.")
    changes = {"archived_at": None, "archived_reason": ""}
    audit.save_changes(row, changes, verb="restored", authority=plan.authority, by=by)


@transaction.atomic
def move_part(*, row: Any, up: bool, by: Any) -> bool:
    """Put an area, priority or statement one place up or down among its own kind. False when it is there already."""
    plan, row = _lock_part(row)
    alike = {"kind": row.kind, "area": row.area, "priority": row.priority} if isinstance(row, Statement) else {}
    rows = list(type(row).objects.live().filter(plan=plan, **alike).order_by("position", "pk"))
    return place_beside(rows, row, up=up, authority=plan.authority, by=by)


def place_beside(rows: list[Any], row: Any, *, up: bool, authority: Authority, by: Any) -> bool:
    """Swap a row with its neighbour and number all of them again. False, and nothing done, at either end."""
    here = next((index for index, each in enumerate(rows) if each.pk == row.pk), None)
    if here is None:
        raise RuleBroken("This is archived. Restore it before putting it in order.")
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for position, each in enumerate(rows, start=1):
        each.position = position
    type(row).objects.bulk_update(rows, ["position"])
    audit.record(f"moved {'up' if up else 'down'}", row, authority=authority, by=by)
    return True


def last_day(plan: Plan) -> date | None:
    """The last day any of its actions is held to; without dates, the end of its period."""
    days = ActionDate.objects.filter(action__plan=plan, action__archived_at=None, removed_at=None)
    last: date | None = days.aggregate(last=Max("end"))["last"]
    return last or plan.ends_on


def lock_plan(plan: Plan) -> Plan:
    """The plan as it is stored now, held until the end of the transaction. Always taken before any of its rows."""
    locked: Plan = Plan.objects.select_for_update(of=("self",)).select_related("authority").get(pk=plan.pk)
    return locked


def refuse_frozen(plan: Plan, action: Action | None = None) -> None:
    """Stop what would change a closed plan or an archived action."""
    sentence = rules.frozen(state=plan.state, archived=bool(action and action.archived_at))
    if sentence:
        raise RuleBroken(sentence)


def _lock_part(row: Any) -> tuple[Plan, Any]:
    plan = lock_plan(row.plan)
    refuse_frozen(plan)
    return plan, type(row).objects.select_for_update().get(pk=row.pk)


def _save(row: Any, values: dict[str, Any], authority: Authority, by: Any) -> list[str]:
    changed = audit.save_changes(row, values, verb="changed", authority=authority, by=by)
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
    if model is Statement:
        _refuse_statement(plan, values)
        return
    if not values["title"].strip():
        raise RuleBroken("Enter a title.", "title")
    name, key, word = (
        ("code", "code__iexact", "an area") if model is DeliveryArea else ("number", "number", "a priority")
    )
    taken = model.objects.filter(plan=plan, **{key: values[name]}).exclude(pk=own.pk if own else None).first()
    if taken is not None:
        archived = " It is archived: restore it, or choose another." if taken.archived_at else ""
        raise RuleBroken(f"This plan has {word} {values[name]} already.{archived}", name)


def _refuse_statement(plan: Plan, values: dict[str, Any]) -> None:
    if not values["text"].strip():
        raise RuleBroken("Enter the words.", "text")
    holders = [values[name] for name in ("area", "priority") if values.get(name) is not None]
    if any(holder.plan_id != plan.pk for holder in holders):
        raise RuleBroken("Choose one of this plan.", "place")
    if len(holders) > 1:
        raise RuleBroken("Choose one priority or one area that these words belong to.", "place")


def _free_slug(authority: Authority, title: str) -> str:
    base = slugify(title)[:50].strip("-") or "plan"
    base = f"{base}-plan" if base in RESERVED else base
    taken = set(Plan.objects.filter(authority=authority, slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if slug not in taken)


RESERVED = ("new", "import", "imports", "search", "feeds")
