"""Who takes part in an action: the one accountable lead, and others with their part."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property

from core.errors import RuleBroken
from plans.forms.people import PeopleForm
from plans.models import Participation
from plans.services import actions
from plans.services.actions import Part
from plans.views.conflicts import Conflict, Difference, last_saved
from plans.views.editing import Button, FormPage, Head


class People(FormPage):
    """Say who takes part; a lead to be confirmed has a button for each of those named."""

    form_class = PeopleForm
    template_name = "plans/edit/people.html"

    @cached_property
    def parts(self) -> list[Part]:
        """Who takes part now."""
        return actions.parts_of(self.action)

    def head(self) -> Head:
        lead = "One person, post or body is accountable. Everybody else has their part."
        return Head("Who leads and takes part", lead, caption=f"{self.action.ref} {self.action.title}")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"authority": self.request.authority, "parts": self.parts}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.parts if self.parts and self.parts[0].queried else []
        return super().get_context_data(**kwargs, action=self.action, asked=asked)

    def perform(self, form: Any) -> HttpResponse:
        seen = form.cleaned_data["seen"]
        changed = actions.set_parts(action=self.action, parts=form.parts(), by=self.request.user, seen=seen)
        return self.done(f"Saved who takes part in {self.action.ref}." if changed else "Nothing was changed.")

    def conflict(self, form: Any, theirs: Any) -> Conflict:
        data = form.data.copy()
        data["seen"] = actions.parts_seen(self.parts)
        said = Difference("Who takes part", say_parts(self.parts), say_parts(form.parts()))
        return Conflict(self.again(data), [said], *last_saved(theirs))


class ConfirmLead(Button):
    """Say which of those named is accountable, when the plan does not."""

    def perform(self) -> HttpResponse:
        parts, wanted = actions.parts_of(self.action), self.request.POST.get("leads")
        chosen = next((part for number, part in enumerate(parts) if str(number) == wanted), None)
        if chosen is None:
            raise RuleBroken("Choose who leads from the list.")
        lead = replace(chosen, part=Participation.Part.LEAD, queried=False)
        seen = self.request.POST.get("seen", "")
        actions.set_lead(action=self.action, part=lead, by=self.request.user, seen=seen)
        return self.done(f"{lead.words} leads {self.action.ref}.")


def say_parts(parts: list[Part]) -> str:
    """Who takes part, one to a line."""
    labels = dict(Participation.Part.choices)
    return "\n".join(f"{part.words}: {labels[part.part].lower()}" for part in parts)
