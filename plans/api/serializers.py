"""What the API says of a plan. Ratings carry letter and word; due states are as at the day of the answer."""

from typing import Any

from rest_framework import serializers

from core.ratings import CHOICES, RATINGS
from plans import rules
from plans.models import Action, ActionDate, DeliveryArea, Participation, Plan, RagUpdate


class PlanSerializer(serializers.ModelSerializer[Plan]):
    """A plan: title, period and state."""

    class Meta:
        model = Plan
        fields = ("id", "slug", "title", "starts_on", "ends_on", "state", "credit", "version")


class AreaSerializer(serializers.ModelSerializer[DeliveryArea]):
    """A delivery area."""

    plan: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = DeliveryArea
        fields = ("id", "plan", "code", "title", "change_needed", "by_words", "position")


class DateSerializer(serializers.ModelSerializer[ActionDate]):
    """One date of an action, with its state on the day of the answer."""

    state = serializers.SerializerMethodField()

    class Meta:
        model = ActionDate
        fields = (
            "id", "kind", "start", "end", "precision", "label", "every",
            "queried", "reason", "source", "done_on", "state",
        )  # fmt: skip

    def get_state(self, row: ActionDate) -> str:
        return rules.due_state(row, on=self.context["on"])


class ParticipationSerializer(serializers.ModelSerializer[Participation]):
    """Who has what part in an action."""

    class Meta:
        model = Participation
        fields = ("part", "words", "queried", "person", "post", "body")


class UpdateSerializer(serializers.ModelSerializer[RagUpdate]):
    """One update: what was said, by whom, when."""

    rag_text = serializers.SerializerMethodField()
    by = serializers.StringRelatedField[Any]()
    said_by = serializers.StringRelatedField[Any]()

    class Meta:
        model = RagUpdate
        fields = (
            "id", "action", "rag", "rag_text", "rag_before", "comment", "path_to_green", "help_wanted",
            "suggested", "source", "by", "said_by", "withdraws", "at",
        )  # fmt: skip

    def get_rag_text(self, row: RagUpdate) -> str:
        return RATINGS[row.rag].text


class ActionSerializer(serializers.ModelSerializer[Action]):
    """An action with its cells as written, its dates, who takes part, and its rating by value and by words."""

    plan: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    area: Any = serializers.SlugRelatedField(slug_field="code", read_only=True)
    rag_text = serializers.SerializerMethodField()
    direction = serializers.SerializerMethodField()
    days_overdue = serializers.SerializerMethodField()
    latest = UpdateSerializer(read_only=True)
    dates = DateSerializer(many=True, read_only=True, source="current_dates")
    participations = ParticipationSerializer(many=True, read_only=True)

    class Meta:
        model = Action
        fields = (
            "id", "plan", "kind", "area", "ref", "title", "what", "by_when", "who", "monitored_through",
            "rag", "rag_text", "direction", "due_on", "days_overdue", "queried", "has_lead", "archived_at",
            "archived_reason", "version", "latest", "dates", "participations",
        )  # fmt: skip

    def get_rag_text(self, row: Action) -> str:
        return RATINGS[row.rag].text

    def get_direction(self, row: Action) -> str:
        return rules.direction(row.latest.rag_before, row.rag) if row.latest else ""

    def get_days_overdue(self, row: Action) -> int:
        return rules.days_overdue(row.due_on, on=self.context["on"], tracked=row.plan.is_tracked)


class NewUpdateSerializer(serializers.Serializer[Any]):
    """What is sent to update an action. `seen` is the id of the newest update the sender knew, null for none."""

    rag = serializers.ChoiceField(choices=[choice for choice in CHOICES if choice[0] != "not_rated"])
    comment = serializers.CharField(required=False, allow_blank=True, max_length=10_000, default="")
    path_to_green = serializers.CharField(required=False, allow_blank=True, max_length=10_000, default="")
    help_wanted = serializers.CharField(required=False, allow_blank=True, max_length=10_000, default="")
    next_date = serializers.DateField(required=False, allow_null=True, default=None)
    seen = serializers.IntegerField(allow_null=True, min_value=1, max_value=2**63 - 1)
