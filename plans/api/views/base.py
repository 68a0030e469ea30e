"""What the plans API stands on: rows of the council in the address that the asker may see."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Perm
from core.api.kinds import Json, Kind
from core.api.pagination import Pages
from core.api.permissions import authority_of
from core.api.views import Api
from plans.api import says
from plans.models import Action, ActionDate, Plan, RagUpdate

READ: dict[str, str] = dict.fromkeys(("GET", "HEAD", "OPTIONS"), Perm.VIEW_PLAN)


class Rows(Api):
    """A page of rows, or with `one` the row the address names."""

    permissions = READ
    model: type[Any]
    one = False
    related: tuple[str, ...] = ()

    @property
    def listed(self) -> bool:  # type: ignore[override]  # what a view of rows knows by itself
        """Whether it gives pages."""
        return not self.one

    def known(self) -> dict[str, Kind]:
        return {} if self.one else super().known()

    def rows(self) -> QuerySet[Any]:
        """What the asker may see."""
        found = self.model.objects.in_authority(authority_of(self.request)).visible_to(self.request.user)
        chosen: QuerySet[Any] = found.select_related(*self.related)
        return chosen

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that were asked for."""
        paths = {self.filters[name].path: value for name, value in self.asked.items() if name in self.filters}
        return rows.filter(**{path: value for path, value in paths.items() if path})

    def say(self, rows: list[Any]) -> list[Json]:
        """The rows as they are sent."""
        raise NotImplementedError

    def get(self, request: Request, **kwargs: Any) -> Response:
        if self.one:
            return self.said(self.say([get_object_or_404(self.rows(), **kwargs)])[0])
        pages = Pages()
        rows = pages.paginate_queryset(self.narrowed(self.rows()), request, view=self)
        return pages.get_paginated_response(self.say(list(rows or [])))


class OfAction(Api):
    """An address below one action."""

    permissions: dict[str, str] = {}

    @cached_property
    def action(self) -> Action:
        """The action in the address, if the asker may see it."""
        rows = Action.objects.in_authority(authority_of(self.request)).visible_to(self.request.user)
        found: Action = get_object_or_404(rows.select_related("plan__authority"), pk=self.kwargs["pk"])
        return found

    def permission_object(self) -> Any:
        """A lead may update their own action whatever their role, so a write is asked of the action."""
        return self.action if self.request.method == "POST" else None


def whole_action(pk: int) -> Json:
    """One action as it is sent."""
    rows = says.action_rows(Action.objects.filter(pk=pk))
    return says.actions(list(rows), timezone.localdate())[0]


def whole_update(pk: int) -> Json:
    """One update as it is sent."""
    return says.update(says.updates(RagUpdate.objects.filter(pk=pk)).get())


def whole_date(pk: int) -> Json:
    """One date as it is sent; also one that is no longer in the words."""
    rows = ActionDate.objects.filter(pk=pk)
    return says.one_date(says.newest(rows).get(), timezone.localdate())


def plan_called(request: Request, slug: str) -> Plan:
    """The plan a body or a filter names."""
    rows = Plan.objects.in_authority(authority_of(request)).visible_to(request.user)
    found: Plan | None = rows.select_related("authority").filter(slug=slug).first()
    if found is None:
        raise ValidationError({"plan": ["There is no plan of this name here."]})
    return found
