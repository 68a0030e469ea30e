"""What every app stands on: times, the audit trail, jobs, documents, mail, hooks, the glossary."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class TenantQuerySet(models.QuerySet[Any]):
    """Rows that belong to one council. Every row leaves a model through `in_authority`."""

    authority_path = "authority"

    def in_authority(self, authority: Any) -> Self:
        """Only the rows of this council."""
        return self.filter(**{self.authority_path: authority})

    def none_if(self, hidden: bool) -> Self:
        """No rows at all when the asker may not see this kind of row."""
        return self.none() if hidden else self


class TimeStamped(models.Model):
    """When a row was made and last saved."""

    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """Who changed what, from what, to what, and when. Written in the same transaction as the change; never edited."""

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=40)
    thing_id = models.BigIntegerField(null=True)
    label = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["authority", "-id"], name="audit_newest"),
            models.Index(fields=["thing", "thing_id"], name="audit_thing"),
            models.Index(fields=["authority", "at"], name="audit_since"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.label}"


class Job(TimeStamped):
    """Long work that was asked for. This row, not a message, is the truth about it.

    `work` is the dotted name of the function; `key` makes the same request one row; `lease_until` says until when
    the holder of `token` may work on it; `done` of `total` is the progress shown.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    work = models.CharField(max_length=100)
    key = models.CharField(max_length=200, unique=True)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    saying = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    failure = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state__in=["waiting", "running"]), name="job_open"),
        ]

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When a part of the installation (the worker) was last alive."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """A file somebody gave us, kept in the database so that web and worker see the same bytes."""

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class GlossaryTerm(models.Model):
    """A word of the field and what it means here. Each council may say it in its own words."""

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    term = models.CharField(max_length=60)
    meaning = models.CharField(max_length=400)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "term"], name="glossary_term_once")]

    def __str__(self) -> str:
        return self.term


class Mail(TimeStamped):
    """One message to one recipient. The row is the truth: `key` (message and recipient) makes it one, whoever asks.

    `unknown` is a mail whose sender was stopped while it was handed over: nobody can say, so nobody sends it again.
    `person_id` names the Person of the council it is for, when it is for one.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        UNKNOWN = "unknown", "Not known"

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, null=True, related_name="+")
    person_id = models.BigIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    token = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["authority", "-id"], name="mail_newest")]

    def __str__(self) -> str:
        return self.subject


class IdempotencyKey(models.Model):
    """A create that another system sent under a key of its own, and how it was answered: sent again, answered again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return self.key


class Webhook(TimeStamped):
    """An address of another council system that is told when something happens. `events` are the names it wants.

    The secret its messages are signed with is derived from the installation's own and `secret_number`, never stored.
    """

    authority = models.ForeignKey("accounts.Authority", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    url = models.URLField(max_length=500)
    events = models.JSONField(default=list)
    secret_number = models.PositiveIntegerField(default=1)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class HookDeliveryQuerySet(TenantQuerySet):
    """Deliveries, by the council of their hook."""

    authority_path = "hook__authority"


class HookDelivery(TimeStamped):
    """One message to one webhook: what was told, how often it was tried, and what the other system said."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"

    hook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=40)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    answer = models.PositiveSmallIntegerField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = HookDeliveryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["hook", "-id"], name="delivery_newest")]

    def __str__(self) -> str:
        return f"{self.event} to {self.hook}"


class OutboxMail(models.Model):
    """A mail the demo would have sent, kept to be read on the outbox page."""

    to = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.subject
