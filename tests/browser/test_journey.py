"""The main job in a browser with a real worker, on the stand-in plan."""

from pathlib import Path
from typing import Any

from accounts.permissions import Role
from tests.browser import journey
from tests.factories.accounts import user_with
from tests.servers import Worker

PLAN = Path(__file__).resolve().parent.parent / "data" / "fenshire-plan.docx"


def test_a_plan_comes_in_is_rated_and_goes_out_without_a_change(worker: Worker, new_page: Any, tmp_path: Path) -> None:
    page = new_page(user=user_with(Role.PROJECT_OFFICER), accept_downloads=True)
    plan = journey.walk(page, PLAN, tmp_path)
    assert plan.actions.live().count() > 28
