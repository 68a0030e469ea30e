"""What of a plan nobody looks after: no lead, never updated, stale, leads who are silent; and whether it gets worse.

Communications activities are left out, as everywhere where a plan is counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Person
from core.dates import add_working_days
from core.daywords import MONTHS, say_day
from core.ratings import Rag
from plans import rounds, rules
from plans.models import Action, ActionDate, Answer, DateRevision, Plan, RagUpdate, ReportingPeriod
from plans.reminders import CLOSING
from plans.rows import plural

COUNTED = ("stale", "never", "overdue")
LONGEST = 12
"""How many months the ageing goes back."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Left:
    """One action nobody looks after, and why it is here. `person` is whoever could be asked."""

    action: Action
    said: str
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Silent:
    """A lead of whom nothing is heard: of which actions, since when, and how many answers a round still lacks."""

    person: Person
    actions: list[Action]
    last: date | None
    unanswered: int
    period: str

    @property
    def said(self) -> str:
        """ "Nothing said since 5 March 2018. 3 answers missing in July 2018." """
        heard = f"Nothing said since {say_day(self.last)}." if self.last else "Never said anything."
        waits = f" {plural(self.unanswered, 'answer')} missing in {self.period}." if self.unanswered else ""
        return f"{heard}{waits}"


@dataclass(frozen=True, slots=True)
class Month:
    """How many actions were left alone at the end of one month (or today)."""

    on: date
    never: int
    stale: int
    overdue: int
    total: int

    @property
    def name(self) -> str:
        """ "March 2018"."""
        return f"{MONTHS[self.on.month - 1]} {self.on.year}"


@dataclass(slots=True)
class Neglect:
    """All of it for one plan on one day."""

    no_lead: list[Left] = field(default_factory=list)
    never: list[Left] = field(default_factory=list)
    stale: list[Left] = field(default_factory=list)
    silent: list[Silent] = field(default_factory=list)

    def finding(self, after_days: int) -> str:
        """The answer to "what is left alone": "3 actions have no lead, 2 were never updated."."""
        quiet = f"not heard of for {after_days} days"
        counts = (
            (len(self.no_lead), "has no lead", "have no lead"),
            (len(self.never), "was never updated", "were never updated"),
            (len(self.stale), f"was {quiet}", f"were {quiet}"),
        )
        said = [(number, one if number == 1 else many) for number, one, many in counts if number]
        if not said:
            return "Every action has a lead and was heard of lately."
        (first, words), *rest = said
        return ", ".join([f"{plural(first, 'action')} {words}", *(f"{n} {more}" for n, more in rest)]) + "."


def of_plan(plan: Plan, on: date) -> Neglect:
    """What is left alone today. Few queries for any number of actions."""
    live = plan.actions.live().filter(kind=Action.Kind.DELIVERY).exclude(rag=Rag.COMPLETE)
    actions = list(live.select_related("latest").order_by("area__position", "position", "pk"))
    who = rounds.asked_for(actions)
    made = Neglect()
    for action in actions:
        last, person = _last(action), who[action.pk]
        if not action.has_lead:
            made.no_lead.append(Left(action, "Nobody is accountable for it yet."))
        if last is None:
            made.never.append(Left(action, "Never rated.", person))
        elif rules.is_stale(last, on=on, after_days=plan.stale_after_days, rag=action.rag):
            ago = plural((on - last).days, "day")
            made.stale.append(Left(action, f"Last updated {say_day(last)}, {ago} ago.", person))
    made.stale.sort(key=lambda left: _last(left.action) or on)
    made.silent = _silent(plan, actions, who, on)
    return made


def of_person(plan: Plan, person: Person, on: date) -> list[Action]:
    """The actions of this plan that this person leads and owes a word on: not heard of for too long, or asked about."""
    found = of_plan(plan, on)
    quiet = {left.action.pk for left in (*found.never, *found.stale)}
    owed = quiet | _owed(_asked(plan, on))
    mine = next((silent.actions for silent in found.silent if silent.person == person), [])
    led = mine or [left.action for left in (*found.never, *found.stale) if left.person == person]
    return [action for action in led if action.pk in owed]


def ageing(plan: Plan, on: date) -> list[Month]:
    """How it was at the end of each of the last months, the oldest first, and today. Rewound from what was kept."""
    days = _ends_of_months(plan, on)
    actions = list(plan.actions.filter(kind=Action.Kind.DELIVERY).values_list("pk", "created_at", "archived_at"))
    dates = _dates(plan)
    return [_month(plan, day, actions, dates) for day in days]


def sparkline(numbers: Sequence[int], width: int = 220, height: int = 36) -> str:
    """The points of a small line through these numbers, for an SVG of this size."""
    most, steps = max([*numbers, 1]), max(len(numbers) - 1, 1)
    points = ((4 + (width - 8) * at / steps, height - 4 - (height - 8) * n / most) for at, n in enumerate(numbers))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _asked(plan: Plan, on: date) -> ReportingPeriod | None:
    """The newest round that should have its answers by now: one about to close, or else the last that did."""
    soon = Q(state=ReportingPeriod.State.OPEN, closes_on__lte=add_working_days(on, CLOSING))
    over = Q(state__in=(ReportingPeriod.State.CLOSED, ReportingPeriod.State.LOCKED))
    found: ReportingPeriod | None = plan.periods.filter(soon | over).order_by("-opens_on").first()
    return found


def _owed(period: ReportingPeriod | None) -> set[int]:
    """The actions of which nothing was said in this round."""
    answers = Answer.objects.filter(period=period, state__in=rounds.TO_ANSWER)
    return set(answers.values_list("action_id", flat=True)) if period else set()


def _silent(plan: Plan, actions: Iterable[Action], who: dict[int, Person | None], on: date) -> list[Silent]:
    """Leads whose newest word on any of their actions is too long ago, or who did not answer a round."""
    period = _asked(plan, on)
    owed = _owed(period)
    led: dict[Person, list[Action]] = defaultdict(list)
    for action in actions:
        person = who[action.pk]
        if person is not None:
            led[person].append(action)
    made = []
    for person, mine in led.items():
        last = max((day for day in map(_last, mine) if day), default=None)
        unanswered = sum(action.pk in owed for action in mine)
        quiet = last is None or (on - last).days > plan.stale_after_days
        if quiet or unanswered:
            made.append(Silent(person, mine, last, unanswered, str(period or "")))
    return sorted(made, key=lambda each: (each.last or date.min, each.person.name))


def _last(action: Action) -> date | None:
    return timezone.localdate(action.latest.at) if action.latest else None


def _ends_of_months(plan: Plan, on: date) -> list[date]:
    """The last days of the past months since the plan was kept here, and today."""
    first, days = timezone.localdate(plan.created_at), [on]
    end = on.replace(day=1) - ONE_DAY
    while end >= first and len(days) <= LONGEST:
        days.append(end)
        end = end.replace(day=1) - ONE_DAY
    return days[::-1]


def _month(plan: Plan, day: date, actions: list[Any], dates: dict[int, list[Any]]) -> Month:
    """Count one day. One query for the newest update each action had by then."""
    moment = timezone.make_aware(datetime.combine(day + ONE_DAY, time.min))
    newest = RagUpdate.objects.filter(action=OuterRef("pk"), at__lt=moment).order_by("-pk")[:1]
    rows = plan.actions.annotate(then_at=Subquery(newest.values("at")), then_rag=Subquery(newest.values("rag")))
    said = {pk: (at, rag) for pk, at, rag in rows.values_list("pk", "then_at", "then_rag")}
    live = [pk for pk, made, gone in actions if made < moment and (gone is None or gone >= moment)]
    never = stale = overdue = 0
    for pk in live:
        at, rag = said.get(pk, (None, None))
        never += at is None
        if at is not None:
            last = timezone.localdate(at)
            stale += rules.is_stale(last, on=day, after_days=plan.stale_after_days, rag=rag)
        overdue += rag != Rag.COMPLETE and _was_overdue(dates[pk], day, moment)
    return Month(day, never, stale, overdue, len(live))


def _dates(plan: Plan) -> dict[int, list[Any]]:
    """The dates of each action with how they moved. Two queries."""
    moved: dict[int, list[tuple[datetime, date | None]]] = defaultdict(list)
    revisions = DateRevision.objects.filter(action__plan=plan).order_by("date_id", "pk")
    for pk, at, before in revisions.values_list("date_id", "at", "end_before"):
        moved[pk].append((at, before))
    made: dict[int, list[Any]] = defaultdict(list)
    countable = Q(kind__in=("due", "review"), queried=False)
    columns = ("pk", "action_id", "end", "done_on", "created_at", "removed_at")
    for row in ActionDate.objects.filter(countable, action__plan=plan).values_list(*columns, named=True):
        made[row.action_id].append((row, moved[row.pk]))
    return made


def _was_overdue(dates: Iterable[Any], day: date, moment: datetime) -> bool:
    """Whether one of these dates was past and not done on a day, as the dates were then."""
    for row, moves in dates:
        there = row.created_at < moment and (row.removed_at is None or row.removed_at >= moment)
        end = next((before for at, before in moves if at >= moment), row.end)
        done = row.done_on is not None and row.done_on <= day
        if there and not done and end is not None and end < day:
            return True
    return False
