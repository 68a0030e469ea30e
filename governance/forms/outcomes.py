"""Forms about what comes of meetings: reports, tasks, requests to the Board and answers, blocks."""

from typing import Any

from django import forms

from core.fields import DayField
from core.forms import SofsForm
from governance.forms.room import lines, person
from governance.models import BoardRequest
from plans.models import Action, Plan


class ReportForm(SofsForm):
    """How far an action of a meeting has come."""

    submit_label = "Save report"
    text = lines("How far has it come?", 4, max_length=4000, error_messages={"required": "Say how far it has come"})
    done = forms.BooleanField(label="It is done", required=False)


class SupersedeForm(SofsForm):
    """What has taken the place of an action."""

    submit_label = "Take it off the log"
    text = lines(
        "What has taken its place?", 3, max_length=1000, error_messages={"required": "Say what has taken its place"}
    )


class TaskForm(SofsForm):
    """A task for a superleader."""

    submit_label = "Give task"
    text = lines("What", 3, help_text="Verb first.", max_length=2000,
                 error_messages={"required": "Enter what is to be done"})  # fmt: skip
    owner = person("Superleader", error_messages={"required": "Choose a superleader"})
    due_on = DayField(label="By when", required=False, help_text="For example 1 August 2018")

    def __init__(self, data: Any = None, *, superleaders: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        owner: Any = self.fields["owner"]
        owner.queryset = superleaders


class AboutActionForm(SofsForm):
    """Something about an action of a plan in force."""

    action = forms.ModelChoiceField(
        Action.objects.none(), label="Action of the plan", empty_label="Choose an action",
        error_messages={"required": "Choose an action of the plan"},
    )  # fmt: skip
    owner = person("Who sees to it", required=False)

    def __init__(self, data: Any = None, *, actions: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        action, owner = self.fields["action"], self.fields["owner"]
        action.queryset, owner.queryset = actions, people  # type: ignore[attr-defined]  # both choose rows


class RaiseForm(AboutActionForm):
    """A request to the Board for an action."""

    submit_label = "Raise request"
    field_order = ("action", "kind", "ask", "effect", "by_on", "owner")
    kind = forms.ChoiceField(
        label="What is asked for", choices=[("", "Choose one"), *BoardRequest.Kind.choices],
        error_messages={"required": "Choose what is asked for"},
    )  # fmt: skip
    ask = lines("The request", 3, max_length=2000, error_messages={"required": "Enter what the Board is asked"})
    effect = lines("What happens if nothing is decided", 2, required=False, max_length=2000)
    by_on = DayField(label="Needed by", required=False, help_text="For example 30 September 2018")


class AnswerForm(SofsForm):
    """What the Board said."""

    submit_label = "Save answer"
    agreed = forms.ChoiceField(
        label="Did the Board agree?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the Board agreed"},
    )  # fmt: skip
    words = lines("In its words", 4, max_length=4000, error_messages={"required": "Enter what the Board said"})


class BlockForm(AboutActionForm):
    """What stands in the way of an action."""

    submit_label = "Save block"
    field_order = ("action", "text", "owner")
    text = lines("What stands in the way", 3, max_length=2000,
                 error_messages={"required": "Enter what stands in the way"})  # fmt: skip
    owner = person("Who is to clear it", required=False)


class ClearForm(SofsForm):
    """How a block was cleared."""

    submit_label = "Mark cleared"
    how = forms.CharField(
        label="How was it cleared?", max_length=300, error_messages={"required": "Say how it was cleared"}
    )


def open_actions(authority: Any, user: Any) -> Any:
    """Actions of plans in force that something may be said about."""
    mine = Action.objects.in_authority(authority).visible_to(user).live().select_related("plan")
    return mine.filter(plan__state=Plan.State.IN_FORCE).order_by("-plan__starts_on", "area__position", "position", "pk")
