"""Forms about a plan itself: what it is called and covers, and the state it is in."""

from typing import Any

from django import forms

from core.fields import DayField
from core.forms import SofsForm
from plans import rules
from plans.models import Plan

CHANGED_ON_ITS_WAY = "This page was changed on its way. Load it again"
MOVES = {
    Plan.State.IN_FORCE: "Put it in force: everybody of the council can read it, and its dates count",
    Plan.State.CLOSED: "Close it: it stays as it is, for reading",
    Plan.State.DRAFT: "Take it back to draft: only those who keep the plan see it",
}


class VersionField(forms.IntegerField):
    """Which version of the words somebody was looking at. Hidden; the service compares it."""

    def __init__(self) -> None:
        sentences = dict.fromkeys(("required", "invalid", "min_value", "max_value"), CHANGED_ON_ITS_WAY)
        super().__init__(widget=forms.HiddenInput, min_value=0, error_messages=sentences)


class PlanForm(SofsForm):
    """A plan's title, period and credit."""

    nouns = {"starts_on": "the first day", "ends_on": "the last day"}

    title = forms.CharField(label="Title", max_length=200, help_text="As it stands on the front of the plan.")
    starts_on = DayField(label="First day", required=False, help_text="For example 1 October 2017")
    ends_on = DayField(label="Last day", required=False, help_text="For example 30 September 2019")
    credit = forms.CharField(
        label="Whose template it grew from", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    stale_after_days = forms.IntegerField(
        label="Days without an update before an action counts as stale", min_value=7, max_value=366, initial=45,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={"invalid": "Enter a number of days"},
    )  # fmt: skip


class EditPlanForm(PlanForm):
    """The same of a plan that exists; its version is remembered."""

    version = VersionField()

    @staticmethod
    def values_of(plan: Plan) -> dict[str, Any]:
        """What the form shows of a plan."""
        return {name: getattr(plan, name) for name in (*PlanForm.base_fields, "version")}


class StateForm(SofsForm):
    """Where a plan goes next. `passed` says that all its dates are over, which has to be confirmed."""

    submit_label = "Save state"
    nouns = {"state": "what the plan is to be"}

    state = forms.ChoiceField(label="What is to become of it?", widget=forms.RadioSelect)
    sure = forms.BooleanField(
        label="It is in force although all its dates have passed", required=False,
        help_text="Only needed to put it in force.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, plan: Plan, passed: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        moves: Any = self.fields["state"]
        moves.choices = [(state, MOVES[Plan.State(state)]) for state in rules.MOVES[plan.state]]
        if not passed or plan.state != Plan.State.DRAFT:
            del self.fields["sure"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") == Plan.State.IN_FORCE and data.get("sure") is False:
            self.add_error("sure", "Tick this to put a plan in force whose dates have all passed")
        return data
