"""What is known of alignment: which agency used which core message, where a policy goes next, what is overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Agency, Authority, Person
from core.daywords import say_day
from core.models import AuditEvent
from governance.models import BodyTerms, CoreMessage, Event, MessageUse, PolicyReview, Seat
from plans.models import Action
from plans.wording import describe

State = PolicyReview.State
NEXT: dict[str, tuple[str, ...]] = {
    State.LISTED: (State.IN_REVIEW,),
    State.IN_REVIEW: (State.RECOMMENDED, State.PUBLISHED),
    State.RECOMMENDED: (State.ADOPTED,),
    State.ADOPTED: (State.PUBLISHED,),
    State.PUBLISHED: (State.IN_REVIEW,),
}
STEPS = {
    State.IN_REVIEW: "Start the review",
    State.RECOMMENDED: "Recommend a change",
    State.ADOPTED: "Say it is adopted",
    State.PUBLISHED: "Say it is published",
}
"""What each move is called on its button and its page."""

WAITING = (State.LISTED, State.PUBLISHED)
"""States in which the next review has not begun, so its day can pass."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One agency and a message: its uses, newest first, and whether somebody there can be asked."""

    agency: Agency
    uses: list[MessageUse]
    can_be_asked: bool

    @property
    def last(self) -> MessageUse | None:
        """The newest use."""
        return self.uses[0] if self.uses else None


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of a row's history."""

    at: Any
    by: str
    words: str


def open_agencies(authority: Authority) -> QuerySet[Agency]:
    """The agencies that are asked to use the messages."""
    return Agency.objects.in_authority(authority).filter(closed_on=None).order_by("name", "pk")


def reach_of(message: CoreMessage, on: date) -> list[Reach]:
    """Who has used a message and who has not yet, those who have not first. Three queries."""
    uses: dict[int, list[MessageUse]] = {}
    for use in message.uses.select_related("agency", "by").order_by("-used_on", "-pk"):
        uses.setdefault(use.agency_id, []).append(use)
    asked = set(_seats(message.authority, on).values_list("person__agency_id", "agency_id"))
    with_seat = {own or persons for persons, own in asked}
    made = [Reach(each, uses.get(each.pk, []), each.pk in with_seat) for each in open_agencies(message.authority)]
    return sorted(made, key=lambda each: bool(each.uses))


def used_by(messages: Iterable[CoreMessage]) -> dict[int, set[int]]:
    """The open agencies that used each message. One query."""
    rows = MessageUse.objects.filter(message__in=list(messages), agency__closed_on=None)
    found: dict[int, set[int]] = {}
    for message_id, agency_id in rows.values_list("message_id", "agency_id").distinct():
        found.setdefault(message_id, set()).add(agency_id)
    return found


def not_used_by(agency: Agency, on: date) -> list[CoreMessage]:
    """The messages in use that this agency has not used yet, the most pressing first."""
    used = MessageUse.objects.filter(agency=agency).values("message_id")
    rows = in_use(agency.authority, on).exclude(pk__in=used)
    return sorted(rows, key=lambda row: (row.use_by or date.max, row.pk))


def in_use(authority: Authority, on: date) -> QuerySet[CoreMessage]:
    """Messages that were issued and not withdrawn."""
    begun = Q(issued_on=None) | Q(issued_on__lte=on)
    found: QuerySet[CoreMessage] = CoreMessage.objects.in_authority(authority).filter(begun, withdrawn_on=None)
    return found


def contacts_of(agency: Agency, on: date) -> list[Person]:
    """The agency's members of the Steering Group who may be written to."""
    mine = Q(agency=agency) | Q(agency=None, person__agency=agency)
    seats = _seats(agency.authority, on).filter(mine).exclude(person__reminders=Person.Reminders.OFF)
    return [seat.person for seat in seats.select_related("person__user", "person__authority").order_by("pk")]


def agencies_of(authority: Authority, user: Any, on: date) -> list[Agency]:
    """The agencies for which this person sits on the Steering Group."""
    seats = _seats(authority, on).filter(person__user=user).select_related("agency", "person__agency")
    found = {seat.agency or seat.person.agency for seat in seats}
    return sorted((each for each in found if each and not each.closed_on), key=str)


def _seats(authority: Authority, on: date) -> QuerySet[Seat]:
    """Open seats on the Steering Group."""
    held = Q(to_on=None) | Q(to_on__gte=on)
    body = BodyTerms.objects.filter(authority=authority, sphere=BodyTerms.Sphere.STEERING).values("body_id")
    found: QuerySet[Seat] = Seat.objects.in_authority(authority).filter(held, body__in=body, person__closed_on=None)
    return found


def when(event: Event) -> str:
    """ "5 March 2018", or its words while it has no day."""
    return describe(event.starts_on, event.ends_on or event.starts_on) if event.starts_on else event.when_words


def is_overdue(policy: PolicyReview, on: date) -> bool:
    """Whether its next review should have begun."""
    due = policy.next_review_on
    return bool(due and due < on and policy.state in WAITING and not policy.closed_on)


def overdue(authority: Authority, on: date) -> QuerySet[PolicyReview]:
    """The policies whose next review should have begun, the longest waiting first."""
    rows = PolicyReview.objects.in_authority(authority).filter(closed_on=None, state__in=WAITING)
    found: QuerySet[PolicyReview] = rows.filter(next_review_on__lt=on).order_by("next_review_on", "pk")
    return found


def next_states(policy: PolicyReview) -> tuple[str, ...]:
    """Where a policy can go. Back to published straight from its review only when it was published before."""
    if policy.closed_on:
        return ()
    can = NEXT[policy.state]
    return (
        can if policy.published_on else tuple(s for s in can if (policy.state, s) != (State.IN_REVIEW, State.PUBLISHED))
    )


def step(policy: PolicyReview, state: str) -> str:
    """What moving a policy to this state is called."""
    unchanged = (policy.state, state) == (State.IN_REVIEW, State.PUBLISHED)
    return "Nothing is to change" if unchanged else STEPS[State(state)]


def linked(user: Any, row: Any) -> Action | None:
    """The action a row stands for, when this person may read its plan."""
    if row.action_id is None:
        return None
    mine = Action.objects.in_authority(row.authority).visible_to(user).select_related("plan")
    found: Action | None = mine.filter(pk=row.action_id).first()
    return found


def history(policy: PolicyReview) -> list[Happened]:
    """What happened to a line of the register, newest first, as the audit trail has it."""
    rows = AuditEvent.objects.in_authority(policy.authority).filter(thing="policyreview", thing_id=policy.pk)
    return [Happened(row.at, str(row.actor), _told(row)) for row in rows.select_related("actor").order_by("-pk")]


LABELS = {
    "kind": "kind", "title": "name", "agency": "agency", "owner": "owner", "action": "linked action",
    "every_months": "how often it is reviewed", "next_review_on": "next review", "url": "link",
}  # fmt: skip


def _told(event: AuditEvent) -> str:
    """ "Moved to change recommended: “Use the family’s words”"."""
    after: dict[str, Any] = event.after
    if event.verb == "moved on":
        words = f"Moved to {State(after['state']).label.lower()}"
        words += f": “{after['recommendation']}”" if after.get("recommendation") else ""
        due = after.get("next_review_on")
        return f"{words}; next review {say_day(date.fromisoformat(due))}" if due else words
    if event.verb == "changed":
        return f"Changed: {', '.join(LABELS.get(name, name) for name in after)}"
    return event.verb.capitalize()


def say_state(policy: PolicyReview) -> str:
    """ "Published 3 May 2026"; else its state."""
    if policy.closed_on:
        return f"Taken off the register on {say_day(policy.closed_on)}"
    day = f" {say_day(policy.published_on)}" if policy.state == State.PUBLISHED and policy.published_on else ""
    return f"{policy.get_state_display()}{day}"
