"""The dates of an action, and how they moved."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from plans.models.action import USER, Action
from plans.models.visibility import ActionPartQuerySet


class ActionDate(models.Model):
    """One date read from an action's by-when words; `start` and `end` are inclusive days, empty while not known.

    `due` is done by its end, `event` happens then, `review` is looked at then, `recurring` comes back `every`
    so many months or weeks, `tbc` has no date yet. A queried date is kept as written and never counts.
    A date that is `occurrence_of` a recurring one was made when that came round; the by-when words do not say it.
    """

    class Kind(models.TextChoices):
        DUE = "due", "Due"
        EVENT = "event", "Event"
        REVIEW = "review", "Review"
        RECURRING = "recurring", "Comes back"
        TBC = "tbc", "To be confirmed"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="dates")
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, blank=True)
    label = models.CharField(max_length=300, blank=True)
    every = models.JSONField(null=True, blank=True)
    queried = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=500, blank=True, help_text="The words it was read from")
    done_on = models.DateField(null=True, blank=True)
    occurrence_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="occurrences"
    )
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ActionPartQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["action", "position"], name="date_action_position")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(start__lte=F("end")),
                name="date_starts_before_it_ends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action.ref}: {self.source or self.label}"


class DateRevision(models.Model):
    """A date that was moved, or a query on it that was answered: from what, to what, why, by whom. Never edited."""

    class Kind(models.TextChoices):
        MOVED = "moved", "Moved"
        ANSWERED = "answered", "Query answered"
        REREAD = "reread", "Read again from changed words"
        SET = "set", "Given a day"

    date = models.ForeignKey(ActionDate, on_delete=models.PROTECT, related_name="revisions")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="date_revisions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    start_before = models.DateField(null=True)
    end_before = models.DateField(null=True)
    start_after = models.DateField(null=True)
    end_after = models.DateField(null=True)
    words_before = models.TextField(blank=True)
    words_after = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ActionPartQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["action", "-id"], name="revision_newest")]

    def __str__(self) -> str:
        return f"{self.action.ref} {self.kind}"
