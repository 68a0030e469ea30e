"""The form for a link that shows how an action stands."""

from django import forms

from core.forms import SofsForm


class EvidenceForm(SofsForm):
    """A link, what it is called and what it shows."""

    submit_label = "Add evidence"
    nouns = {"title": "what the link is called", "url": "an address"}

    title = forms.CharField(label="What it is called", max_length=200)
    url = forms.URLField(
        label="Address", max_length=500, assume_scheme="https", help_text="It starts with https://",
        error_messages={"invalid": "Enter a full address that starts with https://"},
    )  # fmt: skip
    shows = forms.CharField(
        label="What it shows", required=False, max_length=300, help_text="For example “Usefulness 8.4 out of 10”"
    )
