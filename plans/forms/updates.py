"""The form that says how an action stands."""

from typing import Any

from django import forms

from accounts.models import Person
from core.daywords import say_day
from core.fields import DayField, RatingField
from core.forms import SofsForm
from core.ratings import CHOICES, Rag
from plans.models import Action, ActionDate
from plans.services.updates import Said

OFFERED = [(value, word) for value, word in CHOICES if value != Rag.NOT_RATED]


class UpdateForm(SofsForm):
    """A rating and a sentence; gently beside them the way back to green, help wanted and a new date.

    `seen` is the update its author was looking at. `people` are whose answer it may be; none, no such question.
    `said_by` is whose it is at first.
    """

    nouns = {"rag": "a rating"}

    rag = RatingField(choices=OFFERED)
    comment = forms.CharField(
        label="What has changed?", help_text="Red, amber or a moved date needs a sentence.", required=False,
        max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    path_to_green = forms.CharField(
        label="Path to green", help_text="What will bring it back, who, by when.", required=False, max_length=1000
    )
    next_date = DayField(label="New date", required=False)
    help_wanted = forms.CharField(
        label="Help wanted", help_text="From whom, and with what.", required=False, max_length=1000
    )
    said_by = forms.ModelChoiceField(
        Person.objects.none(), label="Whose answer is this?", required=False, empty_label="My own"
    )
    seen = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: Action, people: Any, said_by: str = "", **kwargs: Any) -> None:
        kwargs |= {"initial": _initial(action) | {"said_by": said_by}, "auto_id": f"u{action.pk}-%s"}
        super().__init__(*args, **kwargs)
        self.draft = f"update-{action.pk}"
        if people is None:
            del self.fields["said_by"]
        else:
            answers: Any = self.fields["said_by"]
            answers.queryset = people

    def tell(self, open_date: ActionDate | None) -> None:
        """Say which day stands now, beside the question for a new one."""
        if open_date is not None and open_date.end is None:
            self["next_date"].help_text = "No day is known yet. Leave empty if it still is not."
        elif open_date is not None and open_date.end is not None:
            self["next_date"].help_text = f"Now {say_day(open_date.end)}. Leave empty if it stands."

    def said(self) -> Said:
        """What was said, for the service."""
        texts = {name: self.cleaned_data[name] for name in ("rag", "comment", "path_to_green", "help_wanted")}
        return Said(**texts, next_date=self.cleaned_data.get("next_date"))


def _initial(action: Action) -> dict[str, Any]:
    latest = action.latest
    troubled = latest is not None and action.rag in (Rag.AMBER, Rag.RED)
    return {
        "rag": action.rag if action.rag != Rag.NOT_RATED else None,
        "path_to_green": latest.path_to_green if latest and troubled else "",
        "seen": action.latest_id,
    }
