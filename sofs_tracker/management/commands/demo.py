"""`make demo`: the web server and the worker as one thing that starts and ends together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Membership
from accounts.permissions import Role
from sofs_tracker.demo.people import PASSWORD

Processes = dict[str, subprocess.Popen[bytes]]
START_SECONDS = 60
STOP_SECONDS = 10
# Said for production: a worker run by root, no folder of collected static files. Neither matters here.
QUIET = "ignore::UserWarning:celery.platforms,ignore::UserWarning:django.core.handlers.base"


class Command(BaseCommand):
    """Run web server, worker and beat until Ctrl-C; all end when one does."""

    help = "Run the product with its demo data: web server and worker, until Ctrl-C"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        refuse_taken(port)
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, _stop)
        processes: Processes = {}
        try:
            processes["web server"] = start(web(port), port)
            processes["worker"] = start(worker(), port)
            wait_for_page(f"http://127.0.0.1:{port}/healthz", processes)
            self.stdout.write(welcome(port))
            ended = wait_for_end(processes)
        except Stopped:
            self.stdout.write("\nStopped. The demo's data is kept: make demo-reset forgets it.")
        else:
            raise CommandError(f"The {ended} ended by itself, so the rest was ended too.")
        finally:
            end(list(processes.values()))


class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


def _stop(signum: int, frame: FrameType | None) -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def web(port: int) -> list[str]:
    """One process with threads: enough for a first look, and light on memory."""
    options = [
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
        "--threads",
        "4",
        "--log-level",
        "warning",
        "--no-control-socket",
    ]
    return [sys.executable, "-m", "gunicorn", "sofs_tracker.wsgi", *options]


def worker() -> list[str]:
    """A real worker with beat inside, on the folder broker."""
    options = ["--beat", "--concurrency", "1", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    schedule = ["--schedule", str(settings.DATA_DIR / "celerybeat-schedule")]
    return [sys.executable, "-m", "celery", "--quiet", "--app", "sofs_tracker", "worker", *options, *schedule]


def start(command: list[str], port: int) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches this command alone, which ends the rest in order."""
    env = os.environ | {"DEMO": "1", "BASE_URL": f"http://localhost:{port}", "PYTHONWARNINGS": QUIET}
    return subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=env, start_new_session=True, preexec_fn=_end_with_parent()
    )


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux: have the kernel end the child, should this command be killed outright."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    kernel = ctypes.CDLL(None)
    parent_death_signal = 1
    return lambda: kernel.prctl(parent_death_signal, signal.SIGTERM)


def refuse_taken(port: int) -> None:
    """Say plainly that something else already listens there."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise CommandError(f"Port {port} is in use. Choose another: make demo PORT={port + 1}")


def wait_for_page(url: str, processes: Processes) -> None:
    """Until the page answers, or a process has ended, or a minute has gone."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in processes.values()):
            return
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 -- always our own http address
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CommandError(f"The page did not answer within {START_SECONDS} seconds.")


def wait_for_end(processes: Processes) -> str:
    """The name of the first process that ends by itself; normally none does."""
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                return name
        time.sleep(0.3)


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to end, wait, and end whatever is left of their groups."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def welcome(port: int) -> str:
    """Where to look, and as whom."""
    lines = [f"\nOpen http://localhost:{port}/  (Ctrl-C stops it)\n", "Sign in as any of these made-up people."]
    lines += [f"The password of each is {PASSWORD}; or ask for a code, and read it at /outbox/.\n"]
    for role in Role:
        member = Membership.objects.open().filter(role=role).select_related("user").order_by("pk").first()
        if member is not None:
            lines.append(f"  {role.label:<22} {member.user.email}")
    return "\n".join([*lines, ""])
