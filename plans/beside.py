"""What other parts of the product know of an action, shown on its page: asked of the providers the settings name.

A provider is a function (action, user) that answers with a `Section`, or None when it knows nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from plans.models import Action


@dataclass(frozen=True, slots=True)
class Line:
    """One thing known of the action: its number or day, the words, what became of it, and where it stands."""

    label: str
    text: str
    said: str = ""
    url: str = ""
    open: bool = False
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the action's page: what it is called, its lines, and what may be added ((label, address) pairs)."""

    key: str
    title: str
    finding: str = ""
    lines: list[Line] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


def of_action(action: Action, user: Any) -> list[Section]:
    """What each provider knows, in the order the settings name them."""
    asked: list[Callable[[Action, Any], Section | None]] = [import_string(name) for name in settings.ACTION_PROVIDERS]
    found = (provider(action, user) for provider in asked)
    return [section for section in found if section is not None]
