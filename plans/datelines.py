"""The dates of one action as its page lists them: when, how it stands, and what may be asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from core.daywords import say_day
from core.templatetags.ui import flag
from plans import rules, wording
from plans.models import ActionDate
from plans.rows import plural, quoted, say_every
from plans.rules import DueState
from plans.slips import Slip, Slips

SETTABLE = {DueState.TBC: "Set its day", DueState.COMES_BACK: "Say when next"}


@dataclass(frozen=True, slots=True)
class Line:
    """One date. `state` is words, or a flag for what needs attention; `said` is what the plan says beside it."""

    pk: int
    number: int
    when: str
    state: str
    ticked: bool
    following: bool
    said: str
    queried: bool
    done: bool
    open: bool
    movable: bool
    settable: str
    agreed: str

    @property
    def quiet(self) -> bool:
        """Whether nothing is said beside it and nothing can be asked of it."""
        return not (self.said or self.queried or self.done or self.open or self.movable or self.settable)


def lines(days: Sequence[ActionDate], *, on: date, tracked: bool, slips: Slips) -> list[Line]:
    """Every date an action has now, in the order of its words, each against what was agreed of it."""
    following, alone = _following(days, on), len(days) == 1
    agreed = {slip.pk: say_agreed(slip, alone=alone) for slip in slips.dates}
    return [
        _line(number, day, day is following, on, tracked, agreed.get(day.pk, ""))
        for number, day in enumerate(days, start=1)
    ]


def say_agreed(slip: Slip, *, alone: bool) -> str:
    """ "Agreed: 30 June 2018. Moved twice, 62 days later than agreed"; that of an only date stands over the list."""
    if slip.agreed is None:
        return "New since the dates were agreed" if slip.new else ""
    if slip.days:
        return f"Agreed: {say_day(slip.agreed)}{'' if alone else f'. {slip.sentence}'}"
    return "As agreed" if alone else slip.sentence or "As agreed"


def heading(days: Sequence[ActionDate], *, on: date) -> str:
    """ "11 dates, 4 held or done"."""
    over = sum(rules.due_state(day, on=on) in (DueState.DONE, DueState.HELD) for day in days)
    if not days:
        return ""
    return plural(len(days), "date") + (f", {over} held or done" if over else "")


def _following(days: Sequence[ActionDate], on: date) -> ActionDate | None:
    """The next date to come."""
    planned = [day for day in days if rules.due_state(day, on=on) == DueState.PLANNED and day.end]
    return min(planned, key=lambda day: day.end or date.max, default=None)


def _line(number: int, day: ActionDate, following: bool, on: date, tracked: bool, agreed: str) -> Line:
    state = rules.due_state(day, on=on)
    return Line(
        pk=day.pk,
        number=number,
        when=say_when(day),
        state=_state(day, state, following, on, tracked),
        ticked=state in (DueState.DONE, DueState.HELD),
        following=following,
        said=_said(day),
        queried=day.queried,
        done=day.done_on is not None,
        open=state in (DueState.OVERDUE, DueState.PLANNED) and day.kind != ActionDate.Kind.EVENT,
        movable=state in (DueState.OVERDUE, DueState.PLANNED),
        settable=SETTABLE.get(state, ""),
        agreed=agreed,
    )


def say_when(day: ActionDate) -> str:
    """A date as a reader says it; its own words while it has no day."""
    if day.start and day.end:
        return wording.describe(day.start, day.end, day.precision or None)
    if day.kind == ActionDate.Kind.RECURRING:
        return say_every(day.every)
    return quoted(day.source) or "No date yet"


def _state(day: ActionDate, state: DueState, following: bool, on: date, tracked: bool) -> str | SafeString:
    if state == DueState.QUERIED:
        return flag("queried", "Queried")
    if state == DueState.DONE and day.done_on:
        return f"Done {say_day(day.done_on)}"
    if state == DueState.OVERDUE and day.end:
        return flag("overdue", f"{plural((on - day.end).days, 'day')} overdue") if tracked else "Past"
    if following and day.end:
        return say_ahead(((day.start if day.start and day.start >= on else day.end) - on).days)
    return {DueState.HELD: "Held", DueState.COMES_BACK: "Comes back", DueState.TBC: "To be confirmed"}.get(
        state, "Planned"
    )


def say_ahead(days: int) -> str:
    """ "Next, in 2 days"."""
    return "Next, today" if days == 0 else f"Next, in {plural(days, 'day')}"


def _said(day: ActionDate) -> str:
    """The reason for its query, or its label, kind and words."""
    if day.queried:
        words = quoted(day.source)
        return f"{words}: {day.reason}" if words and day.reason else words or day.reason
    kind = {"review": "Review", "recurring": say_every(day.every)}.get(day.kind, "")
    return ", ".join(part for part in (kind if day.start else "", day.label) if part)
