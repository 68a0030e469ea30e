"""What every test can ask for, and the rule that nothing is skipped."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.servers"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SOFS_SHARED", ROOT.parent / "shared"))

# Checks against a council's real plan exist only where that plan lies beside the project.
collect_ignore = [] if (SHARED / "inputs").is_dir() else ["real_plan"]

# Long for their subject's sake (hostile files, every word, the whole demo): left out of the fast set.
WIDE = (
    "accounts/test_tries.py",
    "api/test_fuzz.py",
    "core/test_uploads.py",
    "plans/test_plan_files_hostile.py",
    "plans/test_round_trip.py",
    "plans/test_views_records.py",
    "plans/test_wording_properties.py",
    "security",
    "test_seed_demo.py",
)


def pytest_itemcollected(item: pytest.Item) -> None:
    place = item.path.relative_to(Path(__file__).parent)
    if any(place.is_relative_to(wide) for wide in WIDE):
        item.add_marker("wide")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test guards nothing, so a run with one has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or session.exitstatus != pytest.ExitCode.OK:
        return
    if reporter.stats.get("skipped") or reporter.stats.get("xfailed"):
        reporter.write_line("\nSkipped tests count as failed.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
