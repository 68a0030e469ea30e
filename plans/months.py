"""A month of a plan's dates: week by week for a calendar, day by day for a list, and what is meant to the month."""

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from core.dates import bank_holiday
from core.daywords import FIRST_YEAR, LAST_YEAR, MONTHS
from plans import wording
from plans.clashes import counts_as_days
from plans.models import Action, ActionDate
from plans.rules import DueState, due_state

_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
STATES = {DueState.DONE: "done", DueState.HELD: "held", DueState.OVERDUE: "overdue"}
WEEK = timedelta(days=6)
WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the calendar."""

    year: int
    month: int

    @property
    def name(self) -> str:
        """ "November 2026"."""
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def code(self) -> str:
        """As it stands in an address: "2026-11"."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.later(1).first - timedelta(days=1)

    def later(self, months: int) -> "Month":
        """So many months later; earlier, when negative."""
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of an action, ready to be shown."""

    pk: int
    ref: str
    title: str
    label: str
    start: date
    end: date
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: its bank holiday, and the dates that fall on it."""

    day: date
    inside: bool
    today: bool
    holiday: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A month with what is in it. `long` is meant to the month, or longer than two weeks."""

    month: Month
    weeks: tuple[tuple[Day, ...], ...]
    long: tuple[Entry, ...]

    @property
    def days(self) -> list[Day]:
        """The days of the month on which there is something."""
        return [day for week in self.weeks for day in week if day.inside and (day.entries or day.holiday)]


def read(words: str, on: date) -> Month:
    """The month in an address; this month when it makes no sense."""
    match = _MONTH.fullmatch(words)
    if not match or not FIRST_YEAR <= int(match[1]) < LAST_YEAR or not 1 <= int(match[2]) <= 12:
        return Month(on.year, on.month)
    return Month(int(match[1]), int(match[2]))


def of_actions(actions: QuerySet[Action], month: Month, *, on: date) -> Page:
    """The dates of these actions in a month. One query. Queried dates, and those without a day, are not in it."""
    rows = ActionDate.objects.filter(action__in=actions.order_by().values("pk"), removed_at=None, queried=False)
    shown = rows.filter(start__lte=month.last + WEEK, end__gte=month.first - WEEK).exclude(kind=ActionDate.Kind.TBC)
    found = list(shown.select_related("action").order_by("start", "end", "action__position", "pk"))
    return page(month, found, on=on)


def page(month: Month, rows: Sequence[ActionDate], *, on: date) -> Page:
    """Rows in their order, laid out over the weeks of a month."""
    days: dict[date, list[Entry]] = defaultdict(list)
    long = []
    for row in rows:
        entry = _entry(row, on)
        if not counts_as_days(row.start, row.end, row.precision):
            long.append(entry)
            continue
        for day in _days(entry):
            days[day].append(entry)
    weeks = WEEKS.monthdatescalendar(month.year, month.month)
    meant = [entry for entry in long if entry.start <= month.last and month.first <= entry.end]
    return Page(month, tuple(tuple(_day(day, month, on, days) for day in week) for week in weeks), tuple(meant))


def _day(day: date, month: Month, on: date, days: Mapping[date, Iterable[Entry]]) -> Day:
    return Day(day, day.month == month.month, day == on, bank_holiday(day), tuple(days.get(day, ())))


def _days(entry: Entry) -> list[date]:
    return [entry.start + timedelta(days=step) for step in range((entry.end - entry.start).days + 1)]


def _entry(row: ActionDate, on: date) -> Entry:
    start, end = row.start or date.min, row.end or date.min
    return Entry(
        row.pk, row.action.ref, row.action.title, row.label, start, end,
        wording.describe(start, end, row.precision or None), STATES.get(due_state(row, on=on), ""),
    )  # fmt: skip
