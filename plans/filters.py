"""The filters over a plan's table: read from the address, whatever it holds, and put on the rows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from core.ratings import RATINGS, Rag
from plans import search
from plans.models import Action, Plan
from plans.rows import with_lead_name
from plans.standing import conditions

NO_LEAD = "-"
COMMUNICATIONS = "communications"
STATES = ("worse", "queried", "never", "stale", "all")
DUE = {"overdue": "Overdue", "30": "In the next 30 days", "90": "In the next 90 days", "none": "No open date"}
SORTS = ("ref", "lead", "due", "rag", "updated")


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What somebody wants to see of a plan: words, area, rating, lead, due, workstream, a state, and the order."""

    q: str = ""
    area: str = ""
    rag: str = ""
    lead: str = ""
    due: str = ""
    workstream: str = ""
    show: str = ""
    sort: str = "ref"

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """From an address. What makes no sense is left out, so no address fails."""
        given = {field.name: search.clean(query.get(field.name, "")) for field in fields(cls)}
        known = {"rag": list(Rag), "due": DUE, "show": STATES, "sort": [*SORTS, *(f"-{key}" for key in SORTS)]}
        for name, values in known.items():
            if given[name] not in values:
                given[name] = "ref" if name == "sort" else ""
        return cls(**given)

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set, without the order."""
        return {name: value for name, value in asdict(self).items() if value and name != "sort"}

    @property
    def narrows(self) -> bool:
        """Whether some rows may be left out."""
        return bool(self.chosen) and self.chosen != {"show": "all"}

    @property
    def query(self) -> str:
        """The same again as part of an address."""
        order = {"sort": self.sort} if self.sort != "ref" else {}
        return urlencode({**self.chosen, **order})

    def apply(self, actions: QuerySet[Action], *, plan: Plan, on: date) -> QuerySet[Action]:
        """The rows that are wanted, in their order: delivery actions first, communications after them."""
        states = conditions(plan, on)
        actions = search.matching(actions, self.q)
        if self.lead or self.sort.endswith("lead"):
            actions = with_lead_name(actions)
        if self.area:
            actions = actions.filter(_in_area(self.area))
        if self.rag:
            actions = actions.filter(rag=self.rag)
        if self.lead:
            actions = actions.filter(Q(has_lead=False) if self.lead == NO_LEAD else Q(lead_name=self.lead))
        if self.workstream:
            actions = actions.filter(workstream=self.workstream)
        if self.due:
            actions = actions.filter(states["overdue"] if self.due == "overdue" else _due_within(self.due, on))
        if self.show in states:
            actions = actions.filter(states[self.show])
        return actions.order_by("-kind", *self._order())

    def _order(self) -> list[Any]:
        down = self.sort.startswith("-")
        key = self.sort.removeprefix("-")
        if key == "ref":
            return ["-area__position", "-position", "-pk"] if down else ["area__position", "position", "pk"]
        column: Any = {"lead": F("lead_name"), "due": F("due_on"), "rag": seriousness(), "updated": F("latest__at")}[
            key
        ]
        first = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
        return [first, "area__position", "position", "pk"]


def seriousness() -> Case:
    """The rating as a number to sort by: off track first."""
    whens = [When(rag=rating.value, then=Value(rating.order)) for rating in RATINGS.values()]
    return Case(*whens, default=Value(9), output_field=IntegerField())


def _in_area(area: str) -> Q:
    return Q(kind=Action.Kind.COMMUNICATION) if area == COMMUNICATIONS else Q(area__code=area)


def _due_within(due: str, on: date) -> Q:
    if due == "none":
        return Q(due_on__isnull=True)
    return Q(due_on__gte=on, due_on__lte=on + timedelta(days=int(due)))
