"""What a state of a page is, and how a browser comes to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from operator import attrgetter
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.looking.councils import FULL, TYPICAL
from tests.world import Council

OFFICER, MANAGER, VIEWER, LEAD, STAFF, NOBODY = "project_officer", "project_manager", "viewer", "lead", "staff", ""
ADMIN = "administrator"
NAMES = ("empty", "typical", "full", "error", "conflict")
HTML = "text/html; charset=utf-8"
NUMBERS = count(1)
SEND = "main form:has(input[name]) [type=submit]"
ERROR, CONFLICT = ".govuk-error-summary", "#conflict[data-focus]"
FILL = """fields => {
  for (const [name, value] of Object.entries(fields)) {
    const [sign, rest] = name.startsWith("$") ? ["$=", name.slice(1)] : ["=", name]; // "$-seen": of every row
    const inputs = [...document.querySelectorAll(`main [name${sign}"${rest}"]`)];
    if (!inputs.length) throw new Error(`no field ${name}`);
    for (const input of inputs) {
      if (["radio", "checkbox"].includes(input.type)) input.checked = input.value === value;
      else input.value = value;
    }
  }
}"""


@dataclass(frozen=True)
class At:
    """One state: whose page, of which council, about which rows; what is filled in, which button is pressed.

    `renders` is a template that is answered for no address of its own; `first` is a state one comes from; `opens` a
    row form. `shows` is what must stand on the page then, so that a state is never checked without being there.
    """

    council: str = TYPICAL
    role: str = OFFICER
    query: str = ""
    about: Mapping[str, str] | None = None
    path: str = ""
    renders: str = ""
    first: "At | None" = None
    opens: str = ""
    fill: Mapping[str, str] = field(default_factory=dict)
    press: str = ""
    shows: str = "h1"


def error(fill: Mapping[str, str] | None = None, press: str = SEND, **more: Any) -> At:
    """The page after its form was sent with something missing or wrong."""
    return At(fill=fill or {}, press=press, **{"shows": ERROR, **more})


def conflict(fill: Mapping[str, str], press: str = SEND, **more: Any) -> At:
    """The page after somebody else was faster: the form says that an older version was looked at."""
    return At(fill=fill, press=press, **{"shows": CONFLICT, **more})


@dataclass(frozen=True)
class Page:
    """The states a page can have, or the reason why it lacks one. `also` are further faces of the same page."""

    empty: At | str
    typical: At
    full: At | str
    error: At | str
    conflict: At | str
    about: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, At] = field(default_factory=dict)

    def states(self) -> dict[str, At]:
        """Those it has, by name."""
        named = {name: getattr(self, name) for name in NAMES} | dict(self.also)
        return {name: at for name, at in named.items() if isinstance(at, At)}


def full(**more: Any) -> At:
    """The same page with more than it was drawn for."""
    return At(FULL, **more)


def address(name: str, page: Page, at: At, council: Council) -> str:
    """Where this state is."""
    if at.first:
        return address(name, page, at.first, council)
    if at.renders:
        return f"/rendered/{at.renders}"
    query = at.query.format(**council.rows)
    if at.path:
        return at.path.format(slug=council.authority.slug, **council.rows) + query
    about = {key: _value(council, path) for key, path in (page.about if at.about is None else at.about).items()}
    if ":" in name or name == "home":
        about["authority"] = council.authority.slug
    return reverse(name, kwargs=about) + query


def come_to(page: Any, url: str, at: At) -> None:
    """Load the page and do what brings its state about."""
    if at.renders:
        page.route("**/rendered/**", lambda route: route.fulfill(body=render_to_string(at.renders), content_type=HTML))
    if at.first:
        come_to(page, url, at.first)
    else:
        page.goto(url)
    if at.opens:
        page.locator(at.opens).first.click()
        page.locator("tr.app-open form").wait_for()
    if at.fill:
        page.evaluate(FILL, {name: value.format(n=next(NUMBERS)) for name, value in at.fill.items()})
    if at.press:
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator(at.press).first.click()
        page.wait_for_load_state()
    try:
        page.locator(at.shows).first.wait_for(state="attached", timeout=5_000)
    except TooLate as missing:
        raise AssertionError(f"{at.shows} is not on the page: {page.locator('body').inner_text()[:800]}") from missing


def _value(council: Council, path: str) -> Any:
    row, _, attribute = path.partition(".")
    return row[1:] if row.startswith("=") else attrgetter(attribute)(council.rows[row])
