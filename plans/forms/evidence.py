"""The form for a link or a file that shows how an action stands."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import SofsForm
from core.uploads import papers

CHOOSE = "Enter an address, or choose a file"
TOO_LARGE = "The file is larger than 10 MB. Make it smaller, or give a link to where it is kept"


class EvidenceForm(SofsForm):
    """A link or a file, what it is called and what it shows."""

    submit_label = "Add evidence"
    nouns = {"title": "what it is called", "url": "an address", "file": "a file"}

    url = forms.URLField(
        label="A link", max_length=500, assume_scheme="https", required=False,
        help_text="It starts with https://", error_messages={"invalid": "Enter a full address that starts with https://"},
    )  # fmt: skip
    file = forms.FileField(
        label="Or a file", required=False, max_length=200,
        help_text="PDF, Word, Excel or PowerPoint (.docx, .xlsx, .pptx), PNG or JPEG, CSV or text: up to 10 MB.",
        widget=forms.FileInput(attrs={"accept": papers.ACCEPTED}),
    )  # fmt: skip
    title = forms.CharField(
        label="What it is called", max_length=200, required=False, help_text="A file goes by its own name without one."
    )
    shows = forms.CharField(
        label="What it shows", required=False, max_length=300, help_text="For example “Usefulness 8.4 out of 10”"
    )

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
            raise ValidationError({"file": TOO_LARGE})
        return cleaned
