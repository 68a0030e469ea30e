"""Once on each local day, for each council: whatever the clocks, the beats and the breaks do."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from core import daily, jobs
from core.daily import Item, due_days
from core.models import Job
from tests.factories.accounts import AuthorityFactory, marlshire

LONDON = ZoneInfo("Europe/London")
HERE = "tests.core.test_daily"
DIGEST = Item("digests", f"{HERE}.work")
EACH = Item("turns", f"{HERE}.work", at=time(6, 30), each_day=True)
NIGHT = Item("night", f"{HERE}.work", at=time(1, 30))
done: list[str] = []


def work(job: Job) -> dict[str, Any]:
    """Daily work that says which day it was for."""
    done.append(job.args["on"])
    return {"on": job.args["on"]}


ITEMS: tuple[Item, ...] = ()


@pytest.fixture
def items(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say which items there are."""
    settings.DAILY_ITEMS = f"{HERE}.ITEMS"
    monkeypatch.setattr(jobs, "hint", lambda job_id: None)

    def say(*chosen: Item) -> None:
        import sys

        monkeypatch.setattr(sys.modules[__name__], "ITEMS", chosen)

    return say


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[arg-type, misc]  # year, month, day, hour, minute


def asked() -> list[str]:
    return sorted(Job.objects.values_list("key", flat=True))


def tick_at(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return daily.hand_out()


def test_it_is_due_from_its_time_on_and_once() -> None:
    today, before = date(2018, 7, 12), date(2018, 7, 11)
    assert due_days(DIGEST, now=at(2018, 7, 12, 7, 29), last=before) == []
    assert due_days(DIGEST, now=at(2018, 7, 12, 7, 30), last=before) == [today]
    assert due_days(DIGEST, now=at(2018, 7, 12, 23, 59), last=before) == [today]
    assert due_days(DIGEST, now=at(2018, 7, 12, 8, 0), last=today) == []


def test_a_missed_digest_is_not_sent_after_its_day() -> None:
    assert due_days(DIGEST, now=at(2018, 7, 12, 7, 0), last=date(2018, 7, 9)) == []
    assert due_days(DIGEST, now=at(2018, 7, 12, 9, 0), last=date(2018, 7, 9)) == [date(2018, 7, 12)]


def test_other_work_is_made_up_for_day_by_day_but_not_for_ever() -> None:
    missed = [date(2018, 7, 10), date(2018, 7, 11)]
    assert due_days(EACH, now=at(2018, 7, 12, 6, 0), last=date(2018, 7, 9)) == missed
    assert due_days(EACH, now=at(2018, 7, 12, 7, 0), last=date(2018, 7, 9)) == [*missed, date(2018, 7, 12)]
    assert len(due_days(EACH, now=at(2018, 7, 12, 7, 0), last=date(2018, 1, 1))) == daily.FURTHEST_BACK


def test_a_new_council_starts_with_today() -> None:
    assert due_days(EACH, now=at(2018, 7, 12, 7, 0), last=None) == [date(2018, 7, 12)]
    assert due_days(EACH, now=at(2018, 7, 12, 6, 0), last=None) == []


@pytest.mark.django_db
@pytest.mark.parametrize("first", [datetime(2018, 3, 24, 12, tzinfo=UTC), datetime(2018, 10, 27, 12, tzinfo=UTC)])
@pytest.mark.parametrize("item", [DIGEST, EACH, NIGHT])
def test_both_clock_changes_have_each_item_once_on_each_local_day(items: Any, first: datetime, item: Item) -> None:
    """A tick every 17 minutes over three days around the change, two beats each time."""
    AuthorityFactory()
    items(item)
    moment = first
    while moment < first + timedelta(days=3):
        tick_at(moment)
        tick_at(moment)
        moment += timedelta(minutes=17)
    days = [key.rpartition(":")[2] for key in asked()]
    last = timezone.localdate(first)
    assert len(days) == len(set(days)) == 4 if item is EACH else 3
    assert str(last + timedelta(days=1)) in days


@pytest.mark.django_db
def test_each_council_has_its_own_and_two_beats_ask_once(items: Any) -> None:
    AuthorityFactory()
    marlshire()
    items(DIGEST)
    assert [tick_at(at(2018, 7, 12, 7, 30)), tick_at(at(2018, 7, 12, 7, 30))] == [2, 0]
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_what_comes_after_another_item_waits_until_that_is_over(items: Any) -> None:
    AuthorityFactory()
    items(EACH, Item("digests", f"{HERE}.work", after="turns"))
    moment = at(2018, 7, 12, 8, 0)
    assert tick_at(moment) == 1
    assert tick_at(moment) == 0
    Job.objects.update(state=Job.State.DONE)
    assert tick_at(moment) == 1


@pytest.mark.django_db
def test_what_came_of_the_last_days_can_be_asked(items: Any) -> None:
    authority = AuthorityFactory()
    items(DIGEST)
    for day in (11, 12):
        tick_at(at(2018, 7, day, 8, 0))
    with time_machine.travel(at(2018, 7, 12, 9, 0), tick=False):
        for pk in Job.objects.values_list("pk", flat=True):
            jobs.run(pk)
    assert daily.results("digests", authority) == [{"on": "2018-07-12"}, {"on": "2018-07-11"}]
    assert daily.results("digests", marlshire()) == []
