"""Who takes part in an action, in the words in which it is recorded and shown."""

from collections.abc import Iterable
from typing import Any

from plans.models import Participation

LEAD = Participation.Part.LEAD


def say_parts(parts: Iterable[Any]) -> str:
    """ "Project Officer (Priya Nair) leads; Police is involved"; of stored rows and of what is about to be stored."""
    return "; ".join(_say_part(part) for part in parts)


def say_lead(parts: Iterable[Any]) -> str:
    """ "Project Officer (Priya Nair)"; empty when nobody leads."""
    return next((_say_who(part) for part in parts if part.part == LEAD), "")


def _say_part(part: Any) -> str:
    return f"{_say_who(part, asked=False)} {Participation.Part(part.part).label.lower()}{_asked(part)}"


def _say_who(part: Any, *, asked: bool = True) -> str:
    holder = part.person or part.post or part.body
    known = f" ({holder})" if holder and str(holder) != part.words else ""
    return f"{part.words}{known}{_asked(part) if asked else ''}"


def _asked(part: Any) -> str:
    return ", to be confirmed" if part.queried else ""
