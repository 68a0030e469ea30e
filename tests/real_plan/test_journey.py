"""The main job in a browser with a real worker, on the council's own document."""

from pathlib import Path
from typing import Any

from accounts.permissions import Role
from tests.browser import journey
from tests.conftest import SHARED
from tests.factories.accounts import user_with
from tests.servers import Worker


def test_the_real_plan_comes_in_is_rated_and_goes_out_without_a_change(
    worker: Worker, new_page: Any, tmp_path: Path
) -> None:
    page = new_page(user=user_with(Role.PROJECT_OFFICER), accept_downloads=True)
    plan = journey.walk(page, SHARED / "inputs" / "norfolk-plan.docx", tmp_path)
    assert plan.actions.live().filter(kind="delivery").count() == 28
