"""Dates of a plan that fall together."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from plans import clashes
from plans.changes import number
from plans.views.find import find_plan, plan_url


class ClashesPage(PermissionMixin, TemplateView):
    """Same-day and overlapping dates, those that need the same people first; `?past=1` shows those that are over."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/clashes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = find_plan(self.request, self.kwargs["slug"])
        ahead, past = clashes.in_order(clashes.of_plan(plan), timezone.localdate())
        show_past = self.request.GET.get("past") == "1"
        return super().get_context_data(
            **kwargs, plan=plan, plan_url=plan_url(plan), ahead=ahead, past=past, show_past=show_past,
            sentence=sentence(ahead), past_words=f"Dates fell together {counted(len(past))}: show them",
        )  # fmt: skip


def sentence(ahead: list[clashes.Clash]) -> str:
    """ "Dates to come fall together three times; twice they need the same people."."""
    if not ahead:
        return "No dates to come fall together."
    people = sum(bool(clash.shared) for clash in ahead)
    said = f"Dates to come fall together {counted(len(ahead))}"
    return f"{said}; {counted(people)} they need the same people." if people else f"{said}. Nobody is needed twice."


def counted(times: int) -> str:
    """ "once", "twice", "three times"."""
    return {1: "once", 2: "twice"}.get(times, f"{number(times).lower()} times")
