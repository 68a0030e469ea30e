"""What was agreed at first: the dates of a plan, frozen, to measure later dates against."""

from django.db import models

from accounts.models import Authority
from core.models import TenantQuerySet
from plans.models.action import USER
from plans.models.dates import ActionDate
from plans.models.plan import Plan
from plans.models.visibility import PartQuerySet


class Baseline(models.Model):
    """The dates of a plan frozen on one day, never changed. The newest is the one that counts.

    Number 1 is of the day the plan came into force; a further one is a manager's recorded decision, with its `reason`.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="baselines")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="baseline_number_once")]

    def __str__(self) -> str:
        return f"Baseline {self.number}"

    @property
    def authority(self) -> Authority:
        """The council whose plan it is of."""
        return self.plan.authority


class BaselineDateQuerySet(TenantQuerySet):
    """Dates of baselines."""

    authority_path = "baseline__plan__authority"


class BaselineDate(models.Model):
    """One date as the baseline holds it; `start` and `end` are inclusive days."""

    baseline = models.ForeignKey(Baseline, on_delete=models.PROTECT, related_name="dates")
    date = models.ForeignKey(ActionDate, on_delete=models.PROTECT, related_name="baselines")
    start = models.DateField()
    end = models.DateField()

    objects = BaselineDateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["baseline", "date"], name="baseline_date_once")]

    def __str__(self) -> str:
        return f"{self.baseline}: {self.end}"
