"""A chart is a sentence, a drawing and a table; the drawing is made once, elsewhere, and harms no page."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext

from core import charts
from core.charts import Chart
from core.samples import gallery_samples

pytestmark = pytest.mark.django_db
TOKENS = Path(__file__).resolve().parents[2] / "static" / "scss" / "_tokens.scss"


@pytest.fixture(autouse=True)
def nothing_drawn_yet(settings: Any, tmp_path: Path) -> None:
    settings.CACHES = settings.CACHES | {"charts": settings.CACHES["charts"] | {"LOCATION": tmp_path}}


def sample(**changed: Any) -> Chart:
    return Chart(**{**gallery_samples()["chart"], **changed})


def page(chart: Chart, later: str = "") -> str:
    return str(engines["django"].from_string("{% chart chart later=later %}").render({"chart": chart, "later": later}))


def test_a_drawing_is_one_picture_with_a_name_and_a_description() -> None:
    drawn = charts.svg(sample())
    assert drawn.count('role="img"') == drawn.count("<title") == drawn.count("<desc") == 1
    assert "Things agreed and complete by month</title>" in drawn
    named = re.search(r'aria-labelledby="([^"]+)" aria-describedby="([^"]+)"', drawn)
    assert named
    assert all(f'id="{mark}"' in drawn for mark in named.groups())


def test_a_drawing_fills_its_place_and_needs_no_style_the_page_forbids() -> None:
    for narrow in (False, True):
        drawn = charts.svg(sample(), narrow=narrow)
        head = drawn[: drawn.index(">")]
        assert "viewBox=" in head
        assert "width=" not in head
        assert "height=" not in head
        assert "style=" not in drawn
        assert "<style" not in drawn
        assert "<script" not in drawn
        assert charts.FONT in drawn


def test_the_two_sizes_do_not_share_their_names() -> None:
    ids = re.findall(r' id="([^"]+)"', charts.svg(sample()) + charts.svg(sample(), narrow=True))
    assert len(ids) == len(set(ids))


def test_words_in_a_chart_stay_words() -> None:
    values = {"values": [{"words": "<script>alert(1)</script>"}]}
    spec = {"data": values, "mark": "text", "encoding": {"text": {"field": "words"}}}
    drawn = charts.svg(sample(title="<b>Bold</b>", summary="a & b", spec=spec))
    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "a &amp; b" in drawn


def test_the_second_look_takes_no_query_and_no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    first = charts.svg(sample())
    monkeypatch.setattr("core.charts.sandbox.run_limited", None)
    with CaptureQueriesContext(connection) as queries:
        assert charts.svg(sample()) == first
    assert len(queries) == 0


def test_another_number_is_another_chart() -> None:
    other = sample(spec={**sample().spec, "height": 181})
    assert other.key != sample().key
    assert sample(summary="Nine of twelve.").key != sample().key


def test_a_picture_for_word_and_mail() -> None:
    assert charts.png(sample()).startswith(b"\x89PNG")


def test_a_chart_that_cannot_be_drawn_still_says_its_sentence_and_its_numbers() -> None:
    broken = sample(spec={"mark": "no such mark"}, narrow=None)
    with pytest.raises(charts.NotDrawn):
        charts.svg(broken)
    shown = page(broken)
    assert "<svg" not in shown
    assert broken.summary in shown
    assert '<details class="app-more" open>' in shown
    assert "February 2018" in shown
    assert ">9<" in shown


def test_every_chart_has_a_name_a_sentence_and_a_table_of_the_same_numbers() -> None:
    chart = sample()
    shown = page(chart)
    assert f"<figcaption>{chart.summary}</figcaption>" in shown
    assert chart.title in shown
    for row in chart.rows:
        assert all(f">{cell}<" in shown for cell in row)


def test_a_page_that_may_not_wait_asks_for_the_drawing_later() -> None:
    shown = page(sample(), later="/elsewhere/")
    assert "<svg" not in shown
    assert 'hx-get="/elsewhere/"' in shown
    assert 'href="/elsewhere/"' in shown
    charts.draw(sample())
    assert "hx-get" not in page(sample(), later="/elsewhere/")


def test_the_colours_are_those_of_the_style_sheet() -> None:
    tokens = TOKENS.read_text()
    for colour in (
        charts.TEAL_900,
        charts.TEAL_700,
        charts.TEAL_500,
        charts.CLAY,
        charts.INK,
        charts.INK_SOFT,
        charts.GREY,
    ):
        assert colour in tokens
