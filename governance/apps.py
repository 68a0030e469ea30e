"""The governance app."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Meetings, packs, decisions, newsletters."""

    name = "governance"
