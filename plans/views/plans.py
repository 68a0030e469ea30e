"""The list of a council's plans."""

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.ratings import Rag
from core.views import PermissionMixin
from plans.models import Plan

HEADINGS = (("in_force", "In force"), ("draft", "Drafts"), ("closed", "Closed"))


class PlanList(PermissionMixin, TemplateView):
    """Every plan this person may read: in force, drafts, closed."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = Plan.objects.in_authority(self.request.authority).visible_to(self.request.user)
        live = Q(actions__archived_at=None, actions__kind="delivery")
        counts = {f"n_{rag.value}": Count("actions", filter=live & Q(actions__rag=rag)) for rag in Rag}
        plans = list(mine.annotate(**counts).order_by("-starts_on", "title", "pk"))
        for plan in plans:
            plan.ratings = {rag.value: getattr(plan, f"n_{rag.value}") for rag in Rag}
            plan.total = sum(plan.ratings.values())
        groups = [(label, [plan for plan in plans if plan.state == state]) for state, label in HEADINGS]
        groups = [(label, found) for label, found in groups if found]
        return super().get_context_data(**kwargs, groups=groups, on=timezone.localdate())
