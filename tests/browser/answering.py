"""A round of many actions, open, and where its rows are on the page."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core.ratings import Rag
from plans.models import Action, Answer, ReportingPeriod
from plans.services import rounds, updates
from plans.services.updates import Said
from tests.factories.plans import ActionDateFactory, ActionFactory, AreaFactory, LeadFactory, PlanFactory
from tests.world import Council

MANY = 28
ANSWERED = (Answer.State.ANSWERED, Answer.State.ACCEPTED)


def open_round(fen: Council) -> ReportingPeriod:
    """An open round about 28 actions of another plan: 5.1 to 5.4 at risk, 5.28 never rated, the others on track."""
    officer, today = fen.users["project_officer"], timezone.localdate()
    plan = PlanFactory(authority=fen.authority, slug="rounds", starts_on=today, ends_on=today + dt.timedelta(600))
    area = AreaFactory(plan=plan, code="OD5")
    for number in range(1, MANY + 1):
        action = ActionFactory(plan=plan, area=area, ref=f"5.{number}", what=f"Work {number}.", position=number)
        ActionDateFactory(action=action, end=today + dt.timedelta(90 + number))
        LeadFactory(action=action, person=fen.rows["person"])
        rag = Rag.AMBER if number <= 4 else Rag.GREEN
        if number < MANY:
            updates.update_rag(action=action, said=Said(rag, "As planned."), seen=None, by=officer)
    end = today + dt.timedelta(13)
    made = rounds.plan_period(plan=plan, title="July round", opens_on=today, closes_on=end, by=officer)
    return rounds.open_round(period=made, on=today, by=officer)


def key(period: ReportingPeriod, ref: str) -> int:
    return period.answers.get(action__ref=ref).pk


def field(period: ReportingPeriod, ref: str, name: str) -> str:
    return f"#a{key(period, ref)}-{name}"


def rating(period: ReportingPeriod, ref: str) -> str:
    return f"[name=a{key(period, ref)}-rag]"


def done(period: ReportingPeriod) -> int:
    return period.answers.filter(state__in=ANSWERED).count()


def rag_of(ref: str) -> str:
    return Action.objects.get(ref=ref).rag


def saved(page: Any, period: ReportingPeriod, ref: str) -> None:
    page.locator(f"#r{key(period, ref)}.saved").wait_for()
