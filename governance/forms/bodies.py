"""Forms about bodies: their terms, seats and standing items."""

from typing import Any

from django import forms

from core.fields import DayField
from core.forms import SofsForm
from governance.models import BodyTerms, Seat
from plans.forms.plan import VersionField


class TermsForm(SofsForm):
    """What a body is for, to whom it reports, and when it can decide."""

    submit_label = "Save terms"

    purpose = forms.CharField(
        label="Purpose", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )
    sphere = forms.ChoiceField(
        label="Sphere of responsibility", required=False, choices=[("", "None"), *BodyTerms.Sphere.choices]
    )
    reports_to = forms.ModelChoiceField(label="Reports to", queryset=None, required=False, empty_label="Nobody")
    quorum = forms.IntegerField(
        label="How many members must be there", min_value=0, max_value=200, initial=0,
        help_text="0 sets no quorum.", widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    needs_chair = forms.BooleanField(label="The chair or the deputy chair must be there", required=False)
    must_attend = forms.ModelMultipleChoiceField(
        label="Agencies that must be there", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    version = VersionField()

    def __init__(self, data: Any = None, *, bodies: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, rows in (("reports_to", bodies), ("must_attend", agencies)):
            field: Any = self.fields[name]
            field.queryset = rows

    @staticmethod
    def values_of(terms: BodyTerms) -> dict[str, Any]:
        """What the form shows of the terms."""
        plain = ("purpose", "sphere", "reports_to", "quorum", "needs_chair", "version")
        return {name: getattr(terms, name) for name in plain} | {"must_attend": list(terms.must_attend.all())}


class SeatForm(SofsForm):
    """Who sits on a body, for which agency, in which role, from when."""

    submit_label = "Save seat"
    nouns = {"person": "who sits there", "from_on": "the first day"}

    person = forms.ModelChoiceField(label="Who sits there?", queryset=None, empty_label="Choose one")
    agency = forms.ModelChoiceField(
        label="For which agency?", queryset=None, required=False, empty_label="Their own",
    )  # fmt: skip
    role = forms.ChoiceField(label="Role", choices=Seat.Role.choices, initial=Seat.Role.MEMBER)
    from_on = DayField(label="From", required=False, help_text="For example 1 April 2018")

    def __init__(self, data: Any = None, *, people: Any = None, agencies: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, rows in (("person", people), ("agency", agencies)):
            field: Any = self.fields[name]
            field.queryset = rows
        if people is None:
            del self.fields["person"]

    @staticmethod
    def values_of(seat: Seat) -> dict[str, Any]:
        """What the form shows of a seat."""
        return {name: getattr(seat, name) for name in ("agency", "role", "from_on")}


class EndSeatForm(SofsForm):
    """The last day of a seat."""

    submit_label = "End the seat"
    nouns = {"to_on": "the last day"}

    to_on = DayField(label="Last day")


class StandingForm(SofsForm):
    """Signs of Safety as a standing item of this body."""

    submit_label = "Save standing item"
    nouns = {"words": "what the standing item is"}

    words = forms.CharField(
        label="Standing item", max_length=300, help_text="For example: progress with Signs of Safety, each meeting"
    )
