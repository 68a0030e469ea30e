"""Days in words, read and written."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.daywords import FIRST_YEAR, LAST_YEAR, NotADay, read_day, say_day, say_moment, say_short_day

SEPTEMBER = dt.date(2018, 9, 17)


@pytest.mark.parametrize(
    "words",
    [
        "17 September 2018", "17 sept 2018", "17th Sep 18", "Monday 17 September 2018", "17/9/2018", "17.09.18",
        "17-09-2018", "2018-09-17", "  17   SEPTEMBER  2018 ",
    ],
)  # fmt: skip
def test_a_day_is_read_day_first_in_any_usual_spelling(words: str) -> None:
    assert read_day(words) == SEPTEMBER


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("soon", "Enter a date like 17 September 2018"),
        ("9/17/2018", "Enter a date like 17 September 2018"),
        ("30 February 2018", "February 2018 has 28 days"),
        ("31/4/2018", "April 2018 has 30 days"),
        ("1 January 0001", "Enter a date between 1990 and 2100"),
        ("31/12/9999", "Enter a date between 1990 and 2100"),
        ("0/1/2018", "Enter a date like 17 September 2018"),
        ("17 Smarch 2018", "Enter a date like 17 September 2018"),
        ("١٧/٩/٢٠١٨", "Enter a date like 17 September 2018"),
    ],
)
def test_what_is_no_day_gets_a_sentence(words: str, sentence: str) -> None:
    with pytest.raises(NotADay, match=sentence):
        read_day(words)


@given(st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)))
def test_a_day_that_was_written_is_read_again(day: dt.date) -> None:
    assert read_day(say_day(day)) == day


@given(st.text())
def test_no_words_do_worse_than_be_no_day(words: str) -> None:
    with suppress(NotADay):
        assert isinstance(read_day(words), dt.date)


def test_times_are_short() -> None:
    at = dt.datetime(2018, 7, 12, 15, 15, tzinfo=dt.UTC)
    assert say_moment(at) == "12 July 2018, 3:15pm"
    assert say_moment(at.replace(hour=10, minute=0)) == "12 July 2018, 10am"
    assert say_moment(at.replace(hour=0, minute=5)) == "12 July 2018, 12:05am"


def test_a_narrow_column_leaves_out_this_year() -> None:
    assert say_short_day(SEPTEMBER, on=dt.date(2018, 1, 1)) == "17 September"
    assert say_short_day(SEPTEMBER, on=dt.date(2019, 1, 1)) == "17 September 2018"
