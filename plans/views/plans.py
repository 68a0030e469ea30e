"""The list of a council's plans."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from plans import standing
from plans.models import Plan

HEADINGS = (("in_force", "In force"), ("draft", "Drafts"), ("closed", "Closed"))


class PlanList(PermissionMixin, TemplateView):
    """Every plan this person may read: in force, drafts, closed."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = Plan.objects.in_authority(self.request.authority).visible_to(self.request.user)
        plans = standing.of_plans(mine.order_by("-starts_on", "title", "pk"), timezone.localdate())
        groups = [(label, [plan for plan in plans if plan.state == state]) for state, label in HEADINGS]
        groups = [(label, found) for label, found in groups if found]
        return super().get_context_data(**kwargs, groups=groups)
