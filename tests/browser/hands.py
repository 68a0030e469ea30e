"""Somebody at a keyboard: every step leaves a focus that can be seen, and no step uses a mouse."""

from typing import Any

from scripts.throwaway import wait_until

PASSWORD = "walk across the fens"
FAR = 150
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return {name: "nothing", shown: false};
  const label = at.labels && at.labels[0];
  const next = at.nextElementSibling;
  const around = [at, label, next].filter(Boolean);
  const looks = around.flatMap((each) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(each, part);
    const outline = style.outlineStyle === "none" ? "" : style.outlineColor;
    return `${outline} ${style.boxShadow} ${style.backgroundColor}`;
  })).join(" ");
  const outlined = around.some((each) => [null, "::before"].some((part) => {
    const style = getComputedStyle(each, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  }));
  const forced = matchMedia("(forced-colors: active)").matches;
  const marked = forced ? outlined : looks.includes("rgb(255, 221, 0)");
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return false;
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const inside = (y) => y > 0 && y < innerHeight;
    return [box.top + 4, box.top + box.height / 2, box.bottom - 4].filter(inside).some((y) => {
      const hit = document.elementFromPoint(x, y);
      return hit && (element.contains(hit) || hit.contains(element));
    });
  };
  const visible = around.some(seen);
  return {name: at.outerHTML.slice(0, 140), shown: marked && visible, marked, visible};
}"""


def until(page: Any, condition: str, seconds: float = 10) -> None:
    """Wait for something to become true in the page. (Playwright's own way is stopped by our content policy.)"""
    wait_until(lambda: bool(page.evaluate(f"() => Boolean({condition})")), condition, seconds)


class Hands:
    """A page worked by keys alone."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        for _ in range(times):
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Type into whatever has the focus."""
        self.page.keyboard.type(words)

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """Go on to an element; at every stop on the way one sees where one is."""
        stops = []
        for _ in range(FAR):
            self.page.keyboard.press(key)
            self.must_see_focus()
            if self._is_on_now(selector):
                return
            stops.append(self.page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))
        raise AssertionError(f"{selector} cannot be reached by {key}; on the way: {stops[-12:]}")

    def go(self, selector: str) -> None:
        """Follow a link or press a button by Enter, and wait for the page it leads to."""
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.press("Enter")

    def is_on(self, selector: str) -> bool:
        """Whether the focus is, or within moments comes, on one of these elements."""
        try:
            wait_until(lambda: self._is_on_now(selector), selector, 5)
        except TimeoutError:
            return False
        return True

    def _is_on_now(self, selector: str) -> bool:
        found = self.page.locator(selector)
        return bool(found.evaluate_all("all => all.includes(document.activeElement)"))

    def must_see_focus(self) -> None:
        """The focus is on something, marked in the colour of the focus, and not hidden behind anything.

        In forced colours, where shadows and fills are gone, it is marked by an outline.
        """
        focus = self.page.evaluate(FOCUS)
        for _ in range(5):
            if focus["shown"]:
                break
            self.page.wait_for_timeout(80)  # colours and scrolling may still be on their way
            focus = self.page.evaluate(FOCUS)
        assert focus["shown"], focus

    def sign_in(self, address: str) -> None:
        """From the sign-in page to My work."""
        self.page.goto("/accounts/login/")
        self.tab_to("[name=login]")
        self.type(address)
        self.tab_to("[name=password]")
        self.type(PASSWORD)
        with self.page.expect_navigation():
            self.press("Enter")
        self.page.wait_for_url("**/home/")
