"""Packs and reports: gathered once, frozen, issued; later edits of the plan never alter them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Person
from core.models import Document, TimeStamped
from governance.models.bodies import CouncilQuerySet
from governance.models.meetings import Meeting
from plans.models import Plan

USER = settings.AUTH_USER_MODEL


class Pack(TimeStamped):
    """One version of the papers of a meeting, or of a report made by the same machinery.

    `data` is what was gathered, in the shape `governance.packs.SCHEMA` describes: every figure with an id and its
    display text. `words` are the officer's, by section; figures are nobody's to edit. Published, it is frozen with its
    files and the hash of its data; a correction is the next version with its reason. Drafts may be compiled again.
    """

    class Kind(models.TextChoices):
        STEERING = "steering", "Steering Group pack"
        BOARD = "board", "Board report"
        RETURN = "return", "Return to the national programme"
        FILTERED = "filtered", "Filtered report"

    class State(models.TextChoices):
        COMPILING = "compiling", "Being compiled"
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.STEERING)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="packs")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="packs")
    title = models.CharField(max_length=200)
    filters = models.JSONField(default=dict, blank=True)
    number = models.PositiveSmallIntegerField(default=1, help_text="Version: 1, then corrections")
    reason = models.CharField(max_length=500, blank=True, help_text="Why there is a further version")
    state = models.CharField(max_length=10, choices=State.choices, default=State.COMPILING)
    data = models.JSONField(null=True, blank=True)
    words = models.JSONField(default=dict, blank=True)
    as_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    pdf = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    word = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    late_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "number"], condition=Q(meeting__isnull=False), name="pack_version_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, data__isnull=False),
                name="published_pack_has_its_data",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class PackReader(TimeStamped):
    """Somebody a pack was circulated to: when by mail, and when they first opened it.

    `link` numbers the signed link for somebody without an account; it ends on `link_ends_on` or when it is revoked.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    link = models.PositiveIntegerField(default=1)
    link_ends_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "person"], name="reader_once_a_pack")]

    def __str__(self) -> str:
        return f"{self.person}, {self.pack}"
