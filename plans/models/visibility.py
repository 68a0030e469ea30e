"""Who may read which plans, and whose an action is, as conditions on rows."""

from typing import Any, Self

from django.db.models import Q

from accounts.permissions import Perm
from core.models import TenantQuerySet


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


class PartQuerySet(TenantQuerySet):
    """Rows of plans."""

    authority_path = "plan__authority"

    def visible_to(self, user: Any) -> Self:
        """Rows of the plans this user may read."""
        return self.filter(visible_plans(user, "plan__"))

    def live(self) -> Self:
        """Not archived."""
        return self.filter(archived_at__isnull=True)


class ActionPartQuerySet(TenantQuerySet):
    """Rows that belong to an action."""

    authority_path = "action__plan__authority"

    def visible_to(self, user: Any) -> Self:
        """Rows of actions in plans this user may read."""
        return self.filter(visible_plans(user, "action__plan__"))
