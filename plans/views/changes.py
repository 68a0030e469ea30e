"""What has changed in a plan since a day, a moment or a period."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from plans import changes
from plans.changes import asked
from plans.views.find import find_plan, plan_url

LABELS = {"": "Everything", **changes.KINDS, "plan": "The plan’s own words"}


class ChangesPage(PermissionMixin, TemplateView):
    """Net: each rating, date, lead and cell of words once, from what it was to what it is."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, now = find_plan(self.request, self.kwargs["slug"]), timezone.now()
        periods = asked.periods_of(plan)
        wanted = asked.read(self.request.GET, periods, now)
        found = changes.of_plan(plan, wanted.moment, now)
        return super().get_context_data(
            **kwargs, plan=plan, plan_url=plan_url(plan), wanted=wanted, periods=periods, page_error=wanted.error,
            sentence=changes.sentence(found), beside=changes.beside(found), now=now, chips=chips(found, wanted.kind),
            groups=[] if wanted.kind == "plan" else found.groups(wanted.kind),
            parts=found.parts if wanted.kind in ("", "plan") else [], label=LABELS[wanted.kind],
            again=found.said_again if wanted.kind in ("", "ratings") else [], show=shown(wanted.kind),
        )  # fmt: skip


def chips(found: changes.PlanChanges, kind: str) -> list[tuple[str, str, int, bool]]:
    """A link for each kind of change there is: its name in the address, its label, how many, whether it is chosen."""
    counts = {"": len([each for each in found.actions if each.kinds]) + len(found.parts), **found.counts}
    return [(name, label, counts[name], name == kind) for name, label in LABELS.items() if counts[name] or name == kind]


def shown(kind: str) -> frozenset[str]:
    """Which kinds of change are told of an action: the one that is chosen, or all of them."""
    return frozenset([kind] if kind else changes.KINDS)
