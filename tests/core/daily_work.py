"""Daily work that the worker of the tests does, and a council full of leads to be told something."""

from datetime import date, time, timedelta
from typing import Any

from django.db import connection

from accounts.models import Authority, Person, User
from core import jobs
from core.daily import Item
from core.models import Job, OutboxMail
from plans.models import Action, ActionDate, Participation, Plan
from plans.services import reminders
from tests.factories.accounts import AuthorityFactory
from tests.factories.plans import PlanFactory

HERE = "tests.core.daily_work"
WORKDAY = date(2026, 11, 25)
LAST = "last@health.example"
ITEMS = (
    Item("first", f"{HERE}.says", at=time(0), each_day=True),
    Item("second", f"{HERE}.says", at=time(0), after="first"),
)

NOTHING: tuple[Item, ...] = ()


def says(job: Job) -> dict[str, Any]:
    """Leave a line that can be counted."""
    OutboxMail.objects.create(to="work@example.org", subject=job.key, body="")
    return {"on": job.args["on"]}


def tells_of_a_workday(job: Job) -> dict[str, Any]:
    """The digest of a council on a day on which England works, whatever day the test runs on."""
    assert job.authority
    return reminders.send_digests(authority=job.authority, on=date.fromisoformat(job.args["on"]))


def ask_for_digests(authority: Authority) -> Job:
    """As the scheduler asks for them."""
    return jobs.ask(
        work=f"{HERE}.tells_of_a_workday", key=f"daily:digests:{authority.pk}:{WORKDAY}",
        args={"on": str(WORKDAY)}, authority=authority, by=User.objects.system(),
    )  # fmt: skip


def council_of_leads(number: int) -> Authority:
    """A plan in force with so many actions due in three days, each led by somebody else; the last one is `LAST`."""
    authority = AuthorityFactory()
    plan: Plan = PlanFactory(authority=authority, state="in_force", starts_on=WORKDAY, ends_on=WORKDAY + timedelta(300))
    due = WORKDAY + timedelta(3)
    actions = Action.objects.bulk_create(
        Action(plan=plan, ref=f"1.{n}", title=f"Action {n}", what="Do it", has_lead=True, due_on=due, position=n)
        for n in range(number)
    )
    people = Person.objects.bulk_create(
        Person(authority=authority, name=f"Lead {n}", email=LAST if n == number - 1 else f"lead{n}@health.example")
        for n in range(number)
    )
    ActionDate.objects.bulk_create(ActionDate(action=action, kind="due", start=due, end=due) for action in actions)
    Participation.objects.bulk_create(
        Participation(action=action, part="lead", person=person, words=person.name)
        for action, person in zip(actions, people, strict=True)
    )
    return authority


def hold_back(table: str, when: str, condition: str) -> None:
    """Let the database itself wait where it would do this, until nobody holds the advisory lock 42 any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION wait_for_42() RETURNS trigger AS $$ "
            "BEGIN PERFORM pg_advisory_xact_lock_shared(42); RETURN NEW; END $$ LANGUAGE plpgsql"
        )
        cursor.execute(
            f"CREATE TRIGGER held_back BEFORE {when} ON {table} FOR EACH ROW WHEN ({condition}) "
            "EXECUTE FUNCTION wait_for_42()"
        )


def let_go(table: str) -> None:
    """Take the trigger away again."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS held_back ON {table}")
