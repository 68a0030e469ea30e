"""A plan from a copy of another: words, leads and dates go along; ratings, updates and evidence stay behind."""

import time
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from core.errors import RuleBroken
from core.models import AuditEvent
from core.ratings import Rag
from plans.models import Action, ActionDate, Plan, Statement
from plans.services import actions, copying, plans
from plans.services.copying import Wanted
from tests.factories.accounts import PersonFactory, user_with
from tests.factories.plans import (
    AreaFactory,
    EvidenceFactory,
    PlanFactory,
    PriorityFactory,
    RagUpdateFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db
NEXT = Wanted("The next two years", starts_on=date(2020, 1, 1))


@pytest.fixture
def officer() -> User:
    return user_with(Role.PROJECT_OFFICER)


@pytest.fixture
def plan(officer: User) -> Plan:
    made = PlanFactory(title="Two years", credit="With thanks to Marlshire.", stale_after_days=30)
    area = AreaFactory(plan=made, code="OD1", by_words="by December 2019")
    PriorityFactory(plan=made, number=1)
    StatementFactory(plan=made)
    StatementFactory(plan=made, area=area, kind=Statement.Kind.FOCUS, text="networks")
    for ref, by_when in (("1.1", "31 August 2018"), ("1.2", "21-15 May 2018"), ("1.3", "6 monthly"), ("1.4", "")):
        words = actions.Words(ref, f"What {ref}", by_when=by_when, who="Priya Nair", area=area)
        action = actions.create_action(plan=made, words=words, by=officer)
        lead = actions.Part("lead", "Priya Nair", person=PersonFactory(authority=made.authority))
        actions.set_lead(action=action, part=lead, by=officer)
    return made


def test_the_copy_says_what_the_plan_says_two_years_on(plan: Plan, officer: User) -> None:
    made = copying.copy_plan(plan=plan, wanted=NEXT, by=officer)
    assert (made.state, made.starts_on, made.ends_on) == ("draft", date(2020, 1, 1), date(2021, 12, 31))
    assert (made.credit, made.stale_after_days, made.copied_from) == (plan.credit, 30, plan)
    assert dict(made.actions.values_list("ref", "by_when")) == {
        "1.1": "31 August 2020", "1.2": "TBC", "1.3": "6 monthly", "1.4": "",
    }  # fmt: skip
    assert made.deliveryareas.get().by_words == "by December 2021"
    assert sorted(made.statements.values_list("text", "area__code")) == [
        ("We work with families, not on them.", None), ("networks", "OD1"),
    ]  # fmt: skip


def test_words_and_dates_agree_and_can_be_searched(plan: Plan, officer: User) -> None:
    made = copying.copy_plan(plan=plan, wanted=NEXT, by=officer)
    first = made.actions.get(ref="1.1")
    assert list(first.dates.values_list("end", "source")) == [(date(2020, 8, 31), "31 August 2020")]
    assert first.due_on == date(2020, 8, 31)
    assert "31 august 2020" in first.search_words
    assert made.actions.get(ref="1.2").dates.get().kind == ActionDate.Kind.TBC


def test_leads_go_along_and_history_does_not(plan: Plan, officer: User) -> None:
    action = plan.actions.get(ref="1.1")
    RagUpdateFactory(action=action, rag=Rag.RED)
    Action.objects.filter(pk=action.pk).update(rag=Rag.RED)
    EvidenceFactory(action=action)
    actions.archive_action(action=plan.actions.get(ref="1.4"), reason="Merged", by=officer)
    copy = copying.copy_plan(plan=plan, wanted=NEXT, by=officer)
    fresh = copy.actions.get(ref="1.1")
    assert fresh.participations.get(part="lead").person == action.participations.get(part="lead").person
    assert (fresh.rag, fresh.latest, fresh.has_lead) == (Rag.NOT_RATED, None, True)
    assert not fresh.updates.exists()
    assert not fresh.evidence.exists()
    assert not copy.actions.filter(ref="1.4").exists()


def test_the_copy_is_on_record_and_the_old_plan_untouched(plan: Plan, officer: User) -> None:
    before = list(plan.actions.order_by("pk").values())
    copying.copy_plan(plan=plan, wanted=NEXT, by=officer)
    assert list(plan.actions.order_by("pk").values()) == before
    event = AuditEvent.objects.get(verb="copied")
    assert event.after == {"from": "Two years", "months": 24, "actions": 4, "tbc": 1}


def test_months_do_as_well_as_a_first_day(plan: Plan, officer: User) -> None:
    made = copying.copy_plan(plan=plan, wanted=Wanted("Next", months=6), by=officer)
    assert (made.starts_on, made.ends_on) == (date(2018, 7, 1), date(2020, 6, 30))


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Wanted("two YEARS", months=24), "of that title already"),
        (Wanted(" ", months=24), "title"),
        (Wanted("x", months=6_000), "fifty years"),
        (Wanted("x"), "how many months"),
    ],
)
def test_what_cannot_be_is_refused_whole(wanted: Wanted, says: str, plan: Plan, officer: User) -> None:
    with pytest.raises(RuleBroken, match=says):
        copying.copy_plan(plan=plan, wanted=wanted, by=officer)
    assert Plan.objects.count() == 1


def test_the_copy_can_be_kept_and_put_in_force(plan: Plan, officer: User) -> None:
    made = copying.copy_plan(plan=plan, wanted=NEXT, by=officer)
    action = made.actions.get(ref="1.1")
    words = actions.Words("1.1", "What", by_when="1 September 2020", area=made.deliveryareas.get())
    actions.edit_action(action=action, words=words, version=action.version, by=officer)
    plans.set_state(plan=made, state="in_force", by=user_with(Role.PROJECT_MANAGER))
    assert made.actions.get(ref="1.1").due_on == date(2020, 9, 1)


def test_the_page_shows_what_would_move_before_anything_is_made(plan: Plan, officer: User) -> None:
    client, url = signed_in(officer), f"/fenshire/plans/{plan.slug}/copy/"
    sent: dict[str, Any] = {"title": "Next", "starts_on": "1 January 2020", "months": ""}
    page = client.post(url, sent).content.decode()
    assert "31 August 2020" in page
    assert "21-15 May 2018" in page
    assert Plan.objects.count() == 1
    answer = client.post(url, sent | {"sure": "1"}, follow=True)
    assert "Grew from Two years" in answer.content.decode()
    assert "21-15 May 2018" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": "", "months": "24"}, "Enter a title for the new plan"),
        ({"title": "x"}, "Enter the first day of the new plan"),
        ({"title": "x", "months": "24", "starts_on": "1 May 2020"}, "not both"),
        ({"title": "Two years", "months": "24", "sure": "1"}, "of that title already"),
    ],
)
def test_what_is_missing_is_said_at_its_field(sent: dict[str, str], says: str, plan: Plan, officer: User) -> None:
    answer = signed_in(officer).post(f"/fenshire/plans/{plan.slug}/copy/", sent)
    assert answer.status_code == 400
    assert says in answer.content.decode()


@pytest.mark.wide
def test_two_thousand_actions_are_copied_in_a_few_statements(
    plan: Plan, officer: User, django_assert_max_num_queries: Any
) -> None:
    area = plan.deliveryareas.get()
    rows = [
        Action(plan=plan, area=area, ref=f"9.{n}", title="x", what="x", by_when=f"{n % 28 + 1} May 2018 and June 2019")
        for n in range(2000)
    ]  # fmt: skip
    Action.objects.bulk_create(rows)
    started = time.process_time()
    with django_assert_max_num_queries(200):
        copying.copy_plan(plan=plan, wanted=NEXT, by=officer)
    print(f"2,000 actions copied in {time.process_time() - started:.1f} s of CPU")
    assert time.process_time() - started < 10


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    return client
