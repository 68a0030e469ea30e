"""Bodies, seats and meetings made for tests. Nothing here is random."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from governance.models import AgendaItem, BodyTerms, Meeting, Seat
from tests.factories.accounts import AuthorityFactory, BodyFactory, PersonFactory
from tests.factories.plans import PlanFactory

HELD_AT = dt.datetime(2018, 3, 15, 10, 0, tzinfo=dt.UTC)
"""When a meeting that was held began."""

NEXT_AT = dt.datetime(2018, 7, 25, 9, 0, tzinfo=dt.UTC)
"""When the meeting that is being planned begins: ten in the morning, British Summer Time."""


class TermsFactory(DjangoModelFactory[BodyTerms]):
    """What a body is for."""

    class Meta:
        model = BodyTerms

    authority = factory.SubFactory(AuthorityFactory)
    body = factory.SubFactory(BodyFactory, authority=factory.SelfAttribute("..authority"))
    sphere = ""


class SeatFactory(DjangoModelFactory[Seat]):
    """A member's open seat on a body."""

    class Meta:
        model = Seat

    authority = factory.SubFactory(AuthorityFactory)
    body = factory.SubFactory(BodyFactory, authority=factory.SelfAttribute("..authority"))
    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..authority"))
    role = Seat.Role.MEMBER


class MeetingFactory(DjangoModelFactory[Meeting]):
    """A Steering Group meeting about a plan, without an agenda; `create_meeting` makes one that has it."""

    class Meta:
        model = Meeting

    authority = factory.SubFactory(AuthorityFactory)
    body = factory.SubFactory(BodyFactory, authority=factory.SelfAttribute("..authority"), name="Steering Group")
    plan = factory.SubFactory(PlanFactory, authority=factory.SelfAttribute("..authority"))
    title = "Steering Group, 25 July 2018"
    starts_at = NEXT_AT


class ItemFactory(DjangoModelFactory[AgendaItem]):
    """An item of an agenda: of the plan when it is given an `action`."""

    class Meta:
        model = AgendaItem

    authority = factory.SelfAttribute("meeting.authority")
    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = AgendaItem.Kind.DELIVERY
    title = "Team development plans"
    minutes = 20
