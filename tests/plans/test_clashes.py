"""Dates that fall together, and who is needed in two places."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import clashes
from plans.models import Action, ActionDate, Participation, Plan
from tests.factories.accounts import PersonFactory, PostFactory
from tests.factories.plans import ActionDateFactory, ActionFactory, LeadFactory, PlanFactory
from tests.plans.test_imports import officer

__all__ = ["officer"]
DATA = Path(__file__).parent.parent / "data"
NUMBERS = iter(range(10_000))


def span(ref: str, first: int, last: int | None = None, *people: str) -> clashes.Span:
    days = date(2026, 11, first), date(2026, 11, last or first)
    return clashes.Span(next(NUMBERS), hash(ref), ref, ref, *days, "", False, "", frozenset(people))


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([], []),
        ([span("1.1", 3), span("1.2", 4)], []),
        ([span("1.1", 3), span("1.2", 3)], [["1.1", "1.2"]]),
        ([span("1.1", 3, 5), span("1.2", 5, 6)], [["1.1", "1.2"]]),
        ([span("1.1", 3, 5), span("1.2", 6, 7)], []),
        ([span("1.1", 1, 10), span("1.2", 2), span("1.3", 9)], [["1.1", "1.2", "1.3"]]),
        ([span("1.1", 3), span("1.1", 3)], [["1.1", "1.1"]]),
        ([span("1.2", 20), span("1.1", 3), span("1.3", 20), span("1.4", 3)], [["1.1", "1.4"], ["1.2", "1.3"]]),
    ],
)
def test_dates_with_a_common_day_stand_together(spans: list[clashes.Span], found: list[list[str]]) -> None:
    assert [[each.ref for each in clash.spans] for clash in clashes.find(spans)] == found


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([span("1.1", 3, 3, "Ada"), span("1.2", 3, 3, "Ivo")], []),
        ([span("1.1", 3, 3, "Ada", "Ivo"), span("1.2", 3, 3, "Ada")], [("Ada", ("1.1", "1.2"))]),
        ([span("1.1", 3, 3, "Ada"), span("1.1", 3, 3, "Ada")], []),
        ([span("1.1", 1, 2, "Ada"), span("1.2", 2, 8), span("1.3", 8, 9, "Ada")], []),
    ],
)
def test_somebody_is_needed_twice_only_on_a_common_day(spans: list[clashes.Span], found: list[Any]) -> None:
    (clash,) = clashes.find(spans)
    assert [(each.who, each.refs) for each in clash.shared] == found


def test_what_is_to_come_stands_first_and_of_it_what_needs_the_same_people() -> None:
    spans = [span("1.1", 3), span("1.2", 3), span("2.1", 20), span("2.2", 20)]
    spans += [span("3.1", 25, 26, "Ada"), span("3.2", 26, 26, "Ada"), span("4.1", 5), span("4.2", 5)]
    ahead, past = clashes.in_order(clashes.find(spans), date(2026, 11, 20))
    assert [clash.start.day for clash in ahead] == [25, 20]
    assert [clash.start.day for clash in past] == [5, 3]


@pytest.mark.parametrize(
    ("start", "end", "precision", "counts"),
    [
        (date(2018, 3, 5), date(2018, 3, 5), "day", True),
        (date(2018, 3, 5), date(2018, 3, 18), "day", True),
        (date(2018, 3, 5), date(2018, 3, 19), "day", False),
        (date(2018, 3, 1), date(2018, 3, 31), "month", False),
        (None, None, "", False),
    ],
)
def test_a_month_does_not_clash_with_each_of_its_days(
    start: date | None, end: date | None, precision: str, counts: bool
) -> None:
    assert clashes.counts_as_days(start, end, precision) is counts


@pytest.mark.django_db
def test_queried_removed_undated_and_archived_dates_are_left_out() -> None:
    plan = PlanFactory()
    one, gone = ActionFactory(plan=plan), ActionFactory(plan=plan, archived_at="2018-01-01T00:00Z")
    for more in ({}, {"queried": True}, {"removed_at": "2018-01-01T00:00Z"}, {"kind": ActionDate.Kind.TBC}):
        ActionDateFactory(action=one, **more)
    ActionDateFactory(action=gone)
    assert clashes.of_plan(plan) == []
    ActionDateFactory(action=ActionFactory(plan=plan))
    assert len(clashes.of_plan(plan)) == 1


@pytest.mark.django_db
def test_the_holder_of_a_post_is_the_same_as_the_person() -> None:
    plan, ada = PlanFactory(), PersonFactory(name="Ada Marsh")
    one, two = ActionFactory(plan=plan), ActionFactory(plan=plan)
    LeadFactory(action=one, person=ada)
    Participation.objects.create(action=two, part="attends", words="Head", post=PostFactory(holder=ada))
    for action in (one, two):
        ActionDateFactory(action=action)
    (clash,) = clashes.of_plan(plan)
    assert clash.shared == (clashes.Shared("Ada Marsh", (one.ref, two.ref)),)
    assert [each.lead for each in clash.spans] == ["Ada Marsh", ""]


@pytest.mark.django_db
def test_it_takes_two_queries_however_many_actions() -> None:
    plan = PlanFactory()
    for number in range(12):
        LeadFactory(action=ActionDateFactory(action=ActionFactory(plan=plan, ref=f"1.{number}")).action)
    with CaptureQueriesContext(connection) as asked:
        clashes.of_plan(plan)
    assert len(asked) == 2
    assert Action.objects.count() == 12


@pytest.mark.django_db
@pytest.mark.usefixtures("officer")
def test_the_clashes_of_the_stand_in_plan_are_found() -> None:
    call_command("import_plan", str(DATA / "fenshire-plan.docx"), "--authority", "fenshire", stdout=StringIO())
    found = {clash.when: {span.ref for span in clash.spans} for clash in clashes.of_plan(Plan.objects.get())}
    assert found == {
        "15 March 2018": {"1.1", "1.3", "1.4"},
        "16–20 April 2018": {"1.4", "2.1", "2.3"},
        "19 June 2018": {"1.1", "1.4"},
        "11–14 September 2018": {"2.1", "2.6"},
        "28–30 November 2018": {"2.1", "2.6"},
    }
