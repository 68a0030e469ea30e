"""What has changed in a plan since a moment: as a feed of single changes, and net, as a reader wants to know it."""

from plans.changes.feed import Cursor, since
from plans.changes.net import KINDS, ActionChanges
from plans.changes.whole import PlanChanges, beside, in_short, number, of_plan, sentence

__all__ = [
    "KINDS", "ActionChanges", "Cursor", "PlanChanges", "beside", "in_short", "number", "of_plan", "sentence", "since",
]  # fmt: skip
