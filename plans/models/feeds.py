"""Calendar feeds: dates that a calendar program fetches by itself, with an address that is its own key."""

from typing import Any, Self

from django.db import models

from accounts.models import Authority
from core.models import TenantQuerySet
from plans.models.action import USER
from plans.models.plan import Plan


class CalendarFeedQuerySet(TenantQuerySet):
    """Feeds, each for the one who made it."""

    def visible_to(self, user: Any) -> Self:
        """One's own feeds only: the address is a key."""
        return self.filter(user=user)


class CalendarFeed(models.Model):
    """One address from which a calendar reads dates: of one `plan`, or without one, of what its user leads.

    The key in the address is shown once and stored as its hash; a revoked feed answers nobody. What it shows is what
    its user may read at that moment. That it was fetched is not kept: reading changes nothing.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="calendar_feeds")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.plan) if self.plan else f"What {self.user} leads"
