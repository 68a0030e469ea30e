"""Two people save the same thing: the second sees both texts, who was faster and when, and loses nothing."""

import re
from typing import Any

import pytest

from core.ratings import Rag
from plans.models import Action, RagUpdate
from tests.world import Council

MINE, THEIRS = "The trainer has left.", "Two sessions are booked."
WHEN = r"\d{1,2} [A-Z][a-z]+ \d{4}, \d{1,2}(:\d\d)?(am|pm)"


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def tabs(request: pytest.FixtureRequest, new_page: Any, fen: Council) -> tuple[Any, Any]:
    """The officer and the manager, each with a window of their own."""
    made = [new_page(user=fen.user(role), script=request.param) for role in ("project_officer", "project_manager")]
    return made[0], made[1]


def rate(page: Any, rag: str, comment: str) -> None:
    page.locator(f"[name=rag][value={rag}]").check(force=True)
    page.locator("[name=comment]").fill(comment)
    page.get_by_role("button", name="Save rating").click()


def open_rating(page: Any, fen: Council) -> None:
    """By the row where scripts run, else on the page of its own."""
    page.goto(f"/fenshire/plans/{fen.rows['plan'].slug}/")
    page.locator("#a-1\\.1 .app-ragbutton").click()
    page.locator("[name=comment]").wait_for()


def both_are_there(page: Any, who: str) -> None:
    page.locator("#conflict").wait_for()
    shown = page.locator("section[aria-labelledby=conflict]")
    said = " ".join(shown.inner_text().split())
    assert MINE in said
    assert THEIRS in said
    assert f"Saved by {who}" in said
    assert re.search(WHEN, said), said


def test_two_ratings_of_one_action(tabs: tuple[Any, Any], fen: Council) -> None:
    slow, fast = tabs
    open_rating(slow, fen)
    open_rating(fast, fen)
    rate(fast, "green", THEIRS)
    fast.locator("#a-1\\.1 .app-rag--g").wait_for()
    rate(slow, "red", MINE)
    both_are_there(slow, "Fen project_manager")
    assert slow.locator("[name=comment]").input_value() == MINE
    assert slow.locator("[name=rag][value=red]").is_checked()
    slow.get_by_role("button", name="Save mine instead").click()
    slow.locator("#a-1\\.1 .app-rag--r").wait_for()
    assert Action.objects.get(pk=fen.rows["action"].pk).rag == Rag.RED
    said = list(RagUpdate.objects.filter(action=fen.rows["action"]).order_by("pk").values_list("comment", flat=True))
    assert said[-2:] == [THEIRS, MINE]


def test_theirs_can_be_kept(tabs: tuple[Any, Any], fen: Council) -> None:
    slow, fast = tabs
    open_rating(slow, fen)
    open_rating(fast, fen)
    rate(fast, "green", THEIRS)
    fast.locator("#a-1\\.1 .app-rag--g").wait_for()
    rate(slow, "red", MINE)
    slow.get_by_role("link", name="Keep theirs").click()
    slow.locator("#a-1\\.1 .app-rag--g").wait_for()
    assert RagUpdate.objects.filter(action=fen.rows["action"], comment=MINE).count() == 0


def test_two_people_edit_the_words_of_an_action(tabs: tuple[Any, Any], fen: Council) -> None:
    slow, fast = tabs
    for page in tabs:
        page.goto(f"/fenshire/plans/{fen.rows['plan'].slug}/actions/1.1/edit/")
    fast.locator("[name=what]").fill(THEIRS)
    fast.locator("main form [type=submit]").first.click()
    fast.locator(".app-note--flash").wait_for()
    slow.locator("[name=what]").fill(MINE)
    slow.locator("main form [type=submit]").first.click()
    both_are_there(slow, "Fen project_manager")
    assert slow.locator("[name=what]").input_value() == MINE
    slow.locator("#form [type=submit]").first.click()
    slow.locator(".app-note--flash").wait_for()
    assert Action.objects.get(pk=fen.rows["action"].pk).what == MINE
