"""What every page for keeping a plan by hand stands on: forms, conflicts, and buttons that do one thing."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from accounts.permissions import Perm
from core.errors import RuleBroken, StaleVersion
from core.views import PermissionMixin, ServiceFormMixin
from plans import rules
from plans.models import Action, Plan
from plans.views.conflicts import Conflict, conflict_of
from plans.views.find import find_action, find_plan, link, plan_url


class Editing(PermissionMixin):
    """A page about a plan, or one of its actions, for those who keep it."""

    permission = Perm.EDIT_PLAN
    kwargs: dict[str, Any]

    @cached_property
    def plan(self) -> Plan:
        """The plan this page is about."""
        return self.action.plan if "ref" in self.kwargs else find_plan(self.request, self.kwargs["slug"])

    @cached_property
    def action(self) -> Action:
        """The action this page is about."""
        return find_action(self.request, self.kwargs["slug"], self.kwargs["ref"])

    def url(self, name: str, **kwargs: Any) -> str:
        """An address below this plan."""
        return link(name, self.plan, **kwargs)

    def home(self) -> str:
        """Where one comes from and goes back to."""
        return self.url("plans:action", ref=self.action.ref) if "ref" in self.kwargs else self.url("plans:contents")

    def done(self, words: str, url: str = "") -> HttpResponse:
        """Say what happened, on the page one goes back to."""
        messages.success(self.request, words)
        return HttpResponseRedirect(url or self.home())


@dataclass(frozen=True)
class Head:
    """What stands over a form: what it is about, the heading and a sentence."""

    title: str
    lead: str = ""
    caption: str = ""


class Conflicts(ServiceFormMixin):
    """A form about a plan. Somebody else's save in between shows both texts (412); nothing typed is lost."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except StaleVersion as stale:
            conflict = self.conflict(form, stale.theirs)
            context = self.get_context_data(form=conflict.form, conflict=conflict, page_error=True)  # type: ignore[attr-defined]  # from FormView
            return self.render_to_response(context, status=412)

    def conflict(self, form: Any, theirs: Any) -> Conflict:
        """Both texts, field by field, and the form with mine, ready to be saved over theirs."""
        return conflict_of(form, theirs, again=self.again)

    def again(self, data: Any) -> Any:
        """The same form once more, with other data."""
        return self.get_form_class()(**{**self.get_form_kwargs(), "data": data})  # type: ignore[attr-defined]  # from FormView


class FormPage(Editing, Conflicts, FormView):
    """A page with one form: the way here, a heading, the form, and why it may not be sent just now."""

    template_name = "plans/edit/form.html"
    http_method_names = ["get", "head", "post", "options"]
    even_closed = False
    """Whether this page is for closed plans and archived actions too."""

    def head(self) -> Head:
        """The heading of the page."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["form"].cancel_url = self.home()
        return {**context, "head": self.head(), "crumbs": self.crumbs(), "frozen": self.frozen()}

    def frozen(self) -> str:
        """Why nothing of this can be changed now; empty when it can."""
        if self.even_closed or "slug" not in self.kwargs:
            return ""
        archived = "ref" in self.kwargs and bool(self.action.archived_at)
        return rules.frozen(state=self.plan.state, archived=archived)

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here."""
        plans = reverse("plans:list", kwargs={"authority": self.request.authority.slug})
        if "slug" not in self.kwargs:
            return [("Plans", plans)]
        whole = plan_url(self.plan)
        here = (self.action.ref if "ref" in self.kwargs else "Contents", self.home())
        return [("Plans", plans), (self.plan.title, whole), *([here] if self.home() != whole else [])]


class Button(Editing, View):
    """One thing done by one button. What is refused is said on the page one goes back to."""

    http_method_names = ["post", "options"]

    def perform(self) -> HttpResponse:
        """Call the service and answer."""
        raise NotImplementedError

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return self.perform()
        except RuleBroken as refusal:
            messages.warning(request, refusal.message)
        except StaleVersion:
            messages.warning(request, "Somebody changed this meanwhile. Nothing of yours was done; look at it again.")
        return HttpResponseRedirect(self.home())

    def direction(self) -> bool:
        """Up or down, as the button said."""
        wanted = self.request.POST.get("direction")
        if wanted not in ("up", "down"):
            raise RuleBroken("Choose up or down.")
        return bool(wanted == "up")
