"""Meetings: when, where, about what, who was there, what was said."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Agency, Authority, Body, Person
from core.models import TimeStamped
from governance.models.bodies import CouncilQuerySet
from plans.models import Action, DeliveryArea, Plan, ReportingPeriod

USER = settings.AUTH_USER_MODEL


class Meeting(TimeStamped):
    """One meeting of a body. Its start may be only words so far ("dates to be confirmed").

    Planned until its agenda is published; then published, held, closed. `minutes_planned` is how long it is to last.
    Minutes are a draft until the chair agrees them, and approved by the next meeting.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Being planned"
        PUBLISHED = "published", "Agenda published"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    class Minutes(models.TextChoices):
        DRAFT = "draft", "Draft"
        AGREED = "agreed", "Agreed by the chair"
        APPROVED = "approved", "Approved"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    period = models.ForeignKey(
        ReportingPeriod, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField(null=True, blank=True)
    when_words = models.CharField(max_length=120, blank=True, help_text="Said while there is no day")
    place = models.CharField(max_length=200, blank=True)
    minutes_planned = models.PositiveSmallIntegerField(default=120)
    overrun_reason = models.CharField(max_length=300, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    minutes_state = models.CharField(max_length=10, choices=Minutes.choices, default=Minutes.DRAFT)
    minutes_agreed_at = models.DateTimeField(null=True, blank=True)
    minutes_approved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["authority", "starts_at"], name="meeting_day")]

    def __str__(self) -> str:
        return self.title


class AgendaItem(TimeStamped):
    """One item of a meeting's agenda, with its minutes, who presents it, and why it was proposed.

    An item about the plan names its `action` or its `area`. Unfinished items are carried to the next meeting, where
    `carried_from` names what they were.
    """

    class Kind(models.TextChoices):
        REPORT = "report", "Project report"
        DELIVERY = "delivery", "Item from the delivery plan"
        MEASURES = "measures", "Impact measures and leaders’ feedback"
        OTHER_BUSINESS = "other", "Any other business"
        EXTRA = "extra", "Further item"

    class State(models.TextChoices):
        PLANNED = "planned", "To be heard"
        NOW = "now", "Being heard"
        HEARD = "heard", "Heard"
        UNFINISHED = "unfinished", "Unfinished"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=200)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="hearings")
    area = models.ForeignKey(DeliveryArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    presenter = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was proposed")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    started_at = models.DateTimeField(null=True, blank=True)
    seconds_taken = models.PositiveIntegerField(default=0)
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "action"], condition=Q(action__isnull=False), name="action_once_on_an_agenda"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ItemReport(TimeStamped):
    """The short report a presenter gives on an item: progress, next steps, and what is asked of the group.

    `link` numbers the signed link by which a presenter without an account answers; a new one ends the old.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="report")
    progress = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    request = models.TextField(blank=True)
    link = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Report on {self.item}"


class FeedbackQuerySet(CouncilQuerySet):
    """What leaders reported, and who may read the words of it."""

    def readable_by(self, user: Any) -> Self:
        """What its author released, and what is one's own."""
        return self.filter(Q(released=True) | Q(person__user=user))


class LeaderFeedback(TimeStamped):
    """What a leader reports of their own engagement with practice before a meeting. A named report, not a survey.

    Only `released` words enter the pack, and only their author releases them. Read the words through `readable_by`.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="feedback")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what_i_did = models.TextField(blank=True)
    what_i_learned = models.TextField(blank=True)
    released = models.BooleanField(default=False)
    link = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="feedback_once_a_meeting")]

    def __str__(self) -> str:
        return f"{self.person} before {self.meeting}"


class Attendance(TimeStamped):
    """Whether somebody was at a meeting, for which agency; a deputy names whom they stand in for."""

    class State(models.TextChoices):
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Apologies"
        DEPUTY = "deputy", "Deputy for a member"
        ABSENT = "absent", "Absent"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    deputy_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attends_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"


class Minute(models.Model):
    """A note taken in a meeting, on an item or on the whole. Append-only: nobody edits another's, or their own."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        DECLARATION = "declaration", "Declaration of interest"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="notes")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CouncilQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text[:80]
