"""Marlshire's smaller plan: one area, four actions, two of them rated."""

from accounts.models import Authority
from plans.models import DeliveryArea, Plan
from plans.services import plans, updates
from sofs_tracker.demo.calendar import Calendar
from sofs_tracker.demo.councils import user
from sofs_tracker.demo.fenshire import add_action, happened, moment
from sofs_tracker.demo.more_actions import marlshire
from sofs_tracker.demo.people import MARLSHIRE
from sofs_tracker.demo.year import Said

SAID = (
    Said("1a", 40, "green", "Both circles have met three times."),
    Said("1c", 12, "amber", "The draft waits for the partnership's comments."),
)


def build(authority: Authority, calendar: Calendar) -> Plan:
    """The plan, in force, with what has been said of it."""
    officer, manager = user(MARLSHIRE, "officer"), user(MARLSHIRE, "manager")
    values = {"title": "Practising together in Marlshire", "starts_on": calendar.starts_on, "ends_on": calendar.ends_on}
    plan = plans.create_plan(authority=authority, values=values, by=officer)
    area = {"code": "OD1", "title": "Everyday practice", "change_needed": "", "by_words": ""}
    made = plans.add_part(plan=plan, model=DeliveryArea, values=area, by=officer)
    for line in marlshire(calendar):
        add_action(plan, line, area=made, by=officer)
    plans.set_state(plan=plan, state=Plan.State.IN_FORCE, by=manager)
    happened(plan, moment(calendar, (calendar.on - calendar.starts_on).days, 0))
    for number, fact in enumerate(SAID):
        action = plan.actions.get(ref=fact.ref)
        said = updates.Said(fact.rag, fact.comment)
        updates.update_rag(action=action, said=said, seen=None, by=officer, at=moment(calendar, fact.ago, number))
    return plan
