"""What this installation does once a day for every council, and from which local time on."""

from datetime import date, time
from typing import Any

from django.core.management import call_command

from core.api import idempotency
from core.daily import Item
from core.models import Job

ITEMS = (
    Item("tidy", "sofs_tracker.daily.tidy", at=time(3, 0)),
    Item("rounds", "plans.tasks.turn_rounds", at=time(6, 30)),
    # A round that opens today asks its people by the one mail they may get today, so it comes first.
    Item("digests", "plans.tasks.send_digests", at=time(7, 30), after="rounds"),
)


def tidy(job: Job) -> dict[str, Any]:
    """Drop what has served its time: answers kept for creates that are sent again, sessions that are over."""
    call_command("clearsessions")
    return {"keys": idempotency.forget(date.fromisoformat(job.args["on"]))}
