"""Forms about people, registers, settings, words and the trail. They clean and never save."""

from datetime import date, datetime, time
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q
from django.utils import timezone

from accounts.models import Agency, Locality, Named, Person, ServiceKey, Team
from accounts.permissions import Role
from accounts.services.people import Part
from accounts.services.registers import Register
from core.fields import DayField
from core.forms import SofsForm, prepare_field
from core.hooks import EVENTS
from core.models import Mail

BIGGEST_ID = 2**63 - 1


class LineField(forms.CharField):
    """A name or a short title: one line, with single spaces."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


def own_choices(model: type[Named], authority: Any, chosen: Any = None) -> Any:
    """The lines of the council's register that can be chosen: open ones, and the one chosen already."""
    offered = Q(closed_on=None) | Q(pk=getattr(chosen, "pk", None))
    return model._default_manager.filter(offered, authority=authority).order_by("name")


class CouncilForm(SofsForm):
    """A form whose choices come from one council's own rows."""

    def __init__(self, *args: Any, authority: Any, **kwargs: Any) -> None:
        self.authority = authority
        super().__init__(*args, **kwargs)

    def offer(self, name: str, model: type[Named], empty: str) -> None:
        """Let a field choose among the council's own lines."""
        field: Any = self.fields[name]
        field.queryset = own_choices(model, self.authority, self.initial.get(name))
        field.empty_label = empty


class PartForm(CouncilForm):
    """What somebody is to the council, and how far that reaches."""

    nouns = {"roles": "at least one role", "locality": "a locality", "team": "a team"}

    roles = forms.MultipleChoiceField(
        label="Roles", choices=Role.choices, widget=forms.CheckboxSelectMultiple, help_text="Choose all that apply."
    )
    locality = forms.ModelChoiceField(
        Locality.objects.none(), required=False, label="Locality", help_text="Only for a superleader."
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), required=False, label="Team", help_text="Only for a practice leader."
    )

    def __init__(self, *args: Any, with_administrator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_administrator:
            field: Any = self.fields["roles"]
            field.choices = [choice for choice in Role.choices if choice[0] != Role.ADMINISTRATOR]
        self.offer("locality", Locality, "Whole council")
        self.offer("team", Team, "Whole council")

    def part(self) -> Part:
        """What was chosen, as the services want it."""
        data = self.cleaned_data
        return Part(frozenset(data["roles"]), data["locality"], data["team"])


class InviteForm(PartForm):
    """Let somebody in."""

    submit_label = "Send invitation"
    nouns = {**PartForm.nouns, "agency": "an agency"}
    field_order = ["name", "email", "agency", "roles", "locality", "team"]

    name = LineField(label="Name", max_length=120)
    email = forms.EmailField(label="Work email", max_length=254, help_text="We write to this address how to sign in.")
    agency = forms.ModelChoiceField(Agency.objects.none(), required=False, label="Agency")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("agency", Agency, "Not said")


class InviteManyForm(SofsForm):
    """Many people at once, and what those are to be for whom the list does not say."""

    submit_label = "Check the list"
    nouns = {"people": "at least one person", "role": "a role"}

    people = forms.CharField(
        label="People",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="For example: Lena Whitcombe, lena.whitcombe@fenshire.gov.uk, Viewer. The role may be left out.",
    )
    role = forms.ChoiceField(label="Role of those without one", choices=Role.choices, initial=Role.VIEWER)
    send = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, with_administrator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in Role.choices if with_administrator or one[0] != Role.ADMINISTRATOR]
        self.fields["role"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField, as declared above


class LineForm(CouncilForm):
    """One line of a register."""

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in register.fields:
            self.fields[name] = self._field(register, name)
            prepare_field(name, self.fields[name])
        if register.link:
            self.offer(register.link, register.links_to, "Nobody yet" if register.link != "agency" else "Not said")

    @staticmethod
    def _field(register: Register, name: str) -> forms.Field:
        if name == "name":
            return LineField(label="Name", max_length=120)
        if name == "email":
            return forms.EmailField(label="Email", max_length=254, required=False)
        none = register.links_to._default_manager.none()
        return forms.ModelChoiceField(none, required=False, label=register.link_label)


class SettingsForm(SofsForm):
    """What the council calls its bodies, and whom to ask."""

    board_name = LineField(label="What you call your Board", max_length=120)
    steering_group_name = LineField(label="What you call your Steering Group", max_length=120)
    contact_email = forms.EmailField(
        label="Contact email", max_length=254, required=False, help_text="Shown at the foot of every page and mail."
    )
    prompts = forms.CharField(
        label="Questions for leaders and managers",
        max_length=1000,
        required=False,
        help_text="One a line. They stand on the My work page of superleaders, practice leaders and project managers.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class TermForm(SofsForm):
    """A word and what it means."""

    nouns = {"term": "the word", "meaning": "what it means"}

    term = LineField(label="Word", max_length=60)
    meaning = LineField(
        label="What it means", max_length=400, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )

    def __init__(self, *args: Any, action: str, cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action, self.cancel_url = action, cancel_url

    @property
    def helper(self) -> FormHelper:
        """Sent to its own address, also when it stands within the list."""
        helper = super().helper
        helper.form_action = self.action
        return helper


class TrailForm(SofsForm):
    """Which part of the trail to see. What cannot be read is left out, never an error."""

    person = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)
    verb = LineField(required=False, max_length=60)
    before = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)

    def chosen(self) -> dict[str, Any]:
        """What could be read of the address."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class MailForm(SofsForm):
    """Which of the mails to see. What cannot be read is left out, never an error."""

    state = forms.ChoiceField(required=False, choices=Mail.State.choices)
    kind = LineField(required=False, max_length=30)
    before = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST_ID)

    def chosen(self) -> dict[str, Any]:
        """What could be read of the address."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class RemindersForm(SofsForm):
    """How often to be written to."""

    nouns = {"reminders": "how often"}

    reminders = forms.ChoiceField(
        label="How often may we write to you?",
        choices=Person.Reminders.choices,
        widget=forms.RadioSelect,
        help_text="We only write when something you lead is due, overdue or asked about. Codes to sign in always come.",
    )


class SearchForm(SofsForm):
    """Part of a name to look for."""

    q = LineField(required=False, max_length=200)

    def words(self) -> str:
        """What to look for; nothing when it cannot be read."""
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))


def _end_of(day: date) -> datetime:
    """The last moment of a day, where the council is."""
    return timezone.make_aware(datetime.combine(day, time.max))


class ExpiryForm(SofsForm):
    """Until when a key works."""

    nouns = {"expires_on": "the last day it works"}
    expires_on = DayField(label="Works until the end of", help_text="At most two years from today.")

    def expires_at(self) -> datetime:
        """The last moment of the day that was entered."""
        return _end_of(self.cleaned_data["expires_on"])


class KeyForm(ExpiryForm):
    """A key for another council system."""

    submit_label = "Make the key"
    nouns = {**ExpiryForm.nouns, "name": "which system it is for", "scope": "what it may do"}
    field_order = ["name", "scope", "expires_on"]

    name = LineField(label="Which system is it for?", max_length=50, help_text="For example Data warehouse")
    scope = forms.ChoiceField(
        label="What may it do?", choices=ServiceKey.Scope.choices, widget=forms.RadioSelect, initial="read"
    )


class RotateForm(ExpiryForm):
    """A key's successor, and how long the old one works beside it."""

    submit_label = "Make the new key"
    nouns = {**ExpiryForm.nouns, "overlap": "how long the old key still works"}

    overlap = forms.TypedChoiceField(
        label="How long does the old key still work?",
        choices=[("0", "It ends now"), ("1", "One day"), ("7", "Seven days"), ("30", "Thirty days")],
        coerce=int, widget=forms.RadioSelect, initial="7",
    )  # fmt: skip


class HookForm(SofsForm):
    """Where another system is told, and of what."""

    nouns = {"name": "which system it is", "url": "the address", "events": "at least one event"}

    name = LineField(label="Which system is it?", max_length=120)
    url = forms.URLField(
        label="Address", max_length=500, assume_scheme="https", help_text="Starts with https:// and takes a POST."
    )
    events = forms.MultipleChoiceField(
        label="When is it told?", choices=list(EVENTS.items()), widget=forms.CheckboxSelectMultiple
    )
