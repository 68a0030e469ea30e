"""What is different between an action as it stood and as it stands: each change once, from what to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from plans import rules, wording
from plans.as_at import ActionThen, DateThen
from plans.changes.texts import Piece, pieces
from plans.rows import plural, quoted, say_every
from plans.rules import Direction

LABELS = {
    "ref": "Ref", "area": "Delivery area", "title": "Short title", "what": "What needs to happen",
    "by_when": "By when", "who": "Who, in the plan’s words", "parts": "Who takes part",
    "monitored_through": "Monitored through", "priority": "Serves", "workstream": "Workstream",
}  # fmt: skip
KINDS = {"ratings": "Ratings", "dates": "Dates", "leads": "Leads", "words": "Words", "actions": "Added or archived"}
MOVED, NEW, GONE = "moved", "new", "gone"


@dataclass(frozen=True, slots=True)
class RatingChange:
    """A rating that is another now, with the newest sentence; `before` and `after` alike when it was said again."""

    before: str
    after: str
    direction: Direction
    words: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class DateChange:
    """One date: moved, given a day, answered, done, new, or gone. `days` is how much later its end is."""

    what: str
    before: str
    after: str
    days: int = 0
    times: int = 0
    reason: str = ""

    @property
    def sentence(self) -> str:
        """ "Moved from 5 March 2027 to 9 April 2027, 35 days later; moved 2 times."."""
        said = SENTENCES[self.what].format(before=self.before, after=self.after)
        if self.days:
            said += f", {plural(abs(self.days), 'day')} {'later' if self.days > 0 else 'earlier'}"
        return f"{said}; moved {self.times} times." if self.times > 1 else f"{said}."


SENTENCES = {
    MOVED: "Moved from {before} to {after}",
    "set": "Given a day: {after}",
    "answered": "Query answered: {before} means {after}",
    "right": "Query answered: {after} is right as written",
    "done": "{after} is done",
    "undone": "{after} is not done any more",
    NEW: "New date: {after}",
    GONE: "No longer in the plan: {before}",
}


@dataclass(frozen=True, slots=True)
class WordsChange:
    """Words that are others now, piece by piece: what was taken out, what was put in, what stayed."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class ActionChanges:
    """All that is different in one action."""

    action: ActionThen
    state: str = ""
    rating: RatingChange | None = None
    said_again: bool = False
    dates: list[DateChange] = field(default_factory=list)
    lead: tuple[str, str] | None = None
    words: list[WordsChange] = field(default_factory=list)

    @property
    def kinds(self) -> frozenset[str]:
        """Of which kinds its changes are."""
        there = {
            "ratings": self.rating, "dates": self.dates, "leads": self.lead, "words": self.words, "actions": self.state,
        }  # fmt: skip
        return frozenset(name for name, found in there.items() if found)


def compare(before: ActionThen | None, after: ActionThen, moves: Mapping[int, Sequence[str]]) -> ActionChanges | None:
    """What is different in one action; None when nothing is. `moves` are the reasons given since, by date."""
    state = _state(before, after)
    if before is None or before.archived:
        return ActionChanges(after, state, rating=_rating(None, after)) if state else None
    if state:
        return ActionChanges(after, state)
    dates = date_changes(before.dates, after.dates, moves)
    made = ActionChanges(
        after, "", _rating(before, after), _said_again(before, after), dates, _lead(before, after),
        _words(before, after, moved_only=bool(dates) and all(each.what == MOVED for each in dates)),
    )  # fmt: skip
    return made if made.kinds or made.said_again else None


def date_changes(
    before: Sequence[DateThen], after: Sequence[DateThen], moves: Mapping[int, Sequence[str]]
) -> list[DateChange]:
    """What is different in the dates of one action, in their order."""
    old = {day.pk: day for day in before}
    found = [_date(old.get(day.pk), day, moves.get(day.pk, ())) for day in after]
    kept = {day.pk for day in after}
    gone = [DateChange(GONE, say(day), "") for day in before if day.pk not in kept]
    return [change for change in found if change] + gone


def say(day: DateThen) -> str:
    """A date in words; its own words while it has no day."""
    if day.start and day.end:
        said = wording.describe(day.start, day.end, day.precision or None)
        return f"{said}, to be confirmed" if day.kind == "tbc" else said
    return say_every(day.every) if day.kind == "recurring" else quoted(day.source) or "a date to be confirmed"


def _state(before: ActionThen | None, after: ActionThen) -> str:
    if before is None:
        return "" if after.archived else "added"
    if before.archived == after.archived:
        return ""
    return "archived" if after.archived else "restored"


def _rating(before: ActionThen | None, after: ActionThen) -> RatingChange | None:
    was = before.rag if before else "not_rated"
    if was == after.rag:
        return None
    return RatingChange(was, after.rag, rules.direction(was, after.rag), **_said(after))


def _said(after: ActionThen) -> dict[str, Any]:
    said = after.said
    if said is None:
        return {"words": "", "by": "", "at": None}
    by = f"{said.by} for {said.said_by}" if said.said_by else str(said.by)
    return {"words": said.comment, "by": by, "at": said.at}


def _said_again(before: ActionThen, after: ActionThen) -> bool:
    """Updated with the rating it had."""
    newer = after.said is not None and (before.said is None or before.said.pk != after.said.pk)
    return newer and before.rag == after.rag


def _date(before: DateThen | None, after: DateThen, reasons: Sequence[str]) -> DateChange | None:
    if before is None:
        return DateChange(NEW, "", say(after))
    moved = (before.start, before.end) != (after.start, after.end)
    if before.queried and not after.queried:
        return DateChange("answered" if moved else "right", quoted(after.source) or say(before), say(after))
    if (before.kind == "tbc" and after.kind != "tbc") or (moved and (before.end is None or after.end is None)):
        return DateChange("set", say(before), say(after))
    if moved:
        days = (after.end - before.end).days  # type: ignore[operator]  # both have a day here
        return DateChange(MOVED, say(before), say(after), days, len(reasons), reasons[-1] if reasons else "")
    if bool(before.done_on) != bool(after.done_on):
        return DateChange("done" if after.done_on else "undone", say(before), say(after))
    return None


def _lead(before: ActionThen, after: ActionThen) -> tuple[str, str] | None:
    if before.lead is None or before.lead == after.lead:
        return None
    return before.lead or "", after.lead or ""


def _words(before: ActionThen, after: ActionThen, *, moved_only: bool) -> list[WordsChange]:
    """The cells that say something else. By-when words that only follow a moved date are told with the date."""
    changed = [name for name in LABELS if getattr(before, name) != getattr(after, name)]
    told = {"by_when"} if moved_only else set()
    told |= {"title"} if "what" in changed else set()
    told |= {"parts"} if _lead(before, after) else set()
    return [
        WordsChange(LABELS[name], pieces(getattr(before, name), getattr(after, name)))
        for name in changed
        if name not in told
    ]
