"""Actions: what needs to happen, who takes part, what shows how it stands."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Body, Person, Post
from core.models import Document, TimeStamped
from core.ratings import CHOICES, Rag
from plans.models.plan import DeliveryArea, PlanPart, Priority
from plans.models.visibility import ActionPartQuerySet, PartQuerySet, leads

USER = settings.AUTH_USER_MODEL


class Action(PlanPart):
    """One thing that needs to happen, as the plan says it. Communications activities are actions of their own kind.

    `rag` and `latest` are written with each update in one transaction, so that no page scans history; `due_on` is
    the end of the earliest date still to be done, `queried` how many of its dates wait for an answer.
    """

    class Kind(models.TextChoices):
        DELIVERY = "delivery", "Delivery action"
        COMMUNICATION = "communication", "Communications activity"

    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.DELIVERY)
    area = models.ForeignKey(DeliveryArea, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    ref = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    what = models.TextField()
    by_when = models.TextField(blank=True)
    who = models.TextField(blank=True)
    monitored_through = models.TextField(blank=True)
    workstream = models.CharField(max_length=80, blank=True, help_text="What it is part of across the areas")
    rag = models.CharField(max_length=12, choices=CHOICES, default=Rag.NOT_RATED)
    latest = models.ForeignKey("RagUpdate", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    queried = models.PositiveSmallIntegerField(default=0)
    has_lead = models.BooleanField(default=False)
    search_words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "ref"], name="action_ref_once"),
            models.CheckConstraint(condition=Q(rag__in=list(Rag)), name="action_rag_known"),
        ]
        indexes = [models.Index(fields=["plan", "position"], name="action_plan_position")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def is_led_by(self, user: Any) -> bool:
        """Whether this user is the accountable lead: in person, in the post, or as the body's contact."""
        return self.participations.filter(leads(user)).exists()


class Participation(models.Model):
    """Who has what part in an action: a person, a post, a body, or only words so far. At most one is the lead."""

    class Part(models.TextChoices):
        LEAD = "lead", "Leads"
        INVOLVED = "involved", "Is involved"
        DELIVERS = "delivers", "Delivers"
        ATTENDS = "attends", "Attends"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="participations")
    part = models.CharField(max_length=10, choices=Part.choices)
    position = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=300)
    queried = models.BooleanField(default=False, help_text="The plan does not say who of them leads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ActionPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action"], condition=Q(part="lead"), name="one_accountable_lead"),
            models.CheckConstraint(
                condition=Q(person__isnull=True, post__isnull=True)
                | Q(person__isnull=True, body__isnull=True)
                | Q(post__isnull=True, body__isnull=True),
                name="participation_is_one_of_three",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Evidence(TimeStamped):
    """A link or a file that shows that an action is done or on its way."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shows = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ActionPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(document__isnull=True) & ~Q(url="")) | (Q(document__isnull=False) & Q(url="")),
                name="evidence_is_a_link_or_a_file",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def authority(self) -> Authority:
        """The council whose plan it is evidence for."""
        return self.action.plan.authority
