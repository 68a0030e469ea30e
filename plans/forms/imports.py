"""Forms of an import: the file, and what the officer chose on the check page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import uploads
from core.errors import RuleBroken
from core.forms import SofsForm
from plans.models import Plan

LARGEST = 10 * 1024 * 1024
PASTED = "pasted text.txt"


class FileForm(SofsForm):
    """The file that holds the plan, or the same as pasted text, and which plan it is."""

    submit_label = "Read this plan"
    draft = "import"

    file = forms.FileField(
        label="Plan document",
        help_text="Word (.docx), Excel (.xlsx), CSV or plain text, up to 10 MB.",
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.csv,.txt,.md,.tsv"}),
    )
    text = forms.CharField(
        label="Or paste the table here",
        help_text="Copied from Word, Excel or a mail. Leave empty when you have chosen a file.",
        required=False,
        max_length=1_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    plan = forms.ChoiceField(label="Which plan is it?", required=False)

    def __init__(self, *args: Any, plans: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(plan.slug, f"{plan.title} ({plan.get_state_display().lower()})") for plan in plans]
        self.fields["plan"].choices = [("", "The plan of the same title, or a new draft"), *choices]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "file" in self.errors or "text" in self.errors:
            return cleaned
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if not file and not text.strip():
            raise ValidationError({"file": "Choose a plan document, or paste its table"})
        field = "file" if file else "text"
        if file and file.size > LARGEST:
            raise ValidationError(
                {"file": "The file is larger than 10 MB. Take pictures out of it, or paste the table"}
            )
        name, data = (file.name, file.read()) if file else (PASTED, text.encode("utf-8", "surrogatepass"))
        try:
            uploads.check(data, name)
        except RuleBroken as fault:
            raise ValidationError({field: str(fault)}) from fault
        return {**cleaned, "name": name, "data": data}
