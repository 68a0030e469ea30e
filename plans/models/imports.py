"""Files on their way into a plan."""

from django.db import models

from accounts.models import Authority
from core.models import Document, Job, TenantQuerySet, TimeStamped
from plans.models.action import USER
from plans.models.plan import Plan


class PlanImport(TimeStamped):
    """A file on its way into a plan: checked, then confirmed, or left. Nothing is stored of the plan until confirmed.

    `choices` is what the officer set (column mapping, ratings, colours, refs to archive, answers); `parsed` what the
    reader found; `changes` what confirming would do, against what was stored when it was checked.
    """

    class State(models.TextChoices):
        CHECKING = "checking"
        CHECKED = "checked"
        CONFIRMING = "confirming"
        APPLIED = "applied"
        REFUSED = "refused"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="imports")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    choices = models.JSONField(default=dict)
    parsed = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    refusal = models.TextField(blank=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return self.document.name
