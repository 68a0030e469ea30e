"""The small forms of the page in the room. Each is sent by itself; none loses what another holds."""

from typing import Any

from django import forms

from accounts.models import Agency, Person
from core.fields import DayField
from core.forms import SofsForm
from governance.models import Attendance, BoardRequest, Decision, Meeting


def lines(label: str, rows: int = 2, **more: Any) -> forms.CharField:
    """A text of a few lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


def person(label: str, **more: Any) -> forms.ModelChoiceField:
    """Somebody of the council, by name."""
    return forms.ModelChoiceField(Person.objects.none(), label=label, empty_label="Choose a person", **more)


class RoomForm(SofsForm):
    """What is recorded of one item of a meeting, or of the meeting as a whole when there is none.

    Its answer takes the place of the panel `key` where scripts run; without, the page is loaded anew.
    """

    key = ""
    item = forms.ModelChoiceField(Person.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, meeting: Meeting, action: str, item: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{self.key}-%s", initial={"item": item.pk if item else ""}, **kwargs)
        self.action, self.draft = action, f"room-{meeting.pk}-{self.key}-{item.pk if item else 0}"
        people = Person.objects.in_authority(meeting.authority).filter(closed_on=None).order_by("name", "pk")
        rows = {
            "item": meeting.items.order_by("position", "pk"),
            "agency": Agency.objects.in_authority(meeting.authority).filter(closed_on=None).order_by("name"),
            "replaces": Decision.objects.in_authority(meeting.authority).filter(replaced_by=None).order_by("-number"),
            "deputy_for": people.filter(seats__body=meeting.body_id, seats__to_on=None).distinct(),
        }
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows.get(name, people)

    @property
    def helper(self) -> Any:
        helper = super().helper
        helper.form_action = self.action
        helper.attrs |= {"hx-post": self.action, "hx-target": f"#{self.key}", "hx-swap": "outerHTML"}
        return helper


class NoteForm(RoomForm):
    """A note of one's own."""

    key, submit_label = "notes", "Add note"
    text = lines("Note", 3, max_length=4000, error_messages={"required": "Enter the note"})


class DeclarationForm(RoomForm):
    """An interest somebody declares."""

    key, submit_label = "declarations", "Record declaration"
    person = person("Who declares it", error_messages={"required": "Choose who declares it"})
    text = lines("What", max_length=1000, error_messages={"required": "Enter what is declared"})


class DecisionForm(RoomForm):
    """What the meeting decides."""

    key, submit_label = "decisions", "Record decision"
    text = lines(
        "Decision", 3, help_text="Verb first: what the group agreed.", max_length=4000,
        error_messages={"required": "Enter what was decided, verb first"},
    )  # fmt: skip
    reason = lines("Reason", required=False, max_length=2000)
    rejected = forms.CharField(label="Options not taken", required=False, max_length=2000)
    review_on = DayField(label="Look at it again on", required=False, help_text="For example 1 October 2018")
    replaces = forms.ModelChoiceField(
        Person.objects.none(), label="Takes the place of", required=False, empty_label="No earlier decision"
    )


class ActionForm(RoomForm):
    """What the meeting gives somebody to do."""

    key, submit_label = "actions", "Give action"
    text = lines(
        "What", help_text="Verb first.", max_length=2000, error_messages={"required": "Enter what is to be done"}
    )
    owner = person("Who", error_messages={"required": "Choose who does it"})
    due_on = DayField(label="By when", required=False, help_text="For example 1 August 2018")
    task = forms.BooleanField(
        label="A superleader task", required=False, help_text="The superleader reports it back from My work."
    )


class RequestForm(RoomForm):
    """What the meeting asks of the Board."""

    key, submit_label = "requests", "Ask the Board"
    kind = forms.ChoiceField(
        label="What is asked for", choices=[("", "Choose one"), *BoardRequest.Kind.choices],
        error_messages={"required": "Choose what is asked for"},
    )  # fmt: skip
    ask = lines("The request", max_length=2000, error_messages={"required": "Enter what the Board is asked"})
    effect = lines("If nothing is decided", required=False, max_length=2000)
    by_on = DayField(label="Needed by", required=False, help_text="For example 30 September 2018")
    owner = person("Who sees to it", required=False)


class AttendForm(RoomForm):
    """Somebody without a seat who is there: a guest, or a deputy for a member."""

    key, submit_label = "attendance", "Add to attendance"
    person = person("Who", error_messages={"required": "Choose who is there"})
    state = forms.ChoiceField(
        label="As", choices=[("present", "A guest"), ("deputy", "A deputy for a member")], widget=forms.RadioSelect,
        initial="deputy", error_messages={"required": "Choose whether they are a guest or a deputy"},
    )  # fmt: skip
    deputy_for = forms.ModelChoiceField(Person.objects.none(), label="Deputy for", required=False, empty_label="Nobody")
    agency = forms.ModelChoiceField(
        Person.objects.none(),
        label="For which agency",
        required=False,
        empty_label="Their own",
        help_text="Only if it is another one.",
    )


class HereForm(forms.Form):
    """One press of a button beside a member: who, and how."""

    person = forms.ModelChoiceField(Person.objects.none())
    state = forms.ChoiceField(choices=[(s.value, s.label) for s in Attendance.State if s != Attendance.State.DEPUTY])

    def __init__(self, data: Any, *, meeting: Meeting) -> None:
        person, _, state = str(data.get("here", "")).partition("-")
        super().__init__({"person": person, "state": state})
        people: Any = self.fields["person"]
        people.queryset = Person.objects.in_authority(meeting.authority)
