"""Work on what others made, in a process of its own: answers come back, refusals too, and nothing gets out of hand."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from core import sandbox
from core.errors import RuleBroken

HERE = "tests.core.test_sandbox."


class CannotRead(Exception):
    """A reader's refusal."""


def twice(payload: Any) -> Any:
    return payload * 2


def length(payload: bytes) -> int:
    return len(payload)


def refuse(payload: str) -> None:
    raise RuleBroken(payload)


def cannot(payload: str) -> None:
    raise CannotRead(payload)


def break_down(payload: str) -> None:
    raise KeyError(payload)


def sleep(payload: float) -> None:
    Path(tempfile.mkstemp()[1]).write_text("left behind")
    time.sleep(payload)


def spin(_payload: None) -> None:
    while True:
        pass


def swell(payload: int) -> int:
    return len(bytearray(payload))


def babble(payload: int) -> str:
    return "word" * payload


def die(payload: int) -> None:
    os.kill(os.getpid(), payload)


def child_of_mine(_payload: None) -> int:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid


def environment(_payload: None) -> dict[str, str]:
    return dict(os.environ)


def has_django(_payload: None) -> bool:
    return "django.apps" in sys.modules


def pid(_payload: None) -> list[int]:
    return [os.getpid(), os.getsid(0), os.getppid()]


def test_an_answer_comes_back_as_plain_data() -> None:
    assert sandbox.run_limited(HERE + "twice", [{"é": 1}]) == [{"é": 1}, {"é": 1}]


def test_a_whole_file_goes_in() -> None:
    assert sandbox.run_limited(HERE + "length", bytes(10_000_000)) == 10_000_000


@pytest.mark.parametrize("function", ["refuse", "cannot"])
def test_a_refusal_inside_comes_back_with_its_sentence(function: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        sandbox.run_limited(HERE + function, "Table 3 has no “by when”.")

    assert caught.value.message == "Table 3 has no “by when”."


def test_a_fault_of_the_reader_is_told_without_the_words_of_the_file(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(RuleBroken, match="cannot be read"):
        sandbox.run_limited(HERE + "break_down", "words of the file")

    assert "KeyError in " in caplog.text
    assert "words of the file" not in caplog.text


def test_what_takes_too_long_is_ended_and_leaves_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    started = time.monotonic()

    with pytest.raises(RuleBroken, match="takes too long"):
        sandbox.run_limited(HERE + "sleep", 60, seconds=1)

    assert time.monotonic() - started < 5
    assert list(tmp_path.iterdir()) == []


def test_what_spins_is_ended() -> None:
    with pytest.raises(RuleBroken, match="takes too long"):
        sandbox.run_limited(HERE + "spin", None, seconds=1)


def test_what_takes_too_much_memory_is_refused() -> None:
    with pytest.raises(RuleBroken, match="too much memory"):
        sandbox.run_limited(HERE + "swell", 2**30, memory_mb=256)


def test_an_answer_too_large_to_take_is_refused() -> None:
    with pytest.raises(RuleBroken, match="too much memory"):
        sandbox.run_limited(HERE + "babble", 5_000_000)


@pytest.mark.parametrize(("signal", "says"), [(9, "too much memory"), (6, "too much memory"), (11, "cannot be read")])
def test_a_process_that_dies_is_a_refusal(signal: int, says: str) -> None:
    with pytest.raises(RuleBroken, match=says):
        sandbox.run_limited(HERE + "die", signal)


def test_an_answer_that_is_not_plain_data_is_a_refusal() -> None:
    with pytest.raises(RuleBroken, match="cannot be read"):
        sandbox.run_limited("builtins.object.__new__", object)


def test_nothing_it_starts_outlives_it() -> None:
    started = sandbox.run_limited(HERE + "child_of_mine", None)

    assert _ended(started)


def _ended(process: int) -> bool:
    """Gone within five seconds, or dead and not yet buried."""
    for _ in range(50):
        stat = Path(f"/proc/{process}/stat")
        if not stat.exists() or ") Z " in stat.read_text():
            return True
        time.sleep(0.1)
    return False


def test_it_is_told_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "planted")
    monkeypatch.setenv("DATABASE_URL", "postgres://planted")

    found = sandbox.run_limited(HERE + "environment", None)

    assert "planted" not in " ".join(found.values())
    assert set(found) <= {*sandbox.KEPT, "TMPDIR", "LC_CTYPE"}


def test_it_runs_in_a_fresh_process_and_session_of_its_own() -> None:
    own, session, parent = sandbox.run_limited(HERE + "pid", None)

    assert own == session
    assert own != os.getpid() == parent


def test_it_does_not_set_up_django() -> None:
    assert sandbox.run_limited(HERE + "has_django", None) is False
