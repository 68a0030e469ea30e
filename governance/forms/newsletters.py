"""Forms of the newsletter: examples, the editor, warnings to confirm, and who gets it. They clean and never save."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.forms import LineField, own_choices
from accounts.models import Person
from core.forms import SofsForm
from governance.anonymity import Warned
from governance.models import Example, Meeting, Newsletter, Subscriber
from plans.forms.plan import VersionField
from plans.models import Plan

LEAVE = ""


def _words(label: str, hint: str = "", rows: int = 3, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, widget=forms.Textarea(attrs={"rows": rows}), max_length=8000
    )


class ExampleForm(SofsForm):
    """An example of good practice, told the way of appreciative inquiry."""

    submit_label = "Offer this example"
    nouns = {"title": "a title", "what_went_well": "what went well"}

    title = LineField(label="Title", max_length=200, help_text="For example: A safety plan the whole network wrote")
    what_went_well = _words("What went well?", "About the work, not about people we help.", 5, required=True)
    what_helped = _words("What helped?", "Who did what that made it go well.")
    difference = _words("What difference did it make?")
    more_of = _words("What do we want more of?")
    introduced_by = forms.ModelChoiceField(
        Person.objects.none(), required=False, label="Who introduces it?", empty_label="Nobody named"
    )
    consent = forms.BooleanField(
        required=False, label="Those who did the work agree that it is told", help_text="Without this it is not used."
    )

    def __init__(self, *args: Any, authority: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["introduced_by"]
        field.queryset = own_choices(Person, authority, self.initial.get("introduced_by"))


class EditExampleForm(ExampleForm):
    """The same of an example that is there."""

    submit_label = "Save the example"
    version = VersionField()

    @staticmethod
    def values_of(example: Example) -> dict[str, Any]:
        """What the form shows of an example."""
        return {name: getattr(example, name) for name in (*ExampleForm.base_fields, "version")}


class ConfirmForm(SofsForm):
    """Each warning of the check, to be confirmed by a person, and the version that was looked at."""

    confirmed = forms.MultipleChoiceField(
        required=False, label="I have looked at each: these words tell of nobody who could be recognised",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "The words have changed. Load this page again"},
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, warnings: Sequence[Warned], submit_label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submit_label = submit_label
        field: Any = self.fields["confirmed"]
        field.choices = [(each.key, f"{each.what}: “{each.words}” ({each.where})") for each in warnings]
        if not warnings:
            del self.fields["confirmed"]

    def confirmed_keys(self) -> set[str]:
        """The warnings that were ticked."""
        return set(self.cleaned_data.get("confirmed", []))


class DraftForm(SofsForm):
    """Which plan an issue tells of, and after which meeting."""

    submit_label = "Draft the newsletter"
    nouns = {"plan": "a plan", "meeting": "a meeting"}

    plan = forms.ModelChoiceField(Plan.objects.none(), label="Plan", empty_label=None)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), required=False, label="After which meeting?", empty_label="No meeting in particular"
    )

    def __init__(self, *args: Any, plans: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan_field: Any = self.fields["plan"]
        meeting_field: Any = self.fields["meeting"]
        plan_field.queryset, meeting_field.queryset = plans, meetings


class IssueForm(SofsForm):
    """The words of an issue. Each line of achievements and of things to work on becomes a point."""

    submit_label = "Save the draft"
    nouns = {"title": "a title", "example": "an example", "tool_url": "the link"}

    title = LineField(label="Title", max_length=200)
    progress = _words("Progress in brief", "A few sentences. Each line is a paragraph.", 4, required=True)
    achievements = _words("Achievements", "One a line.", 6)
    to_work_on = _words("Things to work on", "One a line.", 6)
    example = forms.ModelChoiceField(
        Example.objects.none(), required=False, label="Example of good practice", empty_label="None in this issue",
        help_text="Only examples that were checked can be chosen.",
    )  # fmt: skip
    tool_title = LineField(label="A piece of research or a tool: its title", required=False, max_length=200)
    tool_words = _words("What it is and what it is good for", rows=4)
    tool_url = forms.URLField(label="Where to find it", required=False, max_length=500, assume_scheme="https")
    version = VersionField()

    def __init__(self, *args: Any, examples: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["example"]
        field.queryset = examples

    @staticmethod
    def values_of(newsletter: Newsletter) -> dict[str, Any]:
        """What the form shows of an issue."""
        return {name: getattr(newsletter, name) for name in IssueForm.base_fields}


class SubscriberForm(SofsForm):
    """Somebody who agreed to get the newsletter."""

    submit_label = "Add subscriber"
    nouns = {"email": "an email address", "consent_words": "how they agreed"}

    email = forms.EmailField(label="Email", max_length=254)
    name = LineField(label="Name", required=False, max_length=120)
    form = forms.ChoiceField(
        label="What do they want?", choices=Subscriber.Form.choices, initial="html", widget=forms.RadioSelect
    )
    consent_words = LineField(
        label="How did they agree?", max_length=300, help_text="For example: Asked at the launch, 5 March 2018"
    )


class PasteForm(SofsForm):
    """Many at once, who agreed in the same way."""

    submit_label = "Add them"
    nouns = {"people": "at least one person", "consent_words": "how they agreed"}

    people = forms.CharField(
        label="People", max_length=60_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="One a line, for example: Lena Whitcombe, lena.whitcombe@fenshire.gov.uk",
    )  # fmt: skip
    consent_words = LineField(
        label="How did they agree?", max_length=300, help_text="For example: Signed the list at the gathering"
    )


class ChoiceForm(SofsForm):
    """What a reader chooses for themselves."""

    submit_label = "Save my choice"
    nouns = {"form": "how you want it"}

    form = forms.ChoiceField(
        label="How do you want the newsletter?", required=False, widget=forms.RadioSelect,
        choices=[*Subscriber.Form.choices, (LEAVE, "Not at all: leave the list")],
    )  # fmt: skip
