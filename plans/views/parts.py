"""Areas, priorities and statements: added, changed, put in order, archived with a reason, restored."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from plans.forms.parts import FORMS, PartForm, ReasonForm
from plans.models import Statement
from plans.services import plans
from plans.views.editing import Button, Editing, FormPage, Head


class OfPart(Editing):
    """A page about one kind of part, or one such part, of the plan."""

    @cached_property
    def kind(self) -> tuple[type[Any], type[PartForm], str]:
        """Model, form and name of this kind."""
        if self.kwargs["kind"] not in FORMS:
            raise Http404("No such part of a plan.")
        return FORMS[self.kwargs["kind"]]

    @cached_property
    def row(self) -> Any:
        """The part this page is about."""
        mine = self.kind[0].objects.in_authority(self.request.authority).visible_to(self.request.user)
        return get_object_or_404(mine, plan=self.plan, pk=self.kwargs["pk"])

    def back(self, row: Any) -> str:
        """The contents page, at this part."""
        return f"{self.home()}#{self.kwargs['kind']}-{row.pk}"

    def name(self, row: Any) -> str:
        """What a message calls a part."""
        return f"“{row}”" if isinstance(row, Statement) else str(row)


class NewPart(OfPart, FormPage):
    """Add an area, a priority or a statement."""

    def head(self) -> Head:
        return Head(f"Add a {self.kind[2]}", caption=self.plan.title)

    def get_form_class(self) -> type[PartForm]:
        return self.kind[1]

    def get_initial(self) -> dict[str, Any]:
        wanted = self.request.GET
        return {"kind": wanted.get("kind", ""), "place": wanted.get("place", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.plan}

    def perform(self, form: Any) -> HttpResponse:
        row = plans.add_part(plan=self.plan, model=self.kind[0], values=form.values(), by=self.request.user)
        return self.done(f"Added {self.name(row)}.", self.back(row))


class EditPart(OfPart, FormPage):
    """Change an area, a priority or a statement."""

    def head(self) -> Head:
        return Head(f"Edit this {self.kind[2]}", caption=self.plan.title)

    def get_form_class(self) -> type[PartForm]:
        return self.kind[1]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.plan, "row": self.row}

    def perform(self, form: Any) -> HttpResponse:
        version = form.cleaned_data["version"]
        changed = plans.edit_part(row=self.row, values=form.values(), version=version, by=self.request.user)
        return self.done(f"Saved this {self.kind[2]}." if changed else "Nothing was changed.", self.back(self.row))


class ArchivePart(OfPart, FormPage):
    """Take an area, a priority or a statement out of the plan."""

    form_class = ReasonForm

    def head(self) -> Head:
        lead = "It leaves the plan and its files. Nothing is deleted, and it can be restored."
        return Head(f"Archive this {self.kind[2]}", lead, caption=str(self.row))

    def perform(self, form: Any) -> HttpResponse:
        plans.archive_part(row=self.row, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.done(f"Archived {self.name(self.row)}.")


class RestorePart(OfPart, Button):
    """Bring an archived part back."""

    def perform(self) -> HttpResponse:
        plans.restore_part(row=self.row, by=self.request.user)
        return self.done(f"Restored {self.name(self.row)}.", self.back(self.row))


class MovePart(OfPart, Button):
    """Put a part one place up or down."""

    def perform(self) -> HttpResponse:
        up = self.direction()
        moved = plans.move_part(row=self.row, up=up, by=self.request.user)
        place = "up" if up else "down"
        words = (
            f"Moved {self.name(self.row)} {place}." if moved else f"{self.name(self.row)} cannot go further {place}."
        )
        return self.done(words, self.back(self.row))
