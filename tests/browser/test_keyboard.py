"""The main journeys of each role by keyboard alone; the focus is always seen, and goes where one would look."""

from typing import Any

import pytest

from accounts.models import Membership
from core.ratings import Rag
from plans.models import Action, RagUpdate
from tests.browser.hands import Hands, until
from tests.world import Council

ROW = "#a-1\\.1"
BUTTON = f"{ROW} .app-ragbutton"
OPEN = 'tr.app-open[data-row="a-1.1"]'


@pytest.fixture
def hands(page: Any, fen: Council) -> Hands:
    return Hands(page)


@pytest.fixture
def on_plan(hands: Hands, fen: Council) -> Hands:
    """The officer, on the plan page, with the focus on the rating of 1.1."""
    hands.sign_in("project_officer@fenshire.example")
    hands.go(".app-nav a:has-text('Plans')")
    hands.go(f"main a:has-text('{fen.rows['plan'].title}')")
    hands.tab_to(BUTTON)
    return hands


def open_row(hands: Hands) -> None:
    hands.press("Enter")
    hands.page.locator(f"{OPEN} form").wait_for()
    until(hands.page, "document.activeElement.closest('tr.app-open')")
    hands.must_see_focus()


def rag_of(fen: Council) -> str:
    return Action.objects.get(pk=fen.rows["action"].pk).rag


def test_the_officer_rates_an_action_in_its_row(on_plan: Hands, fen: Council) -> None:
    open_row(on_plan)
    on_plan.press("r")
    assert on_plan.is_on(f"{OPEN} input[value=red]:checked")
    on_plan.must_see_focus()
    on_plan.tab_to(f"{OPEN} [name=comment]")
    on_plan.type("The trainer has left.")
    on_plan.press("Control+Enter")
    on_plan.page.locator(f"{ROW} .app-rag--r").wait_for()
    assert on_plan.page.locator("tr.app-open").count() == 0
    assert on_plan.is_on(BUTTON)
    on_plan.must_see_focus()
    assert rag_of(fen) == Rag.RED


def test_arrows_choose_a_rating_too(on_plan: Hands, fen: Council) -> None:
    open_row(on_plan)
    before = on_plan.page.evaluate("document.activeElement.value")
    on_plan.press("ArrowRight")
    after = on_plan.page.evaluate("document.activeElement.value")
    assert before != after
    assert on_plan.is_on(f"{OPEN} input[name=rag]:checked")
    on_plan.must_see_focus()


def test_enter_saves_from_a_single_line(on_plan: Hands, fen: Council) -> None:
    open_row(on_plan)
    on_plan.press("g")
    on_plan.tab_to(f"{OPEN} [name=help_wanted]")
    on_plan.type("None")
    on_plan.press("Enter")
    on_plan.page.locator(f"{ROW} .app-rag--g").wait_for()
    assert rag_of(fen) == Rag.GREEN


def test_escape_leaves_the_row_as_it_was(on_plan: Hands, fen: Council) -> None:
    open_row(on_plan)
    on_plan.press("r")
    on_plan.press("Escape")
    until(on_plan.page, "!document.querySelector('tr.app-open')")
    assert on_plan.is_on(BUTTON)
    on_plan.must_see_focus()
    assert rag_of(fen) == Rag.AMBER


def test_an_error_takes_the_focus_and_leads_to_its_field(on_plan: Hands, fen: Council) -> None:
    open_row(on_plan)
    on_plan.press("r")
    on_plan.press("Control+Enter")
    on_plan.page.locator(f"{OPEN} .govuk-error-summary").wait_for()
    until(on_plan.page, "document.activeElement.matches('.govuk-error-summary')")
    on_plan.must_see_focus()
    on_plan.tab_to(f"{OPEN} .govuk-error-summary a")
    on_plan.press("Enter")
    assert on_plan.is_on(f"{OPEN} [name=comment]")
    on_plan.must_see_focus()
    on_plan.type("The trainer has left.")
    on_plan.press("Control+Enter")
    on_plan.page.locator(f"{ROW} .app-rag--r").wait_for()
    assert on_plan.is_on(BUTTON)


def test_the_officer_takes_a_slip_back(on_plan: Hands, fen: Council) -> None:
    with on_plan.page.expect_navigation():
        on_plan.tab_to(f"{ROW} button:has-text('Withdraw')")
        on_plan.press("Enter")
    assert "withdrawn" in on_plan.page.locator(".app-note--flash").inner_text()
    assert RagUpdate.objects.filter(withdraws=fen.rows["update"]).exists()
    on_plan.tab_to(BUTTON)
    assert "Not rated" in on_plan.page.locator(ROW).inner_text()


def test_the_skip_link_passes_the_head_by(hands: Hands) -> None:
    hands.sign_in("viewer@fenshire.example")
    hands.page.goto("/fenshire/plans/")
    hands.press("Tab")
    hands.must_see_focus()
    assert hands.is_on(".govuk-skip-link")
    hands.press("Enter")
    hands.press("Tab")
    assert hands.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_viewer_reads_and_filters(hands: Hands, fen: Council) -> None:
    hands.sign_in("viewer@fenshire.example")
    hands.go(".app-nav a:has-text('Plans')")
    hands.go(f"main a:has-text('{fen.rows['plan'].title}')")
    assert hands.page.locator(".app-ragbutton").count() == 0
    hands.tab_to("#f-rag")
    hands.type("At risk")
    hands.go("button:has-text('Apply filters')")
    assert "rag=amber" in hands.page.url
    refs = hands.page.locator("main tbody .app-ref").all_inner_texts()
    assert refs == ["1.1"]
    hands.go("#a-1\\.1 a.app-what")
    assert hands.page.locator("h1").inner_text() == fen.rows["action"].title
    hands.go("nav[aria-label=Actions] a[rel=next]")
    assert hands.page.locator("h1").inner_text() != fen.rows["action"].title


def test_a_manager_invites_somebody(hands: Hands, fen: Council) -> None:
    hands.sign_in("project_manager@fenshire.example")
    hands.go(".app-nav a:has-text('People')")
    hands.go("a:has-text('Invite somebody')")
    hands.tab_to("main [name=name]")
    hands.type("Wren Holt")
    hands.tab_to("main [name=email]")
    hands.type("wren.holt@fenshire.example")
    hands.tab_to("main [name=roles][value=viewer]")
    hands.press("Space")
    hands.must_see_focus()
    hands.go("main button:has-text('Send invitation')")
    assert "Invited Wren Holt" in hands.page.locator(".app-note--flash").inner_text()
    assert Membership.objects.filter(user__email="wren.holt@fenshire.example", role="viewer").exists()


def test_a_lead_rates_their_own_action_from_my_work(hands: Hands, fen: Council) -> None:
    hands.sign_in("lead@fenshire.example")
    hands.go("main a.govuk-button:has-text('1.1')")
    hands.tab_to("main [name=rag]")
    hands.press("g")
    assert hands.is_on("main [name=rag][value=green]:checked")
    hands.must_see_focus()
    hands.tab_to("main [name=comment]")
    hands.type("The report went out.")
    with hands.page.expect_navigation():
        hands.press("Control+Enter")
    assert "On track" in hands.page.locator(".app-note--flash").inner_text()
    assert rag_of(fen) == Rag.GREEN


def test_the_focus_is_seen_in_forced_colours(new_page: Any, fen: Council) -> None:
    hands = Hands(new_page(user=fen.user("project_officer"), forced_colors="active"))
    hands.page.goto(f"/fenshire/plans/{fen.rows['plan'].slug}/")
    hands.tab_to(BUTTON)
    open_row(hands)
    hands.tab_to(f"{OPEN} [type=submit]")
