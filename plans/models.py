"""The plan and all that is said about it."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Body, Person, Post
from accounts.permissions import Perm
from core.models import Document, Job, TenantQuerySet, TimeStamped
from core.ratings import CHOICES, Rag

USER = settings.AUTH_USER_MODEL


class PlanQuerySet(TenantQuerySet):
    """Plans, by who may read them."""

    def visible_to(self, user: Any) -> Self:
        """Plans in force for everybody; drafts and closed ones for those who keep the plan."""
        return self.filter(visible_plans(user, ""))


def visible_plans(user: Any, path: str) -> Q:
    """The plans this user may read, as a condition on rows that reach their plan through `path` ("plan__")."""
    if user.kind == user.Kind.SYSTEM:
        return Q()
    councils = user.authorities().values()
    every = [council.pk for council in councils if user.has_perm(Perm.VIEW_EVERY_PLAN, council)]
    some = [council.pk for council in councils if user.has_perm(Perm.VIEW_PLAN, council)]
    in_force = Q(**{f"{path}state": "in_force", f"{path}authority__in": some})
    return Q(**{f"{path}authority__in": every}) | in_force


def leads(user: Any, path: str = "") -> Q:
    """Participations in which `user` is the lead: in person, in the post, or as the body's contact."""
    holders = ("person__user", "post__holder__user", "body__contact__user")
    led = Q()
    for holder in holders:
        led |= Q(**{f"{path}{holder}": user})
    return Q(**{f"{path}part": "lead"}) & led


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


class PartQuerySet(TenantQuerySet):
    """Rows of plans."""

    authority_path = "plan__authority"

    def visible_to(self, user: Any) -> Self:
        """Rows of the plans this user may read."""
        return self.filter(visible_plans(user, "plan__"))

    def live(self) -> Self:
        """Not archived."""
        return self.filter(archived_at__isnull=True)


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
    """One sentence the plan stands on: a principle, a voice of the vision, a target, a success criterion, a measure named.

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


class ActionPartQuerySet(TenantQuerySet):
    """Rows that belong to an action."""

    authority_path = "action__plan__authority"

    def visible_to(self, user: Any) -> Self:
        """Rows of actions in plans this user may read."""
        return self.filter(visible_plans(user, "action__plan__"))


class ActionDate(models.Model):
    """One date read from an action's by-when words; `start` and `end` are inclusive days, empty while not known.

    `due` is done by its end, `event` happens then, `review` is looked at then, `recurring` comes back `every`
    so many months or weeks, `tbc` has no date yet. A queried date is kept as written and never counts.
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


class Participation(models.Model):
    """Who has what part in an action. At most one is the accountable lead: a person, a post or a body, or only words so far."""

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


class RagUpdate(models.Model):
    """What somebody said about an action on a day: a rating and a sentence. Append-only; it is its own audit.

    `by` entered it; `said_by` is the person whose answer it is, when that is somebody else. A withdrawal is a
    further row that names the one it `withdraws` and carries the rating it restores.
    """

    class Source(models.TextChoices):
        PAGE = "page"
        API = "api"
        IMPORT = "import"

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
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawn_by"
    )
    at = models.DateTimeField()

    objects = ActionPartQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["action", "-id"], name="update_newest")]
        constraints = [models.CheckConstraint(condition=Q(rag__in=list(Rag)), name="update_rag_known")]

    def __str__(self) -> str:
        return f"{self.action.ref} {self.rag}"


class Evidence(TimeStamped):
    """A link that shows that an action is done or on its way."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    shows = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ActionPartQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def authority(self) -> Authority:
        """The council whose plan it is evidence for."""
        return self.action.plan.authority


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
