"""The components, each behind its tag."""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.html import strip_tags

from accounts.models import User
from core.ratings import RATINGS, Rag
from core.templatetags import ui

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
NOON = dt.datetime(2018, 7, 12, 14, 15, tzinfo=dt.UTC)


def render(source: str, **context: Any) -> str:
    """What a page that holds this source would show."""
    request = RequestFactory().get("/fenshire/plans/", {"area": "od2", "page": "3"})
    return str(engines["django"].from_string(source).render(context, request))


def words(html: str) -> str:
    """The text a person hears, with single spaces."""
    return " ".join(strip_tags(html).split())


@pytest.mark.parametrize("rag", list(Rag))
def test_a_rating_is_shape_letter_and_word(rag: Rag) -> None:
    html = ui.rag_tag(rag)
    assert f'href="#{RATINGS[rag].symbol}"' in html
    assert words(html) == RATINGS[rag].text


def test_no_two_ratings_share_a_shape_a_word_or_a_place() -> None:
    ratings = RATINGS.values()
    for part in ("symbol", "word", "order"):
        assert len({getattr(rating, part) for rating in ratings}) == len(Rag)


def test_newly_red_is_a_diamond_and_says_so() -> None:
    assert 'href="#rag-rnew"' in ui.rag_tag("red", newly_red=True)
    assert words(ui.rag_tag("red", newly_red=True)) == "R Off track, newly"
    assert ui.rag_tag("green", newly_red=True) == ui.rag_tag("green")


def test_a_rating_is_made_once_however_long_the_table() -> None:
    assert ui.rag_tag("amber", size="wide") is ui.rag_tag("amber", size="wide")


def test_a_plain_value_from_the_database_will_do() -> None:
    assert render("{% rag_tag rag %}", rag="not_rated") == ui.rag_tag(Rag.NOT_RATED)


@pytest.mark.parametrize(
    ("direction", "was", "said"),
    [
        ("worse", "green", "Worse was On track"),
        ("better", "amber", "Better was At risk"),
        ("same", "green", "Same"),
        ("new", "not_started", "New rating was Not started"),
        ("", "", "– no earlier rating"),
    ],
)
def test_direction_is_words(direction: str, was: str, said: str) -> None:
    assert words(ui.rag_change(direction, was).replace("<span", " <span")) == said


def test_direction_fits_on_one_line_at_the_head_of_a_page() -> None:
    assert words(ui.rag_change("better", "amber", inline=True)) == "Better: was At risk"


def test_a_flag_never_lets_markup_through() -> None:
    assert "&lt;script&gt;" in render('{% flag "overdue" text %}', text="<script>")


def test_a_bar_goes_from_worst_to_best_and_counts_the_unrated_together() -> None:
    html = ui.rag_bar({"green": 12, "red": 2, "not_rated": 1, "not_started": 2, "amber": 0})
    assert words(html) == "R 2 off track,G 12 on track,– 3 not started or not rated"


def test_a_bar_of_a_huge_plan_keeps_to_its_sixty_shares() -> None:
    html = ui.rag_bar({"red": 1, "green": 2000, "complete": 1000})
    assert re.findall(r"app-n-(\d+)", html) == ["60", "30"]


def test_an_empty_bar_is_empty() -> None:
    assert ui.rag_bar({}) == '<div class="app-bar"></div>'


def test_days_and_times_are_in_the_councils_words_and_time() -> None:
    assert render("{{ at|moment }} and {{ at|day }}", at=NOON) == "12 July 2018, 3:15pm and 12 July 2018"
    assert render("{{ at|moment }}{{ none|day }}{{ none|moment }}", at=NOON.date(), none=None) == "12 July 2018"


def test_a_figure_says_when_it_was_true_and_what_is_late() -> None:
    assert words(ui.as_at(NOON)) == "As at 12 July 2018, 3:15pm"
    assert words(ui.as_at(NOON.date(), stale="June is late")) == "As at 12 July 2018. June is late"
    assert words(ui.as_at(None)) == "Never updated"


def test_a_word_is_explained_where_it_stands() -> None:
    html = render('{% glossary "FSCB" %} {% glossary "SofS" %}', glossary={"FSCB": "The <Board>.", "SofS": "Signs."})
    assert 'popovertarget="word-1"' in html
    assert 'id="word-2" popover' in html
    assert "The &lt;Board&gt;." in html


def test_a_word_that_nobody_explained_stays_plain() -> None:
    assert render('{% glossary "XYZ" %}', glossary={}) == "XYZ"
    assert render('{% glossary "XYZ" %}') == "XYZ"


def test_a_column_head_sorts_turns_round_and_keeps_the_filters() -> None:
    unsorted = render('{% sort_header "Ref" "ref" sort="lead" %}')
    assert 'aria-sort="none"' in unsorted
    assert 'href="?area=od2&amp;sort=ref"' in unsorted
    up = render('{% sort_header "Ref" "ref" sort="ref" %}')
    assert 'aria-sort="ascending"' in up
    assert "sort=-ref" in up
    assert 'aria-sort="descending"' in render('{% sort_header "Ref" "ref" sort="-ref" %}')


def test_a_link_changes_one_thing_of_the_address() -> None:
    assert render("{% link_with rag='red' %}") == "?area=od2&amp;rag=red"
    assert render("{% link_with area='' %}") == "?"


def test_what_has_happened_is_told_with_its_ratings() -> None:
    entries = [{"title": "Rating changed", "by": "Priya Nair", "at": NOON, "before": "amber", "after": "green"}]
    said = words(render("{% timeline entries %}", entries=entries))
    assert said == "Rating changed Priya Nair 12 July 2018, 3:15pm A At risk to G On track"


def test_a_conflict_shows_both_texts() -> None:
    theirs = {"by": "Joan Petrie", "at": NOON, "rag": "red", "text": "Venue lost"}
    html = render(
        '{% conflict "2.4" theirs mine "/there" "form" %}', theirs=theirs, mine={"rag": "amber", "text": "New <week>"}
    )
    assert "Venue lost" in html
    assert "New &lt;week&gt;" in html
    assert 'form="form"' in html


def test_no_template_carries_a_style_a_handler_or_a_script_of_its_own() -> None:
    wrong = re.compile(r"""\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|hx-on|hx-vals=['"]js:""")
    pages = (path for path in TEMPLATES.rglob("*.html") if "mail" not in path.parent.name)  # mail has no style sheet
    found = {str(path) for path in pages if wrong.search(path.read_text())}
    assert found == set()


@pytest.mark.django_db
def test_every_page_has_one_main_one_live_region_and_a_way_past_the_masthead(client: Client) -> None:
    html = client.get("/accessibility/").content.decode()
    assert html.count("<main ") == html.count('aria-live="polite"') == html.count("<h1") == 1
    assert 'href="#main-content" class="govuk-skip-link"' in html
    assert "<title>Accessibility – Signs of Safety tracker</title>" in html
    assert '"allowEval":false' in html


@pytest.mark.django_db
def test_scripts_carry_the_nonce_that_the_page_allows(client: Client) -> None:
    response = client.get("/privacy/")
    nonces = set(re.findall(r'nonce="([^"]+)"', response.content.decode()))
    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_the_sign_in_page_says_what_is_missing_in_its_title_and_at_its_top(client: Client) -> None:
    html = client.post("/accounts/login/", {}).content.decode()
    assert "<title>Error: Sign in" in html
    assert '<a href="#id_login">Enter your work email</a>' in html
    assert "required" not in html


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_a_page_of_bad_news_needs_nothing_from_anywhere(page: str) -> None:
    html = render_to_string(f"{page}.html")
    assert html.count("<h1") == 1
    assert "data-failed" in html
    assert not re.search(r"please|invalid|successfully", html, re.IGNORECASE)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["", "error", "conflict"])
def test_the_gallery_shows_every_component_in_each_state(client: Client, state: str) -> None:
    client.force_login(User.objects.create(email="staff@fenshire.example", name="Staff", is_staff=True))
    html = client.get("/gallery/", {"state": state}).content.decode()
    for css in (
        "app-rag--r",
        "app-bar",
        "app-choice",
        "app-flag",
        "app-empty",
        "app-steps",
        "moj-timeline",
        "app-term",
    ):
        assert css in html
    assert ("There is a problem" in html) == (state == "error")
    assert ("while you were writing" in html) == (state == "conflict")
    assert len(re.findall(r'\sid="([^"]+)"', html)) == len(set(re.findall(r'\sid="([^"]+)"', html)))
