"""What is simply true of ratings and dates."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from core.ratings import Rag
from plans import rules
from plans.rules import Direction, DueState

ON = date(2018, 7, 16)
PAST, AHEAD = date(2018, 3, 31), date(2018, 9, 30)


@dataclass
class Day:
    kind: str = "due"
    start: date | None = None
    end: date | None = None
    queried: bool = False
    done_on: date | None = None


def due(end: date | None, **more: object) -> Day:
    return Day(start=end, end=end, **more)  # type: ignore[arg-type]  # the names are Day's own


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("green", "amber", Direction.WORSE),
        ("complete", "green", Direction.WORSE),
        ("red", "amber", Direction.BETTER),
        ("amber", "amber", Direction.SAME),
        ("not_rated", "red", Direction.NEW),
        ("green", "not_started", Direction.NEW),
        ("not_rated", "not_rated", Direction.SAME),
    ],
)
def test_direction_compares_ratings_and_never_the_unrated_states(before: str, now: str, expected: Direction) -> None:
    assert rules.direction(before, now) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (due(ON), DueState.PLANNED),
        (due(ON - timedelta(days=1)), DueState.OVERDUE),
        (Day(start=date(2018, 7, 1), end=date(2018, 7, 31)), DueState.PLANNED),
        (due(PAST, kind="review"), DueState.OVERDUE),
        (due(PAST, kind="event"), DueState.HELD),
        (due(AHEAD, kind="event"), DueState.PLANNED),
        (due(PAST, queried=True), DueState.QUERIED),
        (due(PAST, done_on=PAST), DueState.DONE),
        (due(PAST, kind="recurring"), DueState.OVERDUE),
        (due(AHEAD, kind="recurring"), DueState.PLANNED),
        (due(PAST, kind="recurring", done_on=PAST), DueState.DONE),
        (due(None, kind="recurring"), DueState.COMES_BACK),
        (due(None, kind="tbc"), DueState.TBC),
        (due(PAST, kind="tbc"), DueState.TBC),
    ],
)
def test_the_state_of_a_date(day: Day, expected: DueState) -> None:
    assert rules.due_state(day, on=ON) == expected


def test_an_action_is_overdue_only_after_the_end_of_its_period() -> None:
    assert rules.days_overdue(date(2018, 7, 16), on=ON, tracked=True) == 0
    assert rules.days_overdue(date(2018, 7, 15), on=ON, tracked=True) == 1


def test_nothing_is_overdue_in_a_plan_that_is_not_in_force() -> None:
    assert rules.days_overdue(PAST, on=ON, tracked=False) == 0
    assert rules.suggestion([due(PAST)], on=ON, tracked=False) is None


def test_one_overdue_date_suggests_off_track() -> None:
    assert rules.suggestion([due(PAST), due(AHEAD)], on=ON, tracked=True) == Rag.RED


def test_every_date_done_or_held_suggests_complete() -> None:
    days = [due(PAST, done_on=PAST), due(PAST, kind="event")]
    assert rules.suggestion(days, on=ON, tracked=True) == Rag.COMPLETE


def test_dates_still_ahead_suggest_nothing() -> None:
    assert rules.suggestion([due(PAST, done_on=PAST), due(AHEAD)], on=ON, tracked=True) is None


@pytest.mark.parametrize("day", [due(PAST, queried=True), due(None, kind="tbc"), due(None, kind="recurring")])
def test_queried_recurring_and_unknown_dates_never_count(day: Day) -> None:
    assert rules.suggestion([day], on=ON, tracked=True) is None
    assert rules.due_on([day]) is None


def test_the_next_date_is_the_earliest_still_to_be_done() -> None:
    first, later = due(PAST), due(AHEAD)
    done, event = due(date(2018, 1, 5), done_on=PAST), due(date(2018, 2, 5), kind="event")
    assert rules.next_open([later, event, first, done]) is first
    assert rules.due_on([later, event, first, done]) == PAST


def test_a_rating_that_disagrees_with_the_dates_is_said_in_a_sentence() -> None:
    said = rules.contradiction("green", Rag.RED, 107)
    assert said == "On track, but 107 days overdue. The dates suggest Off track."
    assert rules.contradiction("green", Rag.RED, 1).startswith("On track, but 1 day overdue.")
    assert "suggest Complete" in rules.contradiction("green", Rag.COMPLETE, 0)


@pytest.mark.parametrize(("rag", "suggested"), [("red", Rag.RED), ("complete", Rag.COMPLETE), ("green", None)])
def test_a_rating_that_agrees_with_the_dates_is_no_contradiction(rag: str, suggested: Rag | None) -> None:
    assert rules.contradiction(rag, suggested, 3) == ""


@pytest.mark.parametrize(
    ("before", "rag", "moved"),
    [
        ("green", "red", False),
        ("red", "red", False),
        ("green", "amber", False),
        ("amber", "amber", False),
        ("complete", "green", False),
        ("green", "green", True),
        ("not_rated", "red", False),
    ],
)
def test_red_amber_worse_or_a_moved_date_needs_a_sentence(before: str, rag: str, moved: bool) -> None:
    assert rules.missing_reason(before=before, rag=rag, comment=" \n", date_moved=moved)
    assert rules.missing_reason(before=before, rag=rag, comment="The venue was lost.", date_moved=moved) == ""


@pytest.mark.parametrize(
    ("before", "rag"),
    [("green", "green"), ("amber", "green"), ("green", "complete"), ("not_rated", "green"), ("green", "not_started")],
)
def test_still_on_track_or_better_needs_none(before: str, rag: str) -> None:
    assert rules.missing_reason(before=before, rag=rag, comment="", date_moved=False) == ""


def test_an_update_can_be_withdrawn_for_ten_minutes() -> None:
    at = datetime(2018, 7, 16, 9, 0, tzinfo=UTC)
    assert rules.may_withdraw(at=at, now=at + timedelta(minutes=10))
    assert not rules.may_withdraw(at=at, now=at + timedelta(minutes=10, seconds=1))


def test_stale_is_longer_than_the_plan_allows_and_never_complete() -> None:
    last = ON - timedelta(days=46)
    assert rules.is_stale(last, on=ON, after_days=45, rag="green")
    assert not rules.is_stale(last + timedelta(days=1), on=ON, after_days=45, rag="green")
    assert not rules.is_stale(last, on=ON, after_days=45, rag="complete")
    assert not rules.is_stale(None, on=ON, after_days=45, rag="not_rated")


def test_refs_sort_as_people_expect() -> None:
    given = ["2.10", "2.9", "10.1", "1b", "1a", "2", "A1.2", "A1.10"]
    assert sorted(given, key=rules.ref_order) == ["1a", "1b", "2", "2.9", "2.10", "10.1", "A1.2", "A1.10"]


@pytest.mark.parametrize("ref", ["2.10", "1a", "A1.2", "OD1-3"])
def test_refs_that_can_stand_in_an_address(ref: str) -> None:
    assert rules.is_ref(ref)


@pytest.mark.parametrize("ref", ["", "new", "New", "2/10", " 2", "..", "2 10", "x" * 21, "2\x00"])
def test_refs_that_cannot(ref: str) -> None:
    assert not rules.is_ref(ref)


def test_the_one_unknown_date_is_found_and_none_of_two() -> None:
    unknown, other = due(None, kind="tbc"), due(None, kind="tbc")
    assert rules.only_unknown([due(AHEAD), unknown]) is unknown
    assert rules.only_unknown([unknown, other]) is None
    assert rules.only_unknown([due(None, kind="tbc", queried=True), due(None, kind="recurring")]) is None
