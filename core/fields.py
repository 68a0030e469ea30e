"""Form fields of our own: days as words, ratings as a row of shapes. Each says in a sentence what is wrong."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.daywords import NotADay, read_day, say_day
from core.ratings import CHOICES


class DayInput(forms.TextInput):
    """A day is typed as words: "17 September 2018". No calendar is needed and none is forced."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--short", "autocomplete": "off", "maxlength": "40", **(attrs or {})})


class DayField(forms.Field):
    """A day, day first, in any usual spelling. Shown again as "17 September 2018"."""

    widget = DayInput

    def prepare_value(self, value: Any) -> Any:
        return say_day(value) if isinstance(value, dt.date) else value

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return read_day(str(value)[:60])
        except NotADay as error:
            raise ValidationError(str(error), code="not_a_day") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class RatingSelect(forms.RadioSelect):
    """The row of ratings: shape, letter and word. With script, a letter key chooses."""


class RatingField(forms.ChoiceField):
    """A rating chosen by a person. The two unrated states are offered last."""

    widget = RatingSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": CHOICES, "label": "Rating", **kwargs})
