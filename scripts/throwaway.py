"""PostgreSQL and Redis for one test run: free ports, a temporary folder, gone at the end."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

HOST = "127.0.0.1"
STOP_SECONDS = 20


def free_port() -> int:
    """A TCP port on this machine that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Ask every 50 ms; raise TimeoutError naming what did not come."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not come in {seconds:.0f} seconds")
        time.sleep(0.05)


def answers(port: int) -> bool:
    """Does anything accept a connection on this port?"""
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def page_answers(url: str) -> bool:
    """Does the address answer at all, whatever it says?"""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 -- always our own http address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


class Server:
    """One server process on a free port that can be stopped, killed, frozen and started again."""

    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        return type(self).__name__

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name.lower()}.log"

    def command(self) -> Sequence[str]:
        """The command line that runs the server in the foreground."""
        raise NotImplementedError

    def os_user(self) -> int | None:
        """The user id the server runs as, or None for ours."""
        return None

    def is_ready(self) -> bool:
        """Can it be used? Raise when it ended by itself."""
        assert self.process is not None, "start first"  # noqa: S101 -- a fault of the caller
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} ended at once:\n{self.log.read_text()[-2000:]}")
        return answers(self.port)

    def start(self) -> None:
        with self.log.open("ab") as log:
            # Its own session: Ctrl-C reaches the test run first, which then stops the servers in order.
            self.process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, user=self.os_user(), start_new_session=True
            )
        wait_until(self.is_ready, self.name)

    def stop(self, how: signal.Signals | None = None) -> None:
        """End it and wait; a frozen one is thawed first. Nothing to stop is no fault."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(how or self.stop_signal)
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def kill(self) -> None:
        """As a power cut would."""
        self.stop(signal.SIGKILL)

    def freeze(self) -> None:
        """Leave it listening and never answering."""
        if self.process is not None:
            self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)


class Redis(Server):
    """Keeps every message on disk and refuses rather than forgets, as in production."""

    def command(self) -> Sequence[str]:
        options = {
            "port": self.port,
            "bind": HOST,
            "dir": self.folder,
            "appendonly": "yes",
            "appendfsync": "no",
            "save": "",
            "maxmemory-policy": "noeviction",
            "databases": 64,
        }
        flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        return [_program("redis-server"), *flags]

    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}"


class Postgres(Server):
    """A cluster of its own. PostgreSQL refuses to run as root, so root hands it to the postgres user."""

    stop_signal = signal.SIGINT  # "fast": ends open connections
    settings = (
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=250",
        "shared_buffers=128MB",
        f"listen_addresses={HOST}",
    )

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def os_user(self) -> int | None:
        return pwd.getpwnam("postgres").pw_uid if os.geteuid() == 0 else None

    def create(self) -> None:
        owner = self.os_user()
        if owner is not None:
            os.chown(self.folder, owner, -1)
        options = ["--username=sofs", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(
            [_program("initdb"), "--pgdata", str(self.data), *options],
            check=True,
            stdout=subprocess.DEVNULL,
            user=owner,
            cwd=self.folder,
        )

    def command(self) -> Sequence[str]:
        settings = (*self.settings, f"port={self.port}", f"unix_socket_directories={self.folder}")
        flags = [part for setting in settings for part in ("-c", setting)]
        return [_program("postgres"), "-D", str(self.data), *flags]

    def is_ready(self) -> bool:
        if not super().is_ready():
            return False
        check = [_program("pg_isready"), "-q", "-h", HOST, "-p", str(self.port), "-d", "postgres"]
        return subprocess.run(check, check=False).returncode == 0

    @property
    def url(self) -> str:
        return f"postgres://sofs@{HOST}:{self.port}/postgres"


def _program(name: str) -> str:
    """The program's path; Debian keeps PostgreSQL's own off the PATH."""
    found = shutil.which(name)
    if found:
        return found
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if not debian:
        raise FileNotFoundError(f"{name} is not installed; scripts/system_parts.sh says what is needed")
    return str(debian[-1])


@contextmanager
def servers() -> Iterator[tuple[Postgres, Redis]]:
    """Both servers, running; stopped and their folder removed whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="sofs-servers-"))
    folder.chmod(0o755)
    for name in ("postgres", "redis"):
        (folder / name).mkdir(mode=0o700)
    postgres, redis = Postgres(folder / "postgres"), Redis(folder / "redis")
    try:
        postgres.create()
        postgres.start()
        redis.start()
        yield postgres, redis
    finally:
        redis.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)
