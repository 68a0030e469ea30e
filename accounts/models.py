"""Who: councils, the people and posts in them, and those who can sign in."""

from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from rest_framework_api_key.models import AbstractAPIKey, BaseAPIKeyManager

from accounts.permissions import OWN_ACTION, Perm, Role, allows
from core.models import TenantQuerySet, TimeStamped

PROMPTS = (
    "What works well in your teams now, and how do you know?\n"
    "What worries you most about the next three months?\n"
    "What is the next small step, who takes it, and by when?\n"
    "What would help you that only the Steering Group can give?"
)
"""What leaders and managers are asked to think about on My work, one question a line, until a council says its own."""


class Authority(TimeStamped):
    """A council: the tenant. All that belongs to it stays within it."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    contact_email = models.EmailField(blank=True)
    board_name = models.CharField(max_length=120, default="Safeguarding Children Board")
    steering_group_name = models.CharField(max_length=120, default="Steering Group")
    prompts = models.TextField(default=PROMPTS, blank=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes and finds users by their address, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalise(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=self.normalise(username or ""))

    def system(self) -> "User":
        """The user that jobs and commands act as when nobody is named."""
        user, _ = self.get_or_create(
            email="system@localhost", defaults={"kind": User.Kind.SYSTEM, "name": "The system", "password": "!"}
        )
        return user

    @staticmethod
    def normalise(email: str) -> str:
        """One spelling for an address: trimmed, small letters."""
        return email.strip().lower()


class User(AbstractBaseUser):
    """Whoever acts: a person who signs in, a service (an API key), or the system itself."""

    class Kind(models.TextChoices):
        PERSON = "person"
        SERVICE = "service"
        SYSTEM = "system"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="Runs this installation: sees health and the gallery")
    sign_out_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def open_memberships(self) -> list["Membership"]:
        """This user's memberships that are not suspended, with their councils; asked once for each user object."""
        if "_open_memberships" not in self.__dict__:
            rows = Membership.objects.open().filter(user=self).select_related("authority")
            self.__dict__["_open_memberships"] = list(rows) if self.is_active else []
        memberships: list[Membership] = self.__dict__["_open_memberships"]
        return memberships

    def authorities(self) -> dict[str, Authority]:
        """The councils this user belongs to, by slug."""
        return {membership.authority.slug: membership.authority for membership in self.open_memberships()}

    def may_sign_in(self) -> bool:
        """Whether this is a person with somewhere to go: a council that has not suspended them, or the installation."""
        return self.kind == self.Kind.PERSON and self.is_active and (self.is_staff or bool(self.open_memberships()))

    def roles_in(self, authority: Authority) -> frozenset[str]:
        """What this user is to a council; empty for strangers and the suspended."""
        mine = (m for m in self.open_memberships() if m.authority_id == authority.pk)
        return frozenset(membership.role for membership in mine)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether this user may do `perm` to `obj` (a council, or a row that knows its council)."""
        authority = obj if isinstance(obj, Authority) else getattr(obj, "authority", None)
        if authority is None or not self.is_active:
            return False
        if self.kind == self.Kind.SYSTEM:
            return True
        roles = self.roles_in(authority)
        if allows(Perm(perm), roles):
            return True
        led_by = getattr(obj, "is_led_by", None)
        return bool(roles and perm in OWN_ACTION and led_by and led_by(self))

    def get_session_auth_hash(self) -> str:
        """Ends every session when the password changes or the person is suspended."""
        return f"{super().get_session_auth_hash()}{self.sign_out_count}"


class Named(TimeStamped):
    """One line of a register: something of the council's that has a name of its own."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint("authority", Lower("name"), name="%(class)s_name_once")]

    def __str__(self) -> str:
        return self.name


class Agency(Named):
    """An organisation of the partnership: the council itself, police, health, a school, a charity."""


class Locality(Named):
    """A locality or service in which work is led."""


class Team(Named):
    """A team that looks after children and families."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="teams")


class Person(Named):
    """A name in the plan. Need not be able to sign in. `reminders` is how often a digest may be sent to `email`."""

    class Reminders(models.TextChoices):
        DAILY = "daily", "At most once a day"
        WEEKLY = "weekly", "At most once a week"
        OFF = "off", "Never"

    email = models.EmailField(blank=True)
    reminders = models.CharField(max_length=10, choices=Reminders.choices, default=Reminders.DAILY)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="people")

    class Meta(Named.Meta):
        constraints = [
            *Named.Meta.constraints,
            models.UniqueConstraint(fields=["authority", "user"], name="person_user_once"),
        ]


class Post(Named):
    """A post outlives who is in it: "Head of Locality", held by somebody or by nobody."""

    holder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")


class Body(Named):
    """A group that leads or watches: the Board, the Steering Group, the project team."""

    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="bodies")


class MembershipQuerySet(TenantQuerySet):
    """Memberships, and which of them count."""

    def open(self) -> Self:
        """Those that are not suspended."""
        return self.filter(suspended_at__isnull=True)


class Membership(TimeStamped):
    """What a user is to a council, and how far it reaches (all of it, one locality or one team)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    suspended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "authority", "role"],
                condition=Q(locality__isnull=True, team__isnull=True),
                name="membership_once",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]
        indexes = [models.Index(fields=["user", "authority"], name="membership_user_authority")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"

    def said(self) -> str:
        """The role and how far it reaches: "Superleader, North". Loads both when they are not there yet."""
        place = self.team or self.locality
        return f"{self.get_role_display()}, {place}" if place else str(self.get_role_display())


class ServiceKeyManager(BaseAPIKeyManager.from_queryset(TenantQuerySet)):  # type: ignore[misc]  # made at run time
    """Keys of a council; makes the words of a key and finds the row they belong to."""


class ServiceKey(AbstractAPIKey):
    """What another council system signs in with, as its service `user`. The words are shown once; only a hash is kept.

    `scope` says whether it may only read. When a key is rotated its successor has the same user, and both work until
    the old one expires. `calls` counts what was asked in the `minute` it was last used.
    """

    class Scope(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and write"

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="service_keys")
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.READ)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    minute = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveIntegerField(default=0)

    objects = ServiceKeyManager()  # type: ignore[misc]  # instead of the manager its parent has

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
