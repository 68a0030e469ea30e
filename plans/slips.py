"""How far dates have moved from what was agreed: how often, by how many days, worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Subquery

from plans import rules, wording
from plans.models import Action, ActionDate, Baseline, DateRevision, DeliveryArea, Plan
from plans.rows import plural
from plans.trajectory import agreed_day


@dataclass(frozen=True, slots=True)
class Slip:
    """One date: the last day agreed, the last day now, and how often it was moved. `days` below 0 are days gained."""

    pk: int
    action_id: int
    ref: str
    title: str
    area: str
    said: str
    agreed: date | None
    now: date
    moved: int
    done: date | None
    new: bool

    @property
    def days(self) -> int:
        """Forecast minus baseline; 0 for a date that came after the baseline."""
        return (self.now - self.agreed).days if self.agreed else 0

    @property
    def sentence(self) -> str:
        """ "Moved 3 times, 74 days later than agreed"."""
        return say(self.moved, self.days, agreed=self.agreed is not None)


@dataclass(frozen=True, slots=True)
class Slips:
    """Every date with a day of a plan, an area or an action, each against what was agreed of it."""

    dates: tuple[Slip, ...]

    @property
    def slipped(self) -> list[Slip]:
        """Those that moved, or stand on another day than agreed; worst first."""
        return sorted((slip for slip in self.dates if slip.days or slip.moved), key=_worst_first)

    @property
    def new(self) -> list[Slip]:
        """Those that came after the baseline; none while nothing was agreed."""
        return sorted((slip for slip in self.dates if slip.new), key=lambda slip: (slip.now, slip.pk))

    @property
    def sentence(self) -> str:
        """The finding: "3 dates are later than agreed, at most by 74 days."; empty when nothing moved."""
        slipped = self.slipped
        late = sum(slip.days > 0 for slip in slipped)
        if not slipped:
            return ""
        if len(self.dates) == 1:
            return f"{slipped[0].sentence}."
        if not late:
            return f"Dates were moved {times(sum(slip.moved for slip in slipped))}; none is later than agreed."
        are = "is" if late == 1 else "are"
        return f"{plural(late, 'date')} {are} later than agreed, at most by {plural(slipped[0].days, 'day')}."


def of_plan(plan: Plan, *, area: DeliveryArea | None = None) -> Slips:
    """The slip list of a plan's delivery actions, or of one area. One query."""
    actions = Q(action__plan=plan, action__kind=Action.Kind.DELIVERY, action__archived_at=None)
    wanted = actions & Q(action__area=area) if area else actions
    return read(against_agreed(ActionDate.objects.filter(wanted, removed_at=None), plan).select_related("action__area"))


def of_action(action: Action) -> Slips:
    """The slip list of one action. One query."""
    return read(against_agreed(action.dates.filter(removed_at=None), action.plan))


def read(rows: Iterable[Any]) -> Slips:
    """The slip list of these rows, which come from `against_agreed`."""
    return Slips(tuple(_slip(row) for row in rows if rules.is_countable(row)))


def against_agreed(dates: Any, plan: Plan) -> Any:
    """These dates of one plan, each with the last day `agreed`, how often it `moved`, and when that was `agreed_at`."""
    newest = Baseline.objects.filter(plan=plan).order_by("-number")
    return dates.annotate(
        agreed=agreed_day(plan),
        agreed_at=Subquery(newest.values("at")[:1]),
        moved=Count("revisions", filter=Q(revisions__kind=DateRevision.Kind.MOVED)),
    )


def newest(plan: Plan) -> Baseline | None:
    """The baseline that counts."""
    found: Baseline | None = plan.baselines.select_related("by").order_by("-number").first()
    return found


def _worst_first(slip: Slip) -> tuple[int, int, int]:
    return -slip.days, -slip.moved, slip.pk


def say(moved: int, days: int, *, agreed: bool) -> str:
    """ "Moved 3 times, 74 days later than agreed"; only what there is."""
    parts = [f"moved {times(moved)}"] if moved else []
    if days:
        parts.append(f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than agreed")
    elif moved and agreed:
        parts.append("on the day agreed")
    return ", ".join(parts).capitalize()


def times(count: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _slip(row: Any) -> Slip:
    area = row.action.area
    return Slip(
        pk=row.pk, action_id=row.action_id, ref=row.action.ref, title=row.action.title, area=area.code if area else "",
        said=wording.describe(row.start, row.end, row.precision or "day"), agreed=row.agreed, now=row.end,
        moved=row.moved, done=row.done_on, new=row.agreed is None and row.agreed_at is not None,
    )  # fmt: skip
