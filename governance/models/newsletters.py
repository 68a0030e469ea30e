"""The newsletter: drafted after a meeting, checked, signed off by a second person, sent to those who want it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import Authority, Person
from core.models import TimeStamped
from governance.models.bodies import CouncilQuerySet
from governance.models.meetings import Meeting
from plans.models import Plan

USER = settings.AUTH_USER_MODEL


class Example(TimeStamped):
    """An example of good practice, told the way of appreciative inquiry. No child or family is in it.

    Offered, checked by somebody else, used in an issue. Without `consent` of those who did the work it is not used.
    """

    class State(models.TextChoices):
        OFFERED = "offered", "Offered"
        CHECKED = "checked", "Checked"
        DECLINED = "declined", "Not used"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    what_went_well = models.TextField()
    what_helped = models.TextField(blank=True)
    difference = models.TextField(blank=True)
    more_of = models.TextField(blank=True)
    offered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    introduced_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    consent = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    checked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class Newsletter(TimeStamped):
    """One numbered issue. Drafted by a job, edited, signed off by somebody else than its editor, sent, archived.

    `facts` is what the draft was made from, frozen; sent issues never change.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SIGNED_OFF = "signed_off", "Signed off"
        SENT = "sent", "Sent"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="newsletters")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="newsletters")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    progress = models.TextField(blank=True)
    achievements = models.TextField(blank=True)
    to_work_on = models.TextField(blank=True)
    example = models.ForeignKey(Example, on_delete=models.PROTECT, null=True, blank=True, related_name="issues")
    tool_title = models.CharField(max_length=200, blank=True)
    tool_words = models.TextField(blank=True)
    tool_url = models.URLField(max_length=500, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    edited_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="newsletter_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(meeting__isnull=False), name="newsletter_once_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"Newsletter {self.number}"


class Subscriber(TimeStamped):
    """Somebody who gets the newsletter: with when and how they agreed, and how they left."""

    class Form(models.TextChoices):
        HTML = "html", "With colours and headings"
        TEXT = "text", "Plain text"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    form = models.CharField(max_length=5, choices=Form.choices, default=Form.HTML)
    consented_at = models.DateTimeField(null=True, blank=True)
    consent_words = models.CharField(max_length=300, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    link = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("authority", Lower("email"), name="subscriber_once")]

    def __str__(self) -> str:
        return self.email
