"""Forms about one date of an action: done, changed, a query answered."""

import datetime as dt
from typing import Any

from django import forms

from core.daywords import say_day
from core.fields import DayField
from core.forms import SofsForm
from plans import wording
from plans.forms.plan import VersionField
from plans.models import ActionDate


class DoneForm(SofsForm):
    """When something was done; today when nothing else is said."""

    submit_label = "Mark done"
    done_on = DayField(label="Day it was done", required=False, help_text="For example 17 September 2018")

    def __init__(self, data: Any = None, *, on: dt.date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.on = on

    def clean_done_on(self) -> dt.date:
        return self.cleaned_data["done_on"] or self.on


class MoveForm(SofsForm):
    """New days for a date, with the reason. Once they are known, the new by-when words are offered to be checked."""

    submit_label = "See the new words"
    nouns = {"start": "the new first day", "reason": "the reason"}

    seen = VersionField()
    start = DayField(label="New first day", help_text="For example 17 September 2018")
    end = DayField(label="New last day", required=False, help_text="Leave empty when it is one day.")
    reason = forms.CharField(
        label="Why it has moved", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the date has moved"},
    )  # fmt: skip
    words = forms.CharField(
        label="By when will then say", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="These words go into the plan and out with it. Change them if they should be put another way.",
    )  # fmt: skip
    offered = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, checked: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if checked:
            self.submit_label = "Save the new date"
        else:
            del self.fields["words"], self.fields["offered"]

    def clean_end(self) -> dt.date | None:
        return self.cleaned_data["end"] or self.cleaned_data.get("start")


class AddForm(MoveForm):
    """One more date for an action. Once it is known, the new by-when words are offered to be checked."""

    nouns = {"start": "the first day"}

    def __init__(self, data: Any = None, *, checked: bool = False, **kwargs: Any) -> None:
        super().__init__(data, checked=checked, **kwargs)
        del self.fields["reason"]
        self.fields["start"].label, self.fields["end"].label = "First day", "Last day"
        if checked:
            self.submit_label = "Add the date"


class SetForm(SofsForm):
    """The day of a date that had none: to be confirmed until now, or the first time of one that comes back."""

    submit_label = "Save the day"
    nouns = {"start": "the first day"}

    seen = VersionField()
    start = DayField(label="First day", help_text="For example 17 September 2018")
    end = DayField(label="Last day", required=False, help_text="Leave empty when it is one day.")
    reason = forms.CharField(label="How it is known", required=False, max_length=500)

    def clean_end(self) -> dt.date | None:
        return self.cleaned_data["end"] or self.cleaned_data.get("start")


class AnswerForm(SofsForm):
    """Which days were meant by words that look impossible. The words of the plan stay as they are."""

    submit_label = "Save answer"
    nouns = {"choice": "which days are meant"}

    seen = VersionField()
    choice = forms.ChoiceField(label="Which days are meant?", widget=forms.RadioSelect)
    start = DayField(label="First day", required=False, help_text="Only for other days. For example 21 May 2018")
    end = DayField(label="Last day", required=False, help_text="Leave empty when it is one day.")
    reason = forms.CharField(label="How you know", required=False, max_length=500)

    def __init__(
        self, data: Any = None, *, date_row: ActionDate, suggested: tuple[dt.date, dt.date] | None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        written = (date_row.start, date_row.end) if date_row.start and date_row.end else None
        self.days = {"suggested": suggested, "written": written}
        field: Any = self.fields["choice"]
        field.choices = list(self._choices(date_row.precision))
        self.fields["seen"].required = False
        if len(field.choices) == 1:
            self._ask_for_days_only(field)

    def _ask_for_days_only(self, choice: Any) -> None:
        """Nothing is suggested and nothing could be read, so there is nothing to choose from."""
        choice.widget, choice.initial, choice.required = forms.HiddenInput(), "days", False
        self.fields["start"].help_text = "For example 21 May 2018"

    def _choices(self, precision: str) -> Any:
        for choice, words in (("suggested", "{}"), ("written", "{}, as written")):
            if days := self.days[choice]:
                yield choice, words.format(wording.describe(*days, precision or "day"))
        yield "days", "Other days"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("choice") == "" and self.fields["choice"].widget.is_hidden:
            data["choice"] = "days"
        if data.get("choice") == "days" and "start" in data and not data["start"]:
            self.add_error("start", "Enter the first day")
        return data

    def answer(self) -> tuple[dt.date, dt.date]:
        """The days that were chosen or typed."""
        data = self.cleaned_data
        chosen = self.days.get(data["choice"])
        return chosen or (data["start"], data["end"] or data["start"])


def say_span(start: dt.date | None, end: dt.date | None) -> str:
    """ "5 March 2018" or "21 May 2018 to 25 May 2018", for sentences."""
    if start is None or end is None:
        return ""
    return say_day(start) if start == end else f"{say_day(start)} to {say_day(end)}"
