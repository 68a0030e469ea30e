"""Open rounds, and the links by which they are answered, for the pages on which somebody answers."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Person
from core.ratings import Rag
from plans import rounds as reading
from plans.models import Answer, Ask, ReportingPeriod
from plans.services import answering, rounds, updates
from plans.services.updates import Said
from tests.world import Council, Kept


def add(council: Council) -> None:
    """A round that is open, some of it answered, sent back, accepted or half typed; the lead's link and an idle one."""
    officer, plan, today = council.users["project_officer"], council.rows["plan"], timezone.localdate()
    period = reading.open_period(plan)
    if period is None:
        period = rounds.plan_period(
            plan=plan, title="This season", opens_on=today, closes_on=today + timedelta(13), by=officer
        )
        period = rounds.open_round(period=period, on=today, by=officer)
    rounds.ask_again(period=period, on=today, by=officer)
    _answers(council, period)
    council.rows["round"] = period
    council.rows["answer"] = period.answers.filter(state=Answer.State.ANSWERED).order_by("pk")[0]
    council.rows.setdefault("past", plan.periods.filter(state=ReportingPeriod.State.LOCKED).first())
    lead = council.users["lead"].people.get(authority=council.authority)
    council.rows["link"] = Kept(reading.link_token(Ask.objects.get(period=period, person=lead)))
    nobody = Person.objects.create(authority=council.authority, name="Ivo Idle")
    idle = Ask.objects.create(period=period, person=nobody)
    council.rows["idle_link"] = Kept(reading.link_token(idle))


def _answers(council: Council, period: ReportingPeriod) -> None:
    officer = council.users["project_officer"]
    waiting = list(period.answers.filter(state=Answer.State.WAITING, update=None).order_by("-pk")[:4])
    for answer in waiting[:3]:
        said, seen = Said(Rag.GREEN, "It went ahead."), answer.action.latest_id
        update = updates.update_rag(action=answer.action, said=said, seen=seen, by=officer)
        if answer == waiting[0]:
            rounds.send_back(answer=answer, question="For how many people?", seen=update.pk, by=officer)
        elif answer == waiting[1]:
            rounds.accept(answer=answer, seen=update.pk, by=officer)
    typed = {"rag": "red", "comment": "", "path_to_green": "Another room", "help_wanted": "", "next_date": ""}
    answering.keep_draft(answer_id=waiting[3].pk, typed=typed, by=officer)
