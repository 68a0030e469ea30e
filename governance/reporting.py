"""The lines of reporting: which body reports to which, as a tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Body
from governance.models import BodyTerms, Seat


@dataclass(frozen=True, slots=True)
class Node:
    """One body in the lines of reporting, and those that report to it."""

    pk: int
    name: str
    sphere: str
    chair: str = ""
    below: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lines:
    """The tree of those with a place in it, the other bodies, and the spheres nobody has."""

    tops: list[Node]
    others: list[Node]
    missing: list[str]


def of_council(authority: Any) -> Lines:
    """Every open body of a council in its place. Three queries."""
    bodies = Body.objects.in_authority(authority).filter(closed_on=None).order_by("name").values_list("pk", "name")
    terms = {row.body_id: row for row in BodyTerms.objects.in_authority(authority)}
    chairs = Seat.objects.in_authority(authority).filter(role=Seat.Role.CHAIR, to_on=None)
    said = dict(chairs.values_list("body_id", "person__name"))
    nodes = [Node(pk, name, _sphere(terms.get(pk)), said.get(pk, "")) for pk, name in bodies]
    above = {pk: row.reports_to_id for pk, row in terms.items()}
    had = {row.sphere for row in terms.values()}
    return Lines(*tree(nodes, above), [str(word) for value, word in BodyTerms.Sphere.choices if value not in had])


def tree(nodes: Iterable[Node], above: dict[int, int | None]) -> tuple[list[Node], list[Node]]:
    """Hang each body below the one it reports to: the tops of the tree, and those that stand alone. Pure."""
    found = {node.pk: node for node in nodes}
    tops = []
    for node in found.values():
        parent = found.get(above.get(node.pk) or 0)
        (parent.below if parent else tops).append(node)
    for node in found.values():
        node.below.sort(key=_rank)
    placed = [node for node in tops if node.below or node.sphere]
    return sorted(placed, key=_rank), [node for node in tops if not (node.below or node.sphere)]


def _sphere(terms: BodyTerms | None) -> str:
    return str(terms.get_sphere_display()) if terms and terms.sphere else ""


def _rank(node: Node) -> tuple[int, str]:
    words = [str(word) for _, word in BodyTerms.Sphere.choices]
    return (words.index(node.sphere) if node.sphere in words else len(words), node.name)
