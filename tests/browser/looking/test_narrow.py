"""On 320 by 256 pixels, which is 400% of a small laptop, nothing scrolls sideways but a table in a named region."""

from typing import Any

import pytest

from tests.browser.looking.states import At, address, come_to
from tests.browser.looking.table import STATES

pytestmark = pytest.mark.django_db
WIDE = """() => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const out = [...document.body.querySelectorAll("*")].filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width > 1 && box.right > root.clientWidth + 1 && getComputedStyle(each).position !== "absolute";
    });
    const which = out.slice(0, 4).map((each) => each.outerHTML.slice(0, 120)).join(" | ");
    wrong.push(`the page is ${root.scrollWidth} wide: ${which}`);
  }
  for (const each of document.querySelectorAll("body *")) {
    const style = getComputedStyle(each);
    if (!["auto", "scroll"].includes(style.overflowX) || each.scrollWidth <= each.clientWidth + 1) continue;
    if (["TEXTAREA", "SELECT", "INPUT"].includes(each.tagName)) continue;
    const labelled = document.getElementById(each.getAttribute("aria-labelledby"));
    const name = each.getAttribute("aria-label") || labelled?.textContent;
    if (each.getAttribute("role") !== "region" || each.tabIndex !== 0 || !name?.trim() || !each.querySelector("table"))
      wrong.push(`scrolls sideways without being a named, focusable table region: ${each.outerHTML.slice(0, 160)}`);
  }
  return wrong;
}"""
SHOWN = [
    (name, state)
    for name, page in STATES.items()
    for state in ("typical", "full", "conflict", "row open")
    if state in page.states()
]


@pytest.mark.parametrize(("name", "state"), SHOWN, ids=[": ".join(pair) for pair in SHOWN])
def test_no_page_scrolls_sideways(name: str, state: str, looking: Any) -> None:
    assert _wide(looking, name, STATES[name].states()[state]) == []


def test_the_check_sees_a_page_that_is_too_wide(looking: Any) -> None:
    tab = looking.page("typical", "", 320, 256)
    tab.goto("/accessibility/")
    tab.evaluate("document.querySelector('h1').style.width = '500px'")
    assert tab.evaluate(WIDE)
    tab.close()


def _wide(looking: Any, name: str, at: At) -> list[str]:
    tab = looking.page(at.council, at.role, 320, 256)
    try:
        come_to(tab, address(name, STATES[name], at, looking.councils[at.council]), at)
        found: list[str] = tab.evaluate(WIDE)
        return found
    finally:
        tab.close()
