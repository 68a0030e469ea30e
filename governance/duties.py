"""What came of meetings and waits for one person: actions and tasks given to them, answers of the Board to enter."""

from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.urls import reverse

from accounts.permissions import Perm
from core.daywords import say_day
from governance.models import BoardRequest, MeetingAction
from plans.rows import plural
from plans.wants import FEW, Line, Wanted

SHORT = 100


def of_person(authority: Any, user: Any, on: date) -> list[Wanted]:
    """Tasks and actions that are this person's, the oldest due first; for who runs meetings, what is with the Board."""
    if not user.has_perm(Perm.VIEW_MEETINGS, authority):
        return []
    mine = list(_mine(authority, user))
    tasks = [_given(authority, row, on) for row in mine if row.kind == MeetingAction.Kind.TASK]
    actions = [_given(authority, row, on) for row in mine if row.kind == MeetingAction.Kind.ACTION]
    wanted = [Wanted("Superleader tasks", tasks), Wanted("Given to you in meetings", actions)]
    if user.has_perm(Perm.RUN_MEETINGS, authority):
        wanted.append(_with_the_board(authority, on))
    return [each for each in wanted if each.lines]


def _mine(authority: Any, user: Any) -> QuerySet[MeetingAction]:
    rows: QuerySet[MeetingAction] = MeetingAction.objects.in_authority(authority).visible_to(user)
    mine = rows.filter(state=MeetingAction.State.OPEN, owner__user=user)
    return mine.order_by(F("due_on").asc(nulls_last=True), "number")


def _given(authority: Any, row: MeetingAction, on: date) -> Line:
    about = {"authority": authority.slug, "number": row.number}
    url = reverse("governance:meeting_action", kwargs=about)
    said = "No day was set." if row.due_on is None else f"By {say_day(row.due_on)}."
    if row.due_on and row.due_on < on:
        said = f"{plural((on - row.due_on).days, 'day')} overdue: it was due {say_day(row.due_on)}."
    return Line(str(row), _short(row.text), url, said, "Report", reverse("governance:action_report", kwargs=about))


def _with_the_board(authority: Any, on: date) -> Wanted:
    """Requests whose answer has not been entered yet, the soonest needed first."""
    sent = BoardRequest.objects.in_authority(authority).filter(state=BoardRequest.State.SENT)
    counted = sent.annotate(every=Window(Count("pk")))
    rows = list(counted.order_by(F("by_on").asc(nulls_last=True), "number")[:FEW])
    more = rows[0].every - len(rows) if rows else 0
    page = reverse("governance:requests", kwargs={"authority": authority.slug})
    return Wanted("With the Board", [_asked(authority, row, on) for row in rows], more, page)


def _asked(authority: Any, row: BoardRequest, on: date) -> Line:
    about = {"authority": authority.slug, "number": row.number}
    needed = ""
    if row.by_on:
        needed = f" {'It was needed' if row.by_on < on else 'Needed'} by {say_day(row.by_on)}."
    since = f"With the Board since {say_day(row.sent_on)}." if row.sent_on else "With the Board."
    url = reverse("governance:request", kwargs=about)
    answer_url = reverse("governance:request_answer", kwargs=about)
    return Line(str(row), _short(row.ask), url, f"{since}{needed}", "Enter the answer", answer_url)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"
