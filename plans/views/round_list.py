"""What the page of a round shows: whose rows, which of them, and how far they have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core.daywords import say_day
from core.ratings import Rag
from plans import rounds
from plans.answering import Sent, lines
from plans.models import Plan, ReportingPeriod
from plans.rounds import Row

State = ReportingPeriod.State


@dataclass(frozen=True)
class Asked:
    """A round as one person answers it. `mine` are the actions led; `keeps` whether all others may be answered too.

    `base` is the plan's address; empty behind a link, from where nothing leads into the plan.
    """

    period: ReportingPeriod
    mine: frozenset[int]
    keeps: bool = False
    base: str = ""

    def rows(self) -> list[Row]:
        """The rows this person may answer, as they are stored now."""
        found = rounds.rows(self.period, on=timezone.localdate())
        return [row for row in found if self.keeps or row.action_id in self.mine]

    @property
    def frozen(self) -> str:
        """Why nothing can be answered now, in a sentence; empty when it can."""
        if self.period.plan.state == Plan.State.CLOSED:
            return "This plan is closed. Its ratings stay as they are."
        if self.period.state == State.LOCKED:
            return "This period is locked. It stays as it was said."
        return "This round has not been opened yet." if self.period.state == State.PLANNED else ""

    @property
    def closes(self) -> str:
        """The last day of the round."""
        verb = "Closes at the end of" if self.period.state == State.OPEN else "Closed at the end of"
        return f"{verb} {say_day(self.period.closes_on)}"

    def shows(self, row: Row, look: str) -> bool:
        """Whether a row belongs to what was chosen above the list."""
        if look == "mine":
            return row.action_id in self.mine
        if look == "todo":
            return not row.done
        return look != "troubled" or (row.update_rag or row.rag) in (Rag.RED, Rag.AMBER)


def context(
    asked: Asked, *, look: str, path: str, sent: Mapping[int, Sent] | None = None, rows: list[Row] | None = None
) -> dict[str, Any]:
    """All that the page prints. `sent` are rows that could not be saved: they are shown whatever was chosen."""
    rows = asked.rows() if rows is None else rows
    every = lines(rows, base=asked.base, frozen=bool(asked.frozen), sent=sent)
    kept = {row.pk for row in rows if asked.shows(row, look)} | set(sent or {})
    failed = [line for line in every if line.css == "err"]
    return {
        "period": asked.period,
        "plan": asked.period.plan,
        "plan_url": asked.base,
        "progress": rounds.progress(rows),
        "closes": asked.closes,
        "lines": [line for line in every if line.pk in kept],
        "chips": chips(asked, rows, look, path),
        "frozen": asked.frozen,
        "late": asked.period.state == State.CLOSED,
        "failed": failed,
        "page_error": bool(failed),
        "with_people": asked.keeps,
    }


def chips(asked: Asked, rows: list[Row], look: str, path: str) -> list[dict[str, Any]]:
    """What can be chosen above the list, each with its number."""
    both = asked.keeps and any(row.action_id in asked.mine for row in rows)
    words = {"": "Mine and the ones I keep" if both else "All actions" if asked.keeps else "Mine"}
    words |= {"mine": "Mine"} if both else {}
    words |= {"todo": "Still to do", "troubled": "Red and amber"}
    return [
        {
            "url": f"?show={key}" if key else path,
            "label": label,
            "count": sum(asked.shows(row, key) for row in rows),
            "current": key == (look if look in words else ""),
            "troubled": key == "troubled",
        }
        for key, label in words.items()
    ]
