"""The position of a plan on one page: where we are, what is working well, what we are worried about, what is next."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from core.daywords import say_day
from core.ratings import Rag
from governance.models import BoardRequest, Meeting
from plans import changes, standing, trajectory
from plans.datelines import say_when
from plans.models import Action, ActionDate, Plan, ReportingPeriod
from plans.rules import Direction

FEW = 5
SOON = timedelta(days=60)
LOOK_BACK = timedelta(days=90)
"""How far back changes are looked for when the plan has had no round."""
SAID = ~Q(where_we_are="") | ~Q(working_well="") | ~Q(worries="")
OPEN = (BoardRequest.State.RAISED, BoardRequest.State.SENT)


@dataclass(frozen=True, slots=True)
class Point:
    """One line: a sentence, and the action it is about, if it is about one. `rag` is shown beside it when set."""

    words: str
    ref: str = ""
    rag: str = ""

    @property
    def text(self) -> str:
        """The line as plain text."""
        return f"{self.ref} {self.words}" if self.ref else self.words


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four questions: what the manager wrote last, and what the plan says. `more` are not listed."""

    title: str
    said: str
    points: list[Point]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Position:
    """All of it, as at a day. `period` is the round whose three columns are quoted."""

    plan: Plan
    on: date
    finding: str
    ratings: dict[str, int]
    period: ReportingPeriod | None
    parts: list[Part]

    @property
    def as_text(self) -> str:
        """The page as plain text, for a mail or a paper."""
        lines = [f"{self.plan.title}: position at {say_day(self.on)}", self.finding]
        for part in self.parts:
            lines += ["", part.title.upper(), *([part.said] if part.said else [])]
            lines += [f"- {point.text}" for point in part.points]
            lines += [f"- and {part.more} more"] if part.more else []
        return "\n".join(lines)


def of_plan(plan: Plan, now: datetime) -> Position:
    """Where this plan stands now, gathered from the plan itself. Nothing of it is kept."""
    on = timezone.localdate(now)
    counted = standing.of_plan(plan, on)
    periods = list(plan.periods.exclude(state=ReportingPeriod.State.PLANNED).order_by("-opens_on", "-pk"))
    said = plan.periods.filter(SAID).order_by("-opens_on", "-pk").first()
    since = _since(periods, on)
    found = changes.of_plan(plan, since, now)
    parts = [
        _where(plan, said, found, since, on),
        _working(said, found),
        _worries(plan, said, counted),
        _next(plan, now, on),
    ]
    finding = " ".join(part for part in (standing.finding(counted), standing.beside(counted)) if part)
    return Position(plan, on, finding, counted.ratings, said, parts)


def _since(periods: list[ReportingPeriod], on: date) -> datetime:
    """The first day of the newest round; without one, three months ago."""
    first = next((each.opens_on for each in periods if each.opens_on < on), on - LOOK_BACK)
    return timezone.make_aware(datetime.combine(first, time.min))


def _where(plan: Plan, said: Any, found: Any, since: datetime, on: date) -> Part:
    day = say_day(timezone.localdate(since))
    words = [trajectory.of_plan(plan, on=on).sentence, f"Since {day}: {_small(changes.sentence(found))}"]
    return Part("Where we are", said.where_we_are if said else "", [Point(each) for each in words if each])


def _working(said: Any, found: Any) -> Part:
    better = [each for each in found.actions if each.rating and each.rating.direction == Direction.BETTER]
    points = [Point(each.action.title, each.action.ref, each.rating.after) for each in better]
    return _part("What is working well", said.working_well if said else "", points)


def _worries(plan: Plan, said: Any, counted: standing.Standing) -> Part:
    rows = plan.actions.live().filter(kind=Action.Kind.DELIVERY, rag=Rag.RED).select_related("latest")
    points = [Point(_trouble(row), row.ref, row.rag) for row in rows.order_by("area__position", "position", "pk")]
    late = counted.states["overdue"]
    points += [Point(f"{late} action{' is' if late == 1 else 's are'} overdue.")] if late else []
    return _part("What we are worried about", said.worries if said else "", points)


def _trouble(row: Action) -> str:
    path = row.latest.path_to_green.strip() if row.latest else ""
    return f"{row.title}. Path to green: {path}" if path else row.title


def _next(plan: Plan, now: datetime, on: date) -> Part:
    return _part("Next steps", "", [*_requests(plan), *_meetings(plan, now), *_dates(plan, on)], 2 * FEW)


def _requests(plan: Plan) -> list[Point]:
    rows = (
        BoardRequest.objects.filter(plan=plan, state__in=OPEN)
        .select_related("action")
        .order_by(F("by_on").asc(nulls_last=True), "number")
    )
    return [
        Point(
            _asked(row),
            row.action.ref if row.action else "",
        )
        for row in rows
    ]


def _asked(row: BoardRequest) -> str:
    said = f"{row} to the Board, {row.get_kind_display().lower()}: {row.ask}"
    return f"{said} By {say_day(row.by_on)}." if row.by_on else said


def _meetings(plan: Plan, now: datetime) -> list[Point]:
    ahead = Meeting.objects.filter(plan=plan, starts_at__gte=now, state__in=("planned", "published"))
    row = ahead.select_related("body").order_by("starts_at").first()
    return (
        [Point(f"{row.body} meets on {say_day(timezone.localdate(row.starts_at))}.")] if row and row.starts_at else []
    )


def _dates(plan: Plan, on: date) -> list[Point]:
    rows = ActionDate.objects.filter(
        action__plan=plan, action__archived_at=None, removed_at=None, done_on=None, queried=False,
        end__gte=on, end__lte=on + SOON,
    )  # fmt: skip
    rows = rows.exclude(action__rag=Rag.COMPLETE).select_related("action").order_by("end", "action__position", "pk")
    return [Point(f"{row.action.title}: {say_when(row)}", row.action.ref) for row in rows]


def _part(title: str, said: str, points: list[Point], most: int = FEW) -> Part:
    return Part(title, said, points[:most], max(0, len(points) - most))


def _small(sentence: str) -> str:
    """A sentence after a colon."""
    return sentence[:1].lower() + sentence[1:]
