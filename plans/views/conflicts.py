"""Two people, one text: what each of them wrote, field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.daywords import say_day
from core.models import AuditEvent
from plans.models import Action, DateRevision


@dataclass(frozen=True)
class Difference:
    """One field in which the two texts differ."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Conflict:
    """Who saved when, what differs, and my form ready to be saved over it."""

    form: Any
    differences: list[Difference]
    by: str = ""
    at: datetime | None = None


def conflict_of(form: Any, theirs: Any, *, again: Callable[[Any], Any]) -> Conflict:
    """The conflict between a valid form and what is stored now. The form comes back knowing the newer version."""
    data = form.data.copy()
    data["version"] = str(theirs.version)
    by, at = last_saved(theirs)
    return Conflict(again(data), differences(form, form.values_of(theirs)), by, at)


def differences(form: Any, theirs: Mapping[str, Any]) -> list[Difference]:
    """The visible fields whose values are not the same."""
    found = []
    for name, field in form.fields.items():
        if field.widget.is_hidden or name not in theirs:
            continue
        mine, other = say(field, form.cleaned_data.get(name)), say(field, theirs[name])
        if mine != other:
            found.append(Difference(str(field.label), other, mine))
    return found


def last_saved(row: Any) -> tuple[str, datetime | None]:
    """Who last changed a row, and when, as the records have it."""
    events = AuditEvent.objects.filter(thing=row._meta.model_name, thing_id=row.pk).select_related("actor")
    found: list[Any] = [(event.at, str(event.actor)) for event in events.order_by("-pk")[:1]]
    if isinstance(row, Action):
        moves = DateRevision.objects.filter(action=row).select_related("by").order_by("-pk")[:1]
        found += [(move.at, str(move.by)) for move in moves]
    if not found:
        return "", None
    at, by = max(found)
    return by, at


def say(field: Any, value: Any) -> str:
    """A field's value as a person reads it."""
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return say_day(value)
    return str(dict(getattr(field, "choices", None) or []).get(value, value)) if isinstance(value, str) else str(value)
