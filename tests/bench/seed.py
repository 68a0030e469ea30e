"""Fills our database for the bench: `python -m tests.bench.seed small|large|many`, one stage after another.

small: a plan of 30 actions with eight updates each. large: a plan of 10,000 more. many: 1,000,000 more updates,
spread over the large plan, and one action of the small plan's with 10,000.
"""

import os
import sys
from datetime import date, timedelta
from typing import Any

import django
from django.db import connection
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sofs_tracker.settings")
django.setup()

from accounts.models import Authority, Membership, Person, User  # noqa: E402 -- models need the set-up
from accounts.permissions import Role  # noqa: E402
from plans import rules  # noqa: E402
from plans.models import Action, ActionDate, DeliveryArea, Participation, Plan  # noqa: E402
from tests.bench.ours import ref  # noqa: E402
from tests.bench.sizes import (  # noqa: E402
    COUNCIL,
    LARGE,
    LONG,
    LONG_HISTORY,
    MANY_UPDATES,
    NOTE,
    PASSWORD,
    SMALL,
    UPDATES,
    USER,
)

PEOPLE = 12

# The newest update of an action is the one whose rating the action shows.
LATEST = """
UPDATE plans_action a SET latest_id = u.id, rag = u.rag
FROM plans_ragupdate u
WHERE u.id = (SELECT max(id) FROM plans_ragupdate WHERE action_id = a.id) AND a.plan_id = %(plan)s"""
HISTORY = """
INSERT INTO plans_ragupdate(action_id, rag, rag_before, comment, path_to_green, help_wanted, suggested, source,
  by_id, at)
SELECT a.id, CASE WHEN (a.id + k) %% 2 = 0 THEN 'green' ELSE 'amber' END,
  CASE WHEN (a.id + k) %% 2 = 0 THEN 'amber' ELSE 'green' END,
  'Quarter ' || k || ': ' || %(note)s, '', '', '', 'page', %(by)s, now() - (1000000 - k) * interval '1 minute'
FROM plans_action a, generate_series(1, %(updates)s) k WHERE a.plan_id = %(plan)s AND a.ref LIKE %(ref)s
ORDER BY k, a.id"""


def small() -> None:
    authority = Authority.objects.create(slug=COUNCIL, name="Fenshire")
    user = User.objects.create_user(USER, PASSWORD, name="Ben Chmark")
    Membership.objects.create(user=user, authority=authority, role=Role.PROJECT_OFFICER)
    Person.objects.bulk_create(Person(authority=authority, name=f"Owner Number {n}") for n in range(1, PEOPLE + 1))
    fill(SMALL)


def large() -> None:
    fill(LARGE)


def many() -> None:
    history(Plan.objects.get(slug=f"plan-{LARGE}"), MANY_UPDATES // LARGE, "%")
    history(Plan.objects.get(slug=f"plan-{SMALL}"), LONG_HISTORY, ref(LONG))


def fill(size: int) -> None:
    """One plan in force: four areas, actions with two dates and a lead each, and their updates."""
    authority = Authority.objects.get(slug=COUNCIL)
    plan = Plan.objects.create(
        authority=authority,
        slug=f"plan-{size}",
        title=f"Plan of {size}",
        state=Plan.State.IN_FORCE,
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 12, 31),
    )
    areas = [
        DeliveryArea.objects.create(plan=plan, position=number, code=f"OD{number}", title=f"Delivery area {number}")
        for number in range(1, 5)
    ]
    actions = Action.objects.bulk_create([action(plan, areas[n % 4], n) for n in range(1, size + 1)], batch_size=2000)
    people = list(Person.objects.filter(authority=authority).order_by("pk"))
    ActionDate.objects.bulk_create([row for each in actions for row in dates(each)], batch_size=2000)
    Participation.objects.bulk_create([lead(each, people) for each in actions], batch_size=2000)
    history(plan, UPDATES, "%")


def action(plan: Plan, area: DeliveryArea, number: int) -> Action:
    texts = {
        "ref": ref(number),
        "title": f"Delivery action {number}: publish the agreed milestone",
        "what": f"Deliver the agreed output for action {number} and report progress to the board each quarter. "
        + "Further detail of scope and evidence. " * 4,
        "by_when": "September 2026, review March 2027",
        "who": f"Owner Number {1 + number % PEOPLE}",
        "monitored_through": "Steering Group",
    }
    return Action(
        plan=plan,
        area=area,
        position=number,
        has_lead=True,
        due_on=due(number),
        search_words=rules.search_words(texts[name] for name in rules.SEARCHED),
        **texts,
    )


def due(number: int) -> date:
    return timezone.localdate() + timedelta(days=number * 7 % 700 - 90)


def dates(row: Action) -> list[ActionDate]:
    first, review = due(row.position), due(row.position) + timedelta(days=180)
    made: list[dict[str, Any]] = [
        {"kind": ActionDate.Kind.DUE, "start": first, "end": first},
        {"kind": ActionDate.Kind.REVIEW, "start": review, "end": review},
    ]
    return [
        ActionDate(action=row, position=number, precision="day", source=row.by_when, **each)
        for number, each in enumerate(made)
    ]


def lead(row: Action, people: list[Person]) -> Participation:
    person = people[row.position % PEOPLE]
    return Participation(action=row, part=Participation.Part.LEAD, words=person.name, person=person)


def history(plan: Plan, updates: int, ref: str) -> None:
    by = User.objects.get(email=USER).pk
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(HISTORY, {"plan": plan.pk, "updates": updates, "ref": ref, "note": NOTE, "by": by})
        cursor.execute(LATEST, {"plan": plan.pk})


if __name__ == "__main__":
    {"small": small, "large": large, "many": many}[sys.argv[1]]()
    with connection.cursor() as analyse:
        analyse.execute("SET statement_timeout = 0; ANALYZE")
