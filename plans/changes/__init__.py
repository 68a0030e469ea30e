"""What has changed in a plan since a moment: as a feed of single changes, and net, as a reader wants to know it."""

from plans.changes.feed import Cursor, since
from plans.changes.net import KINDS, ActionChanges
from plans.changes.whole import PlanChanges, beside, number, of_plan, rated_anew, sentence

__all__ = [
    "KINDS", "ActionChanges", "Cursor", "PlanChanges", "beside", "number", "of_plan", "rated_anew", "sentence", "since",
]  # fmt: skip
