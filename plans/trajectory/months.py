"""Milestones counted month by month, and the sentence that says where they lead. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.daywords import MONTHS

MONTHS_AFTER = 3
"""How far beyond the last milestone the months go on for the sake of today."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One date that counts. `agreed` is empty when it came after the baseline, `forecast` when it is no longer there.

    A milestone that is done is forecast for the day it was done.
    """

    pk: int
    action_id: int
    agreed: date | None
    forecast: date | None
    done: date | None


@dataclass(frozen=True, slots=True)
class Trajectory:
    """How many milestones there are by the end of each month: as agreed (`baseline`), as `forecast` now, and `done`.

    `months` are first days. `baseline` is empty without an agreed plan; `done` is None in months that lie ahead.
    `due` milestones were agreed to be complete by `today`, and `due_done` of them are; `overdue` are open and past
    the day they are forecast for now; `new` came after the baseline, `gone` left the plan since.
    """

    months: tuple[date, ...]
    baseline: tuple[int, ...]
    forecast: tuple[int, ...]
    done: tuple[int | None, ...]
    today: date
    due: int
    due_done: int
    done_now: int
    forecast_now: int
    overdue: int
    new: int
    gone: int

    @property
    def sentence(self) -> str:
        """The finding: "21 of the 27 milestones due by now are complete. If every forecast holds, we …"."""
        return " ".join(part for part in (_so_far(self), _late(self), _ahead(self)) if part)

    @property
    def agreed(self) -> int:
        """How many milestones the agreed plan has."""
        return self.baseline[-1] if self.baseline else 0

    @property
    def total(self) -> int:
        """How many milestones the plan has now."""
        return self.forecast[-1] if self.forecast else 0


def of_milestones(milestones: Iterable[Milestone], *, on: date, tracked: bool = True) -> Trajectory:
    """Count these milestones. Unless `tracked`, in force, the months end with its last milestone."""
    known = [each for each in milestones if each.agreed or each.forecast or each.done]
    agreed = sorted(each.agreed for each in known if each.agreed)
    forecast = sorted(day for each in known if (day := expected(each)))
    done = sorted(each.done for each in known if each.done)
    months = _months([*agreed, *forecast], on if tracked else None)
    due = [each for each in known if (each.agreed or (not agreed and expected(each)) or date.max) <= on]
    return Trajectory(
        months=months,
        baseline=_counts(agreed, months) if agreed else (),
        forecast=_counts(forecast, months),
        done=tuple(bisect_right(done, min(last_day(month), on)) if month <= on else None for month in months),
        today=on,
        due=len(due),
        due_done=sum(each.done is not None and each.done <= on for each in due),
        done_now=bisect_right(done, on),
        forecast_now=bisect_right(forecast, on),
        overdue=sum(each.done is None and each.forecast is not None and each.forecast < on for each in known),
        new=sum(each.agreed is None for each in known) if agreed else 0,
        gone=sum(each.forecast is None and each.done is None for each in known),
    )


def expected(milestone: Milestone) -> date | None:
    """The day it was done, or the day it is forecast for."""
    return milestone.done or milestone.forecast


def last_day(month: date) -> date:
    """The last day of the month that starts on this day."""
    return following(month) - timedelta(days=1)


def following(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def say_month(month: date) -> str:
    """ "March 2019"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _months(days: Sequence[date], on: date | None) -> tuple[date, ...]:
    """Every month from the first to the last of these days, and a little further when today is later."""
    if not days:
        return ()
    month, last = min(days).replace(day=1), max(days).replace(day=1)
    until = last
    for _ in range(MONTHS_AFTER if on else 0):
        until = following(until) if on and following(until) <= on else until
    made = [month]
    while made[-1] < until:
        made.append(following(made[-1]))
    return tuple(made)


def _counts(days: Sequence[date], months: Sequence[date]) -> tuple[int, ...]:
    return tuple(bisect_right(days, last_day(month)) for month in months)


def _so_far(told: Trajectory) -> str:
    if not told.months:
        return "No milestone has a day yet."
    more = told.done_now - told.due_done
    ahead = f" {more} more {'is' if more == 1 else 'are'} complete." if more else ""
    if not told.due:
        return f"No milestone is due by now.{ahead}"
    if told.due == 1:
        return f"The one milestone due by now is {'' if told.due_done else 'not '}complete.{ahead}"
    if told.due_done == told.due:
        return f"All {told.due} milestones due by now are complete.{ahead}"
    are = "is" if told.due_done == 1 else "are"
    return f"{told.due_done or 'None'} of the {told.due} milestones due by now {are} complete.{ahead}"


def _late(told: Trajectory) -> str:
    """What is overdue even by the days it has now."""
    if not told.overdue:
        return ""
    return f"{told.overdue} {'is' if told.overdue == 1 else 'are'} past the day forecast and not complete."


def _ahead(told: Trajectory) -> str:
    """When the forecast meets the agreed plan again."""
    if not told.baseline:
        return "No plan was agreed yet to measure them against." if told.months else ""
    missing = told.agreed - told.total
    here = max(bisect_right(told.months, told.today) - 1, 0)
    short = [at for at in range(here, len(told.months)) if told.forecast[at] < told.baseline[at]]
    if missing > 0:
        return f"{missing} of the agreed plan {'has' if missing == 1 else 'have'} no day now."
    if not short:
        return "" if told.done_now == told.total else "If every forecast holds, we keep to the agreed plan."
    return f"If every forecast holds, we meet the agreed plan in {say_month(told.months[short[-1] + 1])}."
