"""A new plan from a copy of an old one: what would move, the copy, and what still needs a day in it."""

from typing import Any

from django.http import HttpResponse
from django.views.generic import TemplateView

from plans.forms.copying import CopyForm
from plans.services import copying
from plans.views.editing import Editing, FormPage, Head
from plans.views.find import link, plan_url

SHOWN = 100
"""Actions shown of those that moved; what became TBC is always shown whole."""


class CopyPlan(FormPage):
    """Ask for the title and how far the dates move; show what would move; make the copy."""

    template_name = "plans/copy.html"
    form_class = CopyForm
    even_closed = True

    def head(self) -> Head:
        lead = "Words, leads and dates go along. Ratings, updates and evidence stay with this plan."
        return Head("Start a new plan from this one", lead, caption=self.plan.title)

    def home(self) -> str:
        return plan_url(self.plan)

    def perform(self, form: Any) -> HttpResponse:
        wanted = copying.Wanted(**form.cleaned_data)
        if self.request.POST.get("sure") != "1":
            lines = copying.preview(plan=self.plan, wanted=wanted)
            return self.render_to_response(self.get_context_data(form=form, ready=True, **shown(lines)))
        made = copying.copy_plan(plan=self.plan, wanted=wanted, by=self.request.user)
        return self.done(f"Started {made} from a copy.", link("plans:copied", made))


class Copied(Editing, TemplateView):
    """What became of each date when this plan was copied, and which still need a day."""

    template_name = "plans/copied.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = shown(copying.compare(self.plan))
        old = self.plan.copied_from
        return super().get_context_data(**kwargs, plan=self.plan, plan_url=plan_url(self.plan), old=old, **lines)


def shown(lines: list[copying.Line]) -> dict[str, Any]:
    """The lines in three kinds: with words that became TBC, moved, and as they were."""
    lost = [line for line in lines if line.lost]
    moved = [line for line in lines if not line.lost and line.before != line.after]
    same = len(lines) - len(lost) - len(moved)
    return {"lost": lost, "moved": moved[:SHOWN], "moved_count": len(moved), "same": same, "total": len(lines)}
