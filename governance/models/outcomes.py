"""What comes out of a meeting and goes back to the plan: decisions, actions, requests to the Board, blocks."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Body, Person
from core.models import TimeStamped
from governance.models.bodies import CouncilQuerySet
from governance.models.meetings import AgendaItem, Meeting
from plans.models import Action, Plan

USER = settings.AUTH_USER_MODEL


class Decision(models.Model):
    """What a meeting decided, numbered for good within the council. Never edited: a later decision may `replace` it.

    Taken without a quorum it is to be ratified by the next meeting.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    text = models.TextField()
    reason = models.TextField(blank=True)
    rejected = models.TextField(blank=True, help_text="Options that were not taken")
    review_on = models.DateField(null=True, blank=True)
    to_be_ratified = models.BooleanField(default=False)
    ratified_by = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="decision_number_once")]

    def __str__(self) -> str:
        return f"D{self.number}"


class MeetingAction(TimeStamped):
    """Something a meeting gave somebody to do; numbered, carried forward until done or superseded.

    A superleader task is given to a superleader, by the group or the manager, and reported back.
    """

    class Kind(models.TextChoices):
        ACTION = "action", "Action"
        TASK = "task", "Superleader task"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        SUPERSEDED = "superseded", "Superseded"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ACTION)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_actions")
    text = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="meeting_action_number_once")]

    def __str__(self) -> str:
        return f"A{self.number}"


class ActionReport(models.Model):
    """What was reported of a meeting's action or a superleader's task. Append-only."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    meeting_action = models.ForeignKey(MeetingAction, on_delete=models.PROTECT, related_name="reports")
    text = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CouncilQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text[:80]


class BoardRequest(TimeStamped):
    """What the Steering Group asks of the Board for an action of the plan, and the answer, which returns to it.

    Raised, sent with a Board report, answered, or withdrawn. `effect` says what happens when nothing is decided.
    """

    class Kind(models.TextChoices):
        DECISION = "decision", "Decision"
        CHANGE = "change", "Approval for change"
        RESOURCES = "resources", "Resources"
        UNBLOCK = "unblock", "Unblock"

    class State(models.TextChoices):
        RAISED = "raised", "Raised"
        SENT = "sent", "With the Board"
        ANSWERED = "answered", "Answered"
        WITHDRAWN = "withdrawn", "Withdrawn"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="board_requests")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="board_requests")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="board_requests")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="board_requests")
    board = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    ask = models.TextField()
    effect = models.TextField(blank=True, help_text="What happens when nothing is decided")
    by_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RAISED)
    raised_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    agreed = models.BooleanField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="board_request_number_once"),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_on__isnull=False), name="answered_request_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"B{self.number}"


class Block(TimeStamped):
    """What stands in the way of an action: whose it is to clear, when it was opened and cleared."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="blocks")
    text = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_on = models.DateField()
    cleared_on = models.DateField(null=True, blank=True)
    how_cleared = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = CouncilQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text[:80]
