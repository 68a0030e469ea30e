"""What a lead is told in a digest, and when. Pure: rows in, lines out; every function is told the day.

A digest speaks of what has come up since the last one (`since`, not counted) to today (`on`, counted). Nothing is
remembered of what was told: each thing has its days, and it is told when one of them lies in that stretch. So a day
that was missed is caught up by the next one, and nothing is told twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from core.dates import add_working_days, is_working_day
from core.daywords import say_day
from core.ratings import RATINGS, Rag
from plans import rules

STAGES = (14, 3)
"""How many days before a date its lead is told of it."""
CLOSING = 3
"""How many working days before a round closes those are told who have not answered."""
WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)


class Kind(StrEnum):
    """Why an action stands in a digest, the most pressing first."""

    SENT_BACK = "sent_back"
    CLOSING = "closing"
    OVERDUE = "overdue"
    SOON = "soon"
    QUERIED = "queried"
    NO_DATE = "no_date"
    QUIET = "quiet"


TITLES = {
    Kind.SENT_BACK: "Sent back with a question",
    Kind.CLOSING: "The update round closes soon",
    Kind.OVERDUE: "Overdue",
    Kind.SOON: "Due soon",
    Kind.QUERIED: "Dates that could not be read",
    Kind.NO_DATE: "No date yet",
    Kind.QUIET: "Not heard of for a while",
}


@dataclass(slots=True)
class Day:
    """A date of an action, as far as a reminder needs it. `made_on` is the local day on which it was read."""

    kind: str
    start: date | None
    end: date | None
    queried: bool
    done_on: date | None
    label: str
    source: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Round:
    """Where an action stands in the round that is open: `waiting` and until when, or sent back on a day and why."""

    closes_on: date
    waiting: bool
    question: str = ""
    sent_back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One action somebody leads: how it stands, its dates, and where its lead can say more."""

    ref: str
    title: str
    rag: str
    url: str
    days: Sequence[Day]
    round: Round | None = None

    @property
    def rating(self) -> str:
        """Its rating by letter and word: "R Off track"."""
        return RATINGS[self.rag].text


@dataclass(frozen=True, slots=True)
class Line:
    """One action in a digest: why it is in it, and since or until when."""

    kind: Kind
    owed: Owed
    said: str
    day: date


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one kind under their title."""

    kind: Kind
    lines: list[Line]

    @property
    def title(self) -> str:
        """Its heading in the mail."""
        return TITLES[self.kind]


def is_digest_day(on: date, how_often: str, days_done: Sequence[date]) -> bool:
    """Whether somebody who wants mail this often may get a digest today; weekly is the first run of a week."""
    if how_often == "off" or not is_working_day(on):
        return False
    earlier = (day for day in days_done if day < on and is_working_day(day))
    return how_often == "daily" or all(_week(day) != _week(on) for day in earlier)


def told_until(on: date, how_often: str, days_done: Sequence[date], last_mail: date | None) -> date:
    """The last day that earlier digests spoke of to somebody who wants mail this often."""
    days = sorted((day for day in days_done if day < on and is_working_day(day)), reverse=True)
    if how_often == "weekly":
        days = [min(run) for _, run in groupby(days, key=_week)]
    first = on - (WEEK if how_often == "weekly" else ONE_DAY)
    newest = days[0] if days else first
    return max(newest, last_mail) if last_mail and last_mail < on else newest


def digest(owed: Iterable[Owed], *, since: date, on: date) -> list[Section]:
    """What a lead of these actions is told today, by kind; empty when there is nothing to say."""
    lines = [line for each in owed if each.rag != Rag.COMPLETE for line in _lines(each, since, on)]
    found = {kind: [line for line in lines if line.kind == kind] for kind in Kind}
    return [
        Section(kind, sorted(mine, key=lambda line: (line.day, rules.ref_order(line.owed.ref))))
        for kind, mine in found.items()
        if mine
    ]


def subject(sections: Sequence[Section]) -> str:
    """The digest in one line: "2 actions overdue, 1 due soon"."""
    words = {
        Kind.SENT_BACK: "sent back with a question",
        Kind.CLOSING: "to answer before the round closes",
        Kind.OVERDUE: "overdue",
        Kind.SOON: "due soon",
        Kind.QUERIED: "with a date that could not be read",
        Kind.NO_DATE: "without a date",
        Kind.QUIET: "not heard of for a while",
    }
    parts = [(len({line.owed.ref for line in each.lines}), words[each.kind]) for each in sections]
    first, *rest = parts
    said = [f"{first[0]} action{'' if first[0] == 1 else 's'} {first[1]}", *(f"{n} {word}" for n, word in rest)]
    return ", ".join(said)


def _lines(owed: Owed, since: date, on: date) -> Iterable[Line]:
    yield from _of_round(owed, since, on)
    for day in owed.days:
        state = rules.due_state(day, on=on)
        if state == rules.DueState.OVERDUE:
            yield from _overdue(owed, day, since, on)
        elif state == rules.DueState.PLANNED:
            yield from _soon(owed, day, since, on)
        elif state == rules.DueState.QUERIED and _again(day.made_on + ONE_DAY, since, on, monthly=True):
            yield Line(Kind.QUERIED, owed, f"The plan says “{day.source}”. Say which day is meant.", day.made_on)
        elif state == rules.DueState.TBC and _again(None, since, on, monthly=True):
            yield Line(Kind.NO_DATE, owed, f"{_named(day)}To be confirmed. Say when it will be.", day.made_on)


def _of_round(owed: Owed, since: date, on: date) -> Iterable[Line]:
    told = owed.round
    if told is None or told.closes_on < on:
        return
    until = f"The round closes on {say_day(told.closes_on)}."
    closing = since < add_working_days(told.closes_on, -CLOSING) <= on
    if told.sent_back_on and (closing or _again(told.sent_back_on + ONE_DAY, since, on)):
        yield Line(Kind.SENT_BACK, owed, f"{told.question} {until}".strip(), told.sent_back_on)
    elif told.waiting and closing:
        yield Line(Kind.CLOSING, owed, until, told.closes_on)


def _overdue(owed: Owed, day: Day, since: date, on: date) -> Iterable[Line]:
    if day.end and _again(day.end + ONE_DAY, since, on):
        late = (on - day.end).days
        yield Line(Kind.OVERDUE, owed, f"{_named(day)}Was due {say_day(day.end)}, {_days(late)} ago.", day.end)


def _soon(owed: Owed, day: Day, since: date, on: date) -> Iterable[Line]:
    if day.end is None or not rules.is_countable(day):
        return
    if any(since < day.end - timedelta(days=stage) <= on for stage in STAGES):
        left = (day.end - on).days
        when = f"in {_days(left)}" if left else "today"
        verb = {"event": "Happens", "review": "To be reviewed"}.get(day.kind, "Due")
        yield Line(Kind.SOON, owed, f"{_named(day)}{verb} {say_day(day.end)}, {when}.", day.end)


def _again(first: date | None, since: date, on: date, *, monthly: bool = False) -> bool:
    """Whether today's stretch holds the first day of something, or one of the days on which it is told again.

    That is each week from the first day on; monthly, the first digest of each month.
    """
    if first is not None and since < first <= on:
        return True
    if monthly:
        return (since.year, since.month) != (on.year, on.month) and (first is None or first <= on)
    return first is not None and first <= since and (on - first).days // 7 > (since - first).days // 7


def _named(day: Day) -> str:
    return f"{day.label}: " if day.label else ""


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _week(day: date) -> tuple[int, int]:
    year, week, _ = day.isocalendar()
    return year, week
