"""Daily items with real clocks and a real worker: two beats, beats that die, days that were missed."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Authority, User
from core import jobs
from core.models import Job, OutboxMail
from scripts.throwaway import wait_until
from tests.core.daily_work import HERE
from tests.factories.accounts import AuthorityFactory, marlshire

ITEMS = {"DAILY_ITEMS": f"{HERE}.ITEMS"}


def days_of(item: str, authority: Authority, *steps: int) -> set[str]:
    today = timezone.localdate()
    return {f"daily:{item}:{authority.pk}:{today + timedelta(days=step)}" for step in steps}


def said() -> Counter[str]:
    return Counter(OutboxMail.objects.values_list("subject", flat=True))


def test_two_beats_do_each_item_of_each_council_once_and_days_that_were_missed_are_made_up_for(queue: Any) -> None:
    fen, marl = AuthorityFactory(), marlshire()
    missed = next(iter(days_of("first", fen, -3)))
    row = jobs.ask(work=f"{HERE}.says", key=missed, args={"on": "x"}, authority=fen, by=User.objects.system())
    Job.objects.filter(pk=row.pk).update(state=Job.State.DONE)
    queue.worker(**ITEMS)
    first, second = queue.beat(), queue.beat()
    wanted = days_of("first", fen, -2, -1, 0) | days_of("first", marl, 0)
    wanted |= days_of("second", fen, 0) | days_of("second", marl, 0)
    wait_until(lambda: set(said()) >= wanted, "every item", 60)
    first.kill()
    second.kill()
    first.start()
    wait_until(lambda: OutboxMail.objects.count() >= len(wanted), "another tick", 5)
    started = timezone.now()
    wait_until(lambda: timezone.now() > started + timedelta(seconds=3), "three more ticks", 10)
    assert said() == dict.fromkeys(wanted, 1)
    assert set(Job.objects.exclude(pk=row.pk).values_list("state", flat=True)) == {Job.State.DONE}
