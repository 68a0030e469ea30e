"""Fenshire's plan and its ten months, put together through the services a person uses."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Authority, Body, Person, Post, User
from core.models import AuditEvent
from core.ratings import Rag
from plans.models import (
    Action,
    ActionDate,
    Baseline,
    DateRevision,
    DeliveryArea,
    Participation,
    Plan,
    Priority,
    Statement,
)  # fmt: skip
from plans.services import actions, dates, evidence, plans, updates
from sofs_tracker.demo import more_actions, rounds, words, year
from sofs_tracker.demo.actions import delivery
from sofs_tracker.demo.calendar import Calendar
from sofs_tracker.demo.councils import user
from sofs_tracker.demo.line import Line
from sofs_tracker.demo.people import FENSHIRE

LEAD, INVOLVED = Participation.Part.LEAD, Participation.Part.INVOLVED


def build(authority: Authority, calendar: Calendar) -> Plan:
    """The plan in force with its year, and a draft of the next one."""
    officer, manager = user(FENSHIRE, "officer"), user(FENSHIRE, "manager")
    values = {
        "title": words.TITLE,
        "starts_on": calendar.starts_on,
        "ends_on": calendar.ends_on,
        "credit": words.CREDIT,
    }
    plan = plans.create_plan(authority=authority, values=values, by=officer)
    areas = _parts(plan, calendar, officer)
    for line in delivery(calendar):
        add_action(plan, line, area=areas[int(line.ref[0]) - 1], by=officer)
    for line in more_actions.communications(calendar):
        add_action(plan, line, area=None, by=officer)
    plans.set_state(plan=plan, state=Plan.State.IN_FORCE, by=manager)
    plan = Plan.objects.get(pk=plan.pk)
    began(plan, moment(calendar, (calendar.on - calendar.starts_on).days, 0))
    _year(plan, calendar)
    _draft(authority, calendar, officer)
    return plan


def add_action(plan: Plan, line: Line, *, area: DeliveryArea | None, by: Any) -> Action:
    """One row of the printed plan, with its parts matched to the registers."""
    kind = Action.Kind.DELIVERY if area else Action.Kind.COMMUNICATION
    cells = actions.Words(
        ref=line.ref, title=line.title, what=line.what, by_when=line.by_when, who=line.who,
        monitored_through=line.monitored, area=area, kind=kind,
    )  # fmt: skip
    made = actions.create_action(plan=plan, words=cells, by=by)
    named = [(LEAD, line.lead)] * bool(line.lead) + [(INVOLVED, name) for name in line.involved]
    parts = [actions.Part(part, name, **_holder(plan.authority, name)) for part, name in named]
    actions.set_parts(action=made, parts=parts, by=by)
    return made


def _holder(authority: Authority, name: str) -> dict[str, Any]:
    for field, model in (("person", Person), ("post", Post), ("body", Body)):
        row = model.objects.in_authority(authority).filter(name=name).first()
        if row is not None:
            return {field: row}
    return {}


def _parts(plan: Plan, calendar: Calendar, by: Any) -> list[DeliveryArea]:
    by_words = f"by {calendar.month(24)}"
    for kind, (attribution, texts) in words.STATEMENTS.items():
        for text in texts:
            _state(plan, by, kind=kind, text=text, attribution=attribution)
    for number, (title, change, columns) in enumerate(words.PRIORITIES, start=1):
        values = {"number": number, "title": title, "change_needed": change, "by_words": by_words}
        _columns(plan, by, columns, priority=plans.add_part(plan=plan, model=Priority, values=values, by=by))
    areas = []
    for code, title, change, columns in words.AREAS:
        values = {"code": code, "title": title, "change_needed": change, "by_words": by_words}
        areas.append(plans.add_part(plan=plan, model=DeliveryArea, values=values, by=by))
        _columns(plan, by, columns, area=areas[-1])
    return areas


def _columns(plan: Plan, by: Any, columns: dict[str, tuple[str, ...]], **owner: Any) -> None:
    for kind, texts in columns.items():
        for text in texts:
            _state(plan, by, kind=kind, text=text, **owner)


def _state(plan: Plan, by: Any, **values: Any) -> None:
    plans.add_part(plan=plan, model=Statement, values=values, by=by)


def _year(plan: Plan, calendar: Calendar) -> None:
    officer = user(FENSHIRE, "officer")
    told = [(fact.ago, number, fact) for number, fact in enumerate(year.STORY)]
    turns = rounds.turns(plan, calendar)
    for ago, number, fact in sorted([*told, *turns], key=lambda turn: (-turn[0], turn[1])):
        at = moment(calendar, ago, number)
        if callable(fact):
            fact(at)
        else:
            _tell(plan.actions.get(ref=fact.ref), fact, calendar, at)
        happened(plan, at)
    for ref, title, url, shows in year.EVIDENCE:
        evidence.add_evidence(action=plan.actions.get(ref=ref), title=title, url=url, shows=shows, by=officer)
    _answer_one_query(plan, calendar, officer)
    happened(plan, moment(calendar, 6, 2))
    _mis_click(plan, officer)


def _tell(action: Action, fact: Any, calendar: Calendar, at: datetime) -> None:
    officer = user(FENSHIRE, "officer")
    if isinstance(fact, year.Said):
        _say(action, fact, at)
        return
    row = dates.current(action)[fact.place]
    if isinstance(fact, year.Done):
        dates.mark_done(date_row=row, done_on=calendar.ago(fact.ago), on=calendar.on, by=officer)
    else:
        start, end = calendar.day(fact.month, 1), calendar.day(fact.month + 1, 1) - timedelta(1)
        dates.move_date(date_row=row, start=start, end=end, reason=fact.why, by=officer)


def _say(action: Action, fact: year.Said, at: datetime) -> None:
    said = updates.Said(fact.rag, fact.comment, fact.path, fact.help)
    by = user(FENSHIRE, fact.by or "officer")
    updates.update_rag(action=action, said=said, seen=action.latest_id, by=by, at=at)


def began(plan: Plan, at: datetime) -> None:
    """The plan and all that stands in it were there from its first day."""
    happened(plan, at)
    for model, path in ((Plan, "pk"), (Action, "plan"), (Statement, "plan"), (ActionDate, "action__plan")):
        model._default_manager.filter(**{path: plan.pk}).update(created_at=at)
    Baseline.objects.filter(plan=plan).update(at=at)


def happened(plan: Plan, at: datetime) -> None:
    """What was recorded just now happened then: a made-up past has to lie in the past."""
    just_now = timezone.now() - timedelta(hours=1)
    AuditEvent.objects.filter(authority=plan.authority, at__gte=just_now).update(at=at)
    DateRevision.objects.filter(action__plan=plan, at__gte=just_now).update(at=at)


def moment(calendar: Calendar, ago: int, number: int) -> datetime:
    """A time in the working day, so many days ago."""
    day = datetime.combine(calendar.ago(ago), time(9 + number % 8, number * 7 % 60))
    return timezone.make_aware(day)


def _answer_one_query(plan: Plan, calendar: Calendar, by: User) -> None:
    """The first of the two hurried dates of 2.1 is known by now; the other still waits."""
    queried = next(row for row in dates.current(plan.actions.get(ref="2.1")) if row.queried)
    start, end = calendar.day(17, 11), calendar.day(17, 12)
    dates.answer_query(date_row=queried, start=start, end=end, reason="The venue is booked for the later year.", by=by)


def _mis_click(plan: Plan, by: User) -> None:
    action = plan.actions.get(ref=year.MIS_CLICK.ref)
    said = updates.Said(Rag.RED, year.MIS_CLICK.comment)
    update = updates.update_rag(action=action, said=said, seen=action.latest_id, by=by)
    updates.withdraw_update(update=update, by=by)


def _draft(authority: Authority, calendar: Calendar, by: User) -> None:
    """The plan after this one: begun, not agreed."""
    values = {"title": f"{words.TITLE}: the next two years", "starts_on": calendar.day(24, 1)}
    values["ends_on"] = calendar.day(48, 1) - timedelta(1)
    plan = plans.create_plan(authority=authority, values=values, by=by)
    area = {"code": "OD1", "title": "Leading for learning", "change_needed": "", "by_words": ""}
    made = plans.add_part(plan=plan, model=DeliveryArea, values=area, by=by)
    for line in more_actions.next_plan(calendar):
        add_action(plan, line, area=made, by=by)
