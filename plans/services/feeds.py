"""Calendar feeds: made and revoked. The key in the address is shown once and stored as its hash."""

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Authority
from core import audit
from core.errors import RuleBroken
from plans.models import CalendarFeed, Plan

MOST = 20


@transaction.atomic
def make_feed(*, authority: Authority, plan: Plan | None, by: Any) -> tuple[CalendarFeed, str]:
    """A feed of one plan, or of what this person leads. Returns it with its key, which nobody can read again."""
    if plan is not None and plan.authority_id != authority.pk:
        raise RuleBroken("Choose a plan from the list.", "plan")
    if CalendarFeed.objects.in_authority(authority).filter(user=by, revoked_at=None).count() >= MOST:
        raise RuleBroken(f"You have {MOST} addresses. Revoke one first.")
    key = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(authority=authority, user=by, plan=plan, key_hash=hash_of(key))
    audit.record("made the calendar address", feed, authority=authority, by=by)
    return feed, key


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, by: Any) -> None:
    """End an address: calendars that fetch it get nothing from now on."""
    feed = CalendarFeed.objects.select_for_update(of=("self",)).select_related("authority", "user").get(pk=feed.pk)
    if feed.revoked_at is None:
        now = {"revoked_at": timezone.now()}
        audit.save_changes(feed, now, verb="revoked the calendar address", authority=feed.authority, by=by)


def hash_of(key: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
