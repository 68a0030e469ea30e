"""The plan and the parts it stands on: priorities, delivery areas, statements."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Authority
from core.models import TenantQuerySet, TimeStamped
from plans.models.visibility import PartQuerySet, visible_plans


class PlanQuerySet(TenantQuerySet):
    """Plans, by who may read them."""

    def visible_to(self, user: Any) -> Self:
        """Plans in force for everybody; drafts and closed ones for those who keep the plan."""
        return self.filter(visible_plans(user, ""))


class Plan(TimeStamped):
    """An implementation plan of one council for one period. Draft until agreed; then in force; then closed."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_FORCE = "in_force", "In force"
        CLOSED = "closed", "Closed"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    credit = models.TextField(blank=True, help_text="Whose template this plan grew from")
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies")
    stale_after_days = models.PositiveSmallIntegerField(default=45)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "slug"], name="plan_slug_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="plan_starts_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_tracked(self) -> bool:
        """Whether its dates count: overdue and suggestions are for plans in force only."""
        return self.state == self.State.IN_FORCE

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day, when both are known."""
        return (self.starts_on, self.ends_on) if self.starts_on and self.ends_on else None


class PlanPart(TimeStamped):
    """Anything that stands in a plan, in an order."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="%(class)ss")
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def authority(self) -> Authority:
        """The council whose plan this stands in."""
        return self.plan.authority


class Priority(PlanPart):
    """One of the high-level priorities watched by the Board."""

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    change_needed = models.TextField(blank=True)
    by_words = models.CharField(
        max_length=120, blank=True, help_text='Heading of the second column: "by September 2019"'
    )
    version = models.PositiveIntegerField(default=1)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="priority_number_once")]

    def __str__(self) -> str:
        return f"Priority {self.number}: {self.title}"


class DeliveryArea(PlanPart):
    """One area of the operational delivery plan (OD1 leading for learning …) watched by the Steering Group."""

    code = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    change_needed = models.TextField(blank=True)
    by_words = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="area_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Statement(PlanPart):
    """One sentence the plan stands on: a principle, a voice of the vision, a target, a criterion, a measure named.

    With a priority or an area it is a line of their four columns; without, it belongs to the whole plan.
    """

    class Kind(models.TextChoices):
        CORE_PRINCIPLE = "core_principle", "Core principles"
        USING_MEANS = "using_means", "Using Signs of Safety means that"
        VISION_CHILDREN = "vision_children", "Children and families say"
        VISION_PRACTITIONERS = "vision_practitioners", "Practitioners say"
        VISION_PARTNERS = "vision_partners", "Partners say"
        AS_A_RESULT = "as_a_result", "As a result we will be able to"
        FOCUS = "focus", "Signs of Safety focus"
        TARGET_STATE = "target_state", "By the end of the plan"
        SUCCESS = "success", "Success will be when"
        MEASURE = "measure", "Measures"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField()
    tag = models.CharField(max_length=40, blank=True, help_text="Leadership, practice, learning, alignment or measures")
    attribution = models.CharField(max_length=200, blank=True)
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    area = models.ForeignKey(DeliveryArea, on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    version = models.PositiveIntegerField(default=1)

    objects = PartQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text[:80]
