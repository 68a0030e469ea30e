"""Working days of England."""

from datetime import date

import pytest

from core import dates


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),  # the 26th is a Saturday
        (date(2027, 3, 29), "Easter Monday"),
        (date(2027, 5, 3), "Early May bank holiday"),
        (date(2022, 9, 19), "Funeral of Queen Elizabeth II"),
    ],
)
def test_bank_holidays_have_their_names(day: date, name: str) -> None:
    assert dates.bank_holiday(day).endswith(name)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2026, 3, 17), True),  # Saint Patrick's Day is one of Northern Ireland
        (date(2026, 11, 30), True),  # Saint Andrew's Day is one of Scotland
        (date(2027, 3, 26), False),
        (date(2027, 1, 4), True),  # only Scotland still rests
    ],
)
def test_a_working_day_is_a_weekday_that_is_no_bank_holiday(day: date, works: bool) -> None:
    assert dates.is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 24), 5, date(2027, 1, 5)),
        (date(2026, 12, 29), -1, date(2026, 12, 24)),
        (date(2026, 11, 22), -1, date(2026, 11, 20)),
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(day: date, number: int, found: date) -> None:
    assert dates.add_working_days(day, number) == found


def test_working_days_of_a_span_include_both_ends() -> None:
    found = dates.working_days(date(2026, 12, 24), date(2027, 1, 4))
    assert found == [date(2026, 12, day) for day in (24, 29, 30, 31)] + [date(2027, 1, 4)]
    assert dates.working_days(date(2026, 12, 24), date(2026, 12, 23)) == []
