"""Forms of core messages, events with their papers, and the register of policies."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from accounts.models import Agency, Person
from core.fields import DayField
from core.forms import SofsForm
from core.uploads import papers
from governance import alignment
from governance.models import CoreMessage, Event, Paper, PolicyReview
from governance.services import events, messages, policies
from plans.forms.plan import VersionField
from plans.models import Action, Plan

CHOOSE = "Enter an address, or choose a file"
FULL_ADDRESS = {"invalid": "Enter a full address that starts with https://"}


def _text(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _action() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Action.objects.none(), label="The action it belongs to", required=False, empty_label="None in particular",
        help_text="The action’s page then shows it.",
    )  # fmt: skip


class CouncilForm(SofsForm):
    """A form whose choices are the council's own. `row` is what is edited; its own choices stay, even when closed."""

    def __init__(self, data: Any = None, *, authority: Any, user: Any, row: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        places: Any = self.fields
        if "action" in places:
            mine = Action.objects.in_authority(authority).visible_to(user)
            kept = Q(archived_at=None) & ~Q(plan__state=Plan.State.CLOSED) | Q(pk=getattr(row, "action_id", None))
            places["action"].queryset = mine.filter(kept).order_by("-plan__starts_on", "plan_id", "position", "pk")
        for name, model in (("agency", Agency), ("owner", Person)):
            if name in places:
                kept = Q(closed_on=None) | Q(pk=getattr(row, f"{name}_id", None))
                places[name].queryset = model.objects.in_authority(authority).filter(kept).order_by("name", "pk")


class MessageForm(CouncilForm):
    """A core message: the words, and by when they are to be used."""

    submit_label = "Save message"
    nouns = {"title": "what it is about", "words": "the words", "action": "an action"}

    title = forms.CharField(label="What it is about", max_length=200)
    words = _text("The words to use", 5, help_text="As every agency is to say them, in newsletters and meetings.")
    issued_on = DayField(label="Issued on", initial=timezone.localdate)
    use_by = DayField(label="To be used by", required=False, help_text="For example 5 March 2018")
    action = _action()


class EditMessageForm(MessageForm):
    """The same of a message that exists."""

    version = VersionField()

    @staticmethod
    def values_of(row: CoreMessage) -> dict[str, Any]:
        """What the form shows of a message."""
        return {name: getattr(row, name) for name in (*messages.FIELDS, "version")}


class UseForm(CouncilForm):
    """Where an agency used a message, and when."""

    submit_label = "Add to the log"
    nouns = {"agency": "an agency", "where": "where it was used"}

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", empty_label="Choose an agency")
    where = forms.CharField(
        label="Where it was used", max_length=300, help_text="For example “Staff newsletter, page 2”"
    )
    used_on = DayField(label="When", initial=timezone.localdate, help_text="For example 5 March 2018")


class EventForm(CouncilForm):
    """An event: what, when and where."""

    submit_label = "Save event"
    nouns = {"kind": "what kind of event it is", "action": "an action"}

    kind = forms.ChoiceField(label="Kind of event", choices=[("", "Choose one"), *Event.Kind.choices])
    title = forms.CharField(label="What it is called", max_length=200)
    starts_on = DayField(label="First day", required=False, help_text="For example 5 March 2018")
    ends_on = DayField(label="Last day", required=False, help_text="Only when it lasts more than a day.")
    when_words = forms.CharField(
        label="Or when, in words", required=False, max_length=120,
        help_text="While there is no day, for example “Spring 2018, to be confirmed”.",
    )  # fmt: skip
    place = forms.CharField(label="Where", required=False, max_length=200)
    about = _text("About", 4, required=False)
    action = _action()


class EditEventForm(EventForm):
    """The same of an event that exists."""

    version = VersionField()

    @staticmethod
    def values_of(row: Event) -> dict[str, Any]:
        """What the form shows of an event."""
        return {name: getattr(row, name) for name in (*events.FIELDS, "version")}


class PaperForm(SofsForm):
    """A paper for an event's shelf: a link or a file, and for whom."""

    submit_label = "Put on the shelf"
    nouns = {"title": "what it is called", "url": "an address", "file": "a file", "audience": "who may read it"}

    url = forms.URLField(
        label="A link", max_length=500, assume_scheme="https", required=False,
        help_text="It starts with https://", error_messages=FULL_ADDRESS,
    )  # fmt: skip
    file = forms.FileField(
        label="Or a file", required=False, max_length=200,
        help_text="PDF, Word, Excel or PowerPoint (.docx, .xlsx, .pptx), PNG or JPEG, CSV or text: up to 10 MB.",
        widget=forms.FileInput(attrs={"accept": papers.ACCEPTED}),
    )  # fmt: skip
    title = forms.CharField(
        label="What it is called", max_length=200, required=False, help_text="A file goes by its own name without one."
    )
    audience = forms.ChoiceField(
        label="Who may read it", choices=Paper.Audience.choices, initial=Paper.Audience.EVERYBODY,
        widget=forms.RadioSelect,
    )  # fmt: skip
    dated = DayField(label="Date on the paper", required=False, help_text="For example 5 March 2018")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "file" in self.errors or "url" in self.errors:
            return cleaned
        url, file = cleaned.get("url"), cleaned.get("file")
        if bool(url) == bool(file):
            raise ValidationError({"url": CHOOSE if not url else "Add the link and the file one after the other"})
        if url and not cleaned.get("title"):
            raise ValidationError({"title": "Enter what the link is called"})
        if file and file.size > papers.LARGEST:
            raise ValidationError({"file": "The file is larger than 10 MB. Make it smaller, or give a link to it"})
        return cleaned


class PolicyForm(CouncilForm):
    """A line of the register: what it is, whose, and how often it is reviewed."""

    submit_label = "Save"
    nouns = {"kind": "what kind it is", "agency": "an agency", "owner": "an owner", "action": "an action"}

    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose one"), *PolicyReview.Kind.choices])
    title = forms.CharField(label="What it is called", max_length=200)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", required=False, empty_label="Not said")
    owner = forms.ModelChoiceField(
        Person.objects.none(), label="Owner", required=False, empty_label="Nobody yet",
        help_text="Who reviews it. They are told on My work when a review is due.",
    )  # fmt: skip
    every_months = forms.IntegerField(
        label="Months between reviews", min_value=1, max_value=60, initial=6,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={"invalid": "Enter a number of months"},
    )  # fmt: skip
    next_review_on = DayField(label="Next review", required=False, help_text="For example 5 March 2018")
    url = forms.URLField(
        label="Link to it", max_length=500, assume_scheme="https", required=False,
        help_text="Where the published text can be read.", error_messages=FULL_ADDRESS,
    )  # fmt: skip
    action = _action()


class EditPolicyForm(PolicyForm):
    """The same of a line that exists."""

    version = VersionField()

    @staticmethod
    def values_of(row: PolicyReview) -> dict[str, Any]:
        """What the form shows of a line."""
        return {name: getattr(row, name) for name in (*policies.FIELDS, "version")}


class MoveForm(CouncilForm):
    """What a policy needs to move on: each state asks for its own."""

    nouns = {"owner": "who reviews it", "recommendation": "what is to change"}
    asks = {"in_review": ("owner",), "recommended": ("recommendation",), "published": ("url", "published_on")}

    version = VersionField()
    owner = forms.ModelChoiceField(Person.objects.none(), label="Who reviews it", empty_label="Choose a person")
    recommendation = _text(
        "What is to change", 5, error_messages={"required": "Say what is to change"},
        help_text="So that it says what Signs of Safety says.",
    )  # fmt: skip
    url = forms.URLField(
        label="Where it can be read", max_length=500, assume_scheme="https", error_messages=FULL_ADDRESS,
        help_text="A link that starts with https://",
    )  # fmt: skip
    published_on = DayField(label="Published on", initial=timezone.localdate, help_text="For example 5 March 2018")

    def __init__(self, data: Any = None, *, state: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        row = kwargs["row"]
        asked = self.asks.get(state, ())
        if (row.state, state) == ("in_review", "published"):
            asked = ("url",)
        for name in [name for name in self.fields if name not in (*asked, "version")]:
            del self.fields[name]
        self.submit_label = alignment.step(row, state)

    @staticmethod
    def values_of(row: PolicyReview) -> dict[str, Any]:
        """What the form shows of a line that is to move on."""
        return {name: getattr(row, name) for name in ("version", "owner", "recommendation", "url")}
