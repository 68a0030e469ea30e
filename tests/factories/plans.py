"""Plans made for tests. Nothing here is random: the same test always sees the same plan."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from core.ratings import Rag
from plans.models import (
    Action,
    ActionDate,
    DateRevision,
    DeliveryArea,
    Evidence,
    Participation,
    Plan,
    Priority,
    RagUpdate,
    Statement,
)
from plans.rules import due_on
from tests.factories.accounts import AuthorityFactory, PersonFactory, UserFactory

TODAY = dt.date(2018, 7, 16)
"""The day most tests about plans happen on."""


class PlanFactory(DjangoModelFactory[Plan]):
    """A plan in force for two years from January 2018."""

    class Meta:
        model = Plan

    authority = factory.SubFactory(AuthorityFactory)
    slug = factory.Sequence(lambda n: f"plan-{n}")
    title = "Implementation plan"
    starts_on = dt.date(2018, 1, 1)
    ends_on = dt.date(2019, 12, 31)
    state = Plan.State.IN_FORCE


class PriorityFactory(DjangoModelFactory[Priority]):
    """One high-level priority."""

    class Meta:
        model = Priority

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    position = factory.SelfAttribute("number")
    title = "Families make their own safety plans"


class AreaFactory(DjangoModelFactory[DeliveryArea]):
    """One operational delivery area: OD1, OD2, …"""

    class Meta:
        model = DeliveryArea

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    code = factory.LazyAttribute(lambda area: f"OD{area.position}")
    title = "Learning"


class StatementFactory(DjangoModelFactory[Statement]):
    """One sentence the plan stands on."""

    class Meta:
        model = Statement

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = Statement.Kind.CORE_PRINCIPLE
    text = "We work with families, not on them."


class ActionFactory(DjangoModelFactory[Action]):
    """An action without dates or a lead: add `ActionDateFactory`, `LeadFactory` and `RagUpdateFactory` rows."""

    class Meta:
        model = Action

    plan = factory.SubFactory(PlanFactory)
    area = factory.SubFactory(AreaFactory, plan=factory.SelfAttribute("..plan"))
    position = factory.Sequence(lambda n: n + 1)
    ref = factory.LazyAttribute(lambda action: f"2.{action.position}")
    title = factory.LazyAttribute(lambda action: action.what.rstrip("."))
    what = "Foundation training for new staff."
    search_words = factory.LazyAttribute(
        lambda a: " ".join((a.ref, a.title, a.what, getattr(a, "by_when", ""), getattr(a, "who", ""))).lower()
    )


class CommunicationFactory(ActionFactory):
    """A communications activity: an action in no area."""

    kind = Action.Kind.COMMUNICATION
    area = None
    ref = factory.LazyAttribute(lambda action: f"C{action.position}")
    what = "Newsletter to all staff."


class ActionDateFactory(DjangoModelFactory[ActionDate]):
    """A date of an action; due on its `end` unless `kind` says otherwise. Keeps the action's own columns true."""

    class Meta:
        model = ActionDate
        skip_postgeneration_save = True

    action = factory.SubFactory(ActionFactory)
    position = factory.Sequence(lambda n: n)
    kind = ActionDate.Kind.DUE
    end = dt.date(2018, 8, 31)
    start = factory.SelfAttribute("end")
    precision = "day"
    source = "31 August 2018"

    @factory.post_generation
    def refresh(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            days = [day for day in self.action.dates.all() if day.removed_at is None]
            self.action.due_on = due_on(days)
            self.action.queried = sum(day.queried for day in days)
            self.action.save(update_fields=["due_on", "queried"])


class LeadFactory(DjangoModelFactory[Participation]):
    """The one accountable lead of an action: a person unless `post`, `body` or only `words` are given."""

    class Meta:
        model = Participation
        skip_postgeneration_save = True

    action = factory.SubFactory(ActionFactory)
    part = Participation.Part.LEAD
    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..action.plan.authority"))
    words = factory.LazyAttribute(lambda row: str(row.person or getattr(row, "post", None) or getattr(row, "body", "")))

    @factory.post_generation
    def mark_led(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and self.part == Participation.Part.LEAD:
            self.action.has_lead = True
            self.action.save(update_fields=["has_lead"])


class RagUpdateFactory(DjangoModelFactory[RagUpdate]):
    """An update in an action's history, and the newest: it sets the action's rating, as the service does."""

    class Meta:
        model = RagUpdate
        skip_postgeneration_save = True

    action = factory.SubFactory(ActionFactory)
    rag = Rag.GREEN
    rag_before = factory.LazyAttribute(lambda update: update.action.rag)
    comment = "The first course went ahead."
    by = factory.SubFactory(UserFactory)
    previous = factory.LazyAttribute(lambda update: update.action.latest)
    at = factory.Sequence(lambda n: dt.datetime(2018, 7, 2, 9, 0, tzinfo=dt.UTC) + dt.timedelta(minutes=n))

    @factory.post_generation
    def tell_action(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            self.action.rag, self.action.latest = self.rag, self
            self.action.save(update_fields=["rag", "latest"])


class DateRevisionFactory(DjangoModelFactory[DateRevision]):
    """A date that was moved, with its reason."""

    class Meta:
        model = DateRevision

    date = factory.SubFactory(ActionDateFactory)
    action = factory.SelfAttribute("date.action")
    kind = DateRevision.Kind.MOVED
    start_before = dt.date(2018, 6, 30)
    end_before = dt.date(2018, 6, 30)
    start_after = factory.SelfAttribute("date.start")
    end_after = factory.SelfAttribute("date.end")
    words_before = "30 June 2018"
    words_after = "31 August 2018"
    reason = "The venue was lost."
    by = factory.SubFactory(UserFactory)


class EvidenceFactory(DjangoModelFactory[Evidence]):
    """A link that shows how an action stands."""

    class Meta:
        model = Evidence

    action = factory.SubFactory(ActionFactory)
    title = "Evaluation of the June course"
    url = "https://files.fenshire.example/evaluation-june.pdf"
    shows = "Usefulness 8.4 out of 10"
    added_by = factory.SubFactory(UserFactory)
