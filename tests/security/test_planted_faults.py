"""The tests that keep councils apart bite: planted in a copy of the project, faults are found."""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.security.planted import FAULTS, Fault

ROOT = Path(__file__).resolve().parents[2]
GUARDS = ("tests/security", "tests/accounts", "tests/plans")
FOUND_AT_LEAST = 19


def test_the_list_is_of_twenty_faults_that_can_be_planted() -> None:
    kinds = Counter(fault.kind for fault in FAULTS)
    assert kinds == {"dropped filter": 8, "role swapped": 4, "missing check": 4, "unscoped relation": 4}
    for fault in FAULTS:
        assert (ROOT / fault.path).read_text().count(fault.old) == 1, fault


@pytest.mark.soak
def test_planted_faults_are_found(tmp_path: Path) -> None:
    copy = _copied(tmp_path / "copy")
    for near in sorted({fault.near for fault in FAULTS}):
        assert _failing(copy, near) == "", "the copy itself must pass"
    lines = [(fault, _found(copy, fault)) for fault in FAULTS]
    table = "\n".join(f"| {fault.kind} | {fault.what} | {by or 'not found'} |" for fault, by in lines)
    print(f"\n| kind | fault | found by |\n|---|---|---|\n{table}")
    assert sum(bool(by) for _, by in lines) >= FOUND_AT_LEAST, table


def _copied(place: Path) -> Path:
    """The project's own files, and what they need to run."""
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    for name in filter(None, names):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name)
    shutil.copytree(ROOT / "static/dist", place / "static/dist")
    return place


def _found(copy: Path, fault: Fault) -> str:
    """Plant the fault, ask the tests, those near it first, and take it out again."""
    file = copy / fault.path
    sound = file.read_text()
    file.write_text(sound.replace(fault.old, fault.new))
    try:
        return next(filter(None, (_failing(copy, asked) for asked in (fault.near, *GUARDS))), "")
    finally:
        file.write_text(sound)


def _failing(copy: Path, asked: str) -> str:
    """The first of these tests that fails; "" when none does."""
    env = {**os.environ, "DATABASE_URL": "sqlite://:memory:", "REDIS_URL": ""}
    quick = ["-m", "not (browser or postgres or redis or worker or soak)", "-p", "no:cacheprovider", "--no-header"]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=no", *quick, *asked.split()]
    ran = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True)
    named = re.search(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.MULTILINE)
    return "" if ran.returncode == 0 else named[1] if named else f"exit {ran.returncode}"
