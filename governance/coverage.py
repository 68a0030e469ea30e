"""Superleaders: whether there are two in each locality or service, and in every agency of the Board."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Locality, Membership, Person
from accounts.permissions import Role
from governance import rules
from governance.models import BodyTerms, Seat

LEAST = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One locality or agency, and who its superleaders are."""

    name: str
    people: tuple[str, ...] = ()

    @property
    def lacks(self) -> int:
        """How many more there should be."""
        return max(LEAST - len(self.people), 0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where superleaders are and where they are missing. `elsewhere` names those with no locality of their own."""

    localities: Sequence[Line]
    agencies: Sequence[Line]
    elsewhere: Sequence[str] = ()
    board: str = ""

    @property
    def gaps(self) -> list[str]:
        """What is missing, in sentences, the emptiest first."""
        lines = {line.name: len(line.people) for line in self.localities}
        of_board = {line.name: len(line.people) for line in self.agencies}
        return [*map(_gap, rules.too_few(lines, LEAST)), *map(_gap, rules.too_few(of_board, LEAST))]


def _gap(short: tuple[str, int]) -> str:
    name, count = short
    return f"{name} has one superleader." if count else f"{name} has no superleader."


def lines(names: Iterable[str], people: Mapping[str, Iterable[str]]) -> list[Line]:
    """A line for each name, those without people too. Pure."""
    return [Line(name, tuple(sorted(people.get(name, ())))) for name in names]


def of_council(authority: Any) -> Coverage:
    """The superleaders of a council. Five queries."""
    rows = Membership.objects.in_authority(authority).open().filter(role=Role.SUPERLEADER, user__is_active=True)
    found = list(rows.values_list("user_id", "user__name", "locality__name"))
    users = {user: name for user, name, _ in found}
    by_place, by_agency = defaultdict(set), defaultdict(set)
    for user, _, place in found:
        by_place[place or ""].add(users[user])
    people = Person.objects.in_authority(authority).filter(user__in=users, closed_on=None)
    for user, agency in people.values_list("user_id", "agency__name"):
        by_agency[agency or ""].add(users[user])
    places = Locality.objects.in_authority(authority).filter(closed_on=None).order_by("name")
    board = (
        BodyTerms.objects.in_authority(authority).filter(sphere=BodyTerms.Sphere.BOARD).select_related("body").first()
    )
    agencies = agencies_of(board.body) if board else []
    names = lines(places.values_list("name", flat=True), by_place)
    return Coverage(names, lines(agencies, by_agency), sorted(by_place[""]), board.body.name if board else "")


def agencies_of(body: Any) -> list[str]:
    """The agencies with an open seat on a body, by the seat or by who sits there. One query."""
    seats = Seat.objects.filter(body=body, to_on=None).values_list("agency__name", "person__agency__name")
    return sorted({own or persons for own, persons in seats if own or persons})
