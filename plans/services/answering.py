"""What a round keeps beside its answers: words not yet saved, and that a link was opened. No facts of the plan."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from plans.models import Answer, Ask, ReportingPeriod


def keep_draft(*, answer_id: int, typed: Mapping[str, str], by: Any) -> None:
    """Keep what was typed of an action and could not be saved, to be shown again on any device. Empty forgets it.

    Whoever may answer shares one draft. It leaves no trace in the records: nothing has been said yet.
    """
    rows = Answer.objects.filter(pk=answer_id).exclude(period__state=ReportingPeriod.State.LOCKED)
    rows.update(draft=dict(typed))


def note_opened(*, ask: Ask, at: datetime, by: Any) -> None:
    """Remember when somebody first did something on the page behind a link; looking at it alone is not noticed."""
    Ask.objects.filter(pk=ask.pk, opened_at=None).update(opened_at=at)
