"""The agenda as pages show it: each item with its time of day, its rating, what is late, and whether a report came."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from core.daywords import say_time
from core.templatetags.ui import flag, rag_tag
from governance.models import AgendaItem, Meeting
from plans.rows import plural
from plans.rules import days_overdue


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an agenda, every value ready to be shown."""

    pk: int
    number: int
    time: str
    title: str
    kind: str
    ref: str
    url: str
    rag: SafeString
    late: SafeString
    presenter: str
    minutes: int
    reason: str
    state: str
    reported: bool
    is_first: bool
    is_last: bool


def of_meeting(meeting: Meeting, *, on: date) -> list[Line]:
    """The items in their order. One query."""
    rows = meeting.items.select_related("action", "presenter", "report").order_by("position", "pk")
    found, after, made = list(rows), 0, []
    start = timezone.localtime(meeting.starts_at) if meeting.starts_at else None
    for number, item in enumerate(found, start=1):
        time = say_time((start + timedelta(minutes=after)).time()) if start else ""
        made.append(_line(meeting, item, number, time, len(found), on))
        after += item.minutes
    return made


def total(lines: list[Line]) -> int:
    """How many minutes the items have together."""
    return sum(line.minutes for line in lines)


def _line(meeting: Meeting, item: AgendaItem, number: int, time: str, count: int, on: date) -> Line:
    report: Any = getattr(item, "report", None)
    action, plan = item.action, meeting.plan
    overdue = days_overdue(action.due_on, on=on, tracked=plan.is_tracked) if action and plan else 0
    return Line(
        pk=item.pk, number=number, time=time, title=item.title, kind=item.kind, ref=action.ref if action else "",
        url=_url(meeting, action.ref) if action else "", rag=rag_tag(action.rag) if action else SafeString(""),
        late=flag("overdue", f"{plural(overdue, 'day')} overdue") if overdue else SafeString(""),
        presenter=item.presenter.name if item.presenter else "", minutes=item.minutes, reason=item.reason,
        state=item.get_state_display(), reported=bool(report and report.given_at),
        is_first=number == 1, is_last=number == count,
    )  # fmt: skip


def _url(meeting: Meeting, ref: str) -> str:
    plan: Any = meeting.plan
    whole = reverse("plans:plan", kwargs={"authority": meeting.authority.slug, "slug": plan.slug})
    return f"{whole}actions/{quote(ref)}/"
