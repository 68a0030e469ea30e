"""Real processes for tests: a browser, a web server, a Celery worker, Redis, PostgreSQL.

Run what needs them through `scripts/with_servers.py`, as `make test` does. The markers are set from the
fixtures a test asks for, so that the fast set leaves these tests out without anybody remembering to say so.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from scripts.throwaway import HOST, Postgres, Redis, free_port, page_answers, wait_until

ROOT = Path(__file__).resolve().parent.parent
MARKERS = {
    "browser": {"browser", "page", "new_page"},
    "postgres": {"postgres", "postgres_server"},
    "redis": {"redis", "redis_server"},
    "worker": {"worker", "web_server", "queue"},
}
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_itemcollected(item: pytest.Item) -> None:
    for marker, fixtures in MARKERS.items():
        if fixtures & set(getattr(item, "fixturenames", ())):
            item.add_marker(marker)


def pytest_configure(config: pytest.Config) -> None:
    """Each xdist worker has its own Redis database, like its own database. The second step has tests of its own."""
    settings.SECOND_FACTOR_REQUIRED = False
    if settings.REDIS_URL:
        url = f"{settings.REDIS_URL.rsplit('/', 1)[0]}/{_number()}"
        settings.REDIS_URL = settings.CELERY_BROKER_URL = url


def _number() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def database_url() -> str:
    """The address of the database the tests write to, for a process started by a test."""
    database = connection.settings_dict
    user, host = quote(database["USER"]), database["HOST"]
    return f"postgres://{user}@{host}:{database['PORT']}/{database['NAME']}"


class Process:
    """One of our own processes, against the test database, with its output kept for the failure message."""

    def __init__(self, name: str, command: list[str], folder: Path, **env: str) -> None:
        self.name, self.command, self.folder = name, command, folder
        self.env = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
            "SECRET_KEY": settings.SECRET_KEY,
            "DATA_DIR": str(settings.DATA_DIR),
            "PYTHONUNBUFFERED": "1",
            "SECOND_FACTOR_REQUIRED": "0",
            **env,
        }
        self.log = folder / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process, f"{self.name} is not started"
        return self.process.pid

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )

    def must_live(self) -> None:
        if self.process is None or self.process.poll() is not None:
            raise RuntimeError(f"{self.name} ended:\n{self.output()[-4000:]}")

    def output(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def stop(self, seconds: float = 10) -> None:
        """Ask it to end, then end its whole process group."""
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """kill -9 to the process and all its children."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, 9)
        self.process.wait()
        self.process = None


class Worker(Process):
    """A Celery worker as in production, for the test database and this xdist worker's Redis database."""

    def __init__(self, folder: Path, **env: str) -> None:
        options = ["--concurrency", "1", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        command = [sys.executable, "-m", "celery", "-A", "sofs_tracker", "worker", *options]
        super().__init__("worker", command, folder, **env)

    def start(self) -> None:
        super().start()
        wait_until(self.is_ready, "the worker")

    def is_ready(self) -> bool:
        self.must_live()
        return " ready." in self.output()


class Beat(Process):
    """The clock that ticks for the worker. A second one at the same time does no harm."""

    def __init__(self, folder: Path, **env: str) -> None:
        schedule = ["--schedule", str(folder / "schedule"), "--pidfile", "", "--loglevel", "INFO"]
        command = [sys.executable, "-m", "celery", "-A", "sofs_tracker", "beat", *schedule]
        super().__init__("beat", command, folder, **env)


class WebServer(Process):
    """gunicorn as in production, for what the test client and a server in a thread cannot show."""

    def __init__(self, folder: Path, workers: int = 2, **env: str) -> None:
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        bind = ["--bind", f"{HOST}:{self.port}", "--workers", str(workers), "--threads", "4", "--no-control-socket"]
        command = [sys.executable, "-m", "gunicorn", "sofs_tracker.wsgi", *bind]
        super().__init__("web", command, folder, **{"BASE_URL": self.url, **env})

    def start(self) -> None:
        super().start()
        wait_until(self.is_ready, "the web server")

    def is_ready(self) -> bool:
        self.must_live()
        return page_answers(f"{self.url}/healthz")


@pytest.fixture(scope="session")
def postgres() -> None:
    """The test runs on PostgreSQL, or fails saying how."""
    if connection.vendor != "postgresql":
        pytest.fail("This test needs PostgreSQL: run it through scripts/with_servers.py", pytrace=False)


@pytest.fixture(scope="session")
def redis() -> str:
    """The address of this xdist worker's own Redis database."""
    if not settings.REDIS_URL:
        pytest.fail("This test needs Redis: run it through scripts/with_servers.py", pytrace=False)
    return str(settings.REDIS_URL)


@pytest.fixture(scope="session")
def _worker_process(
    postgres: None, redis: str, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Worker]:
    with django_db_blocker.unblock():
        process = Worker(tmp_path_factory.mktemp("worker"))
        process.start()
    yield process
    process.stop()


@pytest.fixture
def worker(_worker_process: Worker, transactional_db: None) -> Worker:
    """A real worker that takes this test's jobs; started once, and again when a test has killed it."""
    if _worker_process.process is None:
        _worker_process.start()
    _worker_process.must_live()
    return _worker_process


@pytest.fixture
def web_server(postgres: None, transactional_db: None, tmp_path: Path) -> Iterator[WebServer]:
    """A real gunicorn for this test alone."""
    process = WebServer(tmp_path)
    process.start()
    yield process
    process.stop()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    """A Redis of this test's own, to stop, freeze or empty."""
    server = Redis(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL of this test's own, to stop and start again."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="sofs-postgres-"))
    folder.chmod(0o700)
    server = Postgres(folder)
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def chromium_program() -> str | None:
    """The browser of this machine: the quick headless shell where it is there, else the whole of Chromium."""
    named = os.environ.get("CHROMIUM", "chromium-headless-shell")
    return shutil.which(named) or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, or the one named by CHROMIUM."""
    from playwright.sync_api import sync_playwright

    program = chromium_program()
    if program is None:
        pytest.fail("This test needs a browser: install chromium, or name one in CHROMIUM", pytrace=False)
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Any, live_server: Any) -> Iterator[Any]:
    """Makes pages, each with its own cookies: new_page(user=..., width=320, script=False).

    Addresses are relative to the server of this test. With a user, the page is signed in.
    """
    with contextlib.ExitStack() as opened:

        def make(user: Any = None, width: int = 1280, height: int = 800, script: bool = True, **more: Any) -> Any:
            context = browser.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": height},
                java_script_enabled=script,
                locale="en-GB",
                timezone_id="Europe/London",
                **more,
            )
            opened.callback(context.close)
            context.set_default_timeout(15_000)
            if user is not None:
                context.add_cookies([session_cookie(user, live_server.url)])
            return context.new_page()

        yield make


@pytest.fixture
def page(new_page: Any) -> Any:
    """One page, nobody signed in."""
    return new_page()


def session_cookie(user: Any, url: str) -> dict[str, str]:
    """What a browser holds after signing in as this user."""
    client = Client()
    client.force_login(user)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
