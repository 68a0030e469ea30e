"""Who sits where: seats on bodies, what each body is for, and where Signs of Safety is a standing item."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from accounts.models import Agency, Authority, Body, Person
from core.models import TenantQuerySet, TimeStamped


class CouncilQuerySet(TenantQuerySet):
    """Rows of a council that everybody in it may read."""

    def visible_to(self, user: Any) -> Self:
        """Rows of the councils this user belongs to."""
        return self if user.kind == user.Kind.SYSTEM else self.filter(authority__in=user.authorities().values())


class BodyTerms(TimeStamped):
    """What a body is for: its sphere of responsibility, to whom it reports, and when it can decide.

    `quorum` is how many members must be there; `needs_chair` whether the chair or deputy must be among them. The five
    spheres are the lines of reporting of the plan. Agencies that must be there are its `must_attend`.
    """

    class Sphere(models.TextChoices):
        BOARD = "board", "Safeguarding Board"
        STEERING = "steering", "Steering Group"
        PROJECT = "project", "Project team"
        LEADERSHIP = "leadership", "Distributed leadership group"
        PRACTICE = "practice", "Practice leaders and teams"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="terms")
    sphere = models.CharField(max_length=12, choices=Sphere.choices, blank=True)
    reports_to = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.TextField(blank=True)
    quorum = models.PositiveSmallIntegerField(default=0)
    needs_chair = models.BooleanField(default=False)
    must_attend = models.ManyToManyField(Agency, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reports_to__isnull=True) | ~Q(reports_to=F("body")), name="body_reports_to_another"
            ),
            models.UniqueConstraint(
                fields=["authority", "sphere"], condition=~Q(sphere=""), name="one_body_for_each_sphere"
            ),
        ]

    def __str__(self) -> str:
        return f"Terms of {self.body}"


class Seat(TimeStamped):
    """One person's seat on a body, for an agency, from a day to a day. Ended seats stay on record."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair"
        DEPUTY = "deputy", "Deputy chair"
        MEMBER = "member", "Member"
        SECRETARY = "secretary", "Secretary"
        ADVISER = "adviser", "Adviser, without a vote"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person"], condition=Q(to_on__isnull=True), name="one_open_seat_on_a_body"
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(from_on__lte=F("to_on")),
                name="seat_starts_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display().lower()} of {self.body}"


class StandingItem(TimeStamped):
    """Signs of Safety as a standing item of another body: what is said there, each time."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="standing_items")
    words = models.CharField(max_length=300)
    ended_on = models.DateField(null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.words} at {self.body}"
