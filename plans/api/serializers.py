"""What other systems may send."""

from typing import Any

from rest_framework import serializers

from core.ratings import CHOICES


class NewUpdateSerializer(serializers.Serializer[Any]):
    """What is sent to update an action. `seen` is the id of the newest update the sender knew, null for none."""

    rag = serializers.ChoiceField(choices=[choice for choice in CHOICES if choice[0] != "not_rated"])
    comment = serializers.CharField(required=False, allow_blank=True, max_length=10_000, default="")
    path_to_green = serializers.CharField(required=False, allow_blank=True, max_length=10_000, default="")
    help_wanted = serializers.CharField(required=False, allow_blank=True, max_length=10_000, default="")
    next_date = serializers.DateField(required=False, allow_null=True, default=None)
    seen = serializers.IntegerField(allow_null=True, min_value=1, max_value=2**63 - 1)
