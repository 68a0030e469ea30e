"""The form of an action: the plan's own cells, as words."""

from typing import Any

from django import forms

from core.forms import SofsForm
from plans.forms.plan import VersionField
from plans.models import Action, DeliveryArea, Plan, Priority
from plans.services.actions import Words, short_title


def _text(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)


class ActionForm(SofsForm):
    """What the plan says of an action. Communications activities stand in no area."""

    submit_label = "Save action"
    nouns = {"ref": "a ref", "area": "a delivery area", "priority": "a priority"}

    kind = forms.ChoiceField(choices=Action.Kind.choices, widget=forms.HiddenInput, required=False)
    version = VersionField()
    ref = forms.CharField(
        label="Ref", max_length=20, help_text="For example 2.10",
        widget=forms.TextInput(attrs={"class": "govuk-input--short", "autocomplete": "off"}),
    )  # fmt: skip
    area = forms.ModelChoiceField(DeliveryArea.objects.none(), label="Delivery area", empty_label="Choose an area")
    what = _text("What needs to happen", 4, error_messages={"required": "Say what needs to happen"})
    title = forms.CharField(
        label="Short title", required=False, max_length=300,
        help_text="For lists and headings. Left empty, it is the first sentence of what needs to happen.",
    )  # fmt: skip
    by_when = _text(
        "By when", required=False,
        help_text="In the plan’s own words, for example “Review by March 2018”. The dates are read from them.",
    )  # fmt: skip
    who = _text(
        "Who leads and is involved", 2, required=False,
        help_text="In the plan’s own words. Who is accountable is said on the action’s page.",
    )  # fmt: skip
    monitored_through = _text("Monitored through", 2, required=False)
    priority = forms.ModelChoiceField(
        Priority.objects.none(), label="Serves the priority", required=False, empty_label="None in particular"
    )

    workstream = forms.CharField(
        label="Workstream", required=False, max_length=80,
        help_text="A word of your own for what belongs together across areas, for example Training.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, plan: Plan, action: Action | None = None, **kwargs: Any) -> None:
        initial = {**(self.values_of(action) if action else {}), **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        self.draft = f"action-{plan.pk}-{action.pk if action else 'new'}"
        places: Any = self.fields
        places["area"].queryset = _choices(plan.deliveryareas, action.area_id if action else None).order_by(
            "position", "pk"
        )
        places["priority"].queryset = _choices(plan.prioritys, action.priority_id if action else None).order_by(
            "number"
        )
        if action:
            del self.fields["kind"]
        else:
            del self.fields["version"]
        self.wanted_kind = action.kind if action else self._kind()
        if self.wanted_kind == Action.Kind.COMMUNICATION:
            del self.fields["area"]

    def _kind(self) -> str:
        wanted = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        return wanted if wanted in Action.Kind.values else Action.Kind.DELIVERY

    @staticmethod
    def values_of(action: Action) -> dict[str, Any]:
        """What the form shows of an action; a title that is only its first sentence is left empty."""
        names = ("ref", "area", "what", "by_when", "who", "monitored_through", "priority", "workstream", "version")
        title = "" if action.title == short_title(action.what) else action.title
        return {name: getattr(action, name) for name in names} | {"title": title}

    def words(self) -> Words:
        """What the service is told."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("kind", "version")}
        return Words(kind=self.wanted_kind, **data)


def _choices(rows: Any, kept: int | None) -> Any:
    return rows.live() | rows.filter(pk=kept)
