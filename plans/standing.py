"""How a plan stands on a day: what is overdue, worse or stale, how many there are, and the sentence that says it.

Everything is counted by the database over columns of the action, so 2,000 actions cost the same few queries as 28.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from core.ratings import RATINGS, Rag
from plans.models import Action, Plan, RagUpdate
from plans.rules import RATED, Direction, direction

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")
SHOWN = ("red", "amber", "overdue", "worse", "queried", "no_lead", "never", "stale")
ASKED = ("overdue", "queried", "no_lead", "stale")
"""What the database counts; the rest follows from the rating and the one before it."""


@dataclass(slots=True)
class Standing:
    """Counts of a plan's actions, in all and by area. Communications activities are counted apart."""

    total: int
    communications: int
    ratings: dict[str, int]
    states: dict[str, int]
    areas: dict[int, dict[str, int]] = field(default_factory=dict)
    changed: int = 0

    @property
    def unrated(self) -> int:
        """Actions with neither a rating nor a start."""
        return self.ratings[Rag.NOT_RATED]


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """One delivery area with the ratings of its actions."""

    pk: int
    code: str
    title: str
    ratings: dict[str, int]
    total: int

    @property
    def anchor(self) -> str:
        """Where the area starts on the plan page."""
        return f"area-{self.pk}"

    @property
    def sentence(self) -> str:
        """The ratings in words: "5 actions: 1 off track, 1 at risk, 3 on track"."""
        return in_words(self.total, self.ratings)


@dataclass(frozen=True, slots=True)
class Head:
    """One of the high-level priorities, by number and title."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A count that is a link to its actions."""

    label: str
    count: int
    query: str
    symbol: str = ""
    current: bool = False


def conditions(plan: Plan, on: date) -> dict[str, Q]:
    """What each state of an action means, as a condition on actions of this plan."""
    quiet_since = _midnight(on - timedelta(days=plan.stale_after_days))
    nothing = Q(pk__in=[])
    return {
        "red": Q(rag=Rag.RED),
        "amber": Q(rag=Rag.AMBER),
        "overdue": Q(due_on__lt=on) if plan.is_tracked else nothing,
        "worse": _worse(),
        "queried": Q(queried__gt=0),
        "no_lead": Q(has_lead=False),
        "never": Q(latest__isnull=True),
        "stale": Q(latest__at__lt=quiet_since) & ~Q(rag=Rag.COMPLETE) if plan.is_tracked else nothing,
    }


def _worse() -> Q:
    """The latest update gave a worse rating than the one before it."""
    worse = Q(pk__in=[])
    for index, rag in enumerate(RATED[1:], start=1):
        worse |= Q(rag=rag, latest__rag_before__in=RATED[:index])
    return worse


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def of_plan(plan: Plan, on: date, since: datetime | None = None) -> Standing:
    """Count a plan's live actions by area and rating, in one query; with `since`, also those rated otherwise then."""
    states = conditions(plan, on)
    anew = rated_anew(since) if since else Q(pk__in=[])
    groups = plan.actions.live().order_by().values_list("kind", "area_id", "rag", "latest__rag_before")
    counted = groups.annotate(n=Count("pk"), **{name: Count("pk", filter=states[name]) for name in ASKED})
    counted = counted.annotate(anew=Count("pk", filter=anew))
    made = Standing(0, 0, dict.fromkeys(Rag, 0), dict.fromkeys(SHOWN, 0), defaultdict(lambda: dict.fromkeys(Rag, 0)))
    for kind, area_id, rag, before, n, *asked, changed in counted:
        if kind != Action.Kind.DELIVERY:
            made.communications += n
            continue
        _add(made, area_id, rag, before, n)
        made.changed += changed
        for name, count in zip(ASKED, asked, strict=True):
            made.states[name] += count
    return made


def rated_anew(since: datetime) -> Q:
    """Actions with another rating than at that moment, as a condition.

    Only those updated since can have one; of these the first update since says what the rating was.
    """
    first = RagUpdate.objects.filter(action=OuterRef("pk"), at__gte=since).order_by("at", "pk")
    return Q(latest__at__gte=since) & ~Q(rag=Subquery(first.values("rag_before")[:1]))


def _add(made: Standing, area_id: int, rag: str, before: str | None, n: int) -> None:
    made.total += n
    made.ratings[rag] += n
    made.areas[area_id][rag] += n
    if rag in ("red", "amber"):
        made.states[rag] += n
    if before is None:
        made.states["never"] += n
    elif direction(before, rag) == Direction.WORSE:
        made.states["worse"] += n


def of_plans(plans: QuerySet[Plan], on: date) -> list[Any]:
    """These plans, each with its `standing`, in one query; worse and stale are not counted here."""
    live = Q(actions__archived_at=None, actions__kind=Action.Kind.DELIVERY)
    counts = {f"n_{rag.value}": Count("actions", filter=live & Q(actions__rag=rag)) for rag in Rag}
    found: list[Any] = list(plans.annotate(**counts, late=Count("actions", filter=live & Q(actions__due_on__lt=on))))
    for plan in found:
        ratings = {rag.value: getattr(plan, f"n_{rag.value}") for rag in Rag}
        states = {"red": ratings["red"], "amber": ratings["amber"], "overdue": plan.late if plan.is_tracked else 0}
        plan.standing = Standing(sum(ratings.values()), 0, ratings, states)
        plan.finding = finding(plan.standing)
    return found


def of_areas(plan: Plan, counted: Standing) -> list[AreaStanding]:
    """The plan's live areas in their order, with the ratings counted before. One query."""
    rows = plan.deliveryareas.live().order_by("position", "pk").values_list("pk", "code", "title")
    return [_area(pk, code, title, counted) for pk, code, title in rows]


def _area(pk: int, code: str, title: str, counted: Standing) -> AreaStanding:
    ratings = counted.areas[pk]
    return AreaStanding(pk, code, title, ratings, sum(ratings.values()))


def heads_of(plan: Plan, counted: Standing) -> tuple[list[AreaStanding], list[Head]]:
    """The plan's live areas as `of_areas` has them, and its priorities, in one query."""
    areas = plan.deliveryareas.live().annotate(number=Value(0)).order_by()
    priorities = plan.prioritys.live().annotate(code=Value("")).order_by()
    columns = ("number", "position", "pk", "code", "title")
    found = sorted(areas.values_list(*columns).union(priorities.values_list(*columns), all=True))
    made = [_area(pk, code, title, counted) for number, _, pk, code, title in found if not number]
    return made, [Head(number, title) for number, *_, title in found if number]


def in_words(total: int, ratings: dict[str, int]) -> str:
    """ "12 actions: 1 off track, 3 at risk, 1 not rated"; worst first, only what there is."""
    parts = [f"{ratings[key]} {rating.word.lower()}" for key, rating in RATINGS.items() if ratings.get(key)]
    return f"{total} action{'' if total == 1 else 's'}" + (f": {', '.join(parts)}" if parts else "")


def finding(standing: Standing) -> str:
    """The answer to "how are we doing": "28 actions: 2 off track, 5 at risk, 3 overdue."."""
    words = {"red": "off track", "amber": "at risk", "overdue": "overdue"}
    parts = [f"{standing.states[name]} {word}" for name, word in words.items() if standing.states[name]]
    if not standing.total:
        return "No actions yet."
    actions = f"{standing.total} action{'' if standing.total == 1 else 's'}"
    if parts:
        return f"{actions}: {', '.join(parts)}."
    return f"{actions}: none rated yet." if standing.unrated == standing.total else f"{actions}: none off track."


def beside(standing: Standing) -> str:
    """What else to say in the summary: "Six are complete. Two have never been rated."."""
    done = standing.ratings[Rag.COMPLETE]
    said = [f"{_number(done)} {'is' if done == 1 else 'are'} complete."] if done else []
    if 0 < standing.unrated < standing.total:
        said.append(f"{_number(standing.unrated)} {'is' if standing.unrated == 1 else 'are'} not rated.")
    return " ".join(said)


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def chips(standing: Standing, stale_after: int, current: dict[str, str]) -> list[Chip]:
    """The counts over the table, each a link to its actions; those of nothing are left out unless chosen."""
    states = standing.states
    offered = [
        ("Off track", states["red"], {"rag": "red"}, "rag-r"),
        ("At risk", states["amber"], {"rag": "amber"}, "rag-a"),
        ("Overdue", states["overdue"], {"due": "overdue"}, "i-clock"),
        ("Worse", states["worse"], {"show": "worse"}, "i-worse"),
        ("Queried", states["queried"], {"show": "queried"}, "i-query"),
        ("No lead", states["no_lead"], {"lead": "-"}, ""),
        ("Never updated", states["never"], {"show": "never"}, ""),
        (f"No update for {stale_after} days", states["stale"], {"show": "stale"}, ""),
    ]
    every = Chip("All", standing.total, "show=all", current=current in ({}, {"show": "all"}))
    made = [Chip(label, n, urlencode(query), symbol, current == query) for label, n, query, symbol in offered]
    return [every, *(chip for chip in made if chip.count or chip.current)]
