"""What is done once on each local day: asked for by the tick when its time has come, as one job for each council.

The job's key is the item, the council and the local date. So two clocks ask once, a clock that stood still asks late,
and the two days on which the clocks change have each item once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.module_loading import import_string

from core import jobs
from core.models import Job

FURTHEST_BACK = 14
ONE_DAY = timedelta(days=1)
OVER = (Job.State.DONE, Job.State.FAILED)


@dataclass(frozen=True)
class Item:
    """Work of every local day. `work` is its function, given a job whose `args["on"]` is the day.

    `at` is the local time from which it is due. `each_day` makes up for every day that was missed, one by one; without,
    only today's is done, however late. It is not asked for before the day's item named `after` is over.
    """

    name: str
    work: str
    at: time = time(7, 30)
    each_day: bool = False
    after: str = ""


def items() -> tuple[Item, ...]:
    """The items of this installation, in the order they are asked for."""
    listed: tuple[Item, ...] = import_string(settings.DAILY_ITEMS)
    return listed


def key(item: Item, authority: Any, on: date) -> str:
    """What makes the item of one council and day one job."""
    return f"daily:{item.name}:{authority.pk}:{on.isoformat()}"


def due_days(item: Item, *, now: datetime, last: date | None) -> list[date]:
    """The local days for which this is to be asked at this moment. `last` is the newest day it was asked for."""
    today = now.date() if now.time() >= item.at else now.date() - ONE_DAY
    if not item.each_day:
        return [today] if today == now.date() and (last is None or last < today) else []
    if last is None:
        return [today] if today == now.date() else []
    first = max(last + ONE_DAY, today - (FURTHEST_BACK - 1) * ONE_DAY)
    return [first + step * ONE_DAY for step in range((today - first).days + 1)]


def hand_out() -> int:
    """The tick: ask for every item that is due in any council and was not asked for. Returns how many were."""
    now, asked = timezone.localtime(), 0
    authorities = list(apps.get_model("accounts.Authority").objects.order_by("pk"))
    for item in items():
        for authority in _without_today(item, authorities, now.date()):
            for on in due_days(item, now=now, last=_last(item, authority)):
                asked += _ask(item, authority, on)
    return asked


def results(name: str, authority: Any) -> list[dict[str, Any]]:
    """What came of the item on its newest days in this council, the newest first; of those that were done."""
    done = Job.objects.filter(key__startswith=f"daily:{name}:{authority.pk}:", state=Job.State.DONE)
    return list(done.order_by("-key").values_list("result", flat=True)[: 4 * FURTHEST_BACK])


def _without_today(item: Item, authorities: list[Any], today: date) -> Iterable[Any]:
    """The councils for which today's is not there yet: one query for the usual case that all have theirs."""
    keys = {key(item, authority, today): authority for authority in authorities}
    there = set(Job.objects.filter(key__in=keys).values_list("key", flat=True))
    return [authority for found, authority in keys.items() if found not in there]


def _last(item: Item, authority: Any) -> date | None:
    rows = Job.objects.filter(key__startswith=f"daily:{item.name}:{authority.pk}:").order_by("-key")
    newest = rows.values_list("key", flat=True).first()
    return _day(newest) if newest else None


def _day(found: str) -> date:
    return date.fromisoformat(found.rpartition(":")[2])


def _ask(item: Item, authority: Any, on: date) -> bool:
    if item.after and not _is_over(item.after, authority, on):
        return False
    jobs.ask(
        work=item.work,
        key=key(item, authority, on),
        args={"on": on.isoformat()},
        authority=authority,
        by=get_user_model().objects.system(),
    )
    return True


def _is_over(name: str, authority: Any, on: date) -> bool:
    return Job.objects.filter(key=f"daily:{name}:{authority.pk}:{on.isoformat()}", state__in=OVER).exists()
