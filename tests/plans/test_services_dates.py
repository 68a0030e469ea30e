"""Dates over time: done, undone, moved, queries answered, words read again."""

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from accounts.permissions import Role
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent
from plans.models import Action, ActionDate, DateRevision
from plans.services import actions, answers, dates
from tests.factories.accounts import user_with
from tests.factories.plans import AreaFactory

pytestmark = pytest.mark.django_db
TODAY = date(2018, 7, 16)
COURSES = "28-29 Nov 2018 8-9 Jan 2019 11-12 Feb 2018 27-28 Mar 2018"


@pytest.fixture
def officer() -> User:
    return user_with(Role.PROJECT_OFFICER)


def make(by_when: str, by: User) -> Action:
    area = AreaFactory()
    words = actions.Words(ref="2.1", what="Courses.", by_when=by_when, area=area)
    return actions.create_action(plan=area.plan, words=words, by=by)


def change_words(action: Action, by_when: str, by: User) -> list[ActionDate]:
    action = Action.objects.get(pk=action.pk)
    words = actions.Words(ref=action.ref, what=action.what, by_when=by_when, area=action.area)
    actions.edit_action(action=action, words=words, version=action.version, by=by)
    return dates.current(action)


def spans(action: Action) -> list[tuple[Any, Any]]:
    return [(row.start, row.end) for row in dates.current(action)]


def test_a_date_is_marked_done_and_that_is_on_record(officer: User) -> None:
    action = make("March 2018", officer)
    row = dates.mark_done(date_row=dates.current(action)[0], done_on=date(2018, 3, 9), on=TODAY, by=officer)
    assert row.done_on == date(2018, 3, 9)
    assert AuditEvent.objects.filter(verb="marked done", thing_id=row.pk).count() == 1
    assert Action.objects.get(pk=action.pk).due_on is None


def test_done_can_be_undone(officer: User) -> None:
    action = make("March 2018", officer)
    row = dates.mark_done(date_row=dates.current(action)[0], done_on=TODAY, on=TODAY, by=officer)
    dates.undo_done(date_row=row, by=officer)
    assert dates.current(action)[0].done_on is None
    assert Action.objects.get(pk=action.pk).due_on == date(2018, 3, 31)
    assert AuditEvent.objects.filter(verb="marked not done").count() == 1


def test_nothing_is_done_in_the_future(officer: User) -> None:
    action = make("March 2019", officer)
    with pytest.raises(RuleBroken, match="today or earlier"):
        dates.mark_done(date_row=dates.current(action)[0], done_on=date(2018, 7, 17), on=TODAY, by=officer)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("21-15 May 2018", "Answer the query"), ("Dates TBC", "with a day"), ("6 monthly", "with a day")],
)
def test_only_a_known_date_can_be_done(words: str, sentence: str, officer: User) -> None:
    action = make(words, officer)
    with pytest.raises(RuleBroken, match=sentence):
        dates.mark_done(date_row=dates.current(action)[0], done_on=TODAY, on=TODAY, by=officer)


def test_a_moved_date_changes_the_words_in_the_form_they_had(officer: User) -> None:
    action = make("Report March 2018 Review of forms June/July 18", officer)
    row = dates.current(action)[1]
    revision = dates.move_date(
        date_row=row, start=date(2018, 9, 1), end=date(2018, 10, 31), reason="Trainer is ill.", by=officer
    )
    action = Action.objects.get(pk=action.pk)
    assert "March 2018" in action.by_when
    assert action.by_when != "Report March 2018 Review of forms June/July 18"
    assert (revision.start_before, revision.end_after) == (date(2018, 6, 1), date(2018, 10, 31))
    assert (revision.words_after, revision.reason, revision.by) == (action.by_when, "Trainer is ill.", officer)
    assert spans(action) == [(date(2018, 3, 1), date(2018, 3, 31)), (date(2018, 9, 1), date(2018, 10, 31))]
    assert action.by_when.lower() in action.search_words


def test_the_new_words_are_read_as_the_new_date(officer: User) -> None:
    action = make("5, 12 and 19 March 2018", officer)
    day = date(2019, 4, 2)
    dates.move_date(date_row=dates.current(action)[2], start=day, end=day, reason="Snow.", by=officer)
    action = Action.objects.get(pk=action.pk)
    before = [(row.pk, row.start) for row in dates.current(action)]
    dates.read_words(action, by=officer, words_before="")
    assert [(row.pk, row.start) for row in dates.current(action)] == before


def test_words_typed_for_a_moved_date_must_say_it(officer: User) -> None:
    action = make("March 2018", officer)
    about: dict[str, Any] = {"start": date(2018, 9, 3), "end": date(2018, 9, 3), "reason": "Late.", "by": officer}
    with pytest.raises(RuleBroken, match="would not be read as that date"):
        dates.move_date(date_row=dates.current(action)[0], words="October 2018", **about)
    dates.move_date(date_row=dates.current(action)[0], words="Ready by 3/9/18", **about)
    assert Action.objects.get(pk=action.pk).by_when == "Ready by 3/9/18"


def test_words_typed_for_one_date_may_not_change_another(officer: User) -> None:
    action = make("March 2018; June 2018", officer)
    with pytest.raises(RuleBroken, match="another date as well"):
        dates.move_date(
            date_row=dates.current(action)[0], start=date(2018, 4, 1), end=date(2018, 4, 30), reason="Late.",
            by=officer, words="April 2018; July 2018",
        )  # fmt: skip
    assert DateRevision.objects.count() == 0


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_moved_date_needs_a_reason(reason: str, officer: User) -> None:
    action = make("March 2018", officer)
    with pytest.raises(RuleBroken, match="why the date has moved"):
        dates.move_date(date_row=dates.current(action)[0], start=TODAY, end=TODAY, reason=reason, by=officer)


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (date(2018, 9, 5), date(2018, 9, 4), "not before the first"),
        (date(2018, 3, 1), date(2018, 3, 31), "other than the one"),
        (date(1, 1, 1), date(1, 1, 1), "Change the words or the date"),
        (date(9999, 12, 31), date(9999, 12, 31), "Change the words or the date"),
    ],
)
def test_days_that_make_no_sense_are_refused_in_words(start: date, end: date, sentence: str, officer: User) -> None:
    action = make("March 2018", officer)
    with pytest.raises(RuleBroken, match=sentence):
        dates.move_date(date_row=dates.current(action)[0], start=start, end=end, reason="Late.", by=officer)
    assert Action.objects.get(pk=action.pk).by_when == "March 2018"


@pytest.mark.parametrize("words", ["21-15 May 2018", "Dates TBC", "6 monthly"])
def test_a_date_without_a_day_cannot_be_moved(words: str, officer: User) -> None:
    action = make(words, officer)
    with pytest.raises(RuleBroken):
        dates.move_date(date_row=dates.current(action)[0], start=TODAY, end=TODAY, reason="Late.", by=officer)


def test_a_form_that_has_not_seen_the_last_move_is_stale(officer: User) -> None:
    action = make("March 2018", officer)
    row = dates.current(action)[0]
    dates.move_date(date_row=row, start=TODAY, end=TODAY, reason="Late.", by=officer, seen=0)
    with pytest.raises(StaleVersion):
        dates.move_date(date_row=row, start=date(2018, 8, 1), end=date(2018, 8, 1), reason="Later.", by=officer, seen=0)


def test_an_answered_query_leaves_the_words_and_is_on_record(officer: User) -> None:
    action = make(COURSES, officer)
    row = dates.current(action)[2]
    assert answers.suggested_days(row) == (date(2019, 2, 11), date(2019, 2, 12))
    dates.answer_query(date_row=row, start=date(2019, 2, 11), end=date(2019, 2, 12), by=officer)
    action = Action.objects.get(pk=action.pk)
    assert (action.by_when, action.queried, action.version) == (COURSES, 1, 1)
    assert DateRevision.objects.get().kind == "answered"


def test_a_query_is_answered_once(officer: User) -> None:
    action = make(COURSES, officer)
    row = dates.current(action)[2]
    dates.answer_query(date_row=row, start=date(2018, 2, 11), end=date(2018, 2, 12), by=officer)
    with pytest.raises(RuleBroken, match="not queried any more"):
        dates.answer_query(date_row=row, start=date(2019, 2, 11), end=date(2019, 2, 12), by=officer)


def test_dates_of_an_archived_action_or_a_closed_plan_stay(officer: User) -> None:
    action = make("March 2018", officer)
    row = dates.current(action)[0]
    actions.archive_action(action=action, reason="Merged.", by=officer)
    with pytest.raises(RuleBroken, match="archived"):
        dates.mark_done(date_row=row, done_on=TODAY, on=TODAY, by=officer)
    actions.restore_action(action=action, by=officer)
    type(action.plan).objects.update(state="closed")
    with pytest.raises(RuleBroken, match="closed"):
        dates.mark_done(date_row=row, done_on=TODAY, on=TODAY, by=officer)


# Words read again -----------------------------------------------------------------------------------


def test_a_done_date_stays_done_when_other_words_change(officer: User) -> None:
    action = make("March 2018; June 2018", officer)
    first = dates.mark_done(date_row=dates.current(action)[0], done_on=TODAY, on=TODAY, by=officer)
    rows = change_words(action, "March 2018; June 2018; and a review in September 2018", officer)
    assert (rows[0].pk, rows[0].done_on) == (first.pk, TODAY)
    assert len(rows) == 3


def test_a_date_that_is_only_spelled_otherwise_is_the_same_date(officer: User) -> None:
    action = make("15/03/2018", officer)
    row = dates.mark_done(date_row=dates.current(action)[0], done_on=TODAY, on=TODAY, by=officer)
    (again,) = change_words(action, "15 March 2018", officer)
    assert (again.pk, again.done_on, again.source) == (row.pk, TODAY, "15 March 2018")


def test_an_answer_stays_when_the_words_around_it_change(officer: User) -> None:
    action = make(COURSES, officer)
    row = dates.current(action)[2]
    dates.answer_query(date_row=row, start=date(2019, 2, 11), end=date(2019, 2, 12), by=officer)
    rows = change_words(action, f"Courses: {COURSES} 16-17 Apr 2019", officer)
    assert (rows[2].pk, rows[2].start, rows[2].queried) == (row.pk, date(2019, 2, 11), False)


def test_the_answer_stays_with_its_own_one_of_two_equal_dates(officer: User) -> None:
    words = "8-9 Jan 2018; 5 Nov 2018; 11-12 Feb 2018; 3 May 2019; 11-12 Feb 2018; 1 June 2019"
    action = make(words, officer)
    first = dates.current(action)[2]
    dates.answer_query(date_row=first, start=date(2019, 2, 11), end=date(2019, 2, 12), by=officer)
    rows = change_words(action, f"{words}; 5 July 2019", officer)
    assert (rows[2].pk, rows[2].start, rows[4].start) == (first.pk, date(2019, 2, 11), date(2018, 2, 11))


def test_a_query_goes_when_the_words_around_it_make_it_plain(officer: User) -> None:
    action = make(COURSES, officer)
    rows = change_words(action, "11-12 Feb 2018 27-28 Mar 2018", officer)
    assert [row.queried for row in rows] == [False, False]
    assert Action.objects.get(pk=action.pk).queried == 0


def test_a_date_that_changed_in_the_words_is_another_date(officer: User) -> None:
    action = make("March 2018", officer)
    row = dates.mark_done(date_row=dates.current(action)[0], done_on=TODAY, on=TODAY, by=officer)
    (other,) = change_words(action, "March 2019", officer)
    assert (other.pk != row.pk, other.done_on) == (True, None)
    assert DateRevision.objects.get(date=row).kind == "reread"
    assert ActionDate.objects.get(pk=row.pk).removed_at is not None


def test_a_year_that_moves_with_its_neighbour_is_not_kept(officer: User) -> None:
    action = make("5 March and 12 March 2018", officer)
    change_words(action, "5 March and 12 March 2019", officer)
    assert spans(action) == [(date(2019, 3, 5), date(2019, 3, 5)), (date(2019, 3, 12), date(2019, 3, 12))]


def test_a_moved_date_that_stands_out_of_order_is_not_asked_about_again(officer: User) -> None:
    action = make("5 March 2018; 12 March 2018; 19 March 2018", officer)
    day = date(2018, 3, 1)
    dates.move_date(date_row=dates.current(action)[2], start=day, end=day, reason="Sooner.", by=officer)
    words = Action.objects.get(pk=action.pk).by_when
    rows = change_words(action, f"{words}; then 1 May 2018", officer)
    assert (rows[2].start, rows[2].queried) == (day, False)


# What a query suggests ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "days"),
    [
        ("earlier than 8-9 January 2019; 2019 meant?", (date(2019, 2, 27), date(2019, 2, 28))),
        ("earlier than 8-9 January 2018; 2018 meant?", None),
        ("there is no month 13; 5 March 2018 meant?", (date(2018, 3, 5), date(2018, 3, 5))),
        ("April has 30 days", None),
        ("the financial year 2018/19 meant?", (date(2018, 4, 1), date(2019, 3, 31))),
        ("0000 meant?", None),
        ("9999 meant?", (date(9999, 2, 27), date(9999, 2, 28))),
        ("nonsense meant?", None),
    ],
)
def test_a_query_suggests_what_it_asks(reason: str, days: Any) -> None:
    row = ActionDate(kind="event", start=date(2018, 2, 27), end=date(2018, 2, 28), precision="day", reason=reason)
    assert answers.suggested_days(row) == days


def test_the_29th_of_february_and_whole_months_fit_another_year() -> None:
    leap = ActionDate(start=date(2020, 2, 29), end=date(2020, 2, 29), precision="day", reason="2021 meant?")
    month = ActionDate(start=date(2019, 2, 1), end=date(2019, 2, 28), precision="month", reason="2020 meant?")
    assert answers.suggested_days(leap) == (date(2021, 2, 28), date(2021, 2, 28))
    assert answers.suggested_days(month) == (date(2020, 2, 1), date(2020, 2, 29))
