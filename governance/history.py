"""What the Steering Group knows of an action: when it was heard, what was decided, what was asked, what blocks it."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Perm
from core.daywords import say_day
from governance.models import AgendaItem, Block, BoardRequest, Decision, MeetingAction
from plans.beside import Line, Section
from plans.models import Action

HEARD = (AgendaItem.State.HEARD, AgendaItem.State.UNFINISHED)


def of_action(action: Action, user: Any) -> Section | None:
    """The section "At the Steering Group" of an action's page. Five queries, however much there is."""
    authority = action.plan.authority
    if not user.has_perm(Perm.VIEW_MEETINGS, authority):
        return None
    lines = [*_blocks(action), *_requests(action), *_tasks(action), *_decisions(action), *_hearings(action)]
    links = _links(action) if user.has_perm(Perm.RUN_MEETINGS, authority) and not action.archived_at else []
    if not lines and not links:
        return None
    finding = "" if lines else "It has not been heard yet, and nothing blocks it."
    return Section("steering", f"At the {authority.steering_group_name}", finding, lines, links)


def _blocks(action: Action) -> list[Line]:
    rows = Block.objects.filter(action=action).select_related("owner").order_by("cleared_on", "opened_on", "pk")
    made = []
    for row in sorted(rows, key=lambda row: row.cleared_on is not None):
        owner = f" {row.owner} is to clear it." if row.owner and not row.cleared_on else ""
        said = f"Open since {say_day(row.opened_on)}.{owner}"
        if row.cleared_on:
            said = f"Cleared {say_day(row.cleared_on)}: {row.how_cleared}"
        made.append(
            Line("Block", row.text, said, _url(action, "blocks"), open=row.cleared_on is None, on=row.opened_on)
        )
    return made


def _requests(action: Action) -> list[Line]:
    rows = BoardRequest.objects.filter(action=action).order_by("-number")
    return [_request(action, row) for row in rows]


def _request(action: Action, row: BoardRequest) -> Line:
    said = f"{row.get_kind_display()}. {row.get_state_display()}"
    said += f", needed by {say_day(row.by_on)}." if row.by_on and row.answered_on is None else "."
    if row.answered_on:
        verdict = "The Board agreed" if row.agreed else "The Board did not agree"
        said = f"{verdict}, {say_day(row.answered_on)}: {row.answer}"
    waiting = row.state in (BoardRequest.State.RAISED, BoardRequest.State.SENT)
    return Line(str(row), row.ask, said, _url(action, "request", row.number), open=waiting, on=row.raised_on)


def _tasks(action: Action) -> list[Line]:
    rows = MeetingAction.objects.filter(action=action).select_related("owner").order_by("-number")
    made = []
    for row in rows:
        due = f", by {say_day(row.due_on)}" if row.due_on else ""
        said = f"{row.owner or 'Nobody'}{due}. {row.get_state_display()}."
        is_open = row.state == MeetingAction.State.OPEN
        made.append(Line(str(row), row.text, said, _url(action, "meeting_action", row.number), open=is_open))
    return made


def _decisions(action: Action) -> list[Line]:
    rows = Decision.objects.filter(action=action).select_related("replaced_by").order_by("-number")
    made = []
    for row in rows:
        day = timezone.localdate(row.at)
        replaced = getattr(row, "replaced_by", None)
        waits = row.to_be_ratified and row.ratified_by_id is None
        more = f" Replaced by {replaced}." if replaced else " To be ratified." if waits else ""
        said = f"Decided {say_day(day)}.{more}"
        made.append(Line(str(row), row.text, said, _url(action, "decision", row.number), on=day))
    return made


def _hearings(action: Action) -> list[Line]:
    rows = AgendaItem.objects.filter(action=action, state__in=HEARD, meeting__opened_at__isnull=False)
    made = []
    for row in rows.select_related("meeting").order_by("-meeting__opened_at"):
        day = timezone.localdate(row.meeting.opened_at)
        more = "" if row.state == AgendaItem.State.HEARD else "Unfinished: it is taken up again."
        url = reverse("governance:minutes", kwargs={"authority": action.plan.authority.slug, "pk": row.meeting_id})
        made.append(Line("Heard", f"Heard {say_day(day)}", more, url, on=day))
    return made


def _links(action: Action) -> list[tuple[str, str]]:
    about = f"?action={action.pk}"
    return [
        ("Ask the Board", f"{_url(action, 'request_new')}{about}"),
        ("Note a block", f"{_url(action, 'block_new')}{about}"),
    ]


def _url(action: Action, name: str, number: int | None = None) -> str:
    about = {"authority": action.plan.authority.slug} | ({"number": number} if number else {})
    return reverse(f"governance:{name}", kwargs=about)
