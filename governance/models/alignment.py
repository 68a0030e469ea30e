"""Communications and alignment: core messages, events, papers, and the policies and forms that are being aligned."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Agency, Authority, Person
from accounts.permissions import Perm
from core.models import Document, TimeStamped
from governance.models.bodies import CouncilQuerySet
from plans.models import Action

USER = settings.AUTH_USER_MODEL


class CoreMessage(TimeStamped):
    """Something every agency is asked to say in its own communications, in these words."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    words = models.TextField()
    issued_on = models.DateField(null=True, blank=True)
    use_by = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="core_messages")
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class MessageUse(models.Model):
    """An agency used a core message: where, and when. Append-only."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(CoreMessage, on_delete=models.PROTECT, related_name="uses")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=300)
    used_on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = CouncilQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.agency}: {self.where}"


class Event(TimeStamped):
    """A gathering, launch or workshop; its days may be only words so far."""

    class Kind(models.TextChoices):
        GATHERING = "gathering", "Gathering"
        LAUNCH = "launch", "Launch"
        WORKSHOP = "workshop", "Workshop"
        OTHER = "other", "Other event"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    when_words = models.CharField(max_length=120, blank=True, help_text="Said while there is no day")
    place = models.CharField(max_length=200, blank=True)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="event_starts_before_it_ends",
            )
        ]

    def __str__(self) -> str:
        return self.title


class PaperQuerySet(CouncilQuerySet):
    """Papers on the shelves of events."""

    def visible_to(self, user: Any) -> Self:
        """Papers for everybody, and those for members where this user is one, or keeps the shelf."""
        mine = super().visible_to(user)
        if user.kind == user.Kind.SYSTEM:
            return mine
        inside = [council for council in user.authorities().values() if user.has_perm(Perm.LOG_MESSAGES, council)]
        return mine.filter(Q(audience=Paper.Audience.EVERYBODY) | Q(authority__in=inside))


class Paper(TimeStamped):
    """A paper on an event's shelf: a file or a link, for everybody or for members only."""

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", "Everybody in the council"
        MEMBERS = "members", "Steering Group members and keepers"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYBODY)
    dated = models.DateField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(document__isnull=True) & ~Q(url="")) | (Q(document__isnull=False) & Q(url="")),
                name="paper_is_a_link_or_a_file",
            )
        ]

    def __str__(self) -> str:
        return self.title


class PolicyReview(TimeStamped):
    """A policy, form or work flow being aligned with Signs of Safety: its state, its owner, its next review.

    Listed, in review, change recommended, adopted, published; reviewed again every `every_months`.
    """

    class Kind(models.TextChoices):
        POLICY = "policy", "Policy"
        FORM = "form", "Form"
        WORK_FLOW = "work_flow", "Work flow"

    class State(models.TextChoices):
        LISTED = "listed", "Listed"
        IN_REVIEW = "in_review", "In review"
        RECOMMENDED = "recommended", "Change recommended"
        ADOPTED = "adopted", "Adopted"
        PUBLISHED = "published", "Published"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="policies")
    state = models.CharField(max_length=12, choices=State.choices, default=State.LISTED)
    recommendation = models.TextField(blank=True)
    every_months = models.PositiveSmallIntegerField(default=6)
    next_review_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    url = models.URLField(max_length=500, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title
