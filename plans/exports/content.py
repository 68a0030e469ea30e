"""What an exported file says, before it has a form: the plan's parts in the order of the printed plan."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from core.charts import Chart
from core.daywords import say_day
from core.ratings import RATINGS, Rag
from plans.comparison import BY_DEFAULT
from plans.models import Action, DeliveryArea, Plan, Statement

HEADINGS = ("", "What needs to happen", "By when", "Who leads/ is involved?", "Monitored through", "RAG rating/ update")
COLUMN_HEADS = (
    "The change we need to see and the impact we need to have",
    "",
    "Signs of Safety focus",
    "Success will be when",
)
COLUMN_KINDS = ("target_state", "focus", "success")
Kind = Statement.Kind
PRINCIPLES = (Kind.CORE_PRINCIPLE, Kind.USING_MEANS, Kind.FOCUS)
VOICES = (Kind.VISION_CHILDREN, Kind.VISION_PRACTITIONERS, Kind.VISION_PARTNERS, Kind.AS_A_RESULT)


@dataclass(frozen=True)
class Block:
    """A priority or a delivery area: its name, its four columns, and for an area its rows of six cells."""

    name: str
    code: str
    change_needed: str
    by_words: str
    columns: dict[str, list[str]]
    area: Any = None

    @property
    def is_area(self) -> bool:
        """Whether it is a delivery area, with rows of actions beneath."""
        return isinstance(self.area, DeliveryArea)

    @property
    def heads(self) -> tuple[str, str, str, str]:
        """The headings of the four columns; the second is the plan's own words."""
        return (COLUMN_HEADS[0], self.by_words or BY_DEFAULT, COLUMN_HEADS[2], COLUMN_HEADS[3])

    @property
    def cells(self) -> list[str]:
        """The four columns, one line for each statement."""
        return [self.change_needed, *(lines_of(self.columns[kind]) for kind in COLUMN_KINDS)]


@dataclass(frozen=True)
class Content:
    """A plan on its way into a file. `rows` are the wanted actions; `note` says when some are left out.

    `chart` is the milestone trajectory, where the file has one.
    """

    plan: Plan
    statements: dict[str, list[Statement]]
    priorities: list[Block]
    areas: list[Block]
    actions: QuerySet[Action] = field(repr=False)
    note: str = ""
    chart: Chart | None = None

    @property
    def runs(self) -> str:
        """The plan's period in a sentence."""
        days = self.plan.period
        return f"This plan runs from {say_day(days[0])} to {say_day(days[1])}." if days else ""

    def signed(self, *kinds: str) -> list[str]:
        """Who stands for the statements of these kinds, each once."""
        return list(dict.fromkeys(line.attribution for line in self.of(*kinds) if line.attribution))

    @property
    def communicates(self) -> bool:
        """Whether there are communications activities among the wanted rows."""
        return self.actions.filter(kind=Action.Kind.COMMUNICATION).exists()

    def of(self, *kinds: str) -> list[Statement]:
        """The statements of the whole plan of these kinds."""
        return [line for kind in kinds for line in self.statements.get(kind, [])]

    def rows(self, area: Any = None) -> Iterator[list[str]]:
        """The six cells of each action of an area, read from the database as they are needed."""
        for action in self.actions.filter(area=area, kind=Action.Kind.DELIVERY).iterator(500):
            yield cells_of(action)

    def communications(self) -> Iterator[list[str]]:
        """The communications activities, as rows of the same six cells."""
        for action in self.actions.filter(kind=Action.Kind.COMMUNICATION).iterator(500):
            yield cells_of(action)


def gather(plan: Plan, actions: QuerySet[Action] | None = None, note: str = "") -> Content:
    """Everything of a plan that stands in a file; `actions` when only some of them are wanted."""
    wanted = plan.actions.live() if actions is None else actions
    if not wanted.query.order_by:
        wanted = wanted.order_by("-kind", "area__position", "area_id", "position", "pk")
    lines = list(plan.statements.live().order_by("position", "pk"))
    whole: dict[str, list[Statement]] = {}
    for line in lines:
        if line.priority_id is None and line.area_id is None:
            whole.setdefault(line.kind, []).append(line)
    priorities = [
        _block(
            f"Priority {part.number}: {part.title}",
            str(part.number),
            part,
            [line for line in lines if line.priority_id == part.pk],
        )
        for part in plan.prioritys.live().order_by("position", "pk")
    ]
    areas = [
        _block(f"{part.code}: {part.title}", part.code, part, [line for line in lines if line.area_id == part.pk])
        for part in plan.deliveryareas.live().order_by("position", "pk")
    ]
    return Content(plan, whole, priorities, areas, wanted.select_related("latest", "area"), note)


def rating_words(action: Action) -> str:
    """The rating cell: "A At risk. The venue fell through." Empty while nobody has said anything."""
    comment = action.latest.comment if action.latest else ""
    if action.rag == Rag.NOT_RATED and not comment:
        return ""
    rating = RATINGS[action.rag].text
    return f"{rating}. {comment}" if comment else rating


def cells_of(action: Action) -> list[str]:
    """Ref, what, by when, who, monitored through, rating and update: the cells as written."""
    return [action.ref, action.what, action.by_when, action.who, action.monitored_through, rating_words(action)]


def lines_of(texts: list[str]) -> str:
    """Several statements in one cell, each with its own bullet."""
    return "\n".join(f"• {text}" for text in texts)


def _block(name: str, code: str, part: Any, lines: list[Statement]) -> Block:
    columns = {kind: [one_line(line) for line in lines if line.kind == kind] for kind in COLUMN_KINDS}
    return Block(name, code, part.change_needed, part.by_words, columns, part)


def one_line(line: Statement) -> str:
    """A statement on one line, its theme before it: "leadership: leaders ask before they tell"."""
    words = " ".join(line.text.split())
    return f"{line.tag}: {words}" if line.tag else words
