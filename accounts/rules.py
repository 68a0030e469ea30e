"""What is simply true of councils. Pure: no rows, no clock."""

import re

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
    "reminders",
    "schema",
    "static",
)
"""First words of addresses that belong to the installation, so that no council can be called so."""

SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")


def slug_fault(slug: str) -> str:
    """Why a council cannot have this address, as a sentence; empty when it can."""
    if slug in RESERVED_SLUGS:
        return f"“{slug}” is an address the product needs itself. Choose another."
    if not SLUG.fullmatch(slug):
        return "Use 2 to 40 small letters, figures and hyphens, starting with a letter, like “fenshire”."
    return ""
