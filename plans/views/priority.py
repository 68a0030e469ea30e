"""A high-level priority's page."""

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from plans import rows
from plans.models import Statement
from plans.views.find import find_plan, plan_url, row_view
from plans.views.table import look_of


class PriorityPage(PermissionMixin, TemplateView):
    """One high-level priority: its four columns, and the actions that serve it."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/priority.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = find_plan(self.request, self.kwargs["slug"])
        priorities = list(plan.prioritys.live().order_by("number"))
        here = next((row for row in priorities if row.number == self.kwargs["number"]), None)
        if here is None:
            raise Http404("No such priority.")
        serving = here.actions.live().order_by("area__position", "position", "pk")
        return super().get_context_data(
            **kwargs,
            plan=plan,
            plan_url=plan_url(plan),
            priority=here,
            here=f"Priority {here.number}",
            priorities=priorities,
            statements=by_kind(here.statements.live().order_by("position", "pk")),
            rows=rows.load(serving, row_view(self.request, plan)),
            look=look_of(self.request),
        )


def by_kind(statements: Any) -> list[tuple[str, list[Statement]]]:
    """Statements under the heading of their kind, in the order the kinds are declared."""
    made: dict[str, list[Statement]] = {kind.value: [] for kind in Statement.Kind}
    for statement in statements:
        made[statement.kind].append(statement)
    return [(Statement.Kind(kind).label, found) for kind, found in made.items() if found]
