#!/usr/bin/env python3
"""Run one command with a throw-away PostgreSQL and Redis: scripts/with_servers.py pytest tests/plans

The command finds them in DATABASE_URL and REDIS_URL. Both end with it, also at Ctrl-C.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.throwaway import Postgres, Redis, servers

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop(signum: int, frame: FrameType | None) -> None:
    """Leave by the ordinary way out, so that the servers are stopped; a second Ctrl-C does not cut that short."""
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(128 + signum)


def run(command: list[str], postgres: Postgres, redis: Redis) -> int:
    """The command's exit code. Whatever it left running is ended with it."""
    env = os.environ | {"DATABASE_URL": postgres.url, "REDIS_URL": f"{redis.url}/0"}
    process = subprocess.Popen(command, env=env, start_new_session=True)
    try:
        return process.wait()
    except BaseException:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
        raise
    finally:
        end_group(process.pid)


def end_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    for signum in STOPPING:
        signal.signal(signum, stop)
    with servers() as (postgres, redis):
        return run(sys.argv[1:], postgres, redis)


if __name__ == "__main__":
    raise SystemExit(main())
