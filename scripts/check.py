#!/usr/bin/env python3
"""The quick checks behind `make check`: lint, types, import contracts, migrations, settings, fast tests.

Needs no server and no network. Every check runs, two at a time; the end of what failed is shown.
"""

import os
import secrets
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SHOWN = 60
LEFT_OUT = "browser or postgres or redis or soak or worker or wide"
EMBEDDED = {"DATABASE_URL": "sqlite://:memory:", "REDIS_URL": ""}
PRODUCTION = {
    "DATABASE_URL": "postgres://sofs@localhost/sofs",
    "REDIS_URL": "redis://localhost",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "BASE_URL": "https://sofs.example.org",
    "ALLOWED_HOSTS": "sofs.example.org",
}


class Check(NamedTuple):
    name: str
    command: list[str]
    env: dict[str, str] = EMBEDDED


class Outcome(NamedTuple):
    check: Check
    passed: bool
    seconds: float
    output: str


def manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


def checks() -> list[Check]:
    """Longest first, so that two at a time end together."""
    fast = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", f"not ({LEFT_OUT})"]
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    return [
        Check("fast tests", fast),
        Check("types", [f"{BIN}/mypy"]),
        Check("import contracts", [f"{BIN}/lint-imports", "--no-logo"]),
        Check("migrations are made", manage("makemigrations", "--check", "--dry-run")),
        Check("production settings", manage("check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
        Check("lint", [f"{BIN}/ruff", "check", "--quiet", "--output-format", "concise", "."]),
        Check("format", [f"{BIN}/ruff", "format", "--check", "--output-format", "concise", "."]),
        Check("templates", [f"{BIN}/djhtml", "--check", "--tabwidth", "2", *templates]),
    ]


def run(check: Check) -> Outcome:
    started = time.monotonic()
    done = subprocess.run(
        check.command, cwd=ROOT, env=os.environ | check.env, capture_output=True, text=True, check=False
    )
    took = time.monotonic() - started
    outcome = Outcome(check, done.returncode == 0, took, done.stdout + done.stderr)
    print(f"{'ok  ' if outcome.passed else 'FAIL'} {took:5.1f} s  {check.name}", flush=True)
    return outcome


def main() -> int:
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(run, checks()))
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        print(f"\n--- {outcome.check.name}: {' '.join(outcome.check.command[:6])} ...")
        print("\n".join(outcome.output.strip().splitlines()[-SHOWN:]))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
