"""What was agreed and when, what differs from it now, and the decision to agree anew."""

from typing import Any

from django.http import HttpResponse

from accounts.permissions import Perm
from core.daywords import say_day
from plans import slips
from plans.forms.baselines import BaselineForm
from plans.services import baselines
from plans.views.editing import FormPage, Head


class Baselines(FormPage):
    """The baselines of a plan, newest first, and how the dates differ; a manager can agree the dates anew."""

    permission = Perm.REBASELINE
    template_name = "plans/baselines.html"
    form_class = BaselineForm

    def home(self) -> str:
        return self.url("plans:trajectory")

    def head(self) -> Head:
        return Head("Agreed dates", caption=self.plan.title)

    def crumbs(self) -> list[tuple[str, str]]:
        return [*super().crumbs()[:2], ("Milestones", self.home())]

    def get_initial(self) -> dict[str, Any]:
        newest = slips.newest(self.plan)
        return {"seen": newest.number if newest else 0}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = baselines.of_plan(self.plan)
        context = super().get_context_data(**kwargs)
        return {**context, "plan": self.plan, "baselines": made, "slips": slips.of_plan(self.plan)}

    def frozen(self) -> str:
        if not self.plan.is_tracked:
            return "Only a plan in force has agreed dates. They are agreed when it is put in force."
        return ""

    def perform(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        made = baselines.rebaseline(plan=self.plan, reason=data["reason"], seen=data["seen"], by=self.request.user)
        return self.done(f"The dates of {self.plan.title} were agreed anew on {say_day(made.at.date())}.")
