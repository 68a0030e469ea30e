"""Update rounds: a period for which every lead is asked how their actions stand, and what they answered."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Person
from core.models import TenantQuerySet, TimeStamped
from plans.models.action import USER, Action
from plans.models.plan import Plan
from plans.models.updates import RagUpdate
from plans.models.visibility import PartQuerySet, visible_plans


class ReportingPeriod(TimeStamped):
    """A stretch of time a plan reports on; its update round is open from `opens_on` to the end of `closes_on`.

    Planned until opened; closed rounds take no more answers; a locked one is frozen with its `snapshot`, which holds
    every action as it stood, in the shape that `plans.snapshots` describes. The three columns are the plan's own
    progress note for the period: where we are, what is working well, what we are worried about.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        LOCKED = "locked", "Locked"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="periods")
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    snapshot = models.JSONField(null=True, blank=True)
    where_we_are = models.TextField(blank=True)
    working_well = models.TextField(blank=True)
    worries = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="period_slug_once"),
            models.UniqueConstraint(fields=["plan"], condition=Q(state="open"), name="one_open_round"),
            models.CheckConstraint(condition=Q(opens_on__lte=F("closes_on")), name="period_opens_before_it_closes"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def authority(self) -> Authority:
        """The council whose round this is."""
        return self.plan.authority


class PeriodPartQuerySet(TenantQuerySet):
    """Rows that belong to a reporting period."""

    authority_path = "period__plan__authority"

    def visible_to(self, user: Any) -> Self:
        """Rows of periods of the plans this user may read."""
        return self.filter(visible_plans(user, "period__plan__"))


class Ask(TimeStamped):
    """One person asked in one round, by one mail with a signed link. `link` is its number: a new one ends the old."""

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="asks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    link = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(null=True, blank=True)
    chased_on = models.DateField(null=True, blank=True)
    chases = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = PeriodPartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "person"], name="asked_once_a_round")]

    def __str__(self) -> str:
        return f"{self.person}, {self.period}"

    @property
    def authority(self) -> Authority:
        """The council that asks."""
        return self.period.plan.authority


class Answer(TimeStamped):
    """One action in one round: what is asked of it, what was said, and whether the officer took it.

    Made when the round opens, for every live action that is not complete, also with nobody to ask (`ask` is empty).
    `update` is the newest update said for this period; `draft` keeps what was typed and could not be saved yet.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ANSWERED = "answered", "Answered"
        SENT_BACK = "sent_back", "Sent back"
        ACCEPTED = "accepted", "Accepted"

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="answers")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="answers")
    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    update = models.ForeignKey(RagUpdate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    question = models.CharField(max_length=500, blank=True)
    draft = models.JSONField(default=dict, blank=True)

    objects = PeriodPartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "action"], name="answered_once_a_round")]
        indexes = [models.Index(fields=["action", "-period"], name="answer_newest")]

    def __str__(self) -> str:
        return f"{self.action.ref}, {self.period}"

    @property
    def authority(self) -> Authority:
        """The council that asks."""
        return self.period.plan.authority
