"""The plan as a document on paper."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.ratings import RATINGS
from core.views import PermissionMixin
from plans import standing
from plans.filters import PlanFilter
from plans.models import Plan
from plans.views.find import find_plan, plan_url
from plans.views.priority import by_kind

COLUMNS = (
    "ref", "what", "by_when", "who", "monitored_through", "rag", "kind", "area_id", "latest__comment", "latest__at",
)  # fmt: skip


class PrintPage(PermissionMixin, TemplateView):
    """What the plan page shows, in full words and on one page, without anything to press."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = find_plan(self.request, self.kwargs["slug"])
        on = timezone.localdate()
        wanted = PlanFilter.read(self.request.GET)
        counted = standing.of_plan(plan, on)
        return super().get_context_data(
            **kwargs,
            plan=plan,
            plan_url=plan_url(plan),
            wanted=wanted,
            finding=standing.finding(counted),
            beside=standing.beside(counted),
            now=timezone.now(),
            **({} if wanted.narrows else words_of(plan)),
            groups=printed_groups(plan, wanted, on),
        )


def words_of(plan: Plan) -> dict[str, Any]:
    """What the plan stands on, and its priorities with their columns."""
    statements = list(plan.statements.live().order_by("position", "pk"))
    general = [row for row in statements if row.priority_id is None and row.area_id is None]
    priorities = [
        (row, by_kind([each for each in statements if each.priority_id == row.pk]))
        for row in plan.prioritys.live().order_by("number")
    ]
    return {"statements": by_kind(general), "priorities": priorities}


def printed_groups(plan: Plan, wanted: PlanFilter, on: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """The rows by delivery area, in full words; communications last."""
    found = list(wanted.apply(plan.actions.live(), plan=plan, on=on).values(*COLUMNS))
    for row in found:
        row["rag"] = RATINGS[row["rag"]].text
    areas = plan.deliveryareas.live().order_by("position", "pk")
    delivery = [row for row in found if row["kind"] == "delivery"]
    groups = [(str(area), [row for row in delivery if row["area_id"] == area.pk]) for area in areas]
    others = [row for row in found if row["kind"] != "delivery"]
    return [group for group in [*groups, ("Communications activities", others)] if group[1]]
