"""Milestones month by month: as agreed, as forecast, as done."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import charts
from plans.trajectory import Milestone, Trajectory, chart, of_milestones

ON = date(2018, 7, 16)
HOLDS = "If every forecast holds"
NONE_DUE = "No milestone is due by now."
NOT_DONE = "The one milestone due by now is not complete."
DONE = "The one milestone due by now is complete."
DAYS = st.dates(date(2017, 6, 1), date(2019, 12, 31))


def milestone(agreed: date | None, forecast: date | None = None, done: date | None = None) -> Milestone:
    return Milestone(1, 1, agreed, forecast or agreed, done)


@st.composite
def milestones(draw: st.DrawFn) -> Milestone:
    agreed = draw(st.none() | DAYS)
    forecast = draw(DAYS if agreed is None else st.none() | DAYS)
    done = draw(st.none() | st.dates(date(2017, 6, 1), ON)) if forecast else None
    return Milestone(1, 1, agreed, forecast, done)


@given(st.lists(milestones(), max_size=30), st.booleans())
def test_the_lines_only_rise_and_end_at_their_totals(many: list[Milestone], tracked: bool) -> None:
    told = of_milestones(many, on=ON, tracked=tracked)
    done = [count for count in told.done if count is not None]
    for line in (told.baseline, told.forecast, done):
        assert list(line) == sorted(line)
    assert told.agreed == sum(each.agreed is not None for each in many)
    assert told.total == sum(each.forecast is not None for each in many)
    assert told.done_now == sum(each.done is not None for each in many)


@given(st.lists(milestones(), max_size=30))
def test_nothing_is_done_that_was_not_forecast_nor_in_months_to_come(many: list[Milestone]) -> None:
    told = of_milestones(many, on=ON)
    assert len(told.forecast) == len(told.done) == len(told.months)
    for month, forecast, done in zip(told.months, told.forecast, told.done, strict=True):
        assert (done is None) == (month > ON)
        assert done is None or done <= forecast <= told.total
    assert told.due_done <= min(told.due, told.done_now)


@given(st.lists(milestones(), max_size=30))
def test_months_follow_one_another_and_the_sentence_is_always_a_sentence(many: list[Milestone]) -> None:
    told = of_milestones(many, on=ON)
    assert all(
        (later - month).days in range(28, 32) for month, later in zip(told.months, told.months[1:], strict=False)
    )
    assert told.sentence.endswith(".")
    assert len(chart(told).rows) == len(told.months)


@given(st.lists(milestones(), max_size=12), st.integers(0, 11))
def test_a_milestone_more_never_lowers_a_line(many: list[Milestone], at: int) -> None:
    if many:
        fewer = of_milestones(many[:at] + many[at + 1 :], on=ON)
        told = of_milestones(many, on=ON)
        assert told.total >= fewer.total
        assert told.agreed >= fewer.agreed
        assert told.done_now >= fewer.done_now


def test_the_sentence_of_a_plan_that_catches_up() -> None:
    many = [milestone(date(2018, 3, 31), done=date(2018, 4, 2)), milestone(date(2018, 5, 31), date(2018, 9, 30))]
    told = of_milestones([*many, milestone(date(2018, 12, 31))], on=ON)
    assert (
        told.sentence
        == f"1 of the 2 milestones due by now is complete. {HOLDS}, we meet the agreed plan in September 2018."
    )


@pytest.mark.parametrize(
    ("many", "sentence"),
    [
        ([], "No milestone has a day yet."),
        (
            [Milestone(1, 1, None, ON + timedelta(9), None)],
            f"{NONE_DUE} No plan was agreed yet to measure them against.",
        ),
        ([milestone(ON, done=ON)], DONE),
        ([milestone(ON + timedelta(60), done=ON)], f"{NONE_DUE} 1 more is complete."),
        (
            [milestone(ON - timedelta(60))],
            f"{NOT_DONE} 1 is past the day forecast and not complete. {HOLDS}, we keep to the agreed plan.",
        ),
        ([Milestone(1, 1, ON, None, None)], f"{NOT_DONE} 1 of the agreed plan has no day now."),
        ([milestone(ON, done=ON), milestone(ON + timedelta(99))], f"{DONE} {HOLDS}, we keep to the agreed plan."),
    ],
)
def test_what_the_sentence_says(many: list[Milestone], sentence: str) -> None:
    assert of_milestones(many, on=ON).sentence == sentence


def test_what_is_done_is_forecast_for_the_day_it_was_done() -> None:
    told = of_milestones([milestone(date(2018, 9, 30), done=date(2018, 6, 5))], on=ON)
    assert told.months == (date(2018, 6, 1), date(2018, 7, 1), date(2018, 8, 1), date(2018, 9, 1))
    assert (told.baseline, told.forecast, told.done) == ((0, 0, 0, 1), (1, 1, 1, 1), (1, 1, None, None))


def test_a_plan_not_in_force_ends_with_its_last_milestone() -> None:
    old = [milestone(date(2016, 3, 31), done=date(2016, 3, 31))]
    assert of_milestones(old, on=ON, tracked=False).months == (date(2016, 3, 1),)
    assert of_milestones(old, on=ON).months[-1] == date(2016, 6, 1)


def told_of(*many: Milestone) -> Trajectory:
    return of_milestones(many, on=ON)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told",
    [
        told_of(),
        told_of(milestone(ON)),
        told_of(Milestone(1, 1, None, ON + timedelta(400), None)),
        told_of(*[milestone(ON + timedelta(days)) for days in range(0, 4000, 30)]),
    ],
    ids=["none", "one", "no baseline", "ten years"],
)
def test_every_trajectory_can_be_drawn(told: Trajectory) -> None:
    drawn = charts.draw(chart(told))
    assert "NaN" not in drawn.wide + drawn.narrow
    assert "undefined" not in drawn.wide + drawn.narrow


@pytest.mark.django_db
def test_the_lines_are_named_where_they_end_and_differ_by_more_than_colour() -> None:
    drawn = charts.svg(
        chart(told_of(milestone(date(2018, 6, 1), done=ON), milestone(date(2018, 9, 1), date(2018, 12, 1))))
    )
    for words in ("Plan and", "forecast: 2", "Complete: 1 of 1 due", "Today, 16 July"):
        assert words in drawn
    assert 'stroke-dasharray="5,4"' in drawn
    assert 'stroke-width="4"' in drawn
    assert 'stroke-width="2.5"' in drawn
