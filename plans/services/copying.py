"""A new plan from a copy of an old one, with its dates moved on: words and leads go along, history does not."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db import transaction

from accounts.models import Authority
from core import audit
from core.errors import RuleBroken
from plans import rules
from plans.models import Action, ActionDate, DeliveryArea, Participation, Plan, Priority, Statement
from plans.services import plans
from plans.services.dates.rows import as_reading
from plans.wording import read_dates
from plans.wording.shifting import Shifted, shift, shift_day

FURTHEST = 600
"""Months: fifty years either way."""

Mover = Callable[[str, tuple[tuple[date, date] | None, ...]], Shifted]
HEADS = ("title", "change_needed", "by_words", "position")
WORDS = ("kind", "position", "ref", "title", "what", "who", "monitored_through", "workstream")


@dataclass(frozen=True)
class Wanted:
    """What the new plan is to be called, and how far its dates move: to a first day, or by so many months."""

    title: str
    starts_on: date | None = None
    months: int | None = None


@dataclass(frozen=True)
class Fresh:
    """An action of the copy on its way in, with its dates, beside the `old` one's id."""

    old: int
    action: Action
    dates: list[ActionDate]
    lost: bool


@dataclass(frozen=True)
class Line:
    """The by-when words of one action, before and after; `lost` are words that became TBC."""

    ref: str
    title: str
    before: str
    after: str
    lost: tuple[str, ...] = ()


def months_of(plan: Plan, wanted: Wanted) -> int:
    """By how many months the dates move."""
    if wanted.months is not None:
        months = wanted.months
    elif wanted.starts_on and plan.starts_on:
        first, then = wanted.starts_on, plan.starts_on
        months = (first.year - then.year) * 12 + first.month - then.month
    else:
        raise RuleBroken("Enter by how many months the dates move. The plan has no first day to count from.", "months")
    if abs(months) > FURTHEST:
        raise RuleBroken("Enter a move of fifty years or less.", "starts_on" if wanted.months is None else "months")
    return months


def preview(*, plan: Plan, wanted: Wanted) -> list[Line]:
    """What would become of the by-when words of each action. Nothing is stored."""
    move = _mover(plan, *_period(plan, wanted), months_of(plan, wanted))
    return [_line(action, move(action.by_when, known)) for action, known in _actions(plan)]


@transaction.atomic
def copy_plan(*, plan: Plan, wanted: Wanted, by: Any) -> Plan:
    """Make the copy, as a draft: its words, its leads and its dates moved on. No ratings, updates or evidence."""
    months = months_of(plan, wanted)
    Authority.objects.select_for_update().get(pk=plan.authority_id)
    if Plan.objects.filter(authority=plan.authority, title__iexact=wanted.title.strip()).exists():
        raise RuleBroken("There is a plan of that title already. Choose another.", "title")
    first, last = _period(plan, wanted)
    kept = {"credit": plan.credit, "stale_after_days": plan.stale_after_days, "copied_from": plan}
    values = {"title": wanted.title.strip(), "starts_on": first, "ends_on": last}
    made = plans.create_plan(authority=plan.authority, values=values | kept, by=by)
    move = _mover(plan, first, last, months)
    lost = _fill(plan, made, move)
    after = {"from": plan.title, "months": months, "actions": made.actions.count(), "tbc": lost}
    audit.record("copied", made, authority=plan.authority, by=by, after=after)
    return made


def compare(made: Plan) -> list[Line]:
    """The by-when words of a copy beside those of the plan it grew from; what became TBC first."""
    old = {} if made.copied_from_id is None else dict(
        Action.objects.filter(plan=made.copied_from_id).values_list("ref", "by_when")
    )  # fmt: skip
    rows = made.actions.live().order_by("-kind", "area__position", "position", "pk")
    found = [
        Line(ref, title, old[ref], words, (old[ref],) if words.count("TBC") > old[ref].count("TBC") else ())
        for ref, title, words in rows.values_list("ref", "title", "by_when") if ref in old
    ]  # fmt: skip
    return sorted(found, key=lambda line: not line.lost)


def _period(plan: Plan, wanted: Wanted) -> tuple[date | None, date | None]:
    """The first and last day of the new plan."""
    months = months_of(plan, wanted)
    first = wanted.starts_on or (shift_day(plan.starts_on, months) if plan.starts_on else None)
    day = timedelta(days=1)  # counted from the day after, so that the end of a month stays one
    last = shift_day(plan.ends_on + day, months) - day if plan.ends_on else None
    return first, max(first, last) if first and last else last


def _mover(plan: Plan, first: date | None, last: date | None, months: int) -> Mover:
    """Moves by-when words; the same words twice cost once."""
    new = (first, last) if first and last else None

    @cache
    def move(words: str, known: tuple[tuple[date, date] | None, ...]) -> Shifted:
        return shift(words, months, known=known, old=plan.period, new=new)

    return move


def _actions(plan: Plan) -> list[tuple[Action, tuple[tuple[date, date] | None, ...]]]:
    """The live actions in their order, each with the days its words stand for now. Two queries."""
    days: dict[int, list[Any]] = {}
    rows = ActionDate.objects.filter(action__plan=plan, removed_at=None, occurrence_of=None)
    for row in rows.order_by("action_id", "position", "pk").only("action_id", "start", "end", "queried"):
        span = (row.start, row.end) if row.start and row.end and not row.queried else None
        days.setdefault(row.action_id, []).append(span)
    actions = plan.actions.live().order_by("-kind", "area__position", "position", "pk")
    return [(action, tuple(days.get(action.pk, ()))) for action in actions]


def _line(action: Action, moved: Shifted) -> Line:
    return Line(action.ref, action.title, action.by_when, moved.words, moved.lost)


def _fill(plan: Plan, made: Plan, move: Mover) -> int:
    """Copy all that stands in the plan, table by table. How many actions have words that became TBC."""
    areas = _heads(plan, made, DeliveryArea, "code", move)
    priorities = _heads(plan, made, Priority, "number", move)
    _statements(plan, made, areas, priorities)
    fresh: list[Fresh] = []
    for action, known in _actions(plan):
        moved = move(action.by_when, known)
        readings = [as_reading(found) for found in read_dates(moved.words, period=made.period)]
        dates = [ActionDate(position=place, **asdict(reading)) for place, reading in enumerate(readings)]
        holders = {"area": areas.get(action.area_id or 0), "priority": priorities.get(action.priority_id or 0)}
        fresh.append(Fresh(action.pk, _copy(action, made, moved.words, dates, holders), dates, bool(moved.lost)))
    _store(fresh)
    return sum(one.lost for one in fresh)


def _store(fresh: list[Fresh]) -> None:
    """The new actions with their dates and who has what part, as in the old plan."""
    Action.objects.bulk_create([one.action for one in fresh], batch_size=500)
    for one in fresh:
        for day in one.dates:
            day.action = one.action
    ActionDate.objects.bulk_create([day for one in fresh for day in one.dates], batch_size=500)
    new = {one.old: one.action for one in fresh}
    names = ("part", "position", "words", "queried", "person_id", "post_id", "body_id")
    old = Participation.objects.filter(action__in=list(new)).order_by("pk").values("action_id", *names)
    parts = [Participation(action=new[row.pop("action_id")], **row) for row in old]
    Participation.objects.bulk_create(parts, batch_size=500)


def _heads(plan: Plan, made: Plan, model: type[Any], key: str, move: Mover) -> dict[int, Any]:
    """Areas or priorities, each by the id of the one it was copied from."""
    rows = list(model.objects.live().filter(plan=plan).order_by("position", "pk"))
    fresh = []
    for row in rows:
        values = {name: getattr(row, name) for name in (key, *HEADS)}
        moved = move(row.by_words, ())
        values["by_words"] = row.by_words if moved.lost else moved.words[:120]
        fresh.append(model(plan=made, **values))
    model.objects.bulk_create(fresh)
    return {row.pk: new for row, new in zip(rows, fresh, strict=True)}


def _statements(plan: Plan, made: Plan, areas: dict[int, Any], priorities: dict[int, Any]) -> None:
    fresh = []
    for row in plan.statements.live().order_by("position", "pk"):
        area, priority = areas.get(row.area_id), priorities.get(row.priority_id)
        if (row.area_id and area is None) or (row.priority_id and priority is None):
            continue  # a line of what is archived
        values = {name: getattr(row, name) for name in ("kind", "position", "text", "tag", "attribution")}
        fresh.append(Statement(plan=made, area=area, priority=priority, **values))
    Statement.objects.bulk_create(fresh, batch_size=500)


def _copy(action: Action, made: Plan, words: str, dates: list[ActionDate], holders: dict[str, Any]) -> Action:
    """The same action in the new plan, not yet stored: what it says, whether it has a lead, when it is due."""
    values = {name: getattr(action, name) for name in WORDS} | {"by_when": words}
    return Action(
        plan=made, has_lead=action.has_lead, due_on=rules.due_on(dates), queried=sum(day.queried for day in dates),
        search_words=rules.search_words(values[name] for name in rules.SEARCHED), **holders, **values,
    )  # fmt: skip
