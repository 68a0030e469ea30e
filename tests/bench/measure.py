"""Interleaved blocks of one operation on each side, and what they cost. Ratios count, not milliseconds."""

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.bench import cpu

Step = Callable[[], None]
Prepare = Callable[[], Step]
BATCH = 12


@dataclass
class Side:
    """One server under measurement: its process, and for each client a way to prepare one operation."""

    name: str
    pid: int
    postgres: int
    clients: Sequence[Prepare] = ()


@dataclass
class Cost:
    """What one operation cost in one block, in milliseconds."""

    web: float
    postgres: float
    median: float


@dataclass
class Result:
    """All blocks of one operation on one side."""

    blocks: list[Cost] = field(default_factory=list)

    def middle(self, name: str) -> float:
        return statistics.median(getattr(block, name) for block in self.blocks)

    @property
    def web(self) -> float:
        return self.middle("web")

    @property
    def total(self) -> float:
        return self.web + self.middle("postgres")

    @property
    def median(self) -> float:
        return self.middle("median")


def compare(sides: Sequence[Side], rounds: int, seconds: float) -> list[Result]:
    """One result for each side; blocks of a round are neighbours in time, in turned order."""
    results = [Result() for _ in sides]
    for side in sides:
        block(side, 0)
    for turn in range(rounds):
        order = range(len(sides)) if turn % 2 == 0 else reversed(range(len(sides)))
        for number in order:
            results[number].blocks.append(block(sides[number], seconds))
    return results


def block(side: Side, seconds: float) -> Cost:
    """Batches until the time is up, at least one. Preparation (reading a form) costs nothing here."""
    times: list[float] = []
    web = postgres = 0.0
    ends = time.monotonic() + seconds
    while not times or time.monotonic() < ends:
        batch = [[prepare() for _ in range(BATCH)] for prepare in side.clients]
        before = cpu.seconds(side.pid), cpu.seconds(side.postgres)
        times += run(batch)
        web += cpu.seconds(side.pid) - before[0]
        postgres += cpu.seconds(side.postgres) - before[1]
    count = len(times)
    return Cost(web * 1000 / count, postgres * 1000 / count, statistics.median(times) * 1000)


def run(batch: Sequence[Sequence[Step]]) -> list[float]:
    """Every client's steps at the same time, one thread each; the seconds each step took. A wrong answer raises."""
    times: list[float] = []
    faults: list[BaseException] = []

    def work(steps: Sequence[Step]) -> None:
        try:
            times.extend(timed(step) for step in steps)
        except BaseException as fault:  # noqa: BLE001 -- raised below, in the thread that waits
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(steps,)) for steps in batch]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return times


def timed(step: Step) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started
