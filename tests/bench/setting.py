"""The servers of a bench run: databases filled once, one gunicorn of 2 workers × 4 threads on each."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from scripts.throwaway import HOST, free_port, page_answers, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
FLOOR, SMALL, OURS, MANY = "bench_floor", "bench_small", "bench_ours", "bench_many"


def address(database: str) -> str:
    """The address of one of the databases beside the one of the run."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def query(sql: str) -> str:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = cursor.fetchone() if cursor.description else None
    connection.close()
    return str(found[0]) if found else ""


def postgres_pid() -> int:
    """The postmaster, whose children are the backends that work for us."""
    return int((Path(query("SHOW data_directory")) / "postmaster.pid").read_text().split()[0])


def fill_databases() -> None:
    """Each stage is a copy of the one before, with more in it."""
    query(f"CREATE DATABASE {FLOOR}")
    python(FLOOR, "-m", "tests.bench.floor_seed")
    query(f"CREATE DATABASE {SMALL}")
    python(SMALL, "manage.py", "migrate", "--verbosity", "0")
    python(SMALL, "-m", "tests.bench.seed", "small")
    for made, source, stage in ((OURS, SMALL, "large"), (MANY, OURS, "many")):
        query(f"CREATE DATABASE {made} TEMPLATE {source}")
        python(made, "-m", "tests.bench.seed", stage)
    query("CHECKPOINT")


def python(database: str, *words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, env=environment(database), check=True)


def environment(database: str) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": address(database), "DEBUG": "false", "DEMO": "false"}


@contextmanager
def web(application: str, database: str) -> Iterator[tuple[str, int]]:
    """The server's address and process id; it ends with the block."""
    port = free_port()
    options = ["--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4", "--no-control-socket"]
    env = environment(database) | {"BASE_URL": f"http://{HOST}:{port}"}
    log = Path(tempfile.gettempdir()) / f"{database}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", application, *options], cwd=ROOT, env=env, stdout=out, stderr=out
        )
    try:
        # Its log is kept when it does not come up.
        wait_until(lambda: page_answers(f"http://{HOST}:{port}/healthz"), f"{application}, see {log}")
        log.unlink()
        yield f"http://{HOST}:{port}", process.pid
    finally:
        process.terminate()
        process.wait(15)
