"""The form by which a plan's dates are agreed anew."""

from django import forms

from core.forms import SofsForm
from plans.forms.plan import VersionField


class BaselineForm(SofsForm):
    """Why the dates are agreed anew. It asks whether one is sure, for what was measured until now starts again."""

    submit_label = "Agree these dates"

    seen = VersionField()
    reason = forms.CharField(
        label="Why the dates are agreed anew", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Who decided, and when. For example: Steering Group, 9 May 2018, item 3",
        error_messages={"required": "Say why the dates are agreed anew"},
    )  # fmt: skip
    sure = forms.BooleanField(
        label="Measure from now on against the dates as they are today",
        error_messages={"required": "Tick the box to agree these dates"},
    )
