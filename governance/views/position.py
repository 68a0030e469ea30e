"""The position of a plan, for managers, on one page."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from governance import position
from plans.views.find import find_plan, plan_url


class PositionPage(PermissionMixin, TemplateView):
    """Where we are, what is working, worries, next steps: gathered now, kept nowhere."""

    permission = Perm.VIEW_PLAN
    template_name = "governance/alignment/position.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, now = find_plan(self.request, self.kwargs["slug"]), timezone.now()
        found = position.of_plan(plan, now)
        return super().get_context_data(**kwargs, plan=plan, plan_url=plan_url(plan), position=found, now=now)
