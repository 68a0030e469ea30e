"""What a digest says and when: each thing on its days, once, however often or seldom a digest goes out."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.dates import is_working_day
from core.ratings import Rag
from plans import reminders
from plans.reminders import Day, Kind, Owed, Round, digest, is_digest_day, told_until

ONE = timedelta(days=1)
DUE = date(2018, 7, 27)  # a Friday
WEEKDAYS = [date(2018, 7, 2) + step * ONE for step in range(60)]


def day(end: date | None = DUE, kind: str = "due", **more: Any) -> Day:
    values = {"queried": False, "done_on": None, "label": "", "source": "July 2018", "made_on": date(2018, 3, 5)}
    return Day(kind, end, end, **(values | more))


def owed(*days: Day, rag: str = Rag.GREEN, told: Round | None = None) -> Owed:
    return Owed("2.10", "Practitioner course", rag, "https://sofs.example/", days, told)


def told_on(each: Owed, *, days: list[date] = WEEKDAYS, how_often: str = "daily") -> dict[date, list[Kind]]:
    """Run the digest on every one of these days, as the scheduler would, and collect what was said on each."""
    ran: list[date] = []
    said = {}
    for on in days:
        if is_digest_day(on, how_often, ran):
            since = told_until(on, how_often, ran, None)
            sections = digest([each], since=since, on=on)
            if sections:
                said[on] = [section.kind for section in sections]
        if is_working_day(on):
            ran.append(on)
    return said


def test_a_date_is_told_fourteen_and_three_days_before_and_after_that_each_week() -> None:
    said = told_on(owed(day()))
    assert said == {
        date(2018, 7, 13): [Kind.SOON],
        date(2018, 7, 24): [Kind.SOON],
        date(2018, 7, 30): [Kind.OVERDUE],  # the Monday after
        date(2018, 8, 6): [Kind.OVERDUE],
        date(2018, 8, 13): [Kind.OVERDUE],
        date(2018, 8, 20): [Kind.OVERDUE],
        date(2018, 8, 28): [Kind.OVERDUE],  # the 27th is a bank holiday
    }


def test_what_falls_on_a_weekend_is_told_on_the_next_working_day() -> None:
    sunday = date(2018, 7, 22)
    assert next(iter(told_on(owed(day(sunday + 14 * ONE))))) == date(2018, 7, 23)


def test_days_on_which_nothing_ran_are_caught_up_once() -> None:
    days = [on for on in WEEKDAYS if on not in (date(2018, 7, 13), date(2018, 7, 16), date(2018, 7, 17))]
    assert list(told_on(owed(day()), days=days))[:2] == [date(2018, 7, 18), date(2018, 7, 24)]


def test_once_a_week_collects_on_the_first_working_day_of_the_week() -> None:
    said = told_on(owed(day(), day(date(2018, 7, 20))), how_often="weekly")
    assert [on.isoweekday() for on in said] == [1] * 7 + [2]  # the last Monday is a bank holiday
    assert said[date(2018, 7, 9)] == [Kind.SOON]


def test_never_means_never() -> None:
    assert told_on(owed(day()), how_often="off") == {}


@pytest.mark.parametrize("rag", [Rag.COMPLETE])
def test_complete_work_is_left_alone(rag: str) -> None:
    assert told_on(owed(day(), day(None, "tbc"), day(queried=True), rag=rag)) == {}


def test_a_date_that_is_done_is_left_alone() -> None:
    assert told_on(owed(day(done_on=date(2018, 7, 2)))) == {}


def test_an_event_is_told_before_but_is_never_overdue() -> None:
    assert list(told_on(owed(day(kind="event")))) == [date(2018, 7, 13), date(2018, 7, 24)]


def test_a_date_to_be_confirmed_is_told_with_the_first_digest_of_each_month() -> None:
    assert list(told_on(owed(day(None, "tbc")))) == [date(2018, 8, 1)]


def test_a_queried_date_is_told_the_day_after_it_was_read_and_then_monthly() -> None:
    read = day(queried=True, made_on=date(2018, 7, 10))
    assert told_on(owed(read)) == {date(2018, 7, 11): [Kind.QUERIED], date(2018, 8, 1): [Kind.QUERIED]}


def test_who_has_not_answered_is_told_three_working_days_before_the_round_closes() -> None:
    said = told_on(owed(told=Round(date(2018, 7, 17), waiting=True)))
    assert said == {date(2018, 7, 12): [Kind.CLOSING]}


def test_an_answer_sent_back_is_told_the_next_day_and_again_before_the_round_closes() -> None:
    back = Round(date(2018, 7, 17), waiting=False, question="Which course?", sent_back_on=date(2018, 7, 5))
    assert list(told_on(owed(told=back))) == [date(2018, 7, 6), date(2018, 7, 12), date(2018, 7, 13)]


def test_the_subject_counts_actions_by_why_they_are_there() -> None:
    sections = digest([owed(day(DUE - ONE), day(DUE + 14 * ONE))], since=DUE - ONE, on=DUE)
    assert reminders.subject(sections) == "1 action overdue, 1 due soon"


def test_the_words_say_the_date_and_how_far_it_is() -> None:
    [section] = digest([owed(day(label="Review"))], since=DUE - 4 * ONE, on=DUE - 3 * ONE)
    assert section.lines[0].said == "Review: Due 27 July 2018, in 3 days."
    [section] = digest([owed(day())], since=DUE, on=DUE + ONE)
    assert section.lines[0].said == "Was due 27 July 2018, 1 day ago."


@settings(max_examples=60, deadline=None)
@given(ends=st.dates(date(2018, 7, 1), date(2018, 9, 20)), ran=st.sets(st.sampled_from(WEEKDAYS), min_size=1))
def test_a_stage_is_never_told_twice_whatever_days_the_digest_ran_on(ends: date, ran: set[date]) -> None:
    said = told_on(owed(day(ends, kind="event")), days=sorted(ran))
    assert len(said) <= len(reminders.STAGES)
