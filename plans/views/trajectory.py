"""Where a plan, an area or an action is going: milestones by month, and what slipped."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from plans import slips, trajectory
from plans.models import Plan
from plans.trajectory import Trajectory
from plans.views.find import find_plan, link, plan_url

SHOWN = 200
"""How many dates the slip list has at most; the others are counted."""


class TrajectoryPage(PermissionMixin, TemplateView):
    """The milestones of a plan, of `?area=OD2` or of `?action=2.1`."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/trajectory.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, on = find_plan(self.request, self.kwargs["slug"]), timezone.localdate()
        action = self._asked("action", plan.actions.select_related("area"), "ref")
        area = self._asked("area", plan.deliveryareas.live(), "code")
        if action is not None:
            action.plan = plan
            told, moved = trajectory.of_action(action, on=on), slips.of_action(action)
        else:
            told, moved = trajectory.of_plan(plan, on=on, area=area), slips.of_plan(plan, area=area)
        return super().get_context_data(
            **kwargs, plan=plan, plan_url=plan_url(plan), told=told, chart=chart_of(told, str(action or area or "")),
            of=action or area, action=action, area=area, slips=moved,
            areas=list(plan.deliveryareas.live().order_by("position", "pk")),
            slipped=moved.slipped[:SHOWN], more=max(0, len(moved.slipped) - SHOWN), new=moved.new,
            baseline=slips.newest(plan), on=on,
        )  # fmt: skip

    def _asked(self, name: str, rows: Any, field: str) -> Any:
        """The row the address asks for; None when it asks for none."""
        wanted = self.request.GET.get(name, "")
        if not wanted.isprintable():
            raise Http404("Nothing of a plan is called so.")
        return get_object_or_404(rows, **{field: wanted}) if wanted else None


def chart_of(told: Trajectory, whose: str) -> Any:
    """The chart of a trajectory, named by whose it is."""
    return trajectory.chart(told, title=f"Milestones by month{f': {whose}' if whose else ''}")


def beside_the_ratings(plan: Plan, on: Any) -> dict[str, Any]:
    """What the plan page shows of it: the chart, and where the whole of it is."""
    told = trajectory.of_plan(plan, on=on)
    return {"told": told, "chart": chart_of(told, ""), "trajectory_url": link("plans:trajectory", plan)}
