"""A month of dates, week by week and day by day."""

from datetime import date, timedelta
from typing import Any

import pytest

from plans import months
from plans.models import Action, ActionDate
from plans.months import Month

ON = date(2026, 11, 20)
ACTION = Action(ref="2.1", title="Foundation course", rag="green")


def row(start: date, end: date | None = None, **more: Any) -> ActionDate:
    return ActionDate(action=ACTION, start=start, end=end or start, **{"kind": "due", "precision": "day", **more})


def test_weeks_start_on_monday_and_are_whole() -> None:
    weeks = months.page(Month(2026, 11), [], on=ON).weeks
    assert (weeks[0][0].day, weeks[-1][-1].day) == (date(2026, 10, 26), date(2026, 12, 6))
    assert {len(week) for week in weeks} == {7}
    assert [day.day for week in weeks for day in week if day.today] == [ON]


def test_a_date_over_the_end_of_a_month_stands_on_each_of_its_days() -> None:
    found = months.page(Month(2026, 11), [row(date(2026, 11, 30), date(2026, 12, 2))], on=ON)
    days = [day.day for week in found.weeks for day in week if day.entries]
    assert days == [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)]
    assert [day.day for day in found.days] == [date(2026, 11, 30)]


@pytest.mark.parametrize(
    ("start", "end", "precision", "long"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "month", True),
        (date(2026, 11, 2), date(2026, 11, 20), "day", True),
        (date(2026, 11, 2), date(2026, 11, 6), "day", False),
        (date(2026, 12, 1), date(2026, 12, 31), "month", False),
    ],
)
def test_what_is_meant_to_the_month_stands_above(start: date, end: date, precision: str, long: bool) -> None:
    found = months.page(Month(2026, 11), [row(start, end, precision=precision)], on=ON)
    assert bool(found.long) is long


def test_bank_holidays_are_days_of_the_list_too() -> None:
    found = months.page(Month(2026, 12), [], on=ON)
    assert [(day.day.day, day.holiday) for day in found.days] == [
        (25, "Christmas Day"), (26, "Boxing Day"), (28, "Boxing Day (substitute day)"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "state"),
    [({}, "overdue"), ({"kind": "event"}, "held"), ({"done_on": ON}, "done")],
)
def test_an_entry_says_how_it_stands(more: dict[str, Any], state: str) -> None:
    (day,) = months.page(Month(2026, 11), [row(ON - timedelta(days=2), **more)], on=ON).days
    assert day.entries[0].state == state


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("2026-12", "2026-12"), ("2026-1", "2026-01"), ("", "2026-11"), ("2026-13", "2026-11"), ("0001-01", "2026-11"),
        ("9999-12", "2026-11"), ("x", "2026-11"), ("2026-00", "2026-11"), ("٢٠٢٦-١١", "2026-11"),
    ],
)  # fmt: skip
def test_a_month_in_an_address_is_read_or_it_is_this_month(words: str, code: str) -> None:
    assert months.read(words, ON).code == code


@pytest.mark.parametrize(("step", "code"), [(-1, "2026-10"), (1, "2026-12"), (2, "2027-01"), (-11, "2025-12")])
def test_months_follow_each_other(step: int, code: str) -> None:
    assert Month(2026, 11).later(step).code == code
