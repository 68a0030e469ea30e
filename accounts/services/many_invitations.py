"""Letting many people in at once, from a pasted list: all of them or, when one line is wrong, nobody."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Authority
from accounts.pasted_people import MOST_LINES, Line
from accounts.services import people
from accounts.services.people import ALREADY_HERE, SUSPENDED_HERE, Part
from core.errors import RuleBroken

NOBODY = "There is nobody new in this list"
HERE_SHORT = {ALREADY_HERE: "Can sign in here already", SUSPENDED_HERE: "Is suspended here. Restore them on their page"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line of the list and what comes of it: `fault` must be put right first, `left_out` needs nothing done."""

    line: Line
    fault: str = ""
    left_out: str = ""

    @property
    def is_new(self) -> bool:
        """Whether this line lets somebody in."""
        return not self.fault and not self.left_out


@transaction.atomic
def check(*, authority: Authority, lines: list[Line], by: Any) -> list[Outcome]:
    """What would come of each line. Tried with the very service and undone."""
    outcomes = _try(authority, lines, by)
    transaction.set_rollback(True)
    return outcomes


@transaction.atomic
def invite(*, authority: Authority, lines: list[Line], by: Any) -> list[Outcome]:
    """Let all of them in and write to each. RuleBroken, and nobody is let in, when a line is wrong."""
    outcomes = _try(authority, lines, by)
    wrong = sum(bool(outcome.fault) for outcome in outcomes)
    if wrong:
        raise RuleBroken(wrong_lines(wrong), "people")
    if not any(outcome.is_new for outcome in outcomes):
        raise RuleBroken(NOBODY, "people")
    return outcomes


def wrong_lines(count: int) -> str:
    """How many lines stand in the way."""
    return "One line needs a change first" if count == 1 else f"{count} lines need a change first"


def _try(authority: Authority, lines: list[Line], by: Any) -> list[Outcome]:
    if len(lines) > MOST_LINES:
        raise RuleBroken(f"Paste {MOST_LINES} people or fewer at a time", "people")
    return [_one(authority, line, by) for line in lines]


def _one(authority: Authority, line: Line, by: Any) -> Outcome:
    if line.fault.startswith("Stands in line"):
        return Outcome(line, left_out=line.fault)
    if line.fault:
        return Outcome(line, fault=line.fault)
    try:
        part = Part(frozenset({line.role}))
        people.invite(authority=authority, email=line.email, name=line.name, part=part, by=by)
    except RuleBroken as refusal:
        short = HERE_SHORT.get(refusal.message, "")
        return Outcome(line, left_out=short) if short else Outcome(line, fault=refusal.message)
    return Outcome(line)
