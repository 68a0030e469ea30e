"""What is simply true of councils and the people in them. Pure: no rows, no clock."""

import re

from accounts.permissions import Role

RESERVED_SLUGS = (
    "accessibility",
    "accounts",
    "admin",
    "api",
    "files",
    "gallery",
    "healthz",
    "help",
    "media",
    "operations",
    "outbox",
    "privacy",
    "programme",
    "schema",
    "static",
)
"""First words of addresses that belong to the installation, so that no council can be called so."""

SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")

LED_BY_LOCALITY = frozenset({Role.SUPERLEADER})
LED_BY_TEAM = frozenset({Role.PRACTICE_LEADER})
"""Roles that reach one locality or one team when one is named. All other roles reach the whole council."""


def slug_fault(slug: str) -> str:
    """Why a council cannot have this address, as a sentence; empty when it can."""
    if slug in RESERVED_SLUGS:
        return f"“{slug}” is an address the product needs itself. Choose another."
    if not SLUG.fullmatch(slug):
        return "Use 2 to 40 small letters, figures and hyphens, starting with a letter, like “fenshire”."
    return ""


def reach(role: str, locality: object, team: object) -> tuple[object, object]:
    """How far a role reaches: (locality, team), each only where it means something for this role."""
    return (locality if role in LED_BY_LOCALITY else None, team if role in LED_BY_TEAM else None)
