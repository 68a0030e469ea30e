"""The whole plan's words, to be edited: its statements, priorities and areas; and the order of its actions."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from plans import rules
from plans.models import Action, DeliveryArea, Statement
from plans.views.editing import Editing
from plans.views.find import plan_url

K = Statement.Kind
OF_THE_PLAN = (
    K.CORE_PRINCIPLE, K.USING_MEANS, K.VISION_CHILDREN, K.VISION_PRACTITIONERS, K.VISION_PARTNERS, K.AS_A_RESULT,
    K.MEASURE,
)  # fmt: skip
COLUMNS = (K.TARGET_STATE, K.FOCUS, K.SUCCESS)


@dataclass
class Lines:
    """The statements under one heading, and where a further one is added."""

    kind: str
    heading: str
    query: str
    rows: list[Statement] = field(default_factory=list)


@dataclass
class Block:
    """A priority or an area with the lines of its columns."""

    row: Any
    lines: list[Lines]


class WordsPage(Editing, TemplateView):
    """A page of the plan's words; every address on it starts with `base`."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        base = plan_url(self.plan)
        plans = reverse("plans:list", kwargs={"authority": self.request.authority.slug})
        crumbs = [("Plans", plans), (self.plan.title, base), *self.between()]
        frozen = rules.frozen(state=self.plan.state, archived=False)
        return super().get_context_data(**kwargs, plan=self.plan, base=base, crumbs=crumbs, frozen=frozen)

    def between(self) -> list[tuple[str, str]]:
        """What stands between the plan and this page on the way here."""
        return []


class Contents(WordsPage):
    """Statements by heading, measures named, priorities and areas with their four columns; archived ones below."""

    template_name = "plans/edit/contents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        live = Count("actions", filter=Q(actions__archived_at=None))
        areas = self.plan.deliveryareas.order_by("position", "pk").annotate(count=live)
        statements = list(self.plan.statements.order_by("position", "pk"))
        lines = Sorted([row for row in statements if row.archived_at is None])
        rows = {"priority": list(self.plan.prioritys.order_by("number")), "area": list(areas)}
        blocks = {
            kind: [Block(row, lines.of_block(kind, row)) for row in found if row.archived_at is None]
            for kind, found in rows.items()
        }
        archived = [
            (kind, row) for kind, found in {**rows, "statement": statements}.items() for row in found if row.archived_at
        ]
        communications = self.plan.actions.live().filter(kind=Action.Kind.COMMUNICATION).count()
        return super().get_context_data(
            **kwargs, whole=lines.of_plan(), blocks=blocks, archived=archived, communications=communications
        )


class Sorted:
    """Statements sorted to where they stand."""

    def __init__(self, statements: list[Statement]) -> None:
        self.found: dict[tuple[str, str], list[Statement]] = {}
        for row in statements:
            place = f"priority-{row.priority_id}" if row.priority_id else f"area-{row.area_id}" if row.area_id else ""
            self.found.setdefault((place, row.kind), []).append(row)

    def of_plan(self) -> list[Lines]:
        """What the whole plan says, by heading; a kind that belongs elsewhere only when it is there."""
        kinds = [*OF_THE_PLAN, *(kind for kind in COLUMNS if ("", kind) in self.found)]
        return [self._lines(kind, "") for kind in kinds]

    def of_block(self, kind: str, row: Any) -> list[Lines]:
        """The columns of one priority or area."""
        place = f"{kind}-{row.pk}"
        kinds = [*COLUMNS, *(each for each in OF_THE_PLAN if (place, each) in self.found)]
        return [self._lines(each, place, row.by_words) for each in kinds]

    def _lines(self, kind: Statement.Kind, place: str, by_words: str = "") -> Lines:
        heading = by_words if kind == K.TARGET_STATE and by_words else str(kind.label)
        return Lines(kind, heading, f"?kind={kind}&place={place}", self.found.get((place, kind), []))


class Order(WordsPage):
    """The actions of one area (`?area=`), or the communications activities, to be put in order or restored."""

    template_name = "plans/edit/order.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        area = self.area()
        rows = self.plan.actions.filter(area=area).order_by("position", "pk")
        if area is None:
            rows = rows.filter(kind=Action.Kind.COMMUNICATION)
        live = [row for row in rows if row.archived_at is None]
        archived = [row for row in rows if row.archived_at]
        return super().get_context_data(**kwargs, area=area, actions=live, archived=archived)

    def between(self) -> list[tuple[str, str]]:
        return [("Contents", self.home())]

    def area(self) -> DeliveryArea | None:
        """The area asked for; none for communications activities."""
        wanted = self.request.GET.get("area", "")
        if not wanted:
            return None
        rows = self.plan.deliveryareas.filter(pk=wanted) if wanted.isdecimal() and len(wanted) < 19 else None
        area: DeliveryArea = get_object_or_404(rows if rows is not None else self.plan.deliveryareas.none())
        return area
