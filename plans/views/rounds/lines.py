"""What the officer reads of a round: each person asked, each action answered, every value ready to be shown."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, urlencode

from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.models import Person
from core.daywords import say_day, say_short_day
from core.templatetags.ui import flag, rag_change, rag_tag
from plans import rounds
from plans.models import Answer, Ask, ReportingPeriod
from plans.rows import plural

State = Answer.State
WORDS = {
    State.WAITING: "Waiting",
    State.ANSWERED: "To look at",
    State.SENT_BACK: "Sent back",
    State.ACCEPTED: "Accepted",
}
SINCE = "Said since the last round, not confirmed"


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One action of the round as the officer sees it. Addresses are empty where there is nothing to do."""

    pk: int
    anchor: str
    ref: str
    title: str
    url: str
    person: str
    rag: SafeString
    direction: SafeString
    comment: str
    path_to_green: str
    help_wanted: str
    said: str
    question: str
    state: str
    state_words: str
    state_sub: str
    lacks: str
    lacks_flag: SafeString
    seen: int | str
    accepts: bool
    back_url: str
    behalf_url: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person asked: how far they are, and when they were written to."""

    name: str
    done: int
    total: int
    asked: str
    opened: str
    chased: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A count that is a link to its answers."""

    label: str
    count: int
    show: str
    current: bool


def answers(rows: Iterable[rounds.Row], *, base: str, here: str, is_open: bool, on: date) -> list[AnswerLine]:
    """The rows as the officer sees them. `base` is the plan's address, `here` this page's, to come back to."""
    back = Backs(base, here, is_open)
    return [_answer(row, back, on) for row in rows]


@dataclass(frozen=True, slots=True)
class Backs:
    """Where the lines of a page lead."""

    base: str
    here: str
    is_open: bool

    def action(self, row: rounds.Row) -> str:
        """The action's own page."""
        return f"{self.base}actions/{quote(row.ref)}/"

    def behalf(self, row: rounds.Row) -> str:
        """Where the officer answers for the one who is asked, coming back to this page."""
        asked = {"for": row.person_id} if row.person_id else {}
        return f"{self.action(row)}update/?{urlencode({'next': self.here, **asked})}"

    def back(self, row: rounds.Row) -> str:
        """Where the answer is sent back with a question."""
        return f"{self.here}{row.pk}/send-back/"


def _answer(row: rounds.Row, backs: Backs, on: date) -> AnswerLine:
    said = row.update_id is not None
    question = row.question if row.state in (State.SENT_BACK, State.ANSWERED) else ""
    direction = rag_change(row.direction, row.before if row.direction in ("worse", "better") else "")
    return AnswerLine(
        pk=row.pk,
        anchor=f"a-{row.ref}",
        ref=row.ref,
        title=row.title,
        url=backs.action(row),
        person=row.person or "Nobody to ask",
        rag=rag_tag(row.update_rag if said else row.rag),
        direction=direction if said else SafeString(""),
        comment=row.comment,
        path_to_green=row.path_to_green,
        help_wanted=row.help_wanted,
        said=f"{row.said_by}, {say_short_day(timezone.localdate(row.said_at), on)}" if row.said_at else "",
        question=question,
        state=row.state,
        state_words=WORDS[State(row.state)],
        state_sub=SINCE if row.since_last else f"You asked: {question}" if question else "",
        lacks=row.lacks,
        lacks_flag=flag("queried", row.lacks) if row.lacks else SafeString(""),
        seen=row.update_id or "",
        accepts=said and row.state != State.ACCEPTED,
        back_url=backs.back(row) if backs.is_open and said and row.state != State.SENT_BACK else "",
        behalf_url=backs.behalf(row) if backs.is_open else "",
    )


def people(period: ReportingPeriod, rows: Iterable[rounds.Row], on: date) -> list[PersonLine]:
    """Everybody asked in the round, those who are silent first. One query."""
    mine: dict[int | None, list[rounds.Row]] = defaultdict(list)
    for row in rows:
        mine[row.person_id].append(row)
    asks = period.asks.select_related("person").order_by("person__name")
    made = [_person(ask, rounds.progress(mine[ask.person_id]), on) for ask in asks if mine.get(ask.person_id)]
    return sorted(made, key=lambda line: not line.silent)


def _person(ask: Ask, done: rounds.Progress, on: date) -> PersonLine:
    off = ask.person.reminders == Person.Reminders.OFF
    unasked = "Not written to: has switched mails off" if off else "With the next morning’s mail"
    chased = f"{say_day(ask.chased_on)}, {plural(ask.chases, 'time')}" if ask.chased_on else ""
    return PersonLine(
        name=ask.person.name,
        done=done.done,
        total=done.total,
        asked=say_day(timezone.localdate(ask.asked_at)) if ask.asked_at else unasked,
        opened=say_day(timezone.localdate(ask.opened_at)) if ask.opened_at else "Not yet",
        chased=chased,
        silent=done.left > 0,
    )


SHOWN: dict[str, tuple[str, Callable[[AnswerLine], bool]]] = {
    "": ("All", lambda line: True),
    "look": ("To look at", lambda line: line.state == State.ANSWERED),
    "waiting": ("Waiting", lambda line: line.state == State.WAITING),
    "back": ("Sent back", lambda line: line.state == State.SENT_BACK),
    "accepted": ("Accepted", lambda line: line.state == State.ACCEPTED),
    "lacks": ("Not ready to lock", lambda line: bool(line.lacks)),
}
"""Which answers the chips over the table show."""


def chips(lines: list[AnswerLine], show: str) -> list[Chip]:
    """The counts over the table; those of nothing are left out unless chosen."""
    made = [Chip(label, sum(map(fits, lines)), key, key == show) for key, (label, fits) in SHOWN.items()]
    return [chip for chip in made if chip.count or chip.current]


def still_open(period: ReportingPeriod, on: date) -> str:
    """Until when it takes answers, in words: "Open until the end of 15 July 2018, 3 days from now."."""
    if period.state == ReportingPeriod.State.PLANNED:
        return f"Opens on {say_day(period.opens_on)} and closes at the end of {say_day(period.closes_on)}."
    if period.state == ReportingPeriod.State.OPEN:
        left = (period.closes_on - on) // timedelta(days=1)
        when = "today" if left == 0 else f"{plural(left, 'day')} from now" if left > 0 else "which is over"
        return f"Open until the end of {say_day(period.closes_on)}, {when}."
    closed = timezone.localdate(period.closed_at) if period.closed_at else period.closes_on
    return f"Closed on {say_day(closed)}."
