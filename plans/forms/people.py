"""The form for who takes part in an action: one line for each, and who their words stand for."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.models import Authority, Body, Person, Post
from core.forms import SofsForm, prepare_field
from plans.models import Participation
from plans.services.actions import Part, parts_seen

HOLDERS: dict[str, tuple[type[Any], str]] = {
    "person": (Person, "People"),
    "post": (Post, "Posts"),
    "body": (Body, "Bodies"),
}
NEW = [(f"new-{kind}", f"A new {kind} of this name") for kind in HOLDERS]
SPARE = 3


@dataclass(frozen=True)
class Line:
    """One line of the table: the words, who they stand for, the part."""

    words: BoundField
    who: BoundField
    part: BoundField

    def fields(self) -> tuple[BoundField, BoundField, BoundField]:
        """The cells of the line."""
        return self.words, self.who, self.part


class PeopleForm(SofsForm):
    """Everybody with a part in an action, with a few lines to spare. An emptied line is somebody who has no part."""

    submit_label = "Save who takes part"
    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=16,
        error_messages={"required": "This page was changed on its way. Load it again"},
    )

    def __init__(self, data: Any = None, *, authority: Authority, parts: list[Part], **kwargs: Any) -> None:
        self.count = len(parts) + SPARE
        self.holders = _holders(authority, parts)
        initial = {**kwargs.pop("initial", {}), "seen": parts_seen(parts)}
        for number, part in enumerate(parts):
            initial |= {f"words_{number}": part.words, f"who_{number}": _key(part), f"part_{number}": part.part}
        super().__init__(data, initial=initial, **kwargs)
        for name, field in self._line_fields().items():
            prepare_field(name, field)
            self.fields[name] = field

    def _line_fields(self) -> dict[str, forms.Field]:
        groups: dict[str, list[tuple[str, str]]] = {label: [] for _, label in HOLDERS.values()}
        for key, row in self.holders.items():
            groups[HOLDERS[key.split("-")[0]][1]].append((key, str(row)))
        whos = [
            ("", "Only the words"),
            *((label, rows) for label, rows in groups.items() if rows),
            ("Not listed yet", NEW),
        ]
        fields: dict[str, forms.Field] = {}
        for number in range(self.count):
            line = f"line {number + 1}"
            fields[f"words_{number}"] = forms.CharField(
                label=f"As the plan says it, {line}", required=False, max_length=300
            )
            fields[f"who_{number}"] = forms.ChoiceField(label=f"Stands for, {line}", required=False, choices=whos)
            fields[f"part_{number}"] = forms.ChoiceField(
                label=f"Part, {line}", required=False, choices=[("", "Choose"), *Participation.Part.choices]
            )
        return fields

    def lines(self) -> list[Line]:
        """The table, line by line."""
        return [Line(*(self[f"{name}_{number}"] for name in ("words", "who", "part"))) for number in range(self.count)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for number in range(self.count):
            words, who, part = (data.get(f"{name}_{number}") or "" for name in ("words", "who", "part"))
            if who in dict(NEW) and not words:
                self.add_error(f"words_{number}", "Enter the name of who is new")
            elif (words or who) and not part and f"part_{number}" not in self.errors:
                self.add_error(f"part_{number}", f"Choose the part of {words or self.holders[who]}")
        leads = [number for number in range(self.count) if self._filled(data, number) == Participation.Part.LEAD]
        if len(leads) > 1:
            self.add_error(f"part_{leads[1]}", "Choose one lead: one person, post or body is accountable")
        return data

    def _filled(self, data: dict[str, Any], number: int) -> str:
        named = data.get(f"words_{number}") or data.get(f"who_{number}")
        return str(data.get(f"part_{number}") or "") if named else ""

    def parts(self) -> list[Part]:
        """Who takes part, the lead first. A lead who was to be confirmed is confirmed by saving."""
        data = self.cleaned_data
        found = []
        for number in range(self.count):
            if part := self._filled(data, number):
                key, words = data[f"who_{number}"], data[f"words_{number}"]
                holder = self.holders.get(key)
                known = {key.split("-")[0]: holder} if holder else {}
                new = key.removeprefix("new-") if key in dict(NEW) else ""
                found.append(Part(part, words or str(holder), new=new, **known))
        return sorted(found, key=lambda part: part.part != Participation.Part.LEAD)


def _key(part: Part) -> str:
    kind = next((name for name in HOLDERS if getattr(part, name) is not None), "")
    return f"{kind}-{part.holder.pk}" if part.holder else ""


def _holders(authority: Authority, parts: list[Part]) -> dict[str, Any]:
    """Everybody of this council who can be chosen: those still open, and those who have a part already."""
    found: dict[str, Any] = {}
    for name, (model, _) in HOLDERS.items():
        rows = model.objects.in_authority(authority)
        kept = [holder.pk for part in parts if (holder := getattr(part, name)) is not None]
        for row in (rows.filter(closed_on__isnull=True) | rows.filter(pk__in=kept)).order_by("name"):
            found[f"{name}-{row.pk}"] = row
    return found
