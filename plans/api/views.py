"""The API's entry points for plans."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView, ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Perm
from core.api.permissions import authority_of
from plans.api import serializers
from plans.models import Action, ActionDate, DeliveryArea, Plan, RagUpdate
from plans.services import updates


class Rows(GenericAPIView[Any]):
    """Rows of the council in the address that the asker may see, by the filters the view names."""

    permissions = {"GET": Perm.VIEW_PLAN, "HEAD": Perm.VIEW_PLAN, "OPTIONS": Perm.VIEW_PLAN}
    model: type[Any]
    filters: dict[str, str] = {}

    def get_queryset(self) -> QuerySet[Any]:
        rows = self.model.objects.in_authority(authority_of(self.request)).visible_to(self.request.user)
        asked = {path: self._value(name) for name, path in self.filters.items() if name in self.request.query_params}
        found: QuerySet[Any] = self.with_relations(rows.filter(**asked))
        return found

    def with_relations(self, rows: Any) -> Any:
        """Load what the answer needs, in a fixed number of queries."""
        return rows

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "on": timezone.localdate()}

    def _value(self, name: str) -> str:
        value = self.request.query_params[name]
        if "\x00" in value or len(value) > 200:
            raise ValidationError({name: ["Enter a value of this council's."]})
        return value


class Plans(Rows, ListAPIView[Plan]):
    """The council's plans."""

    model = Plan
    serializer_class = serializers.PlanSerializer


class OnePlan(Rows, RetrieveAPIView[Plan]):
    """One plan, by its slug."""

    model = Plan
    serializer_class = serializers.PlanSerializer
    lookup_field = "slug"


class Areas(Rows, ListAPIView[DeliveryArea]):
    """Delivery areas, of all plans or of one (?plan=slug)."""

    model = DeliveryArea
    serializer_class = serializers.AreaSerializer
    filters = {"plan": "plan__slug"}

    def with_relations(self, rows: Any) -> Any:
        return rows.select_related("plan")


class ActionRows(Rows):
    """Actions with all that is said of them."""

    model = Action
    serializer_class = serializers.ActionSerializer
    filters = {"plan": "plan__slug", "area": "area__code", "rag": "rag", "kind": "kind", "ref": "ref"}

    def with_relations(self, rows: Any) -> Any:
        kept = ActionDate.objects.filter(removed_at__isnull=True).order_by("position", "pk")
        return rows.select_related("plan__authority", "area", "latest__by", "latest__said_by").prefetch_related(
            Prefetch("dates", queryset=kept, to_attr="current_dates"), "participations"
        )


class Actions(ActionRows, ListAPIView[Action]):
    """Actions, of all plans or filtered (?plan=, area=, rag=, kind=, ref=)."""


class OneAction(ActionRows, RetrieveAPIView[Action]):
    """One action, by its id."""


class Updates(Rows, ListAPIView[RagUpdate]):
    """Updates, of all actions or of one plan or action (?plan=, action=)."""

    model = RagUpdate
    serializer_class = serializers.UpdateSerializer
    filters = {"plan": "action__plan__slug", "ref": "action__ref"}

    def with_relations(self, rows: Any) -> Any:
        return rows.select_related("by", "said_by")


class ActionUpdates(Updates):
    """The updates of one action; a POST adds one, by the same rules as the page."""

    permissions = {**Rows.permissions, "POST": Perm.UPDATE_RAG}
    filters: dict[str, str] = {}

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(action=self.get_action())

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
        answer = serializers.UpdateSerializer(row, context=self.get_serializer_context())
        return Response(answer.data, status=status.HTTP_201_CREATED)
