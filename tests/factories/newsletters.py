"""Newsletters, examples and readers made for tests. Nothing here is random."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from governance.models import Example, Newsletter, Subscriber
from tests.factories.accounts import AuthorityFactory, UserFactory
from tests.factories.plans import PlanFactory


class ExampleFactory(DjangoModelFactory[Example]):
    """An example that was offered, with consent."""

    class Meta:
        model = Example

    authority = factory.SubFactory(AuthorityFactory)
    title = "A safety plan the whole network wrote"
    what_went_well = "Everybody at the table wrote a part of it."
    offered_by = factory.SubFactory(UserFactory)
    consent = True


class NewsletterFactory(DjangoModelFactory[Newsletter]):
    """A draft with words in it."""

    class Meta:
        model = Newsletter

    authority = factory.SubFactory(AuthorityFactory)
    plan = factory.SubFactory(PlanFactory, authority=factory.SelfAttribute("..authority"))
    number = factory.Sequence(lambda n: n + 1)
    title = "Signs of Safety news, March 2018"
    progress = "Two ratings have changed."
    achievements = "2.1 Team plans: complete, was on track.\n2.2 Mapping days: on track, was at risk."
    to_work_on = "3.1 Trainers: off track, was at risk."


class SubscriberFactory(DjangoModelFactory[Subscriber]):
    """Somebody who agreed to get it."""

    class Meta:
        model = Subscriber

    authority = factory.SubFactory(AuthorityFactory)
    email = factory.Sequence(lambda n: f"reader{n}@health.example")
    consented_at = dt.datetime(2018, 3, 5, 10, 0, tzinfo=dt.UTC)
    consent_words = "Asked at the launch"
