"""Forms about the parts of a plan: areas, priorities, statements; and the reason for archiving one."""

from typing import Any

from django import forms

from core.forms import SofsForm
from plans.forms.plan import VersionField
from plans.models import DeliveryArea, Plan, Priority, Statement

TAGS = [
    ("", "None"),
    *((tag, tag.capitalize()) for tag in ("leadership", "practice", "learning", "alignment", "measures")),
]


def _change_needed() -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label="What needs to change", required=False, widget=widget)


def _by_words() -> forms.CharField:
    return forms.CharField(
        label="Heading of the column for where it should be", required=False, max_length=120,
        help_text="For example “By September 2019 …”",
    )  # fmt: skip


class PartForm(SofsForm):
    """What areas, priorities and statements have in common: a version, and values that are the row's own fields."""

    version = VersionField()

    def __init__(self, data: Any = None, *, plan: Plan, row: Any = None, **kwargs: Any) -> None:
        initial = {**(self.values_of(row) if row else {}), **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        if row is None:
            del self.fields["version"]

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """What the form shows of a row."""
        return {name: getattr(row, name) for name in cls.base_fields}

    def values(self) -> dict[str, Any]:
        """What the service is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class AreaForm(PartForm):
    """A delivery area; its lines are statements of their own."""

    nouns = {"code": "a code", "title": "a title"}
    code = forms.CharField(
        label="Code",
        max_length=20,
        help_text="For example OD1",
        widget=forms.TextInput(attrs={"class": "govuk-input--short"}),
    )
    title = forms.CharField(label="Title", max_length=300)
    change_needed = _change_needed()
    by_words = _by_words()


class PriorityForm(PartForm):
    """A high-level priority; its lines are statements of their own."""

    nouns = {"number": "a number", "title": "a title"}
    number = forms.IntegerField(
        label="Number", min_value=1, max_value=99, error_messages={"invalid": "Enter a number"},
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )  # fmt: skip
    title = forms.CharField(label="Title", max_length=300)
    change_needed = _change_needed()
    by_words = _by_words()


class StatementForm(PartForm):
    """One sentence of the plan, of its kind, at its place: the whole plan, one priority or one area."""

    nouns = {"kind": "a heading", "text": "the words", "place": "a place"}
    kind = forms.ChoiceField(label="Heading", choices=[("", "Choose a heading"), *Statement.Kind.choices])
    text = forms.CharField(label="Words", widget=forms.Textarea(attrs={"rows": 4}))
    place = forms.ChoiceField(label="Belongs to", required=False)
    tag = forms.ChoiceField(label="Focus", required=False, choices=TAGS, help_text="Only for Signs of Safety focus.")
    attribution = forms.CharField(
        label="Who says so", required=False, max_length=200, help_text="Only for voices of the vision."
    )

    def __init__(self, data: Any = None, *, plan: Plan, row: Any = None, **kwargs: Any) -> None:
        super().__init__(data, plan=plan, row=row, **kwargs)
        kept = [row.area_id, row.priority_id] if row else []
        self.places = {"": (None, None)}
        choices = [("", "The whole plan")]
        for name, rows in (
            ("priority", plan.prioritys.order_by("number")),
            ("area", plan.deliveryareas.order_by("position")),
        ):
            for each in rows:
                if each.archived_at is None or each.pk in kept:
                    choices.append((f"{name}-{each.pk}", str(each)))
                    self.places[f"{name}-{each.pk}"] = (each, None) if name == "priority" else (None, each)
        field: Any = self.fields["place"]
        field.choices = choices
        if self.initial.get("tag") not in dict(TAGS):
            self._keep_other_tag()

    def _keep_other_tag(self) -> None:
        field: Any = self.fields["tag"]
        field.choices = [*TAGS, (self.initial.get("tag") or "", self.initial.get("tag") or "None")]

    @classmethod
    def values_of(cls, row: Statement) -> dict[str, Any]:
        place = f"priority-{row.priority_id}" if row.priority_id else f"area-{row.area_id}" if row.area_id else ""
        return {name: getattr(row, name) for name in cls.base_fields if name != "place"} | {"place": place}

    def values(self) -> dict[str, Any]:
        values = super().values()
        priority, area = self.places[values.pop("place")]
        return {**values, "priority": priority, "area": area}


class ReasonForm(SofsForm):
    """Why something is archived. It stays on record and can be restored."""

    submit_label = "Archive"
    reason = forms.CharField(
        label="Reason", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this is archived"},
    )  # fmt: skip


FORMS: dict[str, tuple[type[Any], type[PartForm], str]] = {
    "area": (DeliveryArea, AreaForm, "delivery area"),
    "priority": (Priority, PriorityForm, "priority"),
    "statement": (Statement, StatementForm, "statement"),
}
"""By the word in the address: the model, its form and what it is called."""
