"""The same journeys where scripts are switched off: every page, form and button works by itself."""

from typing import Any

import pytest

from accounts.models import Membership
from core.ratings import Rag
from plans.models import Action, RagUpdate
from tests.browser.hands import PASSWORD
from tests.world import Council


@pytest.fixture
def page(new_page: Any, fen: Council) -> Any:
    return new_page(script=False)


def sign_in(page: Any, name: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Work email").fill(f"{name}@fenshire.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home/")


def rag_of(fen: Council) -> str:
    return Action.objects.get(pk=fen.rows["action"].pk).rag


def to_plan(page: Any, fen: Council) -> None:
    page.get_by_role("link", name="Plans", exact=True).click()
    page.locator("main").get_by_role("link", name=fen.rows["plan"].title).click()


def test_scripts_are_off(page: Any) -> None:
    page.goto("/accessibility/")
    assert page.locator("script[src*='htmx']").count() == 1
    assert page.evaluate("typeof window.htmx") == "undefined"


def test_the_officer_rates_an_action_and_takes_it_back(page: Any, fen: Council) -> None:
    sign_in(page, "project_officer")
    to_plan(page, fen)
    page.locator("#a-1\\.1 .app-ragbutton").click()
    assert page.url.endswith("/update/") or "/update/?" in page.url
    page.get_by_role("radio", name="R Off track").check()
    page.get_by_role("button", name="Save rating").click()
    assert page.title().startswith("Error: ")
    page.get_by_label("What has changed?").fill("The trainer has left.")
    page.get_by_role("button", name="Save rating").click()
    assert "Rating saved for 1.1: Off track." in page.locator(".app-note--flash").inner_text()
    assert rag_of(fen) == Rag.RED
    page.locator("#a-1\\.1").get_by_role("button", name="Withdraw").click()
    assert "withdrawn" in page.locator(".app-note--flash").inner_text()
    assert rag_of(fen) == Rag.AMBER
    assert RagUpdate.objects.filter(action=fen.rows["action"]).count() == 3


def test_a_viewer_reads_and_filters(page: Any, fen: Council) -> None:
    sign_in(page, "viewer")
    to_plan(page, fen)
    page.get_by_label("Rating", exact=True).select_option("amber")
    page.get_by_role("button", name="Apply filters").click()
    assert page.locator("main tbody .app-ref").all_inner_texts() == ["1.1"]
    page.get_by_role("link", name="Clear filters").click()
    page.locator("thead").get_by_role("link", name="Ref").click()
    assert "sort=-ref" in page.url
    page.locator("#a-1\\.1 a.app-what").click()
    assert page.locator("h1").inner_text() == fen.rows["action"].title
    assert page.locator("blockquote").is_visible()


def test_a_manager_invites_somebody(page: Any, fen: Council) -> None:
    sign_in(page, "project_manager")
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Name").fill("Wren Holt")
    page.get_by_label("Work email").fill("wren.holt@fenshire.example")
    page.get_by_label("Viewer").check()
    page.get_by_role("button", name="Send invitation").click()
    assert "Invited Wren Holt" in page.locator(".app-note--flash").inner_text()
    assert Membership.objects.filter(user__email="wren.holt@fenshire.example", role="viewer").exists()


def test_a_lead_rates_their_own_action_from_my_work(page: Any, fen: Council) -> None:
    sign_in(page, "lead")
    page.locator("main a.govuk-button", has_text="1.1").first.click()
    page.get_by_role("radio", name="G On track").check()
    page.get_by_role("button", name="Save rating").click()
    assert "On track" in page.locator(".app-note--flash").inner_text()
    assert rag_of(fen) == Rag.GREEN


def test_columns_are_chosen_and_kept(page: Any, fen: Council) -> None:
    sign_in(page, "viewer")
    to_plan(page, fen)
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Direction").uncheck()
    page.get_by_role("button", name="Show these columns").click()
    assert page.locator("thead").get_by_text("Direction").count() == 0
