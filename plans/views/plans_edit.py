"""Starting a plan, what it is called and covers, and the state it is in."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.permissions import Perm
from core.daywords import say_day
from plans.forms.plan import EditPlanForm, PlanForm, StateForm
from plans.models import Plan
from plans.services import plans
from plans.views.editing import FormPage, Head
from plans.views.find import link, plan_url


class NewPlan(FormPage):
    """Start a plan by hand, as a draft."""

    form_class = PlanForm

    def head(self) -> Head:
        return Head("Start a plan", "It begins as a draft that only those who keep the plan can see.")

    def home(self) -> str:
        return reverse("plans:list", kwargs={"authority": self.request.authority.slug})

    def perform(self, form: Any) -> HttpResponse:
        plan = plans.create_plan(authority=self.request.authority, values=form.cleaned_data, by=self.request.user)
        return self.done(f"Started {plan}. Now add its areas and actions.", link("plans:contents", plan))


class EditPlan(FormPage):
    """Change a plan's title, period or credit."""

    form_class = EditPlanForm
    even_closed = True

    def head(self) -> Head:
        return Head("Edit the plan’s title and period", caption=self.plan.title)

    def get_initial(self) -> dict[str, Any]:
        return EditPlanForm.values_of(self.plan)

    def perform(self, form: Any) -> HttpResponse:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        version = form.cleaned_data["version"]
        changed = plans.edit_plan(plan=self.plan, values=values, version=version, by=self.request.user)
        return self.done(f"Saved {values['title']}." if changed else "Nothing was changed.")


class PlanState(FormPage):
    """Put a plan in force, close it, or take it back to draft."""

    permission = Perm.MANAGE_PLAN
    template_name = "plans/edit/state.html"
    form_class = StateForm
    even_closed = True

    @cached_property
    def last_day(self) -> Any:
        return plans.last_day(self.plan)

    def passed(self) -> bool:
        """Whether all dates of the plan are over."""
        return self.last_day is not None and self.last_day < timezone.localdate()

    def head(self) -> Head:
        state = self.plan.get_state_display().lower()
        return Head(f"This plan is {state}", caption=self.plan.title)

    def home(self) -> str:
        return plan_url(self.plan)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.plan, "passed": self.passed()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        asks = "sure" in context["form"].fields
        return {**context, "last_day": say_day(self.last_day) if asks else ""}

    def perform(self, form: Any) -> HttpResponse:
        state = Plan.State(form.cleaned_data["state"])
        plans.set_state(plan=self.plan, state=state, by=self.request.user)
        return self.done(f"{self.plan} is {'a draft again' if state == Plan.State.DRAFT else state.label.lower()}.")
