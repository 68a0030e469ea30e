"""The API's entry points for plans."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import Perm
from core.api.pagination import Pages
from core.api.permissions import authority_of
from plans.api import serializers, shapes
from plans.models import Action, DeliveryArea, Plan, RagUpdate
from plans.services import updates


class Rows(APIView):
    """Rows of the council in the address that the asker may see: a page of them, or the one the address names."""

    permissions: dict[str, Perm] = {"GET": Perm.VIEW_PLAN, "HEAD": Perm.VIEW_PLAN, "OPTIONS": Perm.VIEW_PLAN}
    model: type[Any]
    one = False
    related: tuple[str, ...] = ()
    filters: dict[str, str] = {}

    def rows(self) -> QuerySet[Any]:
        """What the asker may see, by the filters the view names."""
        found = self.model.objects.in_authority(authority_of(self.request)).visible_to(self.request.user)
        asked = {path: self._value(name) for name, path in self.filters.items() if name in self.request.query_params}
        chosen: QuerySet[Any] = found.filter(**asked).select_related(*self.related)
        return chosen

    def shape(self, rows: list[Any]) -> list[shapes.Shape]:
        """The rows as they are sent."""
        raise NotImplementedError

    def get(self, request: Request, **kwargs: Any) -> Response:
        if self.one:
            return Response(self.shape([get_object_or_404(self.rows(), **kwargs)])[0])
        pages = Pages()
        rows = pages.paginate_queryset(self.rows(), request, view=self)
        return pages.get_paginated_response(self.shape(list(rows or [])))

    def _value(self, name: str) -> str:
        value = self.request.query_params[name]
        if "\x00" in value or len(value) > 200:
            raise ValidationError({name: ["Enter a value of this council's."]})
        return value


class Plans(Rows):
    """The council's plans; one of them by its slug."""

    model = Plan

    def shape(self, rows: list[Any]) -> list[shapes.Shape]:
        return [shapes.plan(row) for row in rows]


class Areas(Rows):
    """Delivery areas, of all plans or of one (?plan=slug)."""

    model = DeliveryArea
    related = ("plan",)
    filters = {"plan": "plan__slug"}

    def shape(self, rows: list[Any]) -> list[shapes.Shape]:
        return [shapes.area(row) for row in rows]


class Actions(Rows):
    """Actions, of all plans or filtered (?plan=, area=, rag=, kind=, ref=); one of them by its id."""

    model = Action
    related = ("plan", "area", "latest__by", "latest__said_by")
    filters = {"plan": "plan__slug", "area": "area__code", "rag": "rag", "kind": "kind", "ref": "ref"}

    def shape(self, rows: list[Any]) -> list[shapes.Shape]:
        return shapes.actions(rows, timezone.localdate())


class Updates(Rows):
    """Updates, of all actions or of one plan or action (?plan=, ref=)."""

    model = RagUpdate
    related = ("by", "said_by")
    filters = {"plan": "action__plan__slug", "ref": "action__ref"}

    def shape(self, rows: list[Any]) -> list[shapes.Shape]:
        return [shapes.update(row) for row in rows]


class ActionUpdates(Updates):
    """The updates of one action; a POST adds one, by the same rules as the page."""

    permissions = {**Rows.permissions, "POST": Perm.UPDATE_RAG}
    filters: dict[str, str] = {}

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(action=self.get_action())

    def get_action(self) -> Action:
        """The action in the address, if the asker may see it."""
        rows = Action.objects.in_authority(authority_of(self.request)).visible_to(self.request.user)
        action: Action = get_object_or_404(rows.select_related("plan__authority"), pk=self.kwargs["pk"])
        return action

    def permission_object(self) -> Any:
        """A lead may update their own action whatever their role, so a POST is asked of the action."""
        return self.get_action() if self.request.method == "POST" else None

    def post(self, request: Request, **kwargs: Any) -> Response:
        action = self.get_action()
        sent = serializers.NewUpdateSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        values = dict(sent.validated_data)
        seen = values.pop("seen")
        row = updates.update_rag(
            action=action, said=updates.Said(**values), seen=seen, by=request.user, source=RagUpdate.Source.API
        )
        return Response(shapes.update(row), status=status.HTTP_201_CREATED)
