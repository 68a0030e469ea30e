"""`manage.py import_plan`: says what it would do, does it once, and for somebody within their rights."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from plans.models import Plan, RagUpdate
from tests.factories.accounts import UserFactory
from tests.plans.test_imports import FILE, officer
from tests.world import every_row

pytestmark = pytest.mark.django_db
__all__ = ["officer"]


def command(file: Path, *words: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import_plan", str(file), "--authority", "fenshire", "--json", *words, stdout=out)
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


@pytest.fixture
def file(officer: User, tmp_path: Path) -> Path:
    path = tmp_path / "plan.csv"
    path.write_bytes(FILE)
    return path


def test_the_command_says_what_it_would_do_and_does_nothing_when_dry(file: Path) -> None:
    before = every_row()
    report = command(file, "--dry-run")
    assert report["counts"]["actions"] == 3
    assert len([line for line in report["changes"]["added"] if line["kind"] == "action"]) == 3
    system = before["User"] != every_row()["User"]
    assert system or every_row() == before
    assert not Plan.objects.exists()


def test_the_command_saves_and_a_second_run_leaves_no_trace(file: Path) -> None:
    assert command(file, "--in-force")["plan"] == Plan.objects.get(state="in_force").slug
    before = every_row()
    again = command(file, "--in-force")
    assert (again["changes"]["added"], again["changes"]["changed"]) == ([], [])
    assert every_row() == before


def test_the_command_acts_for_somebody_within_their_rights(file: Path, officer: User) -> None:
    command(file, "--by", officer.email)
    assert RagUpdate.objects.get().by == officer
    stranger = UserFactory()
    with pytest.raises(CommandError, match="may not import"):
        command(file, "--by", stranger.email)


@pytest.mark.parametrize("words", [("--plan", "none"), ("--by", "nobody@example.org")])
def test_the_command_says_what_is_not_there(file: Path, words: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match=words[1]):
        command(file, *words)
