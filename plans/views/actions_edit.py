"""Actions kept by hand: added, changed, put in order, archived with a reason, restored."""

from typing import Any

from django.http import HttpResponse

from plans import wording
from plans.forms.action import ActionForm
from plans.forms.parts import ReasonForm
from plans.models import Action, ActionDate
from plans.services import actions, dates
from plans.views.editing import Button, FormPage, Head
from plans.views.find import link

SAID_AT_MOST = 4


class NewAction(FormPage):
    """Add an action; `?area=` or `?kind=communication` says where one came from."""

    form_class = ActionForm
    template_name = "plans/edit/action.html"

    def head(self) -> Head:
        communication = self.get_form().wanted_kind == Action.Kind.COMMUNICATION
        return Head("Add a communications activity" if communication else "Add an action", caption=self.plan.title)

    def get_initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("area", "").casefold()
        areas = self.plan.deliveryareas.live()
        area = next((area for area in areas if wanted in (area.code.casefold(), str(area.pk))), None)
        return {"area": area, "kind": self.request.GET.get("kind") or Action.Kind.DELIVERY}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.plan}

    def perform(self, form: Any) -> HttpResponse:
        action = actions.create_action(plan=self.plan, words=form.words(), by=self.request.user)
        return self.done(f"Added {action.ref}. {read_as(action)}", link("plans:action", self.plan, ref=action.ref))


class EditAction(FormPage):
    """Change what the plan says of an action; changed by-when words are read again."""

    form_class = ActionForm
    template_name = "plans/edit/action.html"

    def head(self) -> Head:
        return Head("Edit the action", caption=f"{self.action.ref} {self.action.title}")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"plan": self.plan, "action": self.action}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = [say_date(day) for day in dates.current(self.action)]
        return super().get_context_data(**kwargs, action=self.action, days=days)

    def perform(self, form: Any) -> HttpResponse:
        words, version = form.words(), form.cleaned_data["version"]
        changed = actions.edit_action(action=self.action, words=words, version=version, by=self.request.user)
        action = Action.objects.get(pk=self.action.pk)
        said = f"Saved {action.ref}." if changed else "Nothing was changed."
        said += f" {read_as(action)}" if "by_when" in changed else ""
        return self.done(said, self.url("plans:action", ref=action.ref))


class ArchiveAction(FormPage):
    """Take an action out of the plan's count."""

    form_class = ReasonForm

    def head(self) -> Head:
        lead = "It leaves the plan’s table, counts and files. Nothing is deleted, and it can be restored."
        return Head("Archive this action", lead, caption=f"{self.action.ref} {self.action.title}")

    def perform(self, form: Any) -> HttpResponse:
        actions.archive_action(action=self.action, reason=form.cleaned_data["reason"], by=self.request.user)
        return self.done(f"Archived {self.action.ref}.")


class RestoreAction(Button):
    """Bring an archived action back."""

    def perform(self) -> HttpResponse:
        actions.restore_action(action=self.action, by=self.request.user)
        return self.done(f"Restored {self.action.ref}.")


class MoveAction(Button):
    """Put an action one place up or down within its area."""

    def home(self) -> str:
        area = f"?area={self.action.area_id}" if self.action.area_id else ""
        return f"{self.url('plans:order')}{area}#action-{self.action.pk}"

    def perform(self) -> HttpResponse:
        up = self.direction()
        moved = actions.move_action(action=self.action, up=up, by=self.request.user)
        place = "up" if up else "down"
        return self.done(
            f"Moved {self.action.ref} {place}." if moved else f"{self.action.ref} cannot go further {place}."
        )


def say_date(day: ActionDate) -> str:
    """One date as it was read: "review June/July 2018, queried"."""
    said = wording.describe(day.start, day.end, day.precision or "day")
    if day.kind == ActionDate.Kind.RECURRING:
        said = f"every {_every(day.every)}{f', first {said}' if said else ''}"
    words = [day.get_kind_display().lower() if day.kind not in ("recurring", "tbc") else "", said or f"“{day.source}”"]
    state = "to be confirmed" if day.kind == ActionDate.Kind.TBC else f"queried: {day.reason}" if day.queried else ""
    return " ".join(word for word in words if word) + (f" ({state})" if state else "")


def _every(every: dict[str, int] | None) -> str:
    unit, number = next(iter((every or {"months": 12}).items()))
    return unit.removesuffix("s") if number == 1 else f"{number} {unit}"


def read_as(action: Action) -> str:
    """How the by-when words were read, in one sentence."""
    if not action.by_when:
        return ""
    said = [say_date(day) for day in dates.current(action)]
    if not said:
        return "No dates were read from its by-when words."
    more = f"; and {len(said) - SAID_AT_MOST} more" if len(said) > SAID_AT_MOST else ""
    return f"By when is read as: {'; '.join(said[:SAID_AT_MOST])}{more}."
