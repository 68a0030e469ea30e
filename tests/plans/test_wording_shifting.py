"""By-when words moved on as a whole: the same form, later days; what cannot be moved becomes TBC and is named."""

from datetime import date

import pytest

from plans.wording import read_dates
from plans.wording.shifting import shift, shift_day

OLD, NEW = (date(2018, 1, 1), date(2019, 12, 31)), (date(2020, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("", ""),
        ("31 August 2018", "31 August 2020"),
        ("By the end of March 2019", "By the end of March 2021"),
        ("July 2018", "July 2020"),
        ("15/07/2018\n10/02/2019\nFurther dates TBC", "15/07/2020\n10/02/2021\nFurther dates TBC"),
        ("21-22 Jun 2018 5-6 Jul 2018", "21-22 Jun 2020 5-6 Jul 2020"),
        ("Each team to have a plan by July 2018", "Each team to have a plan by July 2020"),
        ("May/June 2018 Review May/June 2019", "May/June 2020 Review May/June 2021"),
        ("6 monthly", "6 monthly"),
        ("tbc", "tbc"),
        ("As set out in team plans", "As set out in team plans"),
        ("28 February 2019", "28 February 2021"),
    ],
)  # fmt: skip
def test_days_move_and_the_words_keep_their_form(words: str, moved: str) -> None:
    found = shift(words, 24, known=(), old=OLD, new=NEW)
    assert (found.words, found.lost) == (moved, ())


@pytest.mark.parametrize(
    "words", ["31 August 2018", "21-22 Jun 2018 5-6 Jul 2018", "May/June 2018 Review May/June 2019"]
)
@pytest.mark.parametrize("months", [-24, -1, 0, 1, 5, 12, 30])
def test_the_moved_words_are_read_as_the_moved_days(words: str, months: int) -> None:
    found = shift(words, months, known=(), old=OLD, new=None)
    before, after = read_dates(words, period=OLD), read_dates(found.words)
    starts = [shift_day(one.start, months) for one in before if one.start]
    assert found.lost or [one.start for one in after] == starts


def test_a_queried_date_becomes_tbc_and_its_words_are_named() -> None:
    found = shift("21-15 May 2018 and 5-6 March 2019", 24, known=(), old=OLD, new=NEW)
    assert found.lost
    assert "TBC" in found.words
    assert "2018" not in found.words


def test_a_query_that_was_answered_moves_by_its_answer() -> None:
    known = ((date(2018, 5, 15), date(2018, 5, 21)),)
    found = shift("21-15 May 2018", 24, known=known, old=OLD, new=NEW)
    assert [(one.start, one.end) for one in read_dates(found.words, period=NEW)] == [
        (date(2020, 5, 15), date(2020, 5, 21))
    ]


def test_a_year_that_nobody_can_move_does_not_stay() -> None:
    found = shift("2019 dates TBC", 24, known=(), old=OLD, new=NEW)
    assert "2019" not in found.words
    assert found.lost


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2018, 1, 31), 1, date(2018, 2, 28)),
        (date(2018, 12, 5), 1, date(2019, 1, 5)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2018, 3, 5), -15, date(2016, 12, 5)),
    ],
)
def test_a_day_moves_to_the_same_day_or_the_last_of_its_month(day: date, months: int, moved: date) -> None:
    assert shift_day(day, months) == moved
