"""The first sections of a pack: front sheet, agenda, who is there, last minutes, action log, decisions wanted."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from core.daywords import say_day
from governance import rules
from governance.models import Attendance, BoardRequest, BodyTerms, Decision, MeetingAction, Minute, Seat
from governance.packs.pieces import (
    Piece,
    cell,
    count,
    facts,
    heading,
    lines,
    name_of,
    said,
    say_clock,
    say_when,
    section,
    slot,
    table,
    text,
)  # fmt: skip
from governance.packs.sources import Sources
from plans import changes, standing
from plans.rows import plural

NUMBERED = changes.number
Ask = dict[str, Any]


def front(found: Sources, wanted: list[Ask]) -> Piece:
    """The front sheet: what, when, for what purpose, at most five bullets, and what is recommended."""
    meeting = found.meeting
    chair = next((seat.person for seat in found.seats if seat.role == Seat.Role.CHAIR), None)
    about = facts(
        ("When", say_when(meeting.starts_at, meeting.when_words) if meeting else ""),
        ("Where", meeting.place if meeting else ""),
        ("Chair", name_of(chair)),
        ("Purpose", "Decision and assurance" if wanted else "Assurance and information"),
        ("Recommendation", _recommendation(wanted)),
    )
    return section("front", "Front sheet", about, heading("In short"), lines(_bullets(found, wanted)),
                   slot("front", "Summary"))  # fmt: skip


def _recommendation(wanted: list[Ask]) -> str:
    if not wanted:
        return "Note the project report, and agree what the four items need next."
    asks = "request" if len(wanted) == 1 else "requests"
    return f"Decide the {asks} under “Decisions wanted”, note the project report, and agree what the items need next."


def _bullets(found: Sources, wanted: list[Ask]) -> Iterator[Piece]:
    """Five at most."""
    yield said("front.actions", found.standing.total, standing.finding(found.standing))
    if found.changes is not None and found.since:
        changed = sum(bool(each.rating) for each in found.changes.actions)
        yield said("front.changed", changed, f"Since {found.since[1]}: {changes.sentence(found.changes)}")
    asks = f"{NUMBERED(len(wanted))} decision{' is' if len(wanted) == 1 else 's are'} wanted."
    yield said("front.decisions", len(wanted), asks)
    is_open = [row for row in found.log if row.state == MeetingAction.State.OPEN]
    late = sum(bool(row.due_on and row.due_on < found.on) for row in is_open)
    words = f"{plural(len(is_open), 'action')} of earlier meetings open, {late} overdue."
    yield said("front.log", len(is_open), words if is_open else "No action of an earlier meeting is open.")
    if found.blocks:
        verb = "stands" if len(found.blocks) == 1 else "stand"
        yield said("front.blocks", len(found.blocks), f"{plural(len(found.blocks), 'block')} {verb} in the way.")


def agenda(found: Sources) -> Piece:
    """The timed agenda, with its sum and whether it fits the meeting."""
    meeting = found.meeting
    rows, at = [], meeting.starts_at if meeting else None
    for number, item in enumerate(found.items, start=1):
        beneath = item.action.ref if item.action else str(item.area) if item.area_id else ""
        rows.append([
            cell(say_clock(at) if at else ""), cell(f"{number}. {item.title}", beneath, bold=True),
            cell(name_of(item.presenter)), count(f"agenda.{number}.minutes", item.minutes),
        ])  # fmt: skip
        at = at + timedelta(minutes=item.minutes) if at else None
    total, planned = sum(item.minutes for item in found.items), meeting.minutes_planned if meeting else 0
    made = table("Agenda", ("Time", "Item", "Who", "Minutes"), (2, 8, 4, 2), rows, "There is no agenda yet.")
    fits = said("agenda.total", total, rules.balance(total, planned) + _ends(at))
    why = [text(f"Why: {meeting.overrun_reason}")] if meeting and meeting.overrun_reason else []
    return section("agenda", "Agenda", made, lines([fits]), why)


def _ends(at: datetime | None) -> str:
    return f" It ends at {say_clock(at)}." if at else ""


def attending(found: Sources) -> Piece:
    """Apologies, quorum and declarations of interest."""
    rows = Attendance.objects.filter(meeting=found.meeting).select_related("person", "deputy_for")
    known = [row for row in rows if row.state in (Attendance.State.APOLOGIES, Attendance.State.DEPUTY)]
    declared = Minute.objects.filter(meeting=found.meeting, kind=Minute.Kind.DECLARATION).select_related("person")
    seats = [
        [cell(seat.person.name, bold=True), cell(seat.get_role_display()), cell(_agency(seat))] for seat in found.seats
    ]
    return section(
        "attending", "Apologies, quorum and declarations",
        lines([said("attending.members", len(seats), f"{plural(len(seats), 'seat')} on this body. {_terms(found)}")]),
        heading("Apologies"),
        lines(_apology(row) for row in known) or [text("None so far.")],
        heading("Declarations of interest"),
        lines(f"{name_of(row.person)}: {row.text}" if row.person_id else row.text for row in declared)
        or [text("None so far. Members say so at the start of the meeting.")],
        heading("Members"),
        table("Members", ("Name", "Role", "Agency"), (5, 4, 5), seats, "Nobody has been named yet."),
    )  # fmt: skip


def _agency(seat: Seat) -> str:
    agency = seat.agency or seat.person.agency
    return agency.name if agency else ""


def _apology(row: Attendance) -> str:
    if row.state == Attendance.State.DEPUTY and row.deputy_for:
        return f"{row.person.name} comes for {row.deputy_for.name}"
    return row.person.name


def _terms(found: Sources) -> str:
    terms = BodyTerms.objects.filter(body=found.meeting.body_id).first() if found.meeting else None
    if terms is None or not (terms.quorum or terms.needs_chair):
        return "Its terms set no quorum."
    parts = [f"{plural(terms.quorum, 'member')}"] if terms.quorum else []
    parts += ["the chair or deputy chair"] if terms.needs_chair else []
    return f"To decide, it needs {' and '.join(parts)}."


def last_minutes(found: Sources) -> Piece:
    """What was said and decided last time, for approval."""
    last = found.last
    if last is None:
        return section("minutes", "Minutes of the last meeting", text("This is the first meeting on record."))
    notes = last.notes.filter(kind=Minute.Kind.NOTE).select_related("item").order_by("item__position", "pk")
    decided = Decision.objects.filter(meeting=last).order_by("number")
    return section(
        "minutes", "Minutes of the last meeting",
        text(f"{last.title}, {say_when(last.starts_at)}. Minutes: {last.get_minutes_state_display().lower()}."),
        heading("Decisions"),
        lines(f"{row}: {row.text}{' To be ratified.' if row.to_be_ratified else ''}" for row in decided)
        or [text("None.")],
        heading("Notes"),
        lines(cell(row.text, row.item.title if row.item_id else "") for row in notes) or [text("None were kept.")],
        slot("minutes", "Matters arising"),
    )  # fmt: skip


def action_log(found: Sources) -> Piece:
    """What earlier meetings gave somebody to do, carried forward until done."""
    rows = [
        [cell(str(row), bold=True), cell(row.text, row.meeting.title if row.meeting else ""),
         cell(name_of(row.owner)), cell(say_day(row.due_on) if row.due_on else "No day"), cell(_log_state(row, found))]
        for row in found.log
    ]  # fmt: skip
    widths = (1, 8, 4, 3, 3)
    made = table("Action log", ("No.", "Action", "Owner", "Due", "State"), widths, rows, "Nothing is open.")
    return section("log", "Action log", made, slot("log", "Comment"))


def _log_state(row: MeetingAction, found: Sources) -> str:
    if row.state == MeetingAction.State.OPEN and row.due_on and row.due_on < found.on:
        return f"Overdue by {plural((found.on - row.due_on).days, 'day')}"
    return f"{row.get_state_display()}{f' {say_day(row.closed_on)}' if row.closed_on else ''}"


def asked(found: Sources) -> list[Ask]:
    """What is wanted of this meeting: the asks of the items' reports, and requests to the Board not yet answered."""
    made: list[Ask] = []
    for number, item in enumerate(found.items, start=1):
        report = getattr(item, "report", None)
        if report is not None and rules.wants_help(report.request):
            by = name_of(item.presenter)
            made.append(
                {"what": "Decide", "text": report.request, "sub": f"Item {number}{f', asked by {by}' if by else ''}"}
            )
    waiting = (row for row in found.requests if row.state != BoardRequest.State.ANSWERED)
    made += [{"what": row.get_kind_display(), "text": row.ask, "sub": _of_request(row)} for row in waiting]
    return [{"number": str(number), **each} for number, each in enumerate(made, start=1)]


def _of_request(row: BoardRequest) -> str:
    parts = [f"{row}, {row.get_state_display().lower()}"]
    parts += [f"action {row.action.ref}"] if row.action else []
    parts += [f"by {say_day(row.by_on)}"] if row.by_on else []
    effect = f" Otherwise: {row.effect}" if row.effect else ""
    return f"{', '.join(parts)}.{effect}"


def decisions(found: Sources, wanted: list[Ask]) -> Piece:
    """All that is asked, on one page; and what the Board answered since."""
    answered = [row for row in found.requests if row.state == BoardRequest.State.ANSWERED]
    asks = [{"kind": "asks", "lines": wanted}] if wanted else [text("No decision is wanted.")]
    replies = [heading("Answered by the Board"), *lines(_reply(row) for row in answered)] if answered else []
    return section("decisions", "Decisions wanted", asks, replies, slot("decisions", "Comment"))


def _reply(row: BoardRequest) -> Piece:
    agreed = {True: "Agreed", False: "Not agreed", None: "Answered"}[row.agreed]
    day = f" on {say_day(row.answered_on)}" if row.answered_on else ""
    return cell(f"{row}: {row.ask}", f"{agreed}{day}. {row.answer}")
