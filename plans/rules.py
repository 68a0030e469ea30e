"""What is simply true of a plan: ratings, directions, due states, suggestions. Pure; every function is told the day."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from core.ratings import RATINGS, Rag

RATED = (Rag.COMPLETE, Rag.GREEN, Rag.AMBER, Rag.RED)
"""From best to worst. The two unrated states stand outside: to or from them is a new rating, never better or worse."""

NEEDS_A_SENTENCE = (Rag.AMBER, Rag.RED)
WITHDRAW_WITHIN = timedelta(minutes=10)
COUNTABLE = ("due", "review", "event", "recurring")


class Direction(StrEnum):
    """How a rating compares with the one before it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NEW = "new"


class DueState(StrEnum):
    """What a date is on a given day."""

    DONE = "done"
    HELD = "held"
    OVERDUE = "overdue"
    PLANNED = "planned"
    COMES_BACK = "comes_back"
    TBC = "tbc"
    QUERIED = "queried"


class DateLike(Protocol):
    """What a rule needs to know of a date."""

    kind: str
    start: date | None
    end: date | None
    queried: bool
    done_on: date | None


AnyDate = TypeVar("AnyDate", bound=DateLike)


def direction(before: str, now: str) -> Direction:
    """Compare two ratings."""
    if before == now:
        return Direction.SAME
    if before not in RATED or now not in RATED:
        return Direction.NEW
    return Direction.WORSE if RATED.index(Rag(now)) > RATED.index(Rag(before)) else Direction.BETTER


def due_state(day: DateLike, *, on: date) -> DueState:
    """The state of one date. Overdue only after the end of its stated period; a past event counts as held.

    A recurring date that was given its next day is like any other; without one it only comes back.
    """
    if day.queried:
        return DueState.QUERIED
    if day.done_on:
        return DueState.DONE
    if day.kind == "tbc" or day.end is None:
        return DueState.COMES_BACK if day.kind == "recurring" else DueState.TBC
    if day.end >= on:
        return DueState.PLANNED
    return DueState.HELD if day.kind == "event" else DueState.OVERDUE


def is_countable(day: DateLike) -> bool:
    """Whether a date counts towards a suggestion: it has a day, is not queried and not to be confirmed."""
    return day.kind in COUNTABLE and day.end is not None and not day.queried


def done_day(day: DateLike, *, on: date) -> date | None:
    """The day a date was done: as somebody marked it, or the end of an event that is past; None while it is open."""
    state = due_state(day, on=on)
    return day.done_on if state == DueState.DONE else day.end if state == DueState.HELD else None


def next_round(start: date, end: date, every: Mapping[str, int]) -> tuple[date, date]:
    """When a recurring date comes back: so many months, weeks or days later. Whole months stay whole months."""
    months, days = every.get("months", 0), every.get("days", 0) + 7 * every.get("weeks", 0)
    whole = start.day == 1 and (end + timedelta(1)).day == 1
    first, last = _months_on(start, months), _months_on(end, months)
    if whole and months:
        last = last.replace(day=monthrange(last.year, last.month)[1])
    return first + timedelta(days), last + timedelta(days)


def _months_on(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that has no such day."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def suggestion(days: Iterable[DateLike], *, on: date, tracked: bool) -> Rag | None:
    """The rating the dates suggest: complete when all are done, red when one is overdue, otherwise none."""
    states = [due_state(day, on=on) for day in days if is_countable(day)]
    if not tracked or not states:
        return None
    if DueState.OVERDUE in states:
        return Rag.RED
    return Rag.COMPLETE if all(state in (DueState.DONE, DueState.HELD) for state in states) else None


def due_on(days: Iterable[DateLike]) -> date | None:
    """The end of the earliest date that still has to be done; after that day the action is overdue."""
    open_ends = (day.end for day in days if is_countable(day) and day.kind != "event" and not day.done_on)
    return min((end for end in open_ends if end), default=None)


def next_open(days: Iterable[AnyDate]) -> AnyDate | None:
    """The date an action is held to next: the earliest that is due, comes back or is under review."""
    open_days = (day for day in days if is_countable(day) and not day.done_on and day.kind != "event")
    return min(open_days, key=lambda day: day.end or date.max, default=None)


def only_unknown(days: Iterable[AnyDate]) -> AnyDate | None:
    """The one date that is to be confirmed; None when there is none, or several of which any may be meant."""
    unknown = [day for day in days if due_state(day, on=date.max) == DueState.TBC]
    return unknown[0] if len(unknown) == 1 else None


def days_overdue(due: date | None, *, on: date, tracked: bool) -> int:
    """How many days an action is past its earliest open date; 0 when it is not."""
    return (on - due).days if tracked and due and due < on else 0


def contradiction(rag: str, suggested: Rag | None, overdue: int) -> str:
    """The sentence shown while the chosen rating and the dates disagree; empty when they do not."""
    if suggested is None or suggested == rag:
        return ""
    if suggested == Rag.RED:
        word = RATINGS[Rag(rag)].word
        return f"{word}, but {overdue} day{'s' if overdue != 1 else ''} overdue. The dates suggest Off track."
    return "Every date is done or held. The dates suggest Complete."


def missing_reason(*, before: str, rag: str, comment: str, date_moved: bool) -> str:
    """Why a sentence is needed, when one is and there is none; empty when it may be saved as it is."""
    if comment.strip():
        return ""
    if rag == Rag.RED:
        return "Say what is off track and what would help."
    if rag == Rag.AMBER:
        return "Say what puts it at risk."
    if direction(before, rag) == Direction.WORSE:
        return "Say why the rating is worse than it was."
    return "Say why the date has moved." if date_moved else ""


def may_withdraw(*, at: datetime, now: datetime) -> bool:
    """A mis-click can be taken back by its author within ten minutes."""
    return now - at <= WITHDRAW_WITHIN


def is_stale(last: date | None, *, on: date, after_days: int, rag: str) -> bool:
    """Whether nothing has been said for longer than the plan allows. Complete work is never stale."""
    return rag != Rag.COMPLETE and last is not None and (on - last).days > after_days


def ref_order(ref: str) -> tuple[tuple[int, int, str], ...]:
    """The order people expect of refs: 2.9 before 2.10, 1a before 1b."""
    parts = re.findall(r"\d+|[^\d]+", ref.lower())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part not in ".- ")


MOVES: dict[str, tuple[str, ...]] = {
    "draft": ("in_force", "closed"),
    "in_force": ("closed", "draft"),
    "closed": ("draft",),
}
"""Which state a plan may go to next."""


def is_ref(ref: str) -> bool:
    """Whether a ref can stand in an address: letters, numbers, points, hyphens."""
    return ref.lower() != "new" and bool(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,19}", ref))


SEARCHED = ("ref", "title", "what", "by_when", "who", "monitored_through")
"""The words of an action that it can be found by."""


def search_words(texts: Iterable[str]) -> str:
    """What a search looks through: an action's words in one line of small letters."""
    return " ".join(texts).lower()


def frozen(*, state: str, archived: bool) -> str:
    """Why a plan or an action stays as it is, in a sentence; empty when it may be changed."""
    if state == "closed":
        return "This plan is closed. It stays as it is until it is taken back to draft."
    return "This action is archived. Restore it first." if archived else ""


def wanting(*, rag: str, path_to_green: str, help_wanted: str) -> str:
    """What an answer still lacks before its period can be locked, in a sentence; empty when it lacks nothing.

    At risk and off track need a path to green. Off track needs a word on help too, be it that none is wanted.
    """
    path = rag in NEEDS_A_SENTENCE and not path_to_green.strip()
    wanted = rag == Rag.RED and not help_wanted.strip()
    if path:
        also = ", and what help is wanted (“None” is an answer)" if wanted else ""
        return f"Say what will bring it back to green{also}."
    return "Say what help is wanted. “None” is an answer." if wanted else ""
