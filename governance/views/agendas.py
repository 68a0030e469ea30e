"""Keeping an agenda: the proposal taken, minutes and order saved, items added, changed, swapped, taken off."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import Person
from core.errors import RuleBroken, StaleVersion
from governance import agenda
from governance.forms.meetings import ItemForm, SwapForm
from governance.models import AgendaItem
from governance.services import items, proposals
from governance.views.find import MeetingForm
from governance.views.in_meeting import MeetingButton
from plans.models import Action
from plans.views.editing import Head

CHANGED = "Somebody changed this agenda meanwhile. Nothing of yours was saved; look at it again."


class AgendaButton(MeetingButton):
    """A button on the page of a meeting that changes its agenda."""

    back = "meeting"

    def action(self, named: str) -> Action:
        """The action of the plan that a button names."""
        mine = Action.objects.in_authority(self.request.authority).visible_to(self.request.user)
        number = int(named) if named.isdecimal() and len(named) < 19 else 0
        return get_object_or_404(mine, pk=number, plan=self.meeting.plan_id)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except StaleVersion:
            messages.warning(request, CHANGED)
            return HttpResponseRedirect(self.to(self.back))


class AcceptProposal(AgendaButton):
    """Take the proposed items, all at once."""

    def perform(self) -> str:
        on, by = timezone.localdate(), self.request.user
        proposals.accept_proposal(meeting=self.meeting, on=on, by=by)
        return "The proposed items are on the agenda."


class AddAction(AgendaButton):
    """Put one more action on the agenda."""

    def perform(self) -> str:
        action = self.action(self.request.POST.get("action", ""))
        proposals.add_proposed(meeting=self.meeting, action=action, on=timezone.localdate(), by=self.request.user)
        return f"{action.ref} is on the agenda."


class SaveAgenda(AgendaButton):
    """Save the minutes of every item, and move or take off the one whose button was pressed."""

    def perform(self) -> str:
        seen = self.request.POST.get("version", "")
        now = [replace(item, minutes=self.minutes(item)) for item in items.of_meeting(self.meeting)]
        if "remove" in self.request.POST:
            now = [item for item in now if str(item.pk) != self.request.POST["remove"]]
        now = moved(now, self.request.POST.get("up", ""), -1)
        now = moved(now, self.request.POST.get("down", ""), 1)
        version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
        items.set_items(meeting=self.meeting, items=now, by=self.request.user, seen=version)
        return "Saved the agenda."

    def minutes(self, item: items.Item) -> int:
        """The minutes typed for an item; those it has when none were sent."""
        typed = self.request.POST.get(f"minutes-{item.pk}", str(item.minutes)).strip()
        if not (typed.isascii() and typed.isdecimal() and len(typed) < 5):
            raise RuleBroken(f"Enter the minutes for “{item.title}” as a whole number, in figures.")
        return int(typed)


def moved(now: list[items.Item], pk: str, by: int) -> list[items.Item]:
    """The items with one of them a place earlier or later."""
    at = next((number for number, item in enumerate(now) if str(item.pk) == pk), None)
    if at is None or not 0 <= at + by < len(now):
        return now
    now[at], now[at + by] = now[at + by], now[at]
    return now


class ItemPage(MeetingForm):
    """Change one item: its words, its minutes, who presents it."""

    form_class: Any = ItemForm

    @cached_property
    def row(self) -> AgendaItem:
        """The item this page is about."""
        rows = self.meeting.items.select_related("action", "presenter")
        found: AgendaItem = get_object_or_404(rows, pk=self.kwargs["item"])
        return found

    def head(self) -> Head:
        return Head("Edit this item", self.row.reason, caption=self.meeting.title)

    def get_initial(self) -> dict[str, Any]:
        return ItemForm.values_of(self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        people = Person.objects.in_authority(self.request.authority).filter(closed_on=None).order_by("name")
        return super().get_form_kwargs() | {"people": people}

    def perform(self, form: Any) -> HttpResponse:
        data, now = form.cleaned_data, items.of_meeting(self.meeting)
        wanted = [replace(item, **data) if item.pk == self.row.pk else item for item in now]
        items.set_items(meeting=self.meeting, items=wanted, by=self.request.user)
        return self.done(f"Saved “{data['title']}”.")


class NewItem(ItemPage):
    """Put something on the agenda that is not an action of the plan."""

    def head(self) -> Head:
        return Head("Add another item", "An item that is not an action of the plan.", caption=self.meeting.title)

    def get_initial(self) -> dict[str, Any]:
        return {"minutes": 10}

    def perform(self, form: Any) -> HttpResponse:
        item = items.Item(AgendaItem.Kind.EXTRA, **form.cleaned_data)
        items.add(meeting=self.meeting, item=item, by=self.request.user)
        return self.done(f"“{item.title}” is on the agenda.")


class SwapItem(ItemPage):
    """Hear another action in the place of this item."""

    form_class = SwapForm

    def head(self) -> Head:
        return Head("Hear another action instead", f"In the place of “{self.row.title}”.", caption=self.meeting.title)

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        found = agenda.of_meeting(self.meeting, on=timezone.localdate())
        rows = [(each.candidate, each.reason) for each in (*found.chosen, *found.others)]
        said = [(str(row.action_id), f"{row.ref} {row.title}. {reason}.") for row, reason in rows]
        kwargs = super().get_form_kwargs()
        del kwargs["people"]
        return kwargs | {"choices": said}

    def perform(self, form: Any) -> HttpResponse:
        mine = Action.objects.in_authority(self.request.authority).visible_to(self.request.user)
        action = get_object_or_404(mine, pk=int(form.cleaned_data["action"]))
        about = {"meeting": self.meeting, "on": timezone.localdate(), "by": self.request.user}
        proposals.swap_for(pk=self.row.pk, action=action, **about)
        return self.done(f"{action.ref} is on the agenda instead.")
