"""A plan file read in a process of its own, with bounded memory and time: whatever is in it, the worker lives on."""

from datetime import date
from typing import Any

from core import sandbox
from plans import plan_files

Period = tuple[date, date]


def read(data: bytes, *, name: str, period: Period | None = None, **chosen: Any) -> dict[str, Any]:
    """What a file says, as plain data; `chosen` are mapping, ratings and colours as the officer set them.

    Raises RuleBroken with the sentence for the officer when it cannot be read.
    """
    asked = {"name": name, "period": period, **chosen}
    found: dict[str, Any] = sandbox.run_limited("plans.reading_files.read_here", (data, asked))
    return found


def read_here(question: tuple[bytes, dict[str, Any]]) -> dict[str, Any]:
    """The same in this process: what the bounded one runs."""
    data, asked = question
    return plan_files.read(data, **asked).as_json()


def period_of(parsed: dict[str, Any]) -> tuple[date | None, date | None]:
    """The first and last day of the plan, as the file gives them."""
    found = parsed.get("period")
    return (date.fromisoformat(found[0]), date.fromisoformat(found[1])) if found else (None, None)
