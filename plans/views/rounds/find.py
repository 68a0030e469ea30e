"""How the pages of a round find it, and what each of them says around its own part."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.permissions import Perm
from plans.models import Answer, ReportingPeriod
from plans.views.editing import Editing
from plans.views.find import plan_url

State = ReportingPeriod.State


def find_period(request: Any, slug: str, period: str) -> ReportingPeriod:
    """The round of this name, with its plan and council at hand."""
    mine = ReportingPeriod.objects.in_authority(request.authority).visible_to(request.user)
    found: ReportingPeriod = get_object_or_404(mine.select_related("plan"), plan__slug=slug, slug=period)
    found.plan.authority = request.authority
    return found


class OfRound(Editing):
    """A page or a button about one round of a plan."""

    permission = Perm.RUN_ROUNDS

    @cached_property
    def period(self) -> ReportingPeriod:
        """The round this page is about."""
        return find_period(self.request, self.kwargs["slug"], self.kwargs["period"])

    @cached_property
    def plan(self) -> Any:
        """The plan it is a round of."""
        return self.period.plan

    @cached_property
    def answer(self) -> Answer:
        """The answer this page is about."""
        mine = Answer.objects.in_authority(self.request.authority).visible_to(self.request.user)
        found = mine.select_related("action", "update__said_by", "update__by", "ask__person", "period__plan")
        row: Answer = get_object_or_404(found, period=self.period, pk=self.kwargs["pk"])
        return row

    def to(self, name: str, **kwargs: Any) -> str:
        """An address below this round."""
        return self.url(f"plans:{name}", period=self.period.slug, **kwargs)

    def home(self) -> str:
        return self.to("round_answers")

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here, from the plans to this round."""
        plans = reverse("plans:list", kwargs={"authority": self.request.authority.slug})
        whole = plan_url(self.plan)
        way = [("Plans", plans), (self.plan.title, whole), ("Update rounds", self.url("plans:rounds"))]
        return [*way, (self.period.title, self.home())]
