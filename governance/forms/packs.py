"""Forms about packs: the words of a section, why papers are late, why there is a further version."""

from typing import Any

from django import forms

from core.forms import SofsForm
from core.ratings import CHOICES
from governance.models import Pack
from governance.services.packs import LONGEST
from plans.forms.plan import VersionField
from plans.models import DeliveryArea, Plan

KINDS = [(kind.value, kind.label) for kind in (Pack.Kind.BOARD, Pack.Kind.RETURN, Pack.Kind.FILTERED)]


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


class ReportForm(SofsForm):
    """A report on a plan: what kind, and for a filtered one of which actions."""

    submit_label = "Compile the report"
    nouns = {"plan": "a plan", "kind": "what kind of report it is", "title": "a title"}

    plan = forms.ModelChoiceField(label="Plan", queryset=Plan.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label="What kind of report is it?", widget=forms.RadioSelect, choices=KINDS)
    title = forms.CharField(label="Title", max_length=200, help_text="For example: OD3 for the senior leadership team.")
    area = forms.ModelChoiceField(
        label="Delivery area", queryset=DeliveryArea.objects.none(), required=False, empty_label="Every area",
        help_text="Only for a report of some of the actions.",
    )  # fmt: skip
    rags = forms.MultipleChoiceField(
        label="Ratings", choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Only for a report of some of the actions. None ticked means every rating.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, plans: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        areas = DeliveryArea.objects.filter(plan__in=plans).live().order_by("plan", "position", "pk")
        for name, rows in (("plan", plans), ("area", areas)):
            field: Any = self.fields[name]
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """An area belongs to the plan that was chosen."""
        said = super().clean() or self.cleaned_data
        area = said.get("area")
        if area is not None and area.plan_id != getattr(said.get("plan"), "pk", None):
            self.add_error("area", "Choose an area of the plan that you chose")
        return said

    def filters(self) -> dict[str, Any]:
        """Which actions are wanted, with the words that say so; nothing for a report on the whole plan."""
        said = self.cleaned_data
        if said["kind"] != Pack.Kind.FILTERED:
            return {}
        words = [str(said["area"])] if said["area"] else ["Every area"]
        words += [dict(CHOICES)[rag] for rag in said["rags"]]
        return {"area": said["area"].pk if said["area"] else None, "rags": said["rags"], "words": ", ".join(words)}
