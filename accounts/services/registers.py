"""The council's registers: its bodies, posts, agencies, localities, teams and the people named in its plans."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Agency, Authority, Body, Locality, Membership, Named, Person, Post, Team
from core import audit
from core.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Register:
    """One register: what a line of it is called, and which other line it points to, if any."""

    kind: str
    model: type[Named]
    one: str
    many: str
    hint: str
    link: str = ""
    link_label: str = ""
    links_to: type[Named] = Person
    fields: tuple[str, ...] = ("name",)


REGISTERS: dict[str, Register] = {
    register.kind: register
    for register in (
        Register("bodies", Body, "body", "Bodies", "Groups that lead or watch: the Board, the Steering Group.",
                 "contact", "Contact", Person, ("name", "contact")),
        Register("posts", Post, "post", "Posts", "A post outlives who is in it.",
                 "holder", "Held by", Person, ("name", "holder")),
        Register("people", Person, "person", "People named in plans", "They need not be able to sign in.",
                 "agency", "Agency", Agency, ("name", "email", "agency")),
        Register("agencies", Agency, "agency", "Agencies", "Organisations of the partnership."),
        Register("localities", Locality, "locality", "Localities and services", "Parts of the council that lead work."),
        Register("teams", Team, "team", "Teams", "Teams that look after children and families.",
                 "locality", "Locality", Locality, ("name", "locality")),
    )
}  # fmt: skip


@transaction.atomic
def create(*, register: Register, authority: Authority, values: dict[str, Any], by: Any) -> Named:
    """Add a line to a register, under the council's own name for it."""
    _refuse_foreign(authority, values)
    try:
        with transaction.atomic():
            row = register.model._default_manager.create(authority=authority, **values)
    except IntegrityError:
        raise _already(register, values["name"]) from None
    audit.record(f"added the {register.one}", row, authority=authority, by=by, after=audit.snapshot(row, list(values)))
    return row


@transaction.atomic
def change(*, register: Register, row: Named, values: dict[str, Any], by: Any) -> None:
    """Rename a line, or say who holds the post, is the contact, and so on."""
    _refuse_foreign(row.authority, values)
    try:
        with transaction.atomic():
            audit.save_changes(row, values, verb=f"changed the {register.one}", authority=row.authority, by=by)
    except IntegrityError:
        raise _already(register, values["name"]) from None


@transaction.atomic
def close(*, register: Register, row: Named, on: date, by: Any) -> None:
    """Stop offering a line. Whatever names it already still does."""
    if isinstance(row, Person) and _can_sign_in(row):
        raise RuleBroken(f"{row.name} can still sign in. Suspend them on the people page first")
    audit.save_changes(row, {"closed_on": on}, verb=f"closed the {register.one}", authority=row.authority, by=by)


@transaction.atomic
def reopen(*, register: Register, row: Named, by: Any) -> None:
    """Offer a closed line again."""
    audit.save_changes(row, {"closed_on": None}, verb=f"reopened the {register.one}", authority=row.authority, by=by)


def _can_sign_in(person: Person) -> bool:
    open_ones = Membership.objects.in_authority(person.authority).open()
    return person.user is not None and open_ones.filter(user=person.user).exists()


def _refuse_foreign(authority: Authority, values: dict[str, Any]) -> None:
    for field, value in values.items():
        if isinstance(value, Named) and value.authority_id != authority.pk:
            raise RuleBroken("Choose from the list", field)


def _already(register: Register, name: str) -> RuleBroken:
    return RuleBroken(f"There is already a {register.one} called “{name}”", "name")
