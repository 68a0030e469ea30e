"""Reading: plans and all that stands in them."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.kinds import Json, day, flag, moment, number, one_of, text
from core.ratings import Rag
from plans.api import says, shapes
from plans.api.views.base import Rows
from plans.models import (
    Action,
    ActionDate,
    Answer,
    Baseline,
    DeliveryArea,
    Evidence,
    Participation,
    Plan,
    Priority,
    RagUpdate,
    ReportingPeriod,
    Statement,
)

IN_PLAN = text("Only of this plan, by its slug.", most=60, path="plan__slug")
OF_PLAN = text("Only of this plan, by its slug.", most=60, path="action__plan__slug")
OF_ONE = number("Only of this action, by its id.", path="action")
ARCHIVED = flag("Only archived ones (true) or only others (false).", path="archived_at__isnull")
RATED = list(Rag)


class Plans(Rows):
    """The council's plans."""

    model, shape = Plan, shapes.PLAN
    filters = {"state": one_of(Plan.State.values, path="state")}

    def say(self, rows: list[Any]) -> list[Json]:
        return [shapes.PLAN.of(row) for row in rows]


class InPlan(Rows):
    """Parts of plans."""

    related: tuple[str, ...] = ("plan",)
    filters = {"plan": IN_PLAN, "archived": ARCHIVED}

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if "archived" in self.asked:
            self.asked["archived"] = not self.asked["archived"]
        return super().narrowed(rows)

    def say(self, rows: list[Any]) -> list[Json]:
        return [self.shape.of(row, plan=row.plan.slug) for row in rows] if self.shape else []


class Priorities(InPlan):
    """High-level priorities."""

    model, shape = Priority, shapes.PRIORITY


class Areas(InPlan):
    """Delivery areas."""

    model, shape = DeliveryArea, shapes.AREA


class Statements(InPlan):
    """The sentences plans stand on: principles, vision, targets, criteria, measures named."""

    model, shape = Statement, shapes.STATEMENT
    related = ("plan", "area", "priority")
    filters = InPlan.filters | {"kind": one_of(Statement.Kind.values, path="kind")}

    def say(self, rows: list[Any]) -> list[Json]:
        return [says.statement(row) for row in rows]


class ReadActions(InPlan):
    """Actions with their dates, who takes part, and their rating."""

    model, shape, related = Action, shapes.ACTION, ()
    filters = InPlan.filters | {
        "area": text("By the code of their area.", most=20, path="area__code"),
        "rag": one_of(RATED, path="rag"),
        "kind": one_of(Action.Kind.values, path="kind"),
        "ref": text("By their ref.", most=20, path="ref"),
        "due_before": day("Held to a day before this one.", path="due_on__lt"),
        "has_lead": flag("With (true) or without (false) an accountable lead.", path="has_lead"),
        "updated_since": moment("With an update said at or after this moment."),
    }

    def rows(self) -> QuerySet[Any]:
        return says.action_rows(super().rows())

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if since := self.asked.get("updated_since"):
            rows = rows.filter(pk__in=RagUpdate.objects.filter(at__gte=since).values("action"))
        return super().narrowed(rows)

    def say(self, rows: list[Any]) -> list[Json]:
        return says.actions(rows, timezone.localdate())


class Updates(Rows):
    """Updates: what was said about actions, oldest first."""

    model, shape = RagUpdate, shapes.UPDATE
    filters = {
        "plan": OF_PLAN,
        "action": OF_ONE,
        "ref": text("Of the actions of this ref.", most=20, path="action__ref"),
        "rag": one_of(RATED, path="rag"),
        "since": moment("Said at or after this moment.", path="at__gte"),
    }

    def rows(self) -> QuerySet[Any]:
        return says.updates(super().rows())

    def say(self, rows: list[Any]) -> list[Json]:
        return [says.update(row) for row in rows]


class Dates(Rows):
    """Dates of actions, as they stand."""

    model, shape = ActionDate, shapes.DATE
    filters = {
        "plan": OF_PLAN,
        "action": OF_ONE,
        "kind": one_of(ActionDate.Kind.values, path="kind"),
        "queried": flag("Those that wait for an answer (true), or the others.", path="queried"),
        "ends_before": day("Ending before this day.", path="end__lt"),
    }

    def rows(self) -> QuerySet[Any]:
        rows = says.newest(super().rows().filter(removed_at=None))
        return rows.values_list(*says.DATE_COLUMNS, named=True)

    def say(self, rows: list[Any]) -> list[Json]:
        return [says.one_date(row, timezone.localdate()) for row in rows]


class Participations(Rows):
    """Who has what part in which action."""

    model, shape = Participation, shapes.PART
    filters = {"plan": OF_PLAN, "action": OF_ONE, "part": one_of(Participation.Part.values, path="part")}

    def say(self, rows: list[Any]) -> list[Json]:
        return [
            shapes.PART.of(row, action=row.action_id, person=row.person_id, post=row.post_id, body=row.body_id)
            for row in rows
        ]


class ReadEvidence(Rows):
    """Links and files that show how actions stand."""

    model, shape, related = Evidence, shapes.EVIDENCE, ("added_by",)
    filters = {"plan": OF_PLAN, "action": OF_ONE}

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(removed_at=None)

    def say(self, rows: list[Any]) -> list[Json]:
        return [says.evidence(row) for row in rows]


class Periods(Rows):
    """Reporting periods, with how many actions were answered for."""

    model, shape, related = ReportingPeriod, shapes.PERIOD, ("plan",)
    filters = {"plan": IN_PLAN, "state": one_of(ReportingPeriod.State.values, path="state")}

    def rows(self) -> QuerySet[Any]:
        counts = {f"count_{state}": Count("answers", filter=Q(answers__state=state)) for state in Answer.State.values}
        rows: QuerySet[Any] = super().rows().defer("snapshot").annotate(**counts)
        return rows

    def say(self, rows: list[Any]) -> list[Json]:
        return [says.period(row) for row in rows]


class PlanTrajectory(Rows):
    """Where a plan is going: its milestones month by month as agreed, as forecast now and as done."""

    model, shape, one = Plan, shapes.TRAJECTORY, True

    def say(self, rows: list[Any]) -> list[Json]:
        return [says.trajectory(row, timezone.localdate()) for row in rows]


class Snapshot(Rows):
    """A locked period as it was frozen."""

    model, shape, one = ReportingPeriod, shapes.SNAPSHOT, True

    def get(self, request: Request, **kwargs: Any) -> Response:
        row = self.rows().filter(**kwargs, state=ReportingPeriod.State.LOCKED).exclude(snapshot=None).first()
        if row is None:
            raise Http404("There is no locked period of this number here.")
        said = {"period": row.pk, "slug": row.slug, "locked_at": row.locked_at, "snapshot": row.snapshot}
        return self.said(said)


class Baselines(Rows):
    """Baselines: the dates of plans as they were frozen."""

    model, shape, related = Baseline, shapes.BASELINE, ("plan", "by")
    filters = {"plan": IN_PLAN}

    def say(self, rows: list[Any]) -> list[Json]:
        return says.baselines(rows)
