"""A whole round in the browser: opened, answered by three leads in three ways, locked; and what then shows it."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from accounts.models import Person
from core.models import Mail
from core.ratings import Rag
from plans.models import Action, Plan, ReportingPeriod
from plans.services import updates
from plans.services.updates import Said
from tests.browser.answering import field, rating, saved
from tests.browser.hands import Hands
from tests.factories.plans import ActionDateFactory, ActionFactory, AreaFactory, LeadFactory, PlanFactory
from tests.world import Council

ROUNDS = "/fenshire/plans/kept-true/rounds/"


@pytest.fixture
def plan(fen: Council) -> Plan:
    """Three actions: led by somebody with an account, somebody without, and a superleader."""
    today = timezone.localdate()
    plan = PlanFactory(authority=fen.authority, slug="kept-true", starts_on=today, ends_on=today + dt.timedelta(400))
    area = AreaFactory(plan=plan, code="OD1")
    leads = (_signs_in(fen, "practice_leader"), _writes_only(fen), _signs_in(fen, "superleader"))
    for number, person in enumerate(leads, start=1):
        action = ActionFactory(plan=plan, area=area, ref=f"1.{number}", what=f"Work {number}.", position=number)
        ActionDateFactory(action=action, end=today + dt.timedelta(60 + number))
        LeadFactory(action=action, person=person)
        said = Said(Rag.GREEN, "As planned.")
        updates.update_rag(action=action, said=said, seen=None, by=fen.users["project_officer"])
    return plan


def _signs_in(fen: Council, name: str) -> Person:
    user = fen.users[name]
    person = Person.objects.filter(user=user).first() or Person(authority=fen.authority, name=f"Ada {name}", user=user)
    person.email = user.email
    person.save()
    return person


def _writes_only(fen: Council) -> Person:
    return Person.objects.create(authority=fen.authority, name="Nia Guest", email="nia@health.example")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_round_from_opening_to_lock(new_page: Any, fen: Council, plan: Plan, script: bool) -> None:
    officer = new_page(user=fen.user("project_officer"), script=script)
    period = _open(officer)
    _answer_signed_in(new_page(user=fen.user("practice_leader"), script=script), period)
    _answer_by_link(new_page(width=390, height=844, script=script, has_touch=True, is_mobile=True), period)
    superleader = new_page(user=fen.user("superleader"), script=script)
    _answer_third(superleader, period, "Booked.")
    _send_back(officer, period)
    _answer_third(superleader, period, "Booked for twelve.")
    officer.goto(f"{ROUNDS}{period.slug}/answers/")
    assert "3 of 3 answered" in officer.locator(".app-lead").inner_text()
    officer.get_by_role("button", name="Accept all 3 to look at").click()
    _lock(new_page(user=fen.user("project_manager"), script=script), period)
    _shown(officer, period)


def test_the_officer_opens_and_the_manager_locks_by_keyboard(new_page: Any, fen: Council, plan: Plan) -> None:
    hands = Hands(new_page(user=fen.user("project_officer")))
    hands.page.goto(f"/fenshire/plans/{plan.slug}/")
    hands.go("a:has-text('Start an update round')")
    hands.tab_to("[name=start]")
    hands.press("ArrowUp")
    hands.go("main form [type=submit]:has-text('Save round')")
    period = plan.periods.get()
    assert period.state == ReportingPeriod.State.OPEN
    hands.go("button:has-text('Chase the silent'), a:has-text('Answer in one list')")
    manager = Hands(new_page(user=fen.user("project_manager")))
    manager.page.goto(f"{ROUNDS}{period.slug}/answers/")
    manager.go("a:has-text('Lock the period')")
    manager.go("main form [type=submit]:has-text('Lock')")
    period.refresh_from_db()
    assert period.state == ReportingPeriod.State.LOCKED


def _open(page: Any) -> ReportingPeriod:
    page.goto("/fenshire/plans/kept-true/")
    page.get_by_role("link", name="Start an update round").click()
    page.get_by_role("radio", name="Now: each lead").check()
    page.get_by_role("button", name="Save round").click()
    period = ReportingPeriod.objects.get(plan__slug="kept-true")
    assert period.state == ReportingPeriod.State.OPEN
    assert period.asks.exclude(asked_at=None).count() == 3
    return period


def _answer_signed_in(page: Any, period: ReportingPeriod) -> None:
    page.goto("/fenshire/home/")
    page.get_by_role("link", name=period.title).first.click()
    page.get_by_role("button", name="Still true 1.1", exact=True).click()
    saved(page, period, "1.1")


def _answer_by_link(page: Any, period: ReportingPeriod) -> None:
    text = Mail.objects.get(to="nia@health.example", kind="digest").text
    link = next(line for line in text.splitlines() if "/answer/" in line)
    page.goto(urlsplit(link).path)
    page.locator(f"label:has({rating(period, '1.2')}[value=amber])").tap()
    page.locator(field(period, "1.2", "comment")).fill("The room is gone.")
    more = page.locator(f"#r{period.answers.get(action__ref='1.2').pk} details")
    if more.get_attribute("open") is None:
        more.locator("summary").tap()
    page.locator(field(period, "1.2", "path_to_green")).fill("A new one by June.")
    page.get_by_role("button", name="Save 1.2", exact=True).tap()
    saved(page, period, "1.2")


def _answer_third(page: Any, period: ReportingPeriod, words: str) -> None:
    page.goto(f"{ROUNDS}{period.slug}/")
    page.locator(field(period, "1.3", "comment")).fill(words)
    page.get_by_role("button", name="Save 1.3", exact=True).click()
    saved(page, period, "1.3")


def _send_back(page: Any, period: ReportingPeriod) -> None:
    page.goto(f"{ROUNDS}{period.slug}/answers/")
    page.locator(f"a[href$='/{period.answers.get(action__ref='1.3').pk}/send-back/']").click()
    page.locator("[name=question]").fill("For how many?")
    page.locator("main form [type=submit]").last.click()
    assert "For how many?" in page.locator("main").inner_text()


def _lock(page: Any, period: ReportingPeriod) -> None:
    page.goto(f"{ROUNDS}{period.slug}/lock/")
    page.locator("#form [type=submit]").click()
    period.refresh_from_db()
    assert period.state == ReportingPeriod.State.LOCKED
    assert period.snapshot["answered"] == 3


def _shown(page: Any, period: ReportingPeriod) -> None:
    page.goto(f"{ROUNDS}{period.slug}/said/")
    said = page.locator("main").inner_text()
    assert "Booked for twelve." in said
    assert "A new one by June." in said
    page.goto(f"/fenshire/plans/kept-true/changes/?since={timezone.localdate() - dt.timedelta(1)}")
    assert "The room is gone." in page.locator("main").inner_text()
    page.goto("/fenshire/plans/kept-true/trajectory/")
    assert "milestone" in page.locator("main").inner_text()
    assert Action.objects.get(ref="1.2", plan__slug="kept-true").rag == Rag.AMBER
