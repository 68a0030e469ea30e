"""A round is answered on a phone of 390 pixels by the link of a mail, without an account."""

from typing import Any

import pytest

from plans import rounds as reading
from plans.models import Ask, RagUpdate, ReportingPeriod
from tests.browser.answering import field, open_round, rating, saved
from tests.world import Council


@pytest.fixture
def period(fen: Council) -> ReportingPeriod:
    return open_round(fen)


@pytest.fixture
def link(period: ReportingPeriod) -> str:
    for answer in period.answers.exclude(action__ref__in=["5.6", "5.7"]).select_related("action"):
        answer.action.participations.update(person=None, words="Somebody else")
    return f"/fenshire/answer/{reading.link_token(Ask.objects.get(period=period))}/"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_two_actions_are_answered(new_page: Any, link: str, period: ReportingPeriod, script: bool) -> None:
    page = new_page(width=390, height=844, script=script, has_touch=True, is_mobile=True)
    page.goto(link)
    assert "how do your 2 actions stand?" in page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Still true 5.6", exact=True).tap()
    saved(page, period, "5.6")
    page.locator(f"label:has({rating(period, '5.7')}[value=amber])").tap()
    page.locator(field(period, "5.7", "comment")).fill("The room is gone.")
    page.get_by_role("button", name="Save 5.7", exact=True).tap()
    saved(page, period, "5.7")
    assert "2 of 2" in page.locator("#round-progress").inner_text()
    said = RagUpdate.objects.filter(period=period).order_by("pk")
    assert [(each.rag, each.source, str(each.said_by)) for each in said] == [
        ("green", "link", "Fen Lead"),
        ("amber", "link", "Fen Lead"),
    ]
    assert Ask.objects.get(period=period).opened_at is not None


def test_targets_are_big_enough_for_a_thumb(new_page: Any, link: str) -> None:
    page = new_page(width=390, height=844, has_touch=True, is_mobile=True)
    page.goto(link)
    for target in page.locator("#round label:has(input[type=radio]), #round button").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44


def test_an_ended_link_says_whom_to_ask(new_page: Any, link: str) -> None:
    Ask.objects.update(link=9)
    page = new_page(width=390)
    assert page.goto(link).status == 410
    assert "contact@fenshire.example" in page.locator("main").inner_text()
