"""Who sits where: the lines of reporting, each body with its terms and seats, where superleaders are missing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts.models import Agency, Body, Person
from accounts.permissions import Perm
from core.views import PermissionMixin
from governance import coverage, reporting
from governance.forms.bodies import EndSeatForm, SeatForm, StandingForm, TermsForm
from governance.models import BodyTerms, Seat, StandingItem
from governance.services import bodies as services
from governance.views.in_meeting import link
from plans.views.editing import Button, FormPage, Head


class Bodies(PermissionMixin, TemplateView):
    """The lines of reporting of the council's bodies, and where Signs of Safety is a standing item."""

    permission = Perm.VIEW_MEETINGS
    template_name = "governance/bodies/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        owner = self.request.authority
        standing = StandingItem.objects.in_authority(owner).filter(ended_on=None).select_related("body")
        return super().get_context_data(
            **kwargs, crumbs=way(self.request)[:1], lines=reporting.of_council(owner),
            standing=standing.order_by("body__name", "pk"),
        )  # fmt: skip


class Coverage(PermissionMixin, TemplateView):
    """Where two superleaders are, and where they are missing."""

    permission = Perm.VIEW_MEETINGS
    template_name = "governance/bodies/coverage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = coverage.of_council(self.request.authority)
        return super().get_context_data(**kwargs, crumbs=way(self.request), coverage=found)


class OfBody(PermissionMixin):
    """A page or a button about one body."""

    permission: str = Perm.EDIT_REGISTERS
    kwargs: dict[str, Any]

    @cached_property
    def body(self) -> Body:
        """The body this is about."""
        mine = Body.objects.in_authority(self.request.authority)
        found: Body = get_object_or_404(mine, pk=self.kwargs["pk"])
        found.authority = self.request.authority
        return found

    @cached_property
    def terms(self) -> BodyTerms | None:
        """What it is for, when somebody has said so."""
        return BodyTerms.objects.filter(body=self.body).select_related("reports_to").first()

    @cached_property
    def seat(self) -> Seat:
        """The seat this page is about."""
        seats = Seat.objects.filter(body=self.body).select_related("person", "agency")
        found: Seat = get_object_or_404(seats, pk=self.kwargs["seat"])
        return found

    def home(self) -> str:
        """Where one comes from and goes back to."""
        return link(self.request, "body", pk=self.body.pk)

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here."""
        return [*way(self.request), (self.body.name, self.home())]


class BodyPage(OfBody, TemplateView):
    """What a body is for, who sits on it, and its standing items."""

    permission: str = Perm.VIEW_MEETINGS
    template_name = "governance/bodies/body.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = list(Seat.objects.filter(body=self.body).select_related("person__agency", "agency"))
        order = {role: number for number, role in enumerate(Seat.Role.values)}
        seats.sort(key=lambda seat: (order[seat.role], seat.person.name))
        standing = StandingItem.objects.filter(body=self.body, ended_on=None).order_by("pk")
        return super().get_context_data(
            **kwargs, crumbs=way(self.request), body=self.body, terms=self.terms, standing=standing,
            must_attend=list(self.terms.must_attend.order_by("name")) if self.terms else [],
            seats=[seat for seat in seats if seat.to_on is None], ended=[seat for seat in seats if seat.to_on],
            chaired=any(seat.role == Seat.Role.CHAIR and seat.to_on is None for seat in seats),
        )  # fmt: skip


class BodyForm(OfBody, FormPage):
    """A form about a body, which leads back to it."""

    def agencies(self) -> Any:
        """The agencies that can be chosen."""
        return Agency.objects.in_authority(self.request.authority).filter(closed_on=None).order_by("name")


class EditTerms(BodyForm):
    """Say what a body is for and when it can decide."""

    form_class = TermsForm

    def head(self) -> Head:
        return Head("Edit terms", caption=self.body.name)

    def get_initial(self) -> dict[str, Any]:
        return TermsForm.values_of(self.terms) if self.terms else {"version": 0, "quorum": 0}

    def get_form_kwargs(self) -> dict[str, Any]:
        bodies = Body.objects.in_authority(self.request.authority).filter(closed_on=None).exclude(pk=self.body.pk)
        return super().get_form_kwargs() | {"bodies": bodies.order_by("name"), "agencies": self.agencies()}

    def perform(self, form: Any) -> HttpResponse:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        version = form.cleaned_data["version"]
        services.set_terms(body=self.body, values=values, version=version, by=self.request.user)
        return self.done(f"Saved the terms of {self.body}.")


class NewSeat(BodyForm):
    """Give somebody a seat."""

    form_class = SeatForm

    def head(self) -> Head:
        return Head("Add a seat", caption=self.body.name)

    def get_form_kwargs(self) -> dict[str, Any]:
        people = Person.objects.in_authority(self.request.authority).filter(closed_on=None).order_by("name")
        return super().get_form_kwargs() | {"people": people.select_related("agency"), "agencies": self.agencies()}

    def perform(self, form: Any) -> HttpResponse:
        seat = services.add_seat(body=self.body, values=form.cleaned_data, by=self.request.user)
        return self.done(f"{seat.person} has a seat.")


class EditSeat(BodyForm):
    """Change the role, the agency or the first day of a seat."""

    form_class = SeatForm

    def head(self) -> Head:
        return Head(f"Seat of {self.seat.person}", caption=self.body.name)

    def get_initial(self) -> dict[str, Any]:
        return SeatForm.values_of(self.seat)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"agencies": self.agencies()}

    def perform(self, form: Any) -> HttpResponse:
        changed = services.change_seat(seat=self.seat, values=form.cleaned_data, by=self.request.user)
        return self.done("Saved the seat." if changed else "Nothing was changed.")


class EndSeat(BodyForm):
    """Say until when somebody sat there."""

    form_class = EndSeatForm

    def head(self) -> Head:
        return Head(f"End the seat of {self.seat.person}", "It stays on record.", caption=self.body.name)

    def get_initial(self) -> dict[str, Any]:
        return {"to_on": timezone.localdate()}

    def perform(self, form: Any) -> HttpResponse:
        services.end_seat(seat=self.seat, to_on=form.cleaned_data["to_on"], by=self.request.user)
        return self.done(f"The seat of {self.seat.person} has ended.")


class NewStanding(BodyForm):
    """Say that Signs of Safety is a standing item here."""

    form_class = StandingForm

    def head(self) -> Head:
        return Head("Add a standing item", "What is said there about Signs of Safety, each time.", self.body.name)

    def perform(self, form: Any) -> HttpResponse:
        services.add_standing_item(body=self.body, words=form.cleaned_data["words"], by=self.request.user)
        return self.done("Added the standing item.")


class EndStanding(OfBody, Button):
    """It is a standing item no longer."""

    def perform(self) -> HttpResponse:
        item = get_object_or_404(StandingItem.objects.filter(body=self.body), pk=self.kwargs["item"])
        services.end_standing_item(item=item, on=timezone.localdate(), by=self.request.user)
        return self.done("Ended the standing item.")


def way(request: Any) -> list[tuple[str, str]]:
    """The way to a page about a body."""
    return [("Meetings", link(request, "meetings")), ("Who sits where", link(request, "bodies"))]
