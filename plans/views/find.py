"""How views find their plan or action: only among the rows this person may read; anything else is not there (404)."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Perm
from plans.models import Action, Participation, Plan, leads
from plans.rows import View


def find_plan(request: Any, slug: str, also: Callable[[Any], Any] = lambda plans: plans) -> Any:
    """The plan with this slug, with its council at hand. `also` adds what else the page wants of the same query."""
    mine = Plan.objects.in_authority(request.authority).visible_to(request.user)
    plan: Plan = get_object_or_404(also(mine), slug=slug)
    plan.authority = request.authority
    return plan


def find_action(request: Any, slug: str, ref: str) -> Action:
    """The action with this ref, archived or not, with its plan, area and latest update at hand."""
    mine = Action.objects.in_authority(request.authority).visible_to(request.user)
    found = mine.select_related("plan", "area", "priority", "latest__by", "latest__said_by")
    action: Action = get_object_or_404(found, plan__slug=slug, ref=ref)
    action.plan.authority = request.authority
    return action


def plan_url(plan: Plan) -> str:
    """Where the plan's page is; addresses below it start with this."""
    return reverse("plans:plan", kwargs={"authority": plan.authority.slug, "slug": plan.slug})


def link(name: str, plan: Plan, **kwargs: Any) -> str:
    """An address below a plan."""
    return reverse(name, kwargs={"authority": plan.authority.slug, "slug": plan.slug, **kwargs})


def may_rate(request: Any, plan: Plan) -> Callable[[int], bool]:
    """Which actions of this plan this person may rate: all, those they lead, or none. One query at most."""
    if plan.state == Plan.State.CLOSED:
        return lambda action_id: False
    if request.user.has_perm(Perm.UPDATE_RAG, request.authority):
        return lambda action_id: True
    led = Participation.objects.filter(leads(request.user), action__plan=plan)
    return set(led.values_list("action_id", flat=True)).__contains__


def row_view(request: Any, plan: Plan, query: str = "") -> View:
    """For whom the rows of this request are made."""
    return View(
        plan=plan,
        on=timezone.localdate(),
        now=timezone.now(),
        user_id=request.user.pk,
        base=plan_url(plan),
        may_rate=may_rate(request, plan),
        query=query,
    )
