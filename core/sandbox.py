"""Reading what others made, in a process of its own: little memory, little time, no keys, nothing left behind."""

import contextlib
import json
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from core.errors import RuleBroken

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "DJANGO_SETTINGS_MODULE")
"""All that the child is told of the environment: no passwords, no keys."""
LARGEST_ANSWER = 64 * 1024 * 1024
TOO_LONG = "This file takes too long to read. Choose the plan alone, or paste the table."
TOO_MUCH = "This file takes too much memory to read. Choose the plan alone, or paste the table."
BROKEN = "This file cannot be read. Open it in Word or Excel, save it again, and choose the new file."
OUT_OF_MEMORY, REFUSED, ANSWERED, FAILED = "memory", "refused", "answered", "failed"


def run_limited(function: str, payload: Any, *, seconds: int = 30, memory_mb: int = 512) -> Any:
    """What `function` (dotted) answers to `payload`, worked out in a fresh process. The answer is plain data (JSON).

    A refusal inside comes back as `RuleBroken` with the same sentence; so do too much time and too much memory.
    """
    with tempfile.TemporaryDirectory(prefix="sofs-read-") as folder:
        question, answer = Path(folder, "question"), Path(folder, "answer")
        question.write_bytes(pickle.dumps((function, payload)))
        code = _run(folder, seconds, memory_mb)
        return _answer(answer, code)


def _run(folder: str, seconds: int, memory_mb: int) -> int:
    command = [sys.executable, "-m", "core.sandbox", folder, str(seconds), str(memory_mb)]
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    child = subprocess.Popen(
        command, cwd=ROOT, env={**environment, "TMPDIR": folder}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        return child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise RuleBroken(TOO_LONG) from None
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child and whatever it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _answer(file: Path, code: int) -> Any:
    if code == -signal.SIGXCPU:
        raise RuleBroken(TOO_LONG)
    if code or not file.exists():
        raise RuleBroken(BROKEN if code > 0 else TOO_MUCH)
    state, value = json.loads(file.read_bytes())
    if state == ANSWERED:
        return value
    raise RuleBroken({REFUSED: value, OUT_OF_MEMORY: TOO_MUCH}.get(state, BROKEN))


def main(folder: str, seconds: str, memory_mb: str) -> None:
    """The child: lower the limits, read the question, write the answer."""
    _limit(int(seconds), int(memory_mb))
    function, payload = pickle.loads(Path(folder, "question").read_bytes())  # noqa: S301  # written by our own parent
    Path(folder, "answer").write_text(json.dumps(_outcome(function, payload)))


def _limit(seconds: int, memory_mb: int) -> None:
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_ANSWER, LARGEST_ANSWER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _outcome(function: str, payload: Any) -> tuple[str, Any]:
    module, _, name = function.rpartition(".")
    try:
        return ANSWERED, getattr(import_module(module), name)(payload)
    except MemoryError:
        return OUT_OF_MEMORY, ""
    except Exception as fault:  # noqa: BLE001  # whatever a hostile file provokes is an outcome
        if isinstance(fault, RuleBroken) or hasattr(fault, "message") or type(fault).__name__ == "CannotRead":
            return REFUSED, str(fault)
        return FAILED, repr(fault)


if __name__ == "__main__":
    main(*sys.argv[1:])
