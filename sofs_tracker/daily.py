"""What this installation does once a day for every council, and from which local time on."""

from datetime import time

from core.daily import Item

ITEMS = (
    Item("rounds", "plans.tasks.turn_rounds", at=time(6, 30)),
    # A round that opens today asks its people by the one mail they may get today, so it comes first.
    Item("digests", "plans.tasks.send_digests", at=time(7, 30), after="rounds"),
)
