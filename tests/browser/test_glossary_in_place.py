"""A word is changed where it stands, with and without script."""

from typing import Any

import pytest

from accounts.permissions import Role
from core.services import glossary
from tests.factories.accounts import AuthorityFactory, user_with


@pytest.mark.parametrize("script", [True, False])
def test_a_word_is_changed_where_it_stands(new_page: Any, transactional_db: None, script: bool) -> None:
    officer = user_with(Role.PROJECT_OFFICER)
    glossary.define(authority=AuthorityFactory(), term="EH", meaning="Early help", by=officer)
    page = new_page(user=officer, script=script)
    page.goto("/fenshire/glossary/")
    page.get_by_role("link", name="Change EH").click()
    field = page.get_by_label("What it means")
    field.fill("Help early on")
    assert page.evaluate("document.activeElement.name") == "meaning"
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved “EH”.").wait_for()
    assert page.get_by_text("Help early on").is_visible()
