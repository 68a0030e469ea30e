"""Every page in every state it can have passes axe and has its ratings in words; the table says why it lacks one."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.looking import axe, ratings
from tests.browser.looking.states import NAMES, address, come_to
from tests.browser.looking.table import ERRORS, PAGELESS, STATES

pytestmark = pytest.mark.django_db
ALL = [(name, state) for name, page in STATES.items() for state in page.states()]
TYPICAL = [(name, "typical") for name in STATES]
REST = [pair for pair in ALL if pair not in TYPICAL]


def test_every_route_stands_in_the_table() -> None:
    routes = {name for name in _names(get_resolver()) if not name.startswith("api:")}
    assert routes == (set(STATES) - set(ERRORS)) | set(PAGELESS)


def test_a_state_that_is_missing_has_its_reason() -> None:
    for name, page in STATES.items():
        lacking = [getattr(page, state) for state in NAMES if isinstance(getattr(page, state), str)]
        assert all(len(reason.split()) > 1 for reason in lacking), name


def test_axe_would_see_a_field_without_a_label_and_pale_words(looking: Any) -> None:
    tab = looking.page("typical", "")
    tab.goto("/accounts/login/")
    tab.evaluate("document.querySelector('label').remove()")
    tab.evaluate("document.querySelector('h1').style.color = '#ccc'")
    rules = {line.split(":")[0] for line in axe.violations(tab)}
    tab.close()
    assert rules == {"label", "color-contrast"}


@pytest.mark.parametrize(("name", "state"), ALL, ids=[": ".join(pair) for pair in ALL])
def test_axe_finds_nothing_and_every_rating_has_its_word(name: str, state: str, looking: Any) -> None:
    assert _faults(looking, name, state, width=1280) == []


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_on_a_small_screen(name: str, looking: Any) -> None:
    assert _faults(looking, name, "typical", width=320) == []


@pytest.mark.soak
@pytest.mark.parametrize(("name", "state"), REST, ids=[": ".join(pair) for pair in REST])
def test_axe_finds_nothing_in_any_state_on_a_small_screen(name: str, state: str, looking: Any) -> None:
    assert _faults(looking, name, state, width=320) == []


def _faults(looking: Any, name: str, state: str, width: int) -> list[str]:
    page, at = STATES[name], STATES[name].states()[state]
    tab = looking.page(at.council, at.role, width)
    try:
        come_to(tab, address(name, page, at, looking.councils[at.council]), at)
        return axe.violations(tab) + ratings.wordless(tab)
    finally:
        tab.close()


def _names(resolver: URLResolver, prefix: str = "") -> list[str]:
    names: list[str] = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            names.append(prefix + str(entry.name))
        else:
            names += _names(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
    return names
