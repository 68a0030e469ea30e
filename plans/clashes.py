"""Dates of a plan that fall together: on one day, or overlapping, and whether they need the same people.

Only dates meant as days are looked at: a plan that says "March 2018" does not clash with every day of March.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from plans import wording
from plans.models import ActionDate, Participation, Plan

LONGEST = 14
"""Days. A longer stretch says in which weeks something is done, not that people are taken for each of its days."""

CLASHING = ("due", "event", "review", "recurring")


@dataclass(frozen=True, slots=True)
class Span:
    """One date of one action, from its first to its last day."""

    pk: int
    action_id: int
    ref: str
    title: str
    start: date
    end: date
    label: str
    done: bool
    lead: str
    people: frozenset[str]

    @property
    def when(self) -> str:
        """The days in words: "17–18 April 2018"."""
        return wording.describe(self.start, self.end)

    def meets(self, other: "Span") -> bool:
        """Whether they have a day in common."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class Shared:
    """Somebody whom several dates need at once: who, and the refs of the actions."""

    who: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Dates that fall together, in their order, and who is needed by more than one action at once."""

    spans: tuple[Span, ...]
    shared: tuple[Shared, ...]

    @property
    def start(self) -> date:
        """Its first day."""
        return min(span.start for span in self.spans)

    @property
    def end(self) -> date:
        """Its last day."""
        return max(span.end for span in self.spans)

    @property
    def when(self) -> str:
        """The days it takes in words."""
        return wording.describe(self.start, self.end)


def of_plan(plan: Plan) -> list[Clash]:
    """Every clash among the live dates of a plan's live actions. Two queries."""
    return find(_spans(plan))


def find(spans: Iterable[Span]) -> list[Clash]:
    """Groups of spans that hang together by common days, in the order of their first day."""
    groups: list[list[Span]] = []
    last = date.min
    for span in sorted(spans, key=lambda span: (span.start, span.end, span.ref, span.pk)):
        if groups and span.start <= last:
            groups[-1].append(span)
        else:
            groups.append([span])
        last = max(last, span.end)
    return [Clash(tuple(group), shared(group)) for group in groups if len(group) > 1]


def shared(spans: Sequence[Span]) -> tuple[Shared, ...]:
    """Who is needed by two actions on a common day, by name."""
    diaries: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        for who in span.people:
            diaries[who].append(span)
    refs: dict[str, dict[str, None]] = defaultdict(dict)
    for who, diary in diaries.items():
        for one, two in combinations(diary, 2):
            if one.action_id != two.action_id and one.meets(two):
                refs[who] |= {one.ref: None, two.ref: None}
    return tuple(Shared(who, tuple(found)) for who, found in sorted(refs.items()))


def in_order(clashes: Iterable[Clash], on: date) -> tuple[list[Clash], list[Clash]]:
    """Those still to come, with those that need the same people first, and those that are past, newest first."""
    found = list(clashes)
    ahead = sorted((clash for clash in found if clash.end >= on), key=lambda clash: (not clash.shared, clash.start))
    past = sorted((clash for clash in found if clash.end < on), key=lambda clash: clash.start, reverse=True)
    return ahead, past


def counts_as_days(start: date | None, end: date | None, precision: str) -> bool:
    """Whether a date says on which days: to the day, and no longer than two weeks."""
    if start is None or end is None or precision not in ("", "day"):
        return False
    return (end - start).days < LONGEST


def _spans(plan: Plan) -> list[Span]:
    rows = ActionDate.objects.filter(action__plan=plan, action__archived_at=None, removed_at=None, queried=False)
    dated = rows.filter(kind__in=CLASHING, start__isnull=False, end__isnull=False).select_related("action")
    days = [row for row in dated if counts_as_days(row.start, row.end, row.precision)]
    who = _who(plan)
    return [_span(row, *who[row.action_id]) for row in days]


def _span(row: ActionDate, lead: str, people: frozenset[str]) -> Span:
    action: Any = row.action
    start, end = row.start or date.min, row.end or date.min
    return Span(
        row.pk, action.pk, action.ref, action.title, start, end, row.label, row.done_on is not None, lead, people
    )


def _who(plan: Plan) -> dict[int, tuple[str, frozenset[str]]]:
    """Of each action who leads and everybody who takes part: whoever holds the post, or the words as they stand."""
    parts = Participation.objects.filter(action__plan=plan, action__archived_at=None)
    people: dict[int, set[str]] = defaultdict(set)
    leads: dict[int, str] = {}
    for part in parts.select_related("person", "post__holder", "body").order_by("position", "pk"):
        name = _name(part)
        people[part.action_id].add(name)
        if part.part == Participation.Part.LEAD:
            leads[part.action_id] = name
    found: dict[int, tuple[str, frozenset[str]]] = defaultdict(lambda: ("", frozenset()))
    found.update({action: (leads.get(action, ""), frozenset(names)) for action, names in people.items()})
    return found


def _name(part: Any) -> str:
    holder = part.post.holder if part.post and part.post.holder else part.person or part.post or part.body
    return str(holder or " ".join(part.words.split()))
