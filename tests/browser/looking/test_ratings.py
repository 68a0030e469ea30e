"""A rating is told by its word and by its shape, so that it needs no colour."""

from itertools import combinations
from typing import Any

import pytest

from tests.browser.looking import ratings
from tests.browser.looking.states import address, come_to
from tests.browser.looking.table import STATES

pytestmark = pytest.mark.django_db
SPOKEN = ("R Off track", "A At risk", "G On track", "B Complete", "– Not started", "– Not rated")
WHERE = ["home", *(f"plans:{name}" for name in ["list", "plan", "print", "priority", "action", "update", "search"])]


@pytest.fixture
def gallery(looking: Any) -> Any:
    tab = looking.page("typical", "staff")
    tab.goto("/gallery/")
    yield tab
    tab.close()


@pytest.mark.parametrize("name", WHERE)
def test_a_screen_reader_hears_the_word_of_every_rating(name: str, looking: Any) -> None:
    page, at = STATES[name], STATES[name].full
    assert not isinstance(at, str)
    tab = looking.page(at.council, at.role)
    come_to(tab, address(name, page, at, looking.councils[at.council]), at)
    heard = tab.locator("main").aria_snapshot().lower()
    assert any(spoken.split(" ", 1)[1].lower() in heard for spoken in SPOKEN), heard[:500]
    assert ratings.wordless(tab) == []
    tab.close()


def test_the_check_sees_a_rating_without_its_word(gallery: Any) -> None:
    gallery.evaluate("document.querySelector('.app-rag--r span').remove()")
    assert ratings.wordless(gallery)


def test_each_tag_reads_letter_and_word(gallery: Any) -> None:
    said = {" ".join(text.split()) for text in gallery.locator(".app-rag").all_text_contents()}
    assert set(SPOKEN) <= said


def test_shapes_differ_without_colour(gallery: Any) -> None:
    gallery.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    shown = {}
    for symbol in ratings.WORDS:
        drawing = gallery.locator(f'.app-rag svg:has(use[href="#{symbol}"])').first
        shown[symbol] = ratings.grey(gallery, drawing)
    for one, other in combinations(shown, 2):
        assert ratings.share_that_differs(shown[one], shown[other]) > 0.02, (one, other)


def test_tags_differ_without_colour(gallery: Any) -> None:
    gallery.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    kinds = {}
    for symbol in ratings.WORDS:
        tag = gallery.locator(f'.app-rag:has(use[href="#{symbol}"])').first
        kinds[symbol] = ratings.grey(gallery, tag)
    for one, other in combinations(kinds, 2):
        assert ratings.share_that_differs(kinds[one], kinds[other]) > 0.04, (one, other)


def test_shapes_stay_in_forced_colours(looking: Any) -> None:
    tab = looking.page("typical", "staff", forced_colors="active")
    tab.goto("/gallery/")
    shown = {}
    for symbol in ratings.WORDS:
        shown[symbol] = ratings.grey(tab, tab.locator(f'.app-rag svg:has(use[href="#{symbol}"])').first)
    for one, other in combinations(shown, 2):
        assert shown[one] != shown[other], (one, other)
    tab.close()
