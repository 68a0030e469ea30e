"""`make demo` as somebody meets it first: SQLite, a folder broker, a web server and a worker, one journey, Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest

from scripts.throwaway import free_port, wait_until

# They share a demo, one after another: `make test` gives a whole file to one worker.
pytestmark = pytest.mark.worker
ROOT = Path(__file__).resolve().parent.parent


class Demo:
    """The steps of `make demo` after its installations, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.log = folder, 0, folder / "demo.log"
        self.database = folder / "demo.sqlite3"
        self.env = os.environ | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "REDIS_URL": "",
            "DEMO": "1",
            "TICK_SECONDS": "1",
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        """On a port of its own each time: what was free a minute ago may be somebody else's now."""
        self.port = free_port()
        command = [sys.executable, "manage.py", "demo", "--port", str(self.port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        try:
            wait_until(lambda: self.url in self.log.read_text(), "the demo's address", 60)
        except TimeoutError as late:
            self.stop(signal.SIGKILL)
            raise AssertionError(f"{late}; it said: {self.log.read_text()[-800:]}") from late

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None, "start first"
        self.process.send_signal(how)
        return self.process.wait(30)

    def row(self, sql: str) -> Any:
        with closing(connect(self.database)) as database:
            return database.execute(sql).fetchone()[0]

    def descendants(self) -> list[int]:
        assert self.process is not None, "start first"
        found = subprocess.run(["ps", "-eo", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
        parents = {int(pid): int(parent) for pid, parent in (line.split() for line in found.splitlines())}
        below = {self.process.pid}
        for _ in parents:
            below |= {pid for pid, parent in parents.items() if parent in below}
        return sorted(below - {self.process.pid})


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    running = Demo(tmp_path_factory.mktemp("demo"))
    running.manage("migrate", "--verbosity", "0")
    running.manage("seed_demo")
    running.start()
    yield running
    if running.process is not None and running.process.poll() is None:
        running.stop(signal.SIGKILL)


def test_it_names_a_sign_in_for_every_role(demo: Demo) -> None:
    from accounts.permissions import Role

    told = demo.log.read_text()
    assert [role.label for role in Role if not re.search(rf"{role.label} +\S+@", told)] == []


def test_an_officer_signs_in_and_rates_an_action(demo: Demo, browser: Any) -> None:
    before = demo.row("SELECT count(*) FROM plans_ragupdate")
    context = browser.new_context(base_url=demo.url, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Work email").fill("officer@fenshire.example")
    page.get_by_label("Password", exact=True).fill("walk-the-fens")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/fenshire/plans/")
    page.locator("main a[href*='/plans/signs-of-safety']").first.click()
    page.locator("tr[id^='a-'] a[href$='/update/']").first.click()
    page.get_by_label("Off track").first.check(force=True)
    page.get_by_label("What has changed?").fill("The venue has fallen through.")
    page.get_by_role("button", name="Save").first.click()
    wait_until(lambda: demo.row("SELECT count(*) FROM plans_ragupdate") == before + 1, "the update's row")
    context.close()


def test_the_worker_and_beat_are_alive(demo: Demo) -> None:
    wait_until(lambda: demo.row("SELECT count(*) FROM core_heartbeat") > 0, "the worker's heartbeat", 30)


def test_a_second_run_keeps_the_data(demo: Demo) -> None:
    assert "stays as it is" in demo.manage("seed_demo")


def test_a_taken_port_is_named(demo: Demo) -> None:
    command = [sys.executable, "manage.py", "demo", "--port", str(demo.port)]
    done = subprocess.run(command, cwd=ROOT, env=demo.env, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"Port {demo.port} is in use" in done.stderr


def test_ctrl_c_ends_everything(demo: Demo) -> None:
    children = demo.descendants()
    assert len(children) >= 4
    assert demo.stop() == 0
    wait_until(lambda: not [pid for pid in children if Path(f"/proc/{pid}").exists()], "the end of all processes")


def test_when_one_part_dies_all_end(demo: Demo) -> None:
    demo.start()
    children = demo.descendants()
    os.kill(min(children), signal.SIGKILL)
    assert demo.process is not None
    assert demo.process.wait(30) == 1
    wait_until(lambda: not [pid for pid in children if Path(f"/proc/{pid}").exists()], "the end of all processes")
