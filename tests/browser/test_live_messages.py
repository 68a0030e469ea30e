"""What happens in the page is said once, in the live region that was there at load."""

from typing import Any

import pytest

from tests.browser.hands import until
from tests.world import Council

LISTEN = """() => {
  const live = document.getElementById("live");
  window.heard = [];
  window.region = live;
  const listen = (region) => new MutationObserver(() => {
    const words = region.textContent.trim();
    if (words) window.heard.push(words);
  }).observe(region, {childList: true, characterData: true, subtree: true});
  document.querySelectorAll("[aria-live], [role=status], [role=alert], output").forEach(listen);
}"""


@pytest.fixture
def plan_page(new_page: Any, fen: Council) -> Any:
    page = new_page(user=fen.user("project_officer"))
    page.goto(f"/fenshire/plans/{fen.rows['plan'].slug}/")
    page.evaluate(LISTEN)
    page.locator("#a-1\\.1 .app-ragbutton").click()
    page.locator("tr.app-open form").wait_for()
    return page


def save(page: Any, rag: str, comment: str) -> None:
    page.locator(f"tr.app-open [name=rag][value={rag}]").check(force=True)
    page.locator("tr.app-open [name=comment]").fill(comment)
    page.locator("tr.app-open [type=submit]").click()


def test_a_save_in_place_is_said_once(plan_page: Any) -> None:
    save(plan_page, "red", "The trainer has left.")
    plan_page.locator("#a-1\\.1 .app-rag--r").wait_for()
    until(plan_page, "window.heard.length")
    plan_page.wait_for_timeout(500)
    assert plan_page.evaluate("window.heard") == ["1.1 saved as Off track."]
    assert plan_page.evaluate("window.region === document.getElementById('live') && window.region.isConnected")
    assert plan_page.locator("#live").inner_text() == "1.1 saved as Off track."
    assert plan_page.locator("[aria-live]").count() == 1


def test_saving_again_says_it_again(plan_page: Any) -> None:
    save(plan_page, "red", "The trainer has left.")
    plan_page.locator("#a-1\\.1 .app-rag--r").wait_for()
    until(plan_page, "window.heard.length === 1")
    plan_page.locator("#a-1\\.1 .app-ragbutton").click()
    plan_page.locator("tr.app-open form").wait_for()
    save(plan_page, "green", "A new one has started.")
    until(plan_page, "window.heard.length === 2")
    assert plan_page.evaluate("window.heard[1]") == "1.1 saved as On track."


def test_what_a_page_came_back_with_is_said_once(plan_page: Any) -> None:
    plan_page.goto(plan_page.url)
    plan_page.locator("#a-1\\.1").get_by_role("button", name="Withdraw").click()
    until(plan_page, "document.getElementById('live').textContent")
    said = plan_page.locator("#live").inner_text()
    assert said == plan_page.locator(".app-note--flash p").inner_text()


def test_a_lost_connection_is_said_and_keeps_what_was_typed(plan_page: Any) -> None:
    plan_page.context.set_offline(True)
    save(plan_page, "red", "The trainer has left.")
    until(plan_page, "window.heard.length")
    assert "nothing was saved" in plan_page.locator("#live").inner_text()
    assert plan_page.locator("tr.app-open [name=comment]").input_value() == "The trainer has left."
    plan_page.context.set_offline(False)
