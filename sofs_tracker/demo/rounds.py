"""Fenshire's update rounds: two answered and locked, one open."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.models import Mail
from core.ratings import Rag
from plans.models import Answer, Plan, RagUpdate, ReportingPeriod
from plans.services import rounds, updates
from sofs_tracker.demo import year
from sofs_tracker.demo.calendar import Calendar
from sofs_tracker.demo.councils import user
from sofs_tracker.demo.people import FENSHIRE

Turn = tuple[int, int, Callable[[datetime], None]]
EARLY, LATE = 0, 99


def turns(plan: Plan, calendar: Calendar) -> list[Turn]:
    """What happens in the rounds, each with its days ago and its place in that day."""
    made: list[Turn] = []
    for one in year.ROUNDS:
        title = calendar.ago(one.opened).strftime("%B %Y")
        made.append((one.opened, EARLY, _opening(plan, calendar, one, title)))
        if one.closed > 0:
            made.append((one.closed, LATE, _answering(plan, title)))
            made.append((one.closed - 7, LATE, _locking(plan, one, title)))
        else:
            made.append((2, LATE, _looking(plan, title)))
    return made


def _opening(plan: Plan, calendar: Calendar, one: year.Round, title: str) -> Callable[[datetime], None]:
    def turn(at: datetime) -> None:
        days = {"opens_on": calendar.ago(one.opened), "closes_on": calendar.ago(one.closed)}
        officer = user(FENSHIRE, "officer")
        period = rounds.plan_period(plan=plan, title=title, by=officer, **days)
        rounds.open_round(period=period, on=calendar.ago(one.opened), by=officer, at=at)
        if one.closed > 0:
            Mail.objects.filter(kind="digest", state=Mail.State.QUEUED).update(state=Mail.State.SENT, sent_at=at)

    return turn


def _answering(plan: Plan, title: str) -> Callable[[datetime], None]:
    """Most of those who had not answered yet say that nothing has changed, by the link in their mail."""

    def turn(at: datetime) -> None:
        waiting = _period(plan, title).answers.filter(state=Answer.State.WAITING, ask__isnull=False)
        for answer in waiting.exclude(action__rag=Rag.NOT_RATED).select_related("action", "ask__person"):
            if answer.action.ref not in year.SILENT:
                _still(answer, at)

    return turn


def _still(answer: Any, at: datetime) -> None:
    action = answer.action
    comment, path = year.STILL.get(action.ref, ("", ""))
    said = updates.Said(action.rag, comment, path)
    by = {"by": User.objects.system(), "said_by": answer.ask.person, "source": RagUpdate.Source.LINK}
    updates.update_rag(action=action, said=said, seen=action.latest_id, at=at, **by)


def _locking(plan: Plan, one: year.Round, title: str) -> Callable[[datetime], None]:
    def turn(at: datetime) -> None:
        note = {"where_we_are": one.where, "working_well": one.well, "worries": one.worries}
        officer, manager, period = user(FENSHIRE, "officer"), user(FENSHIRE, "manager"), _period(plan, title)
        rounds.edit_period(period=period, values=note, version=period.version, by=officer)
        on = timezone.localdate(at)
        rounds.lock_period(period=_period(plan, title), on=on, by=manager, at=at)

    return turn


def _looking(plan: Plan, title: str) -> Callable[[datetime], None]:
    """The officer looks through what has come in so far."""

    def turn(at: datetime) -> None:
        officer, answers = user(FENSHIRE, "officer"), _period(plan, title).answers
        for ref in year.ACCEPTED:
            answer = answers.get(action__ref=ref)
            rounds.accept(answer=answer, seen=answer.update_id, by=officer)
        ref, question = year.SENT_BACK
        answer = answers.get(action__ref=ref)
        rounds.send_back(answer=answer, question=question, seen=answer.update_id, by=officer)

    return turn


def _period(plan: Plan, title: str) -> ReportingPeriod:
    period: ReportingPeriod = plan.periods.get(title=title)
    return period
