"""What has changed in a plan since a moment: as a feed of single changes, and net, as a reader wants to know it."""

from plans.changes.feed import Cursor, since

__all__ = ["Cursor", "since"]
