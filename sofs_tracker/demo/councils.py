"""Setting up a demo council: registers, people, sign-ins. Through the services a person uses."""

from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import Agency, Authority, Locality, Person, Team, User
from accounts.services import authorities, people, registers
from sofs_tracker.demo.people import PASSWORD, Council, Member

REGISTERS = registers.REGISTERS


def set_up(council: Council, *, by: Any) -> Authority:
    """The council with all its registers; everybody in it signs in with the demo's password."""
    authority = authorities.create(slug=council.slug, name=council.name, by=by)
    authorities.change_settings(
        authority=authority, board_name=council.board, steering_group_name=council.steering_group,
        contact_email=f"signs-of-safety@{council.domain}", by=by,
    )  # fmt: skip
    _places(council, authority, by)
    for member in council.members:
        _let_in(council, authority, member, by)
    for name, (post, agency) in council.named.items():
        email = f"{name.lower().replace(' ', '.')}@{council.domain}"
        person = _add("people", authority, by, name=name, email=email, agency=_row(Agency, authority, agency))
        _add("posts", authority, by, name=post, holder=person)
    for name, contact in council.bodies.items():
        _add("bodies", authority, by, name=name, contact=_row(Person, authority, contact))
    users = User.objects.filter(email__endswith=f"@{council.domain}")
    users.update(password=make_password(PASSWORD))
    return authority


def user(council: Council, address: str) -> User:
    """The one who signs in with this address."""
    return User.objects.get(email=f"{address}@{council.domain}")


def _places(council: Council, authority: Authority, by: Any) -> None:
    for name in council.agencies:
        _add("agencies", authority, by, name=name)
    for name in council.localities:
        _add("localities", authority, by, name=name)
    for name, locality in council.teams.items():
        _add("teams", authority, by, name=name, locality=_row(Locality, authority, locality))


def _let_in(council: Council, authority: Authority, member: Member, by: Any) -> None:
    part = people.Part(
        frozenset(member.roles), _row(Locality, authority, member.locality), _row(Team, authority, member.team)
    )
    agency = _row(Agency, authority, member.agency or council.agencies[0])
    email = f"{member.address}@{council.domain}"
    people.invite(authority=authority, email=email, name=member.name, part=part, agency=agency, by=by)
    if member.post:
        _add("posts", authority, by, name=member.post, holder=_row(Person, authority, member.name))


def _add(kind: str, authority: Authority, by: Any, **values: Any) -> Any:
    return registers.create(register=REGISTERS[kind], authority=authority, values=values, by=by)


def _row(model: type[Any], authority: Authority, name: str) -> Any:
    return model.objects.in_authority(authority).get(name=name) if name else None
