"""The plan page: how the plan stands, and the table in which it is rated."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from plans import changes, rounds, rows, standing
from plans.changes import asked
from plans.filters import PlanFilter
from plans.views.find import find_plan, plan_url, row_view
from plans.views.table import COLUMNS, PAGE, Page, filter_choices, grouped, look_of, safe_next
from plans.views.trajectory import beside_the_ratings


class PlanPage(PermissionMixin, TemplateView):
    """How the whole plan stands, and the table in which it is rated."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/plan.html"

    def get_template_names(self) -> list[str]:
        """After a rating was saved in its row, the summary over the table asks for itself again."""
        part = self.request.htmx and self.request.GET.get("part") == "standing"
        return ["plans/_standing.html" if part else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = find_plan(self.request, self.kwargs["slug"], also=at_hand)
        now = timezone.now()
        on = timezone.localdate(now)
        wanted = PlanFilter.read(self.request.GET)
        since = asked.usual_moment(plan, now)
        counted = standing.of_plan(plan, on, since)
        areas, priorities = standing.heads_of(plan, counted)
        found = wanted.apply(plan.actions.live(), plan=plan, on=on)
        total = found.count() if wanted.narrows else counted.total + counted.communications
        page = Page.read(self.request.GET.get("page", ""), total)
        shown = rows.load(found[page.first : page.first + PAGE], row_view(self.request, plan, self._back()))
        said = {"finding": standing.finding(counted), "beside": standing.beside(counted), "now": now, "page": page}
        said["changed"] = changes.in_short(counted.changed, timezone.localdate(since), on)
        return super().get_context_data(
            **kwargs, **said, plan=plan, plan_url=plan_url(plan), standing=counted, areas=areas, wanted=wanted,
            priorities=priorities,
            chips=standing.chips(counted, plan.stale_after_days, wanted.chosen),
            choices=filter_choices(plan, areas, counted),
            groups=grouped(shown, areas, counted, wanted),
            look=look_of(self.request), **beside_the_ratings(plan, on),
        )  # fmt: skip

    def _back(self) -> str:
        """Added to the address of an update, so that saving without script comes back to this very table."""
        query = self.request.META.get("QUERY_STRING", "")
        return f"?next={quote(f'{self.request.path}?{query}', safe='')}" if query else ""


def at_hand(plans: Any) -> Any:
    """Plans with their open round and the end of their last one, in the same query."""
    return asked.with_last_over(rounds.with_open_round(plans))


class ChangeLook(PermissionMixin, View):
    """Keeps which columns this person wants, and whether rows are compact, for as long as they are signed in."""

    permission = Perm.VIEW_PLAN

    def post(self, request: Any, slug: str) -> HttpResponse:
        plan = find_plan(request, slug)
        look = dict(request.session.get("look", {}))
        if "compact" in request.POST:
            look["compact"] = request.POST["compact"] == "1"
        else:
            look["hidden"] = [name for name in COLUMNS if name not in request.POST.getlist("columns")]
        request.session["look"] = look
        return HttpResponseRedirect(safe_next(request, plan_url(plan)))
