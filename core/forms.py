"""What every form stands on: a crispy helper in our look, and errors that are sentences about this very field."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import QueryDict

from core.fields import DayField, RatingField

LONGEST_TEXT = 20_000
CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)


def no_half_characters(value: Any) -> None:
    """Refuses half of a character pair (a lone surrogate), which no database can store."""
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise ValidationError("half character", code="null_characters_not_allowed")


class Helper(FormHelper):
    """Crispy's helper with an address as it is given, not looked up by name each time a field is drawn."""

    form_action = ""


class SofsForm(forms.Form):
    """A form of the house. It cleans and never saves.

    `nouns` gives a field's name within an error ("a rating"), where "the " and its label would read badly.
    `draft` names the draft that the browser keeps until the form is saved.
    """

    use_required_attribute = False
    submit_label = "Save"
    cancel_url = ""
    form_tag = True
    draft = ""
    nouns: dict[str, str] = {}

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_plain_lines(data), *args, **kwargs)
        for name, field in self.fields.items():
            prepare_field(name, field, self.nouns.get(name, ""))

    @property
    def helper(self) -> FormHelper:
        """How crispy draws the form: our markup, one error summary with links, buttons that say what they do."""
        helper = Helper(self)
        helper.form_tag = self.form_tag
        helper.attrs = {"novalidate": "", **({"data-draft": self.draft} if self.draft else {})}
        helper.submit_label = self.submit_label
        helper.cancel_url = self.cancel_url
        layout = self.layout()
        if layout is not None:
            helper.layout = layout
            helper.render_hidden_fields = True
        return helper

    def layout(self) -> Any:
        """A crispy `Layout` when the fields are not simply to stand one under the other."""
        return None


class GalleryForm(SofsForm):
    """One field of every kind, for the gallery page. Nothing is done with it."""

    submit_label = "Save rating"
    cancel_url = "?"
    nouns = {
        "rag": "a rating",
        "title": "what needs to happen",
        "file": "a plan document",
        "roles": "at least one role",
    }

    rag = RatingField()
    title = forms.CharField(label="What needs to happen", max_length=200)
    path = forms.CharField(
        label="Path to green", help_text="What, who and by when.", max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say what will bring 2.10 back to green"},
    )  # fmt: skip
    next_on = DayField(label="Next date", help_text="For example 17 September 2018")
    area = forms.ChoiceField(label="Delivery area", choices=[("", "Choose one"), ("od1", "OD1"), ("od2", "OD2")])
    year = forms.ChoiceField(
        label="Which year is meant?", choices=[("2019", "2019 for both"), ("2018", "2018, as written")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label="Roles", choices=[("lead", "Lead"), ("member", "Member")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="Needs help from the Board", help_text="They see it at their next meeting.")
    file = forms.FileField(label="Plan document", help_text="Word, Excel, CSV or plain text, up to 10 MB.")


def prepare_field(name: str, field: forms.Field, noun: str = "") -> None:
    """Gives a field its own error sentences, and text a length that a page can bear."""
    label = str(field.label or name.replace("_", " ").capitalize()).rstrip(":")
    sentences = _sentences(field, label, noun or _noun(label))
    given = {key: words for cls in reversed(type(field).__mro__) for key, words in _own_messages(cls).items()}
    field.error_messages.update(
        {key: words for key, words in sentences.items() if field.error_messages.get(key) == given.get(key)}
    )
    if isinstance(field, forms.CharField):
        field.validators.append(no_half_characters)
        if field.max_length is None:
            field.validators.append(MaxLengthValidator(LONGEST_TEXT))


def _own_messages(cls: type) -> dict[str, Any]:
    messages: dict[str, Any] = cls.__dict__.get("default_error_messages", {})
    return messages


def _noun(label: str) -> str:
    """The label as it stands within a sentence: "Work email" is "the work email"."""
    if label.endswith("?"):
        return f"an answer to “{label}”"
    lowered = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return lowered if lowered.split(" ")[0] in ("a", "an", "the", "your") else f"the {lowered}"


def _sentences(field: forms.Field, label: str, noun: str) -> dict[str, str]:
    subject = "Your answer" if label.endswith("?") else label
    return {
        "required": _required(field, label, noun),
        **_invalid(field, noun),
        "invalid_choice": f"Choose {noun} from the list",
        "invalid_list": f"Choose {noun} from the list",
        "invalid_pk_value": f"Choose {noun} from the list",
        **_too_long(field, subject),
        "min_length": f"{subject} must be %(limit_value)d characters or more",
        "max_value": f"{subject} must be %(limit_value)s or less",
        "min_value": f"{subject} must be %(limit_value)s or more",
        "null_characters_not_allowed": f"{subject} has a hidden character that cannot be kept. Type it again",
        "missing": f"Choose {noun}",
        "empty": "The file is empty. Choose another",
    }


def _too_long(field: forms.Field, subject: str) -> dict[str, str]:
    if isinstance(field, forms.FileField):  # measures the file's name, with other figures in its sentence
        return {"max_length": "The name of the file is too long. Shorten it and choose it again"}
    return {"max_length": f"{subject} must be %(limit_value)d characters or fewer. You have used %(show_value)d"}


def _required(field: forms.Field, label: str, noun: str) -> str:
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on"
    return f"{'Choose' if isinstance(field, CHOSEN) else 'Enter'} {noun}"


def _invalid(field: forms.Field, noun: str) -> dict[str, str]:
    if isinstance(field, forms.EmailField):
        return {"invalid": "Enter an email address like name@example.gov.uk"}
    if isinstance(field, forms.URLField):
        return {"invalid": "Enter a link that starts with https://"}
    if isinstance(field, forms.IntegerField):
        return {"invalid": f"Enter {noun} as a whole number, in figures"}
    return {"invalid": f"Choose {noun} again"} if isinstance(field, forms.FileField) else {}


def _plain_lines(data: Any) -> Any:
    """Line ends as one character: browsers send two, and unchanged words must stay unchanged."""
    if not isinstance(data, QueryDict):
        return data
    plain = data.copy()
    for key, values in data.lists():
        plain.setlist(key, [str(value).replace("\r\n", "\n") for value in values])
    return plain
