"""Who can sign in to a council: the list, invitations, roles and reach, suspension."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View

from accounts.forms import InviteForm, PartForm, SearchForm
from accounts.models import Membership, Person, User
from accounts.permissions import Perm
from accounts.services import invitations, people, second_factor
from core.errors import RuleBroken
from core.views import PermissionMixin, ServiceFormMixin

MANY = 20


class People(PermissionMixin, TemplateView):
    """Everybody who can sign in or could, with role, reach and state."""

    permission = Perm.VIEW_PEOPLE
    template_name = "accounts/people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everybody = members(self.request.authority)
        words = SearchForm(self.request.GET).words().casefold()
        found = [one for one in everybody if words in f"{one['name']} {one['email']}".casefold()]
        open_ones = sum(not one["suspended_at"] for one in everybody)
        counts = {"open": open_ones, "suspended": len(everybody) - open_ones, "many": len(everybody) > MANY}
        return super().get_context_data(**kwargs, people=found, counts=counts, q=self.request.GET.get("q", ""))


class Invite(PermissionMixin, ServiceFormMixin, FormView):
    """Let somebody in."""

    permission = Perm.MANAGE_PEOPLE
    template_name = "accounts/invite.html"
    form_class = InviteForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | part_form_kwargs(self.request)

    def perform(self, form: Any) -> HttpResponse:
        data, authority = form.cleaned_data, self.request.authority
        about = {"email": data["email"], "name": data["name"], "agency": data["agency"]}
        people.invite(authority=authority, part=form.part(), by=self.request.user, **about)
        messages.success(self.request, f"Invited {data['name']}. A mail to {data['email']} is on its way.")
        return redirect("accounts:people", authority=authority.slug)


class OnePerson(PermissionMixin, ServiceFormMixin, FormView):
    """What one person is to the council; give and take roles."""

    permission = Perm.MANAGE_PEOPLE
    template_name = "accounts/person.html"
    form_class = PartForm

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.member = member_or_404(request, kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = self.member["memberships"]
        initial = {
            "roles": [row.role for row in rows],
            "locality": next((row.locality for row in rows if row.locality), None),
            "team": next((row.team for row in rows if row.team), None),
        }
        return super().get_form_kwargs() | part_form_kwargs(self.request) | {"initial": initial}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        locked = self.member["is_administrator"] and not self.get_form_kwargs()["with_administrator"]
        second_step = second_factor.has_one(self.member["user"])
        return super().get_context_data(**kwargs, member=self.member, locked=locked, second_step=second_step)

    def perform(self, form: Any) -> HttpResponse:
        authority, user = self.request.authority, self.member["user"]
        people.change_roles(authority=authority, user=user, part=form.part(), by=self.request.user)
        messages.success(self.request, f"Saved the roles of {self.member['name']}.")
        return redirect("accounts:people", authority=authority.slug)


class PersonAct(PermissionMixin, View):
    """One thing done about a person at the press of a button."""

    permission = Perm.MANAGE_PEOPLE
    http_method_names = ["post"]
    acts = {
        "suspend": (people.suspend, "Suspended {}. They are signed out everywhere."),
        "restore": (people.restore, "Restored {}."),
        "second-step": (second_factor.take_away, "Took away the second step of {}. They are signed out everywhere."),
        "remind": (invitations.send, "A new invitation to {} is on its way."),
    }

    def post(self, request: Any, pk: int, act: str) -> HttpResponse:
        """Do it, and go back to the person."""
        member = member_or_404(request, pk)
        service, said = self.acts[act]
        try:
            service(authority=request.authority, user=member["user"], by=request.user)
        except RuleBroken as refusal:
            messages.error(request, f"{refusal.message}. Nothing has been changed.")
        else:
            messages.success(request, said.format(member["name"]))
        return redirect("accounts:person", authority=request.authority.slug, pk=pk)


def part_form_kwargs(request: Any) -> dict[str, Any]:
    """The council whose roles and places are offered, and whether administrators may be made."""
    return {
        "authority": request.authority,
        "with_administrator": people.may_touch_administrators(request.authority, request.user),
    }


def members(authority: Any, **only: Any) -> list[dict[str, Any]]:
    """Everybody with a part in this council, under the name the council has for them."""
    people_only = Membership.objects.in_authority(authority).filter(user__kind=User.Kind.PERSON)
    rows = people_only.filter(**only).select_related("user", "locality", "team")
    users = {row.user_id: row.user for row in rows}
    lines = Person.objects.in_authority(authority).filter(user__in=users).select_related("agency")
    names = {line.user_id: line for line in lines}
    made = [_member(user, names.get(pk), [row for row in rows if row.user_id == pk]) for pk, user in users.items()]
    return sorted(made, key=lambda one: one["name"].casefold())


def member_or_404(request: Any, pk: int) -> dict[str, Any]:
    """One of them; somebody of another council is nobody."""
    found = members(request.authority, user=get_object_or_404(User, pk=pk))
    if not found:
        raise Http404("Nobody like this in this council.")
    return found[0]


def _member(user: User, line: Person | None, memberships: list[Membership]) -> dict[str, Any]:
    return {
        "user": user,
        "name": line.name if line else user.name,
        "email": user.email,
        "agency": line.agency if line else None,
        "memberships": memberships,
        "roles": sorted(membership.said() for membership in memberships),
        "suspended_at": memberships[0].suspended_at,
        "is_administrator": any(membership.role == "administrator" for membership in memberships),
    }
