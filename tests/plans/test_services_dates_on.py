"""Dates that go on: one more in the words, a day for one that had none, recurring ones that come round."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.permissions import Role
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent
from core.ratings import Rag
from plans import rules, wording
from plans.models import Action, ActionDate, DateRevision
from plans.services import actions, dates, updates
from tests.factories.accounts import user_with
from tests.factories.plans import AreaFactory

pytestmark = pytest.mark.django_db
TODAY = date(2018, 7, 16)
SEVENTEENTH = date(2018, 9, 17)
COURSES = "28-29 Nov 2018 8-9 Jan 2019"
PERIOD = (date(2018, 1, 1), date(2019, 12, 31))


@pytest.fixture
def officer() -> User:
    return user_with(Role.PROJECT_OFFICER)


def make(by_when: str, by: User) -> Action:
    area = AreaFactory()
    words = actions.Words(ref="2.1", what="Courses.", by_when=by_when, area=area)
    return actions.create_action(plan=area.plan, words=words, by=by)


def fresh(action: Action) -> Action:
    return Action.objects.select_related("plan__authority").get(pk=action.pk)


def reword(action: Action, by_when: str, by: User) -> list[ActionDate]:
    action = fresh(action)
    words = actions.Words(ref=action.ref, what=action.what, by_when=by_when, area=action.area)
    actions.edit_action(action=action, words=words, version=action.version, by=by)
    return dates.current(action)


def days(action: Action) -> list[Any]:
    return [row.end for row in dates.current(action)]


@pytest.mark.parametrize(
    ("words", "start", "end", "expected"),
    [
        ("", SEVENTEENTH, SEVENTEENTH, "17 September 2018"),
        ("March 2018", date(2018, 9, 1), date(2018, 9, 30), "March 2018; September 2018"),
        (COURSES, date(2019, 2, 11), date(2019, 2, 12), f"{COURSES} 11-12 Feb 2019"),
        ("15/03/2018\n09/05/2018", date(2018, 7, 25), date(2018, 7, 25), "15/03/2018\n09/05/2018\n25/07/2018"),
        ("Dates TBC", SEVENTEENTH, SEVENTEENTH, "Dates TBC; 17 September 2018"),
    ],
)  # fmt: skip
def test_one_more_date_is_written_as_the_others_are(words: str, start: date, end: date, expected: str) -> None:
    assert wording.add_to(words, start, end, period=PERIOD) == expected


DAYS = st.dates(date(2018, 1, 1), date(2019, 12, 31))
WORDS = st.sampled_from(
    ["", "March 2018", "Report by 4 June 2018.", "6 monthly", "28-29 Nov 2018, 8-9 Jan 2019", "Dates TBC", "Sept 18"]
)


@given(WORDS, DAYS)
def test_words_with_one_more_date_are_read_as_the_same_dates_and_that_one(words: str, day: date) -> None:
    before = [(read.start, read.end) for read in wording.read_dates(words, period=PERIOD)]
    after = wording.read_dates(wording.add_to(words, day, day, period=PERIOD), period=PERIOD)
    assert [(read.start, read.end) for read in after] == [*before, (day, day)]


def test_a_date_is_added_to_the_words_and_to_the_rows(officer: User) -> None:
    action = make("15/03/2018\n09/05/2018", officer)
    rows = dates.add_date(action=action, start=date(2018, 7, 25), end=date(2018, 7, 25), by=officer)
    assert [row.end for row in rows] == [date(2018, 3, 15), date(2018, 5, 9), date(2018, 7, 25)]
    assert fresh(action).by_when == "15/03/2018\n09/05/2018\n25/07/2018"
    assert fresh(action).version == action.version + 1
    assert "25/07/2018" in fresh(action).search_words
    assert AuditEvent.objects.get(verb="added a date").after["by_when"] == fresh(action).by_when


def test_what_is_due_stays_due_when_a_day_is_written_beside_it(officer: User) -> None:
    action = make("13 July 2018", officer)
    assert dates.current(action)[0].kind == ActionDate.Kind.DUE
    rows = dates.add_date(action=action, start=SEVENTEENTH, end=SEVENTEENTH, by=officer)
    assert fresh(action).by_when == "13 July 2018; 17 September 2018"
    assert [row.kind for row in rows] == [ActionDate.Kind.DUE, ActionDate.Kind.DUE]
    assert fresh(action).due_on == date(2018, 7, 13)
    rows = reword(action, "4 June 2018; 13 July 2018; 17 September 2018", officer)
    assert [row.kind for row in rows[1:]] == [ActionDate.Kind.DUE, ActionDate.Kind.DUE]


def test_what_was_known_of_the_other_dates_stays_when_one_is_added(officer: User) -> None:
    action = make("March 2018", officer)
    dates.mark_done(date_row=dates.current(action)[0], done_on=TODAY, on=TODAY, by=officer)
    rows = dates.add_date(action=action, start=SEVENTEENTH, end=SEVENTEENTH, by=officer)
    assert [(row.end, row.done_on) for row in rows] == [(date(2018, 3, 31), TODAY), (SEVENTEENTH, None)]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("March 2018 soon", "not be read as that date"), ("April 2018; 17 September 2018", "change another date")],
)
def test_words_that_do_not_say_the_new_date_and_the_old_ones_are_refused(
    words: str, sentence: str, officer: User
) -> None:
    action = make("March 2018", officer)
    with pytest.raises(RuleBroken, match=sentence):
        dates.add_date(action=action, start=SEVENTEENTH, end=SEVENTEENTH, words=words, by=officer)


def test_a_date_it_has_already_is_not_added_again(officer: User) -> None:
    action = make("17 September 2018", officer)
    with pytest.raises(RuleBroken, match="already"):
        dates.add_date(action=action, start=SEVENTEENTH, end=SEVENTEENTH, by=officer)


def test_somebody_else_changed_the_action_meanwhile(officer: User) -> None:
    action = make("March 2018", officer)
    with pytest.raises(StaleVersion):
        dates.add_date(action=action, start=SEVENTEENTH, end=SEVENTEENTH, version=action.version - 1, by=officer)


def test_words_that_say_only_to_be_confirmed_say_the_day_once_it_is_known(officer: User) -> None:
    action = make("Dates TBC", officer)
    revision = dates.set_date(date_row=dates.current(action)[0], start=SEVENTEENTH, end=SEVENTEENTH, by=officer)
    row = dates.current(action)[0]
    assert (fresh(action).by_when, row.end, row.source) == ("17 September 2018", SEVENTEENTH, "17 September 2018")
    assert (revision.kind, revision.start_before, revision.end_after) == ("set", None, SEVENTEENTH)
    assert (revision.words_before, revision.words_after) == ("Dates TBC", "17 September 2018")
    assert row.kind != ActionDate.Kind.TBC
    assert fresh(action).due_on == SEVENTEENTH or row.kind == ActionDate.Kind.EVENT


def test_other_words_stay_as_they_are_beside_the_day(officer: User) -> None:
    action = make("28 March 2018, further dates TBC", officer)
    dates.set_date(date_row=dates.current(action)[1], start=SEVENTEENTH, end=SEVENTEENTH, by=officer)
    assert fresh(action).by_when == "28 March 2018, further dates TBC"
    assert days(action) == [date(2018, 3, 28), SEVENTEENTH]
    assert dates.current(action)[1].kind == ActionDate.Kind.DUE


def test_a_day_that_was_set_stays_when_other_words_are_changed(officer: User) -> None:
    action = make("28 March 2018, further dates TBC", officer)
    dates.set_date(date_row=dates.current(action)[1], start=SEVENTEENTH, end=SEVENTEENTH, by=officer)
    rows = reword(action, "30 March 2018, further dates TBC", officer)
    assert [row.end for row in rows] == [date(2018, 3, 30), SEVENTEENTH]


def test_a_day_that_was_set_can_be_moved(officer: User) -> None:
    action = make("28 March 2018, further dates TBC", officer)
    row = dates.current(action)[1]
    dates.set_date(date_row=row, start=SEVENTEENTH, end=SEVENTEENTH, by=officer)
    moved = date(2018, 10, 1)
    dates.move_date(date_row=row, start=moved, end=moved, reason="The venue was lost.", by=officer)
    assert days(action) == [date(2018, 3, 28), moved]
    assert "1 October 2018" in fresh(action).by_when


@pytest.mark.parametrize("words", ["March 2018", "21-15 May 2018"])
def test_only_a_date_without_a_day_can_be_given_one(words: str, officer: User) -> None:
    row = dates.current(make(words, officer))[0]
    with pytest.raises(RuleBroken):
        dates.set_date(date_row=row, start=SEVENTEENTH, end=SEVENTEENTH, by=officer)


@pytest.fixture
def audit_of_practice(officer: User) -> Action:
    """An action that comes back every six months, next on 17 March 2018."""
    action = make("6 monthly", officer)
    first = date(2018, 3, 17)
    dates.set_date(date_row=dates.current(action)[0], start=first, end=first, by=officer)
    return fresh(action)


def test_a_recurring_date_with_a_day_is_due_then(audit_of_practice: Action) -> None:
    assert audit_of_practice.by_when == "6 monthly"
    assert audit_of_practice.due_on == date(2018, 3, 17)
    assert rules.days_overdue(audit_of_practice.due_on, on=TODAY, tracked=True) == 121


def test_a_recurring_date_that_is_done_comes_back(audit_of_practice: Action, officer: User) -> None:
    row = dates.current(audit_of_practice)[0]
    done = dates.mark_done(date_row=row, done_on=date(2018, 3, 20), on=TODAY, by=officer)
    first, following = dates.current(audit_of_practice)
    assert (first.pk, first.done_on, first.end, first.occurrence_of) == (
        done.pk, date(2018, 3, 20), date(2018, 3, 17), following,
    )  # fmt: skip
    assert (following.kind, following.end, following.every) == ("recurring", SEVENTEENTH, {"months": 6})
    assert fresh(audit_of_practice).due_on == SEVENTEENTH


def test_it_comes_round_again_and_again_and_words_still_fit(audit_of_practice: Action, officer: User) -> None:
    for day in (date(2018, 3, 17), SEVENTEENTH):
        row = dates.next_open(audit_of_practice)
        assert row is not None
        dates.mark_done(date_row=row, done_on=day, on=SEVENTEENTH, by=officer)
    assert days(audit_of_practice) == [date(2018, 3, 17), SEVENTEENTH, date(2019, 3, 17)]
    assert [row.end for row in dates.in_words(audit_of_practice)] == [date(2019, 3, 17)]
    rows = reword(audit_of_practice, "Report May 2018; 6 monthly", officer)
    assert [row.end for row in rows] == [date(2018, 5, 31), date(2018, 3, 17), SEVENTEENTH, date(2019, 3, 17)]


def test_an_occurrence_that_is_not_done_after_all_takes_its_place_back(
    audit_of_practice: Action, officer: User
) -> None:
    row = dates.mark_done(date_row=dates.current(audit_of_practice)[0], done_on=TODAY, on=TODAY, by=officer)
    dates.undo_done(date_row=row, by=officer)
    only = dates.current(audit_of_practice)
    assert [(day.pk, day.done_on, day.occurrence_of) for day in only] == [(row.pk, None, None)]
    assert fresh(audit_of_practice).due_on == date(2018, 3, 17)


def test_an_earlier_occurrence_is_not_undone_under_a_later_one(audit_of_practice: Action, officer: User) -> None:
    first = dates.current(audit_of_practice)[0]
    dates.mark_done(date_row=first, done_on=TODAY, on=TODAY, by=officer)
    second = dates.in_words(audit_of_practice)[0]
    dates.mark_done(date_row=second, done_on=SEVENTEENTH, on=SEVENTEENTH, by=officer)
    with pytest.raises(RuleBroken, match="came round again"):
        dates.undo_done(date_row=first, by=officer)
    dates.undo_done(date_row=second, by=officer)
    dates.undo_done(date_row=first, by=officer)
    assert days(audit_of_practice) == [date(2018, 3, 17)]


def test_a_recurring_date_can_be_moved_and_then_comes_round_from_there(
    audit_of_practice: Action, officer: User
) -> None:
    row, moved = dates.current(audit_of_practice)[0], date(2018, 4, 30)
    dates.move_date(date_row=row, start=moved, end=moved, reason="The auditor is ill.", by=officer)
    assert fresh(audit_of_practice).by_when == "6 monthly from 30 April 2018"
    dates.mark_done(date_row=row, done_on=moved, on=TODAY, by=officer)
    assert days(audit_of_practice) == [moved, date(2018, 10, 30)]
    rows = reword(audit_of_practice, "Report May 2018; 6 monthly from 30 April 2018", officer)
    assert rows[-1].end == date(2018, 10, 30)


@pytest.mark.parametrize(
    ("start", "end", "every", "expected"),
    [
        (date(2018, 8, 31), date(2018, 8, 31), {"months": 6}, (date(2019, 2, 28), date(2019, 2, 28))),
        (date(2018, 2, 1), date(2018, 2, 28), {"months": 1}, (date(2018, 3, 1), date(2018, 3, 31))),
        (date(2018, 12, 30), date(2018, 12, 31), {"weeks": 2}, (date(2019, 1, 13), date(2019, 1, 14))),
        (date(2020, 2, 29), date(2020, 2, 29), {"months": 12}, (date(2021, 2, 28), date(2021, 2, 28))),
        (date(2018, 3, 5), date(2018, 3, 5), {"days": 10}, (date(2018, 3, 15), date(2018, 3, 15))),
    ],
)
def test_when_a_recurring_date_comes_back(start: date, end: date, every: dict[str, int], expected: Any) -> None:
    assert rules.next_round(start, end, every) == expected


def test_an_update_gives_the_day_of_an_action_that_had_none(officer: User) -> None:
    action = make("Dates TBC", officer)
    said = updates.Said(Rag.GREEN, next_date=SEVENTEENTH)
    updates.update_rag(action=action, said=said, seen=None, by=officer)
    assert days(action) == [SEVENTEENTH]
    assert DateRevision.objects.get().kind == DateRevision.Kind.SET


def test_an_update_does_not_guess_which_of_two_unknown_dates_is_meant(officer: User) -> None:
    action = make("Venue date TBC\nSpeaker dates TBC", officer)
    assert len(dates.current(action)) == 2
    with pytest.raises(RuleBroken, match="no open date"):
        updates.update_rag(action=action, said=updates.Said(Rag.GREEN, next_date=SEVENTEENTH), seen=None, by=officer)
