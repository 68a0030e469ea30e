"""Reading what others made, in a process of its own: little memory, little time, no keys, nothing left behind."""

import contextlib
import json
import logging
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from core.errors import RuleBroken

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "DJANGO_SETTINGS_MODULE")
"""All that the child is told of the environment: no passwords, no keys."""
LARGEST_ANSWER = 16 * 1024 * 1024
GRACE = 5
"""Seconds after which a child whose parent was killed ends by itself."""
TOO_LONG = "This file takes too long to read. Choose the plan alone, or paste the table."
TOO_MUCH = "This file takes too much memory to read. Choose the plan alone, or paste the table."
BROKEN = "This file cannot be read. Open it in Word or Excel, save it again, and choose the new file."
ANSWERED, REFUSED, NO_ROOM, BROKE = "answered", "refused", "no room", "broke"


def run_limited(function: str, payload: Any, *, seconds: int = 30, memory_mb: int = 512) -> Any:
    """What `function` (dotted) answers to `payload`, worked out in a fresh process. The answer is plain data (JSON).

    A refusal inside comes back as `RuleBroken` with the same sentence; so do too much time and too much memory.
    """
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        pickle.dump((function, payload), question)
        question.seek(0)
        code = _run(question, answer, seconds, memory_mb)
        answer.seek(0)
        return _opened(function, code, answer.read(LARGEST_ANSWER + 1))


def _run(question: IO[bytes], answer: IO[bytes], seconds: int, memory_mb: int) -> int:
    """The child's exit code. Its folder for temporary files goes when it goes, and so does whatever it started."""
    command = [sys.executable, "-m", "core.sandbox", *(str(part) for part in (answer.fileno(), seconds, memory_mb))]
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="sofs-read-") as folder:
        child = subprocess.Popen(
            command, cwd=ROOT, env={**environment, "TMPDIR": folder}, stdin=question, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, pass_fds=(answer.fileno(),), start_new_session=True,
        )  # fmt: skip
        try:
            return child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise RuleBroken(TOO_LONG) from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _opened(function: str, code: int, answer: bytes) -> Any:
    """What the child wrote; JSON, so that even a child taken over by its file could only say something untrue."""
    if code == -signal.SIGXCPU:
        raise RuleBroken(TOO_LONG)
    if code in (-signal.SIGKILL, -signal.SIGABRT):
        raise RuleBroken(TOO_MUCH)
    try:
        state, value = json.loads(answer)
    except (ValueError, TypeError, RecursionError):
        state, value = BROKE, f"exit code {code}"
    if state == ANSWERED:
        return value
    if state == BROKE:
        log.error("%s broke in its process: %s", function, value)
    raise RuleBroken(str(value) if state == REFUSED else TOO_MUCH if state == NO_ROOM else BROKEN)


def main(answer: str, seconds: str, memory_mb: str) -> None:
    """The child: lower the limits, read the question, write the answer."""
    _limit(int(seconds), int(memory_mb))
    function, payload = pickle.load(sys.stdin.buffer)  # noqa: S301  # written by our own parent
    text = _answer(function, payload)
    with os.fdopen(int(answer), "wb") as file:
        file.write(text)


def _limit(seconds: int, memory_mb: int) -> None:
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * LARGEST_ANSWER, 2 * LARGEST_ANSWER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(seconds + GRACE)


def _answer(function: str, payload: Any) -> bytes:
    try:
        text = json.dumps(_outcome(function, payload)).encode()
    except MemoryError:
        return json.dumps((NO_ROOM, "")).encode()
    return text if len(text) <= LARGEST_ANSWER else json.dumps((NO_ROOM, "")).encode()


def _outcome(function: str, payload: Any) -> tuple[str, Any]:
    module, _, name = function.rpartition(".")
    try:
        return ANSWERED, getattr(import_module(module), name)(payload)
    except MemoryError:
        raise
    except Exception as fault:  # noqa: BLE001  # whatever a hostile file provokes is an outcome
        if isinstance(fault, RuleBroken) or type(fault).__name__ == "CannotRead":
            return REFUSED, str(fault)
        return BROKE, _place(fault)


def _place(fault: Exception) -> str:
    """Where it broke, without the words of the file."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} in {last.filename}:{last.lineno}"


if __name__ == "__main__":
    main(*sys.argv[1:])
