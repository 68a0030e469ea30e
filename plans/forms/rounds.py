"""Forms about update rounds: when they are, the plan's own note, an answer that is sent back."""

from typing import Any

from django import forms

from core.fields import DayField
from core.forms import SofsForm
from plans.forms.plan import VersionField
from plans.models import ReportingPeriod


class PeriodForm(SofsForm):
    """What a round is called and when it takes answers."""

    nouns = {"opens_on": "the first day", "closes_on": "the last day"}

    title = forms.CharField(label="Title", max_length=120, help_text="What people call it, for example July 2018.")
    opens_on = DayField(label="First day")
    closes_on = DayField(label="Last day", help_text="Answers count until the end of this day.")


class NewPeriodForm(PeriodForm):
    """The same of a new round, and whether it opens at once."""

    submit_label = "Save round"
    NOW, LATER = "now", "later"

    start = forms.ChoiceField(
        label="When does it open?", widget=forms.RadioSelect,
        choices=[
            (NOW, "Now: each lead gets one mail today, with a link that needs no account"),
            (LATER, "By itself on its first day, or on the first working day after"),
        ],
        error_messages={"required": "Choose when it opens"},
    )  # fmt: skip


class EditPeriodForm(PeriodForm):
    """The same of a round that exists. What has begun keeps its first day."""

    submit_label = "Save round"
    version = VersionField()

    def __init__(self, data: Any = None, *, period: ReportingPeriod, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if period.state != ReportingPeriod.State.PLANNED:
            del self.fields["opens_on"]

    @staticmethod
    def values_of(period: ReportingPeriod) -> dict[str, Any]:
        """What the form shows of a round."""
        return {name: getattr(period, name) for name in (*PeriodForm.base_fields, "version")}


class NoteForm(SofsForm):
    """The plan's own progress note for a period, in three columns."""

    submit_label = "Save note"

    where_we_are = forms.CharField(
        label="Where we are", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 5})
    )
    working_well = forms.CharField(
        label="What is working well", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 5})
    )
    worries = forms.CharField(
        label="What we are worried about", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 5})
    )
    version = VersionField()

    def __init__(self, data: Any = None, *, period: ReportingPeriod, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.draft = f"note-{period.pk}"

    @staticmethod
    def values_of(period: ReportingPeriod) -> dict[str, Any]:
        """What the form shows of a round."""
        return {name: getattr(period, name) for name in NoteForm.base_fields}


class SendBackForm(SofsForm):
    """A question on an answer. `seen` is the update it is about."""

    submit_label = "Send back"

    question = forms.CharField(
        label="What would you like to know?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The lead sees it over their answer, and in their next mail.",
        error_messages={"required": "Say what you would like to know"},
    )  # fmt: skip
    seen = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class LockForm(SofsForm):
    """Nothing to fill in: the page says what is locked."""

    submit_label = "Lock for good"
