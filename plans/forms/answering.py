"""What is said of one action in a round: made only for rows that were sent, never to draw one."""

from typing import Any

from django import forms

from core.fields import DayField
from core.forms import LONGEST_TEXT, SofsForm
from core.ratings import CHOICES, Rag
from plans.answering import FIELDS
from plans.services.updates import Said


class AnswerForm(SofsForm):
    """A rating and a sentence, the way back to green, help wanted and a new date. `seen` is the update looked at."""

    nouns = {"rag": "a rating"}

    rag = forms.ChoiceField(label="Rating", choices=[choice for choice in CHOICES if choice[0] != Rag.NOT_RATED])
    comment = forms.CharField(label="What has changed", required=False, max_length=4000)
    path_to_green = forms.CharField(label="Path to green", required=False, max_length=1000)
    help_wanted = forms.CharField(label="Help wanted", required=False, max_length=1000)
    next_date = DayField(label="New date", required=False)
    seen = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def said(self) -> Said:
        """What was said, for the service."""
        return Said(**{name: self.cleaned_data[name] for name in FIELDS})

    def sentences(self) -> dict[str, str]:
        """The first error of each field a person can see, in the order of the page."""
        return {name: str(self.errors[name][0]) for name in FIELDS if name in self.errors}


def prefix(pk: int) -> str:
    """What the names of a row's fields begin with."""
    return f"a{pk}"


def typed(data: Any, pk: int) -> dict[str, str] | None:
    """What a row's fields held when the page was sent, fit to be kept; None when the row was not on the page."""
    if f"{prefix(pk)}-seen" not in data:
        return None
    return {name: _fit(str(data.get(f"{prefix(pk)}-{name}", ""))) for name in FIELDS}


def _fit(words: str) -> str:
    """Without the characters that no database can store."""
    return "".join(each for each in words[:LONGEST_TEXT] if each != "\x00" and not "\ud800" <= each <= "\udfff")
