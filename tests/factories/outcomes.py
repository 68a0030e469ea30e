"""Meetings in session and what comes of them, made for tests. Nothing here is random."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from governance.models import AgendaItem, BodyTerms, Meeting, Seat
from tests.factories.accounts import AuthorityFactory, BodyFactory, PersonFactory
from tests.factories.plans import PlanFactory

TEN = dt.datetime(2018, 7, 25, 9, 0, tzinfo=dt.UTC)
"""25 July 2018, 10:00am in England."""


class SessionFactory(DjangoModelFactory[Meeting]):
    """A meeting of the Steering Group that is open, about a plan in force. No seats and no terms yet."""

    class Meta:
        model = Meeting

    authority = factory.SubFactory(AuthorityFactory)
    body = factory.SubFactory(BodyFactory, authority=factory.SelfAttribute("..authority"))
    plan = factory.SubFactory(PlanFactory, authority=factory.SelfAttribute("..authority"))
    title = "Steering Group, 25 July 2018"
    starts_at = TEN
    state = Meeting.State.PUBLISHED
    opened_at = TEN


class ItemFactory(DjangoModelFactory[AgendaItem]):
    """An item of twenty minutes."""

    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(SessionFactory)
    authority = factory.SelfAttribute("meeting.authority")
    position = factory.Sequence(lambda n: n + 1)
    kind = AgendaItem.Kind.EXTRA
    title = factory.LazyAttribute(lambda item: f"Item {item.position}")
    minutes = 20


class SeatFactory(DjangoModelFactory[Seat]):
    """An open seat on a body."""

    class Meta:
        model = Seat

    body = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("body.authority")
    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..authority"))
    role = Seat.Role.MEMBER


def terms(meeting: Meeting, *, quorum: int = 0, needs_chair: bool = False, agencies: Any = ()) -> BodyTerms:
    """What the body of this meeting asks for before it can decide."""
    made = BodyTerms.objects.create(
        authority=meeting.authority, body=meeting.body, quorum=quorum, needs_chair=needs_chair
    )
    made.must_attend.set(agencies)
    return made
