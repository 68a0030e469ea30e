"""The register of policies, forms and work flows: put on it, moved on state by state, taken off it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Authority
from core.errors import RuleBroken
from governance import alignment
from governance.models import PolicyReview
from governance.services import keeping
from plans.rules import months_on

FIELDS = ("kind", "title", "agency", "owner", "action", "every_months", "next_review_on", "url")
State = PolicyReview.State


@transaction.atomic
def list_policy(*, authority: Authority, values: Mapping[str, Any], by: Any) -> PolicyReview:
    """Put a policy, form or work flow on the register."""
    row = PolicyReview(authority=authority, **_checked(authority, values))
    return keeping.put(row, FIELDS, verb="listed", by=by)


@transaction.atomic
def edit_policy(*, policy: PolicyReview, values: Mapping[str, Any], version: int, by: Any) -> bool:
    """Change a line of the register. Raises StaleVersion when it was changed meanwhile. Whether anything differs."""
    policy = _open(policy, version)
    given = _checked(policy.authority, values)
    if policy.state == State.PUBLISHED and "url" in given and not given["url"]:
        raise RuleBroken("It is published, so it has a link. Enter where it is now.", "url")
    return keeping.change(policy, given, verb="changed", by=by)


@transaction.atomic
def move_on(*, policy: PolicyReview, state: str, version: int, on: date, by: Any, **said: Any) -> PolicyReview:
    """Move a policy to its next state, which asks for what it needs.

    In review needs an `owner`, change recommended the `recommendation`, published the `url` and the day,
    `published_on`; the next review is then counted from that day. Raises StaleVersion when it was moved meanwhile.
    """
    policy = _open(policy, version)
    if state not in alignment.next_states(policy):
        raise RuleBroken(f"It is {policy.get_state_display().lower()} and cannot become that.")
    changes = {"state": state, **NEEDS[State(state)](policy, said, on)}
    keeping.change(policy, keeping.clean(policy.authority, changes, tuple(changes)), verb="moved on", by=by)
    return policy


@transaction.atomic
def close_policy(*, policy: PolicyReview, on: date, by: Any) -> None:
    """Take it off the register: it is reviewed no longer. Its history stays."""
    keeping.change(_open(policy), {"closed_on": on}, verb="took off the register", by=by)


def _in_review(policy: PolicyReview, said: Mapping[str, Any], on: date) -> dict[str, Any]:
    owner = said.get("owner") or policy.owner
    if owner is None:
        raise RuleBroken("Choose who reviews it.", "owner")
    return {"owner": owner}


def _recommended(policy: PolicyReview, said: Mapping[str, Any], on: date) -> dict[str, Any]:
    words = (said.get("recommendation") or "").strip()
    if not words:
        raise RuleBroken("Say what is to change.", "recommendation")
    return {"recommendation": words}


def _adopted(policy: PolicyReview, said: Mapping[str, Any], on: date) -> dict[str, Any]:
    return {}


def _published(policy: PolicyReview, said: Mapping[str, Any], on: date) -> dict[str, Any]:
    url, day = (said.get("url") or policy.url).strip(), said.get("published_on") or on
    if not url.startswith(("https://", "http://")):
        raise RuleBroken("Enter where it can be read: a full address that starts with https://", "url")
    if day > on:
        raise RuleBroken("That day is still to come. Say it once it is published.", "published_on")
    reviewed_on = on if policy.state == State.IN_REVIEW else day
    published_on = policy.published_on if policy.state == State.IN_REVIEW else day
    return {"url": url, "published_on": published_on, "next_review_on": months_on(reviewed_on, policy.every_months)}


NEEDS = {
    State.IN_REVIEW: _in_review,
    State.RECOMMENDED: _recommended,
    State.ADOPTED: _adopted,
    State.PUBLISHED: _published,
}


def _checked(authority: Authority, values: Mapping[str, Any]) -> dict[str, Any]:
    given = keeping.clean(authority, values, FIELDS)
    if not given.get("title"):
        raise RuleBroken("Say what it is called.", "title")
    if not 1 <= given.get("every_months", 6) <= 60:
        raise RuleBroken("It is reviewed every 1 to 60 months.", "every_months")
    return given


def _open(policy: PolicyReview, version: int | None = None) -> PolicyReview:
    held = keeping.lock(policy, version)
    if held.closed_on:
        raise RuleBroken("It was taken off the register. It stays as it is.")
    return held
