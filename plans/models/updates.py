"""What was said about an action, day by day."""

from django.db import models
from django.db.models import Q

from accounts.models import Person
from core.ratings import CHOICES, Rag
from plans.models.action import USER, Action
from plans.models.visibility import ActionPartQuerySet


class RagUpdate(models.Model):
    """What somebody said about an action on a day: a rating and a sentence. Append-only; it is its own audit.

    `by` entered it; `said_by` is the person whose answer it is, when that is somebody else. A withdrawal is a
    further row that names the one it `withdraws` and carries the rating it restores. `period` is the round it answers.
    """

    class Source(models.TextChoices):
        PAGE = "page"
        API = "api"
        IMPORT = "import"
        LINK = "link"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    rag = models.CharField(max_length=12, choices=CHOICES)
    rag_before = models.CharField(max_length=12, choices=CHOICES)
    comment = models.TextField(blank=True)
    path_to_green = models.TextField(blank=True)
    help_wanted = models.TextField(blank=True)
    suggested = models.CharField(max_length=12, blank=True, help_text="What the dates suggested at that moment")
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.PAGE)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    period = models.ForeignKey(
        "ReportingPeriod", on_delete=models.PROTECT, null=True, blank=True, related_name="updates"
    )
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawn_by"
    )
    at = models.DateTimeField()

    objects = ActionPartQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["action", "-id"], name="update_newest"),
            models.Index(fields=["action", "at"], name="update_since"),
        ]
        constraints = [models.CheckConstraint(condition=Q(rag__in=list(Rag)), name="update_rag_known")]

    def __str__(self) -> str:
        return f"{self.action.ref} {self.rag}"
