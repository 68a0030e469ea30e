"""Net changes: each thing once, from what it was to what it is, and nothing that came back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from plans.as_at import ActionThen, DateThen
from plans.changes import asked
from plans.changes.net import compare, date_changes
from plans.changes.texts import pieces
from plans.models import RagUpdate, ReportingPeriod

MARCH, APRIL = date(2027, 3, 5), date(2027, 4, 9)
DAY = DateThen(1, "due", MARCH, MARCH, "day", "", None, False, "5 March 2027", None)
ACTION = ActionThen(
    pk=1, kind="delivery", area="OD1 Learn", priority="", ref="1.1", title="Learn", what="Leaders learn.", by_when="",
    who="", monitored_through="", workstream="", lead="Ada", parts="Ada leads", archived=False, archived_reason="",
    rag="green", said=None, dates=[DAY],
)  # fmt: skip


def changed(**fields: Any) -> Any:
    return compare(ACTION, replace(ACTION, **fields), {})


@pytest.mark.parametrize(
    ("after", "direction"), [("red", "worse"), ("complete", "better"), ("not_started", "new"), ("amber", "worse")]
)
def test_another_rating_has_its_direction(after: str, direction: str) -> None:
    found = changed(rag=after)
    assert (found.rating.before, found.rating.after, found.rating.direction) == ("green", after, direction)
    assert found.kinds == {"ratings"}


def test_what_is_as_it_was_is_no_change() -> None:
    assert changed() is None
    assert compare(replace(ACTION, archived=True), replace(ACTION, archived=True, rag="red"), {}) is None


def test_the_same_rating_said_again_is_told_apart() -> None:
    found = changed(said=RagUpdate(pk=7))
    assert found.said_again
    assert not found.kinds


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (None, ACTION, "added"),
        (ACTION, replace(ACTION, archived=True), "archived"),
        (replace(ACTION, archived=True), ACTION, "restored"),
    ],
)
def test_actions_come_and_go(before: ActionThen | None, after: ActionThen, state: str) -> None:
    found = compare(before, after, {})
    assert found is not None
    assert (found.state, "actions" in found.kinds) == (state, True)


def test_an_action_that_came_and_went_meanwhile_is_not_told() -> None:
    assert compare(None, replace(ACTION, archived=True), {}) is None


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (
            [replace(DAY, start=APRIL, end=APRIL)],
            "Moved from 5 March 2027 to 9 April 2027, 35 days later; moved 2 times.",
        ),
        ([replace(DAY, done_on=MARCH)], "5 March 2027 is done."),
        ([], "No longer in the plan: 5 March 2027."),
        ([DAY, replace(DAY, pk=2, start=APRIL, end=APRIL)], "New date: 9 April 2027."),
    ],
)
def test_a_date_is_told_from_what_to_what_and_how_often(after: list[DateThen], sentence: str) -> None:
    found = date_changes([DAY], after, {1: ["Room lost", "Ill"]})
    assert [each.sentence for each in found] == [sentence]


def test_an_earlier_day_a_first_day_and_answers_have_their_own_words() -> None:
    tbc = replace(DAY, kind="tbc", start=None, end=None, source="Dates TBC")
    queried = replace(DAY, queried=True)
    cases = [
        (replace(DAY, start=APRIL, end=APRIL), DAY, "Moved from 9 April 2027 to 5 March 2027, 35 days earlier."),
        (tbc, replace(DAY, source="Dates TBC"), "Given a day: 5 March 2027."),
        (replace(DAY, kind="tbc"), replace(DAY, start=APRIL, end=APRIL), "Given a day: 9 April 2027."),
        (queried, DAY, "Query answered: 5 March 2027 is right as written."),
        (queried, replace(DAY, start=APRIL, end=APRIL), "Query answered: “5 March 2027” means 9 April 2027."),
        (replace(DAY, done_on=MARCH), DAY, "5 March 2027 is not done any more."),
    ]
    for before, after, sentence in cases:
        assert [each.sentence for each in date_changes([before], [after], {})] == [sentence]


def test_who_leads_is_told_once_and_not_where_it_is_not_known() -> None:
    assert changed(lead="Ivo", parts="Ivo leads").lead == ("Ada", "Ivo")
    assert [each.label for each in changed(lead="Ivo", parts="Ivo leads").words] == []
    unknown = compare(replace(ACTION, lead=None, parts="Somebody leads"), ACTION, {})
    assert unknown is not None
    assert (unknown.lead, [each.label for each in unknown.words]) == (None, ["Who takes part"])


def test_words_that_only_follow_a_moved_date_are_told_with_the_date() -> None:
    moved = [replace(DAY, start=APRIL, end=APRIL)]
    assert changed(dates=moved, by_when="9 April 2027").words == []
    assert [each.label for each in changed(by_when="9 April 2027").words] == ["By when"]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "new", [("in", "new")]),
        ("old", "", [("out", "old")]),
        ("a b c", "a x c", [("kept", "a "), ("out", "b"), ("in", "x"), ("kept", " c")]),
        ("same", "same", [("kept", "same")]),
    ],
)
def test_two_texts_in_one(before: str, after: str, found: list[tuple[str, str]]) -> None:
    assert [(piece.how, piece.text) for piece in pieces(before, after)] == found


def test_endless_texts_are_shown_whole() -> None:
    assert [piece.how for piece in pieces("a " * 2000, "b " * 2000)] == ["out", "in"]


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LOCKED = ReportingPeriod(
    slug="spring", title="Spring", state="locked", opens_on=date(2026, 4, 1), closes_on=date(2026, 5, 1),
    locked_at=datetime(2026, 5, 9, 14, tzinfo=UTC),
)  # fmt: skip
OPEN = ReportingPeriod(
    slug="autumn", title="Autumn", state="open", opens_on=date(2026, 11, 2), closes_on=date(2026, 11, 30)
)


@pytest.mark.parametrize(
    ("query", "periods", "words"),
    [
        ({}, [], "since 23 October 2026"),
        ({}, [OPEN, LOCKED], "since Spring was locked on 9 May 2026"),
        ({"period": "autumn"}, [OPEN, LOCKED], "since Autumn opened on 2 November 2026"),
        ({"since": "2026-05-09"}, [LOCKED], "since 9 May 2026"),
        ({"since": "9 May 2026"}, [], "since 9 May 2026"),
        ({"since": "3 October 2026"}, [], "since 3 October 2026"),
        ({"since": "2026-05-09T14:00:00Z"}, [], "since 9 May 2026, 3pm"),
        ({"since": "2026-05-09T14:00:00 01:00"}, [], "since 9 May 2026, 2pm"),
    ],
)
def test_since_when_is_read_from_the_address(query: dict[str, str], periods: list[Any], words: str) -> None:
    found = asked.read(query, periods, NOW)
    assert (found.words, found.error) == (words, "")


@pytest.mark.parametrize(
    "typed", ["x", "32 May 2026", "0001-01-01", "2026-05-09Tx", "0001-01-01T00:00:00Z", "T", "\x00"]
)
def test_what_makes_no_sense_is_said_and_the_usual_is_shown(typed: str) -> None:
    found = asked.read({"since": typed, "kind": "nonsense"}, [], NOW)
    assert found.error.startswith(("Enter a date", "May 2026 has"))
    assert (found.words, found.kind) == ("since 23 October 2026", "")
