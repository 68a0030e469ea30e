"""Whatever the words become, dates that are still there keep what is known of them, and nothing is lost."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.permissions import Role
from core.errors import RuleBroken
from plans.models import Action, ActionDate, DateRevision
from plans.services import actions, answers, dates, rereading
from tests.factories.accounts import AuthorityFactory, user_with
from tests.factories.plans import AreaFactory, PlanFactory

PIECES = st.sampled_from(
    [
        "21-22 Feb 2018", "5-6 Mar 2018", "March 2018", "June/July 18", "15/03/2018", "31/04/2018", "21-15 May 2018",
        "Review", "and", ";", "by", "5", "March", "2018", "6 monthly", "Dates TBC", "Q3 2018/19", "8-9 Jan 2019",
        "11-12 Feb 2018", "Autumn term 2018", "ongoing", "\n", "19 March", "2019 dates TBC",
    ]
)  # fmt: skip
WORDS = st.lists(PIECES, max_size=9).map(" ".join)
QUICK = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)


class Rereading(TestCase):
    """Each example in a transaction of its own."""

    def setUp(self) -> None:
        self.by = user_with(Role.PROJECT_OFFICER)
        self.area = AreaFactory(plan=PlanFactory(authority=AuthorityFactory()))

    def make(self, words: str) -> Action:
        self.number = getattr(self, "number", 0) + 1
        said = actions.Words(f"9.{self.number}", "Courses.", by_when=words, area=self.area)
        return actions.create_action(plan=self.area.plan, words=said, by=self.by)

    def reword(self, action: Action, words: str) -> Action:
        action = Action.objects.get(pk=action.pk)
        said = actions.Words(action.ref, action.what, by_when=words, area=action.area)
        actions.edit_action(action=action, words=said, version=action.version, by=self.by)
        return Action.objects.get(pk=action.pk)

    @QUICK
    @given(WORDS, st.data())
    def test_reading_the_same_words_again_changes_nothing(self, words: str, data: Any) -> None:
        action = self.make(words)
        self.decide(action, data)
        before = snapshot(action)
        dates.read_words(Action.objects.get(pk=action.pk), by=self.by, words_before=words)
        assert snapshot(action) == before

    @QUICK
    @given(WORDS, WORDS, st.data())
    def test_a_row_stands_for_each_reading_and_none_is_lost(self, old: str, new: str, data: Any) -> None:
        action = self.make(old)
        self.decide(action, data)
        was = dates.current(action)
        action = self.reword(action, new)
        rows, read = dates.current(action), dates.read_now(action, action.by_when)
        assert [row.source for row in rows] == [reading.source for reading in read]
        assert action.queried == sum(row.queried for row in rows)
        for gone in {row.pk for row in was} - {row.pk for row in rows}:
            assert DateRevision.objects.filter(date=gone, kind="reread").exists()

    @QUICK
    @given(WORDS, st.data())
    def test_words_put_behind_leave_the_dates_before_them_alone(self, words: str, data: Any) -> None:
        action = self.make(words)
        self.decide(action, data)
        before = [(row.pk, row.start, row.done_on) for row in dates.current(action)]
        if not before or not dates.current(action)[-1].source:
            return
        after = self.reword(action, f"{words} (see the plan of each team)")
        assert [(row.pk, row.start, row.done_on) for row in dates.current(after)] == before

    @QUICK
    @given(WORDS, st.dates(date(2018, 1, 1), date(2019, 12, 31)), st.integers(0, 40), st.data())
    def test_a_move_is_true_in_the_words_or_refused(self, words: str, start: date, length: int, data: Any) -> None:
        action = self.make(words)
        rows = dates.current(action)
        if not rows:
            return
        row, before = data.draw(st.sampled_from(rows)), snapshot(action)
        end = date.fromordinal(start.toordinal() + length)
        try:
            dates.move_date(date_row=row, start=start, end=end, reason="Late.", by=self.by)
        except RuleBroken:
            assert snapshot(action) == before
            return
        action = Action.objects.get(pk=action.pk)
        read = dates.read_now(action, action.by_when)[[each.pk for each in rows].index(row.pk)]
        assert (read.start, read.end) == (start, end)
        moved = snapshot(action)
        dates.read_words(action, by=self.by, words_before="")
        assert snapshot(action) == moved

    def decide(self, action: Action, data: Any) -> None:
        """Answer, mark done or leave each date, as drawn."""
        for row in dates.current(action):
            chosen = data.draw(st.sampled_from(["leave", "done", "answer"]))
            suggested = answers.suggested_days(row)
            if chosen == "done" and not row.queried and row.end and row.kind in ("due", "review", "event"):
                dates.mark_done(date_row=row, done_on=date(2018, 1, 1), on=date(2018, 1, 1), by=self.by)
            elif chosen == "answer" and row.queried:
                start, end = suggested or (date(2018, 5, 1), date(2018, 5, 2))
                dates.answer_query(date_row=row, start=start, end=end, by=self.by)


def snapshot(action: Action) -> list[Any]:
    rows = list(action.dates.order_by("pk").values_list())
    return [*rows, Action.objects.values_list("by_when", "due_on", "queried").get(pk=action.pk)]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3)), max_size=8),
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3)), max_size=8),
    st.sets(st.integers(0, 7)),
)
def test_no_row_goes_on_twice_and_only_as_its_own(
    old: list[tuple[str, int]], new: list[tuple[str, int]], answered: set[int]
) -> None:
    rows = [ActionDate(pk=pk, source=source, start=day(n), end=day(n)) for pk, (source, n) in enumerate(old)]
    readings = [SimpleNamespace(source=source, start=day(n), end=day(n)) for source, n in new]
    found = rereading.pair(rows, readings, answered=answered)
    used = [row.pk for row in found if row is not None]
    assert (len(found), len(used)) == (len(readings), len(set(used)))
    for row, reading in zip(found, readings, strict=True):
        same_days = row is not None and row.start == reading.start
        assert row is None or same_days or (row.source == reading.source and row.pk in answered)


@pytest.mark.parametrize("copies", [1, 5])
def test_the_same_readings_go_on_as_the_same_rows(copies: int) -> None:
    rows = [ActionDate(pk=pk, source="x", start=day(1), end=day(1)) for pk in range(copies)]
    assert rereading.pair(rows, rows, answered=set()) == rows


def day(number: int) -> date:
    return date(2018, 1, number)
