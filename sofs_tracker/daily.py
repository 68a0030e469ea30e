"""What this installation does once a day for every council, and from which local time on."""

from datetime import time

from core.daily import Item

ITEMS = (Item("digests", "plans.tasks.send_digests", at=time(7, 30)),)
