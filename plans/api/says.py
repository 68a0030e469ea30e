"""Rows as they are sent. Each function fills the shape of its name."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet

from core.api.kinds import Json
from core.ratings import RATINGS
from plans import rules
from plans.api import shapes
from plans.models import (
    Action,
    ActionDate,
    Answer,
    Baseline,
    BaselineDate,
    Evidence,
    Participation,
    Plan,
    PlanImport,
    RagUpdate,
    ReportingPeriod,
    Statement,
)
from plans.trajectory import of_plan

UPDATE_COLUMNS = (
    *shapes.UPDATE.names, "action_id", "withdraws_id", "by__name", "by__email", "said_by__name", "period__slug",
)  # fmt: skip
LATEST = "latest__"
PLACE = ("plan__slug", "plan__state", "area__code", "priority__number", "latest_id")


def statement(row: Statement) -> Json:
    """A sentence with where it belongs."""
    return shapes.STATEMENT.of(
        row, plan=row.plan.slug, area=row.area.code if row.area else None,
        priority=row.priority.number if row.priority else None,
    )  # fmt: skip


def updates(rows: QuerySet[RagUpdate]) -> QuerySet[Any]:
    """Updates as bare columns, ready for `update`: rows without objects cost a third."""
    return rows.values_list("pk", *UPDATE_COLUMNS, named=True)


def update(row: Any, way: str = "") -> Json:
    """One update: what was said, by whom, when. `way` is how the row reaches it."""
    said = {name: getattr(row, way + name) for name in shapes.UPDATE.names}
    return said | {
        "action": getattr(row, f"{way}action_id"),
        "rag_text": RATINGS[said["rag"]].text,
        "by": getattr(row, f"{way}by__name") or getattr(row, f"{way}by__email"),
        "said_by": getattr(row, f"{way}said_by__name"),
        "period": getattr(row, f"{way}period__slug"),
        "withdraws": getattr(row, f"{way}withdraws_id"),
    }


def action_rows(rows: QuerySet[Action]) -> QuerySet[Any]:
    """Actions with their newest update as bare columns, ready for `actions`."""
    latest = [LATEST + name for name in UPDATE_COLUMNS]
    return rows.values_list("pk", *shapes.ACTION.names, *PLACE, *latest, named=True)


def actions(rows: list[Any], on: date) -> list[Json]:
    """Actions with their cells as written, their dates, who takes part, and their ratings by value and by words."""
    ids = [row.pk for row in rows]
    days = grouped(dates(date_rows(ActionDate.objects.filter(action__in=ids)), on))
    takes_part = grouped(parts(Participation.objects.filter(action__in=ids)))
    return [_action(row, on) | {"dates": days[row.pk], "participations": takes_part[row.pk]} for row in rows]


def _action(row: Any, on: date) -> Json:
    tracked, rated = row.plan__state == Plan.State.IN_FORCE, row.latest_id is not None
    return shapes.ACTION.of(
        row,
        plan=row.plan__slug,
        area=row.area__code,
        priority=row.priority__number,
        rag_text=RATINGS[row.rag].text,
        direction=rules.direction(row.latest__rag_before, row.rag) if rated else "",
        days_overdue=rules.days_overdue(row.due_on, on=on, tracked=tracked),
        latest=update(row, LATEST) if rated else None,
    )


def date_rows(rows: QuerySet[ActionDate]) -> QuerySet[ActionDate]:
    """Dates in the order of their words, each with its newest revision."""
    return newest(rows.filter(removed_at=None)).order_by("action_id", "position", "pk")


def newest(rows: QuerySet[ActionDate]) -> QuerySet[ActionDate]:
    """Dates, each with its newest revision."""
    return rows.annotate(newest=Max("revisions__pk"))


DATE_COLUMNS = ("pk", *shapes.DATE.names, "every", "action_id", "occurrence_of_id", "newest")


def dates(rows: QuerySet[ActionDate], on: date) -> list[Json]:
    """Dates with what they are on this day; read as bare columns, because they are many."""
    return [one_date(row, on) for row in rows.values_list(*DATE_COLUMNS, named=True)]


def one_date(row: Any, on: date) -> Json:
    """One date as `date_rows` gives it."""
    return shapes.DATE.of(
        row, every=row.every, action=row.action_id, occurrence_of=row.occurrence_of_id, seen=row.newest or 0,
        state=rules.due_state(row, on=on),
    )  # fmt: skip


def parts(rows: QuerySet[Participation]) -> list[Json]:
    """Who takes part."""
    ordered = rows.order_by("action_id", "position", "pk")
    return list(ordered.values("action", "person", "post", "body", *shapes.PART.names))


def grouped(rows: Iterable[Json]) -> dict[int, list[Json]]:
    """What belongs to each action, by its id."""
    found: dict[int, list[Json]] = defaultdict(list)
    for row in rows:
        found[row["action"]].append(row)
    return found


def evidence(row: Evidence) -> Json:
    """A link or a file."""
    return shapes.EVIDENCE.of(
        row, action=row.action_id, added_by=str(row.added_by), added_at=row.created_at, document=row.document_id
    )


def document(row: Evidence) -> Json:
    """The file of a piece of evidence, without its bytes. `size` is annotated."""
    paper: Any = row.document
    names = ("id", "name", "kind", "sha256", "added_at")
    said = {name: getattr(paper, name) for name in names}
    return said | {"action": row.action_id, "evidence": row.pk, "size": getattr(row, "size", 0)}


def period(row: ReportingPeriod) -> Json:
    """A period, with how many answers are in which state (annotated)."""
    counts = {state: getattr(row, f"count_{state}", 0) for state in Answer.State.values}
    return shapes.PERIOD.of(row, plan=row.plan.slug, answers=counts)


def baselines(rows: list[Baseline]) -> list[Json]:
    """Baselines with their dates."""
    held: dict[int, list[Json]] = defaultdict(list)
    kept = BaselineDate.objects.filter(baseline__in=[row.pk for row in rows]).order_by("pk")
    for one in kept.values("baseline_id", "date", "date__action", "start", "end"):
        one["action"] = one.pop("date__action")
        held[one.pop("baseline_id")].append(one)
    return [
        shapes.BASELINE.of(row, plan=row.plan.slug, by=str(row.by), dates=held[row.pk]) for row in rows
    ]  # fmt: skip


def plan_import(row: PlanImport) -> Json:
    """A file on its way in: what was found in it and what confirming would do."""
    counted = {name: len(found) for name, found in row.parsed.items() if isinstance(found, list)}
    return shapes.IMPORT.of(
        row,
        plan=row.plan.slug if row.plan else None,
        file=row.document.name,
        round=row.choices.get("round", 1),
        changes=row.changes,
        found=counted,
        problems=row.parsed.get("problems", []),
        work=row.job.state if row.job else "",
        failure=row.job.failure if row.job else "",
    )


def trajectory(row: Plan, on: date) -> Json:
    """Where a plan is going, in numbers."""
    told = of_plan(row, on=on)
    counts = {name: list(getattr(told, name)) for name in ("months", "baseline", "forecast", "done")}
    return {"plan": row.slug, "on": on, **counts, **{name: getattr(told, name) for name in shapes.TOLD}}
