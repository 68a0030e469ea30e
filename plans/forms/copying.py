"""The form for a plan that grows from another: what it is called, and how far its dates move."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.fields import DayField
from core.forms import SofsForm


class CopyForm(SofsForm):
    """A title, and either a first day or a number of months. `sure` comes from the page that shows what would move."""

    submit_label = "See what would move"
    nouns = {"title": "a title for the new plan"}

    title = forms.CharField(label="Title of the new plan", max_length=200)
    starts_on = DayField(
        label="First day of the new plan", required=False, help_text="All dates move by as many months as this one."
    )
    months = forms.IntegerField(
        label="Or move the dates by months", required=False, min_value=-600, max_value=600,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}), help_text="For example 24",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not {"starts_on", "months"} & set(self.errors):
            if cleaned.get("starts_on") is None and cleaned.get("months") is None:
                raise ValidationError({"starts_on": "Enter the first day of the new plan, or a number of months"})
            if cleaned.get("starts_on") and cleaned.get("months") is not None:
                raise ValidationError({"months": "Enter a first day or a number of months, not both"})
        return cleaned
