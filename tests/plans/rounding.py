"""Helpers for tests of update rounds: a plan with actions of three leads, and what people say of them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from accounts.models import Person, User
from plans.models import Action, Answer, Plan, RagUpdate, ReportingPeriod
from plans.services import rounds, updates
from plans.services.updates import Said
from tests.factories.accounts import AuthorityFactory, BodyFactory, PersonFactory, PostFactory, user_with
from tests.factories.plans import ActionFactory, AreaFactory, CommunicationFactory, LeadFactory, PlanFactory

MONDAY = dt.date(2018, 7, 2)
"""The day the round of these tests opens; it is open for two weeks."""


@dataclass
class Round:
    """A plan and its planned round: 2.1 is led by a person, 2.2 by a post, 2.3 by a body, 2.4 by nobody."""

    plan: Plan
    period: ReportingPeriod
    officer: User
    manager: User
    joan: Person
    amir: Person
    bea: Person

    def open(self, on: dt.date = MONDAY) -> ReportingPeriod:
        """Open it, as the officer does."""
        self.period = rounds.open_round(period=self.period, on=on, by=self.officer)
        return self.period

    def action(self, ref: str) -> Action:
        """The action with this ref, as it is stored now."""
        found: Action = self.plan.actions.get(ref=ref)
        return found

    def answer(self, ref: str) -> Answer:
        """What is asked of that action, as it is stored now."""
        found: Answer = self.period.answers.select_related("period__plan", "update").get(action__ref=ref)
        return found

    def say(self, ref: str, rag: str = "green", comment: str = "As planned.", **more: Any) -> RagUpdate:
        """Rate an action, as the officer unless somebody else is given."""
        texts = {name: more.pop(name) for name in ("path_to_green", "help_wanted") if name in more}
        action = self.action(ref)
        given = {"seen": action.latest_id, "by": self.officer, **more}
        return updates.update_rag(action=action, said=Said(rag, comment, **texts), **given)


def planned() -> Round:
    """A round planned for the first two weeks of July 2018, not open yet."""
    plan = PlanFactory(slug="plan", authority=AuthorityFactory())
    officer = user_with("project_officer", plan.authority)
    joan, amir, bea = (
        PersonFactory(authority=plan.authority, name=name, email=f"{name.split()[0].lower()}@partner.example")
        for name in ("Joan Petrie", "Amir Shah", "Bea Lund")
    )
    area = AreaFactory(plan=plan, position=1, code="OD1")
    one, two, three, _ = (
        ActionFactory(plan=plan, area=area, position=place, ref=f"2.{place}", what=f"Thing {place}")
        for place in (1, 2, 3, 4)
    )
    LeadFactory(action=one, person=joan)
    LeadFactory(action=two, person=None, post=PostFactory(authority=plan.authority, name="Trainer", holder=amir))
    LeadFactory(action=three, person=None, body=BodyFactory(authority=plan.authority, name="Team", contact=bea))
    LeadFactory(action=CommunicationFactory(plan=plan, position=9, ref="C9"), person=joan)
    period = rounds.plan_period(
        plan=plan, title="July 2018", opens_on=MONDAY, closes_on=MONDAY + dt.timedelta(13), by=officer
    )
    manager = user_with("project_manager", plan.authority, name="Mo Lang")
    return Round(plan, period, officer, manager, joan, amir, bea)
