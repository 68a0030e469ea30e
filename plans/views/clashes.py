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
            sentence=sentence(ahead), past_words=f"Show {counted(len(past))} in the past".lower().capitalize(),
        )  # fmt: skip


def sentence(ahead: list[clashes.Clash]) -> str:
    """ "Three times to come have dates that fall together; two of them need the same people."."""
    if not ahead:
        return "No dates to come fall together."
    people = sum(bool(clash.shared) for clash in ahead)
    said = f"{counted(len(ahead))} to come {'has' if len(ahead) == 1 else 'have'} dates that fall together"
    if not people:
        return f"{said}. No person or body is needed twice."
    who = "it needs" if len(ahead) == 1 else f"{number(people).lower()} of them {'needs' if people == 1 else 'need'}"
    return f"{said}; {who} the same people."


def counted(times: int) -> str:
    """ "Three times"."""
    return f"{number(times)} {'time' if times == 1 else 'times'}"
