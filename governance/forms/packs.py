"""Forms about packs: the words of a section, why papers are late, why there is a further version."""

from typing import Any

from django import forms

from core.forms import SofsForm
from governance.services.packs import LONGEST
from plans.forms.plan import VersionField


class WordsForm(SofsForm):
    """The words of one section, one text for each place."""

    submit_label = "Save words"
    version = VersionField()

    def __init__(self, data: Any = None, *, places: dict[str, dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, place in places.items():
            self.fields[name] = forms.CharField(
                label=place["label"], required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
            )

    def words(self) -> dict[str, str]:
        """What was typed, by place."""
        return {name: said for name, said in self.cleaned_data.items() if name != "version"}


class PublishForm(SofsForm):
    """Publishing: only late papers are asked about."""

    submit_label = "Publish the pack"

    late_reason = forms.CharField(label="Why are these papers late?", max_length=300, required=False)

    def __init__(self, data: Any = None, *, late: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not late:
            del self.fields["late_reason"]


class AskForm(SofsForm):
    """Asking for a pack; a further version says why."""

    submit_label = "Compile the pack"

    reason = forms.CharField(
        label="Why is there a further version?", max_length=500, required=False,
        help_text="Members see this with the new version. The earlier one stays readable.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, correction: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not correction:
            del self.fields["reason"]
