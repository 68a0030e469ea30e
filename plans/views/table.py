"""Around a plan's table: pages, groups, filter choices, and the look this person chose."""

from dataclasses import dataclass
from typing import Any

from django.utils.http import url_has_allowed_host_and_scheme

from core.ratings import CHOICES
from plans import rows
from plans.filters import COMMUNICATIONS, DUE, NO_LEAD, PlanFilter
from plans.models import Plan
from plans.standing import AreaStanding, Standing

PAGE = 250
COLUMNS = {"lead": "Lead", "date": "Next date", "direction": "Direction", "updated": "Updated"}
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a long table."""

    number: int
    total: int

    @classmethod
    def read(cls, words: str, total: int) -> "Page":
        """The page an address asks for; the nearest there is when it makes no sense."""
        number = int(words) if words.isascii() and words.isdecimal() and len(words) < 7 else 1
        return cls(max(1, min(number, -(-total // PAGE))), total)

    @property
    def first(self) -> int:
        """How many rows stand on the pages before."""
        return (self.number - 1) * PAGE

    @property
    def last(self) -> int:
        """The number of the last row on this page."""
        return min(self.first + PAGE, self.total)

    @property
    def numbers(self) -> range:
        """Every page there is; empty when all rows fit on one."""
        return range(1, -(-self.total // PAGE) + 1) if self.total > PAGE else range(0)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand under one heading; without a title, the whole table in the order that was asked for."""

    anchor: str
    title: str
    sentence: str
    rows: list[rows.Row]


@dataclass(frozen=True, slots=True)
class Look:
    """Which columns of the table this person wants to see, and whether rows are compact."""

    compact: bool
    hidden: tuple[str, ...]
    lead: bool
    date: bool
    direction: bool
    updated: bool
    span: int

    @property
    def columns(self) -> list[tuple[str, str, bool]]:
        """Name, label and whether it is shown, for the choice of columns."""
        return [(name, label, name not in self.hidden) for name, label in COLUMNS.items()]


def look_of(request: Any) -> Look:
    """What this person chose in this session."""
    kept = request.session.get("look", {})
    hidden = tuple(name for name in COLUMNS if name in kept.get("hidden", ()))
    shown = {name: name not in hidden for name in COLUMNS}
    return Look(kept.get("compact", False), hidden, **shown, span=3 + sum(shown.values()))


def grouped(found: list[rows.Row], areas: list[AreaStanding], counted: Standing, wanted: PlanFilter) -> list[Group]:
    """The rows by delivery area in the plan's order, or all together in another order; communications come last."""
    delivery = [row for row in found if not row.communication]
    if wanted.sort.removeprefix("-") == "ref":
        order = reversed(areas) if wanted.sort == "-ref" else areas
        groups = [_area_group(area, [row for row in delivery if row.area_id == area.pk], wanted) for area in order]
        known = {area.pk for area in areas}
        groups.append(Group("other", "Other actions", "", [row for row in delivery if row.area_id not in known]))
    else:
        groups = [Group("all", "", "", delivery)]
    others = [row for row in found if row.communication]
    total = counted.communications
    said = _shown(len(others), total, wanted) or f"{total} activit{'y' if total == 1 else 'ies'}"
    groups.append(Group("communications", "Communications activities", said, others))
    return [group for group in groups if group.rows]


def _area_group(area: AreaStanding, inside: list[rows.Row], wanted: PlanFilter) -> Group:
    said = _shown(len(inside), area.total, wanted) or area.sentence
    return Group(area.anchor, f"{area.code} {area.title}", said, inside)


def _shown(count: int, total: int, wanted: PlanFilter) -> str:
    return f"{count} of {total} shown" if wanted.narrows and count < total else ""


def filter_choices(plan: Plan, areas: list[AreaStanding], counted: Standing) -> dict[str, Choices]:
    """What the selects over the table offer. One query, for the leads and the workstreams."""
    found = rows.with_lead(plan.actions.live()).order_by().values_list(*rows.LEAD_COLUMNS, "workstream").distinct()
    named = [(rows.lead_of(names), workstream) for *names, workstream in found]
    leads, workstreams = ({each[index] for each in named} - {""} for index in (0, 1))
    area_choices = [(area.code, f"{area.code} {area.title}") for area in areas]
    if counted.communications:
        area_choices.append((COMMUNICATIONS, "Communications activities"))
    return {
        "area": [("", "All areas"), *area_choices],
        "rag": [("", "All ratings"), *CHOICES],
        "lead": [("", "Everyone"), (NO_LEAD, "No lead"), *((name, name) for name in sorted(leads))],
        "due": [("", "Any time"), *DUE.items()],
        "workstream": [("", "All workstreams"), *((name, name) for name in sorted(workstreams))],
    }


def safe_next(request: Any, otherwise: str) -> str:
    """Where to go after a form: back to the page of ours it was sent from, else to `otherwise`."""
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return str(asked) if ours else otherwise
