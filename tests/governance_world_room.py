"""A meeting in session, two that were held, and what came of them: rows of a council in `tests.world`."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.models import Body, Person
from governance.models import AgendaItem, BodyTerms, Meeting, Seat
from governance.services import blocks, decisions, meeting_actions, minutes, requests, room
from governance.services.decisions import Decided
from governance.services.meeting_actions import Given
from governance.services.requests import Asked

if TYPE_CHECKING:
    from tests.world import Council


def build(council: "Council") -> None:
    """The lead chairs: one meeting whose minutes are agreed, one that has just ended, one in session."""
    owner, mark, officer = council.authority, council.mark, council.users["project_officer"]
    body = Body.objects.create(authority=owner, name=f"{mark} room group")
    BodyTerms.objects.create(authority=owner, body=body, quorum=1)
    Seat.objects.create(authority=owner, body=body, person=council.rows["person"], role=Seat.Role.CHAIR)
    agreed, held, session = (_meeting(council, body, name) for name in ("agreed", "held", "session"))
    rows = council.rows | {"agreed": agreed, "held": held, "session": session}
    rows["waiting"] = _decide(held, None, f"{mark} waiting", officer)
    for meeting in (agreed, held):
        room.end_meeting(meeting=meeting, at=timezone.now(), by=officer)
    minutes.agree(meeting=agreed, at=timezone.now(), by=council.users["lead"])
    council.rows |= rows
    _said(council, session)
    _asked(council, session)


def _meeting(council: "Council", body: Body, name: str) -> Meeting:
    owner, mark, officer = council.authority, council.mark, council.users["project_officer"]
    made = Meeting.objects.create(
        authority=owner, body=body, plan=council.rows["plan"], title=f"{mark} {name}", place=f"{mark} room",
        starts_at=timezone.now(), state=Meeting.State.PUBLISHED,
    )  # fmt: skip
    room.open_meeting(meeting=made, at=timezone.now(), by=officer)
    return made


def _said(council: "Council", session: Meeting) -> None:
    """An item that is being heard, one to come, who is here, and what was said."""
    officer, mark, rows = council.users["project_officer"], council.mark, council.rows
    item, later = (
        AgendaItem.objects.create(
            authority=council.authority, meeting=session, position=number, kind=kind, title=f"{mark} {kind}",
            action=action, minutes=20, presenter=rows["person"],
        )
        for number, (kind, action) in enumerate((("delivery", rows["action"]), ("other", None)), start=1)
    )  # fmt: skip
    here: dict[str, Any] = {"agency": rows["agency"], "deputy_for": None}
    room.set_attendance(meeting=session, person=rows["person"], state="present", by=officer, **here)
    room.start_item(item=item, at=timezone.now(), by=officer)
    about: dict[str, Any] = {"meeting": session, "item": item, "at": timezone.now(), "by": officer}
    room.take_note(text=f"{mark} note", **about)
    room.take_note(text=f"{mark} interest", kind="declaration", person=rows["person"], **about)
    council.rows |= {"item": item, "later_item": later, "decision": _decide(session, item, f"{mark} decision", officer)}


def _asked(council: "Council", session: Meeting) -> None:
    """An action and a task with a report, a request to raise and one with the Board, a block."""
    officer, mark, rows, on = council.users["project_officer"], council.mark, council.rows, timezone.localdate()
    given = Given(f"{mark} given", rows["person"], on)
    action = meeting_actions.give_action(meeting=session, item=rows["item"], given=given, by=officer)
    said = {"text": f"{mark} report", "done": False, "at": timezone.now(), "on": on, "by": officer}
    meeting_actions.report(meeting_action=action, **said)  # type: ignore[arg-type]  # of several kinds
    leader = _superleader(council)
    task = meeting_actions.give_task(
        authority=council.authority, given=Given(f"{mark} task", leader), by=council.users["project_manager"]
    )
    asked = Asked("resources", f"{mark} ask", f"{mark} effect", on, rows["person"])
    raised, sent = (
        requests.raise_request(plan=rows["plan"], action=rows["action"], asked=asked, on=on, by=officer)
        for _ in range(2)
    )
    requests.send(request=sent, on=on, by=officer)
    block = blocks.open_block(action=rows["action"], text=f"{mark} block", owner=rows["person"], on=on, by=officer)
    council.rows |= {
        "given": action, "task": task, "superleader": leader, "raised": raised, "sent": sent, "block": block,
    }  # fmt: skip


def _superleader(council: "Council") -> Person:
    """The person who signs in as superleader; made where there is none yet."""
    owner, user = council.authority, council.users["superleader"]
    found = Person.objects.filter(authority=owner, user=user).first()
    return found or Person.objects.create(authority=owner, name=f"{council.mark} Superleader", user=user)


def _decide(meeting: Meeting, item: AgendaItem | None, words: str, officer: Any) -> Any:
    decided = Decided(words, f"{words} because", f"{words} otherwise")
    return decisions.record_decision(meeting=meeting, item=item, decided=decided, at=timezone.now(), by=officer)
