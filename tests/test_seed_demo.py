"""The demo's data: two councils, a believable year, the same on every run."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Authority, Membership, User
from accounts.permissions import Role
from core.models import AuditEvent, Job, Mail
from core.ratings import Rag
from plans import wording
from plans.models import Action, DateRevision, Evidence, Plan, RagUpdate
from sofs_tracker.demo.actions import delivery
from sofs_tracker.demo.calendar import Calendar
from sofs_tracker.demo.more_actions import communications
from sofs_tracker.demo.people import PASSWORD, SIGN_INS
from tests.world import every_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded() -> None:
    call_command("seed_demo", verbosity=0)


@pytest.fixture
def plan(seeded: None) -> Plan:
    return Plan.objects.get(authority__slug="fenshire", state="in_force")


def test_fenshire_and_marlshire_each_have_a_plan_in_force(seeded: None) -> None:
    assert set(Authority.objects.values_list("slug", flat=True)) == {"fenshire", "marlshire"}
    assert Plan.objects.filter(state="in_force").count() == 2
    assert Plan.objects.filter(authority__slug="fenshire", state="draft").count() == 1


def test_the_plan_has_the_structure_of_the_real_one(plan: Plan) -> None:
    delivery = plan.actions.filter(kind=Action.Kind.DELIVERY)
    assert Counter(delivery.values_list("area__code", flat=True)) == {"OD1": 5, "OD2": 12, "OD3": 5, "OD4": 6}
    assert plan.actions.filter(kind=Action.Kind.COMMUNICATION).count() == 5
    assert plan.prioritys.count() == 3
    assert plan.statements.filter(kind="measure").count() == 18


def test_today_is_ten_months_into_two_years(plan: Plan) -> None:
    today = timezone.localdate()
    assert plan.starts_on == Calendar(today).day(0, 1)
    assert (today.year - plan.starts_on.year) * 12 + today.month - plan.starts_on.month == 10
    assert (plan.ends_on - plan.starts_on).days in (729, 730)


def test_the_year_has_late_red_unrated_and_leaderless_actions(plan: Plan) -> None:
    today = timezone.localdate()
    assert plan.actions.filter(rag=Rag.RED).count() >= 2
    assert RagUpdate.objects.filter(action__plan=plan, rag=Rag.RED).exclude(path_to_green="").exists()
    assert plan.actions.filter(latest=None, rag=Rag.NOT_RATED).exists()
    assert plan.actions.filter(due_on__lt=today, rag=Rag.GREEN).exists(), "a contradiction"
    assert plan.actions.filter(has_lead=False, kind="delivery").exists()
    assert RagUpdate.objects.filter(withdraws__isnull=False).count() == 1
    assert Evidence.objects.count() == 3


def test_three_dates_were_queried_and_one_is_answered(plan: Plan) -> None:
    waiting = sum(plan.actions.values_list("queried", flat=True))
    answered = DateRevision.objects.filter(kind=DateRevision.Kind.ANSWERED).count()
    assert (waiting, answered) == (2, 1)
    assert DateRevision.objects.filter(kind=DateRevision.Kind.MOVED).count() == 5


def test_updates_stand_in_the_order_they_were_said(plan: Plan) -> None:
    for action in plan.actions.all():
        times = list(action.updates.order_by("pk").values_list("at", flat=True))
        assert times == sorted(times)
        assert all(at <= timezone.now() for at in times)


def test_everybody_named_on_the_demo_page_can_sign_in(seeded: None) -> None:
    for _, email in SIGN_INS:
        assert User.objects.get(email=email).check_password(PASSWORD)
    assert {label for label, _ in SIGN_INS} >= {role.label for role in Role}
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role.values)


def test_a_second_run_keeps_what_is_there(seeded: None) -> None:
    before = every_row()
    call_command("seed_demo", verbosity=0)
    assert every_row() == before


@pytest.mark.parametrize("month", range(1, 13))
def test_in_every_month_the_same_three_dates_are_queried(month: int) -> None:
    calendar = Calendar(date(2026, month, 15))
    read = [
        (line.ref, found)
        for line in [*delivery(calendar), *communications(calendar)]
        for found in wording.read_dates(line.by_when, period=(calendar.starts_on, calendar.ends_on))
    ]
    assert [ref for ref, found in read if found.queried] == ["2.1", "2.1", "2.4"]


def test_what_was_seeded_is_on_record(seeded: None) -> None:
    assert AuditEvent.objects.filter(thing="plan", verb="put in force").count() == 2
    assert not Job.objects.exclude(work="accounts.tasks.send_invitation").exists()


def test_what_a_plan_began_with_lies_before_its_updates(plan: Plan) -> None:
    action = plan.actions.get(ref="2.1")
    added = AuditEvent.objects.get(thing="action", thing_id=action.pk, verb="added")
    assert added.at < action.updates.order_by("at")[0].at


def test_two_rounds_are_locked_and_one_is_open(plan: Plan) -> None:
    first, second, third = plan.periods.order_by("opens_on")
    assert [first.state, second.state, third.state] == ["locked", "locked", "open"]
    assert 5 < first.snapshot["answered"] < second.snapshot["answered"]
    for period in (first, second):
        assert period.where_we_are
        assert period.updates.latest("at").at <= period.locked_at
    states = Counter(third.answers.values_list("state", flat=True))
    assert states["accepted"] == 2
    assert states["sent_back"] == 1
    assert states["waiting"] > 10


def test_only_the_mails_of_the_open_round_go_out(plan: Plan) -> None:
    queued = Mail.objects.filter(kind="digest", state=Mail.State.QUEUED)
    assert queued.count() == plan.periods.get(state="open").asks.exclude(asked_at=None).count() > 5


def test_dates_have_slipped_since_they_were_agreed(plan: Plan) -> None:
    baseline = plan.baselines.get()
    assert baseline.at.date() < min(plan.actions.get(ref="2.1").updates.values_list("at", flat=True)).date()
    agreed = baseline.dates.get(date__action__ref="2.10")
    assert (agreed.date.end - agreed.end).days > 120
