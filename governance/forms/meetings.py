"""Forms about meetings: when and where, items, cancelling, publishing, what is given before."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from core.daywords import say_time
from core.fields import DayField
from core.forms import SofsForm
from governance.models import AgendaItem, Meeting
from plans.forms.plan import VersionField

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I %p"]


class ClockField(forms.TimeField):
    """A time of day in any usual spelling: 10:00, 10.30am, 2pm."""

    def __init__(self, **kwargs: Any) -> None:
        said = {"invalid": "Enter the time like 10:00 or 2:30pm"}
        widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
        super().__init__(input_formats=TIMES, error_messages=said, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return say_time(value) if hasattr(value, "hour") else value


class MeetingForm(SofsForm):
    """Whose meeting it is, when, where, and about which plan."""

    submit_label = "Save meeting"
    nouns = {"body": "whose meeting it is", "minutes_planned": "how many minutes it lasts"}

    body = forms.ModelChoiceField(label="Whose meeting is it?", queryset=None, empty_label="Choose one")
    plan = forms.ModelChoiceField(
        label="Plan", queryset=None, required=False, empty_label="None",
        help_text="A meeting about a plan has the two hours of the template, with four of its items.",
    )  # fmt: skip
    period = forms.ModelChoiceField(label="Reporting period", queryset=None, required=False, empty_label="None")
    day = DayField(label="Day", required=False, help_text="For example 25 July 2018")
    time = ClockField(label="Time", required=False, help_text="For example 10am")
    when_words = forms.CharField(
        label="Or, while there is no day", required=False, max_length=120,
        help_text="For example: autumn, to be confirmed",
    )  # fmt: skip
    place = forms.CharField(label="Place", required=False, max_length=200)
    minutes_planned = forms.IntegerField(
        label="Minutes it lasts", min_value=1, max_value=1440, initial=120,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )  # fmt: skip
    title = forms.CharField(
        label="Name", required=False, max_length=120, help_text="Left empty, it is the body and the day."
    )

    def __init__(self, data: Any = None, *, choices: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, rows in choices.items():
            field: Any = self.fields[name]
            field.queryset = rows
        self.fields["period"].label_from_instance = lambda row: f"{row.title}, {row.plan}"  # type: ignore[attr-defined]  # of a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("day") and not data.get("time") and "time" not in self.errors:
            self.add_error("time", "Enter the time it begins")
        return data

    def values(self) -> dict[str, Any]:
        """What the service is given."""
        data = self.cleaned_data
        names = ("body", "plan", "period", "title", "when_words", "place", "minutes_planned")
        day, time = data.get("day"), data.get("time")
        starts_at = timezone.make_aware(datetime.combine(day, time)) if day and time else None
        return {name: data[name] for name in names} | {"starts_at": starts_at}


class NewMeetingForm(MeetingForm):
    """The same of a new meeting, or of several at once."""

    times = forms.IntegerField(
        label="How many meetings", min_value=1, max_value=12, initial=1,
        help_text="More than one makes a series, each with its own agenda.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    every_months = forms.IntegerField(
        label="Months from one to the next", min_value=1, max_value=12, initial=3,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip


class EditMeetingForm(MeetingForm):
    """The same of a meeting that exists; its version is remembered."""

    version = VersionField()

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        """What the form shows of a meeting."""
        local = timezone.localtime(meeting.starts_at) if meeting.starts_at else None
        plain = ("body", "plan", "period", "title", "when_words", "place", "minutes_planned", "version")
        day = {"day": local.date() if local else None, "time": local.time() if local else None}
        return {name: getattr(meeting, name) for name in plain} | day


class CancelForm(SofsForm):
    """Why a meeting is called off."""

    submit_label = "Cancel the meeting"

    reason = forms.CharField(
        label="Why is it cancelled?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why it is cancelled"},
    )  # fmt: skip


class PublishForm(SofsForm):
    """A reason, when the agenda is not what it should be."""

    submit_label = "Publish the agenda"

    reason = forms.CharField(
        label="Why is it so?", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, needed: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not needed:
            del self.fields["reason"]


class ItemForm(SofsForm):
    """One item of an agenda: what, for how long, who presents it."""

    submit_label = "Save item"
    nouns = {"title": "what the item is"}

    title = forms.CharField(label="Item", max_length=200)
    minutes = forms.IntegerField(
        label="Minutes", min_value=1, max_value=480, widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"})
    )
    presenter = forms.ModelChoiceField(
        label="Who presents it?", queryset=None, required=False, empty_label="Nobody yet"
    )

    def __init__(self, data: Any = None, *, people: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        presenter: Any = self.fields["presenter"]
        presenter.queryset = people

    @staticmethod
    def values_of(item: AgendaItem) -> dict[str, Any]:
        """What the form shows of an item."""
        return {name: getattr(item, name) for name in ItemForm.base_fields}


class SwapForm(SofsForm):
    """Which action is heard instead."""

    submit_label = "Swap"

    action = forms.ChoiceField(label="Hear instead", widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        action: Any = self.fields["action"]
        action.choices = choices


class ReportForm(SofsForm):
    """A presenter's short report."""

    submit_label = "Give the report"
    nouns = {"progress": "how it goes"}

    progress = forms.CharField(
        label="Progress", max_length=6000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say how it goes"},
    )  # fmt: skip
    next_steps = forms.CharField(
        label="Next steps", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 3})
    )
    request = forms.CharField(
        label="What do you ask of the group?", required=False, max_length=6000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A decision, approval for a change, resources, help with a block. Leave it empty for nothing.",
    )  # fmt: skip
    version = VersionField()

    @staticmethod
    def values_of(report: Any) -> dict[str, Any]:
        """What the form shows of a report."""
        return {name: getattr(report, name) for name in ReportForm.base_fields}


class FeedbackForm(SofsForm):
    """A leader's own words on their work with practice."""

    submit_label = "Save my words"

    did = forms.CharField(
        label="What did you do to engage with practice?", max_length=6000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example: sat in on a group supervision, joined a case mapping. No child or family is named.",
        error_messages={"required": "Say what you did"},
    )  # fmt: skip
    learned = forms.CharField(
        label="What did you learn from it?", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 3})
    )
    released = forms.BooleanField(
        label="Release these words for the pack", required=False,
        help_text="Until you do, nobody but you can read them.",
    )  # fmt: skip
