"""`make bench`: prints, as tables for docs/performance.md, what each operation costs beside the floor."""

import argparse
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import NamedTuple

from tests.bench import cpu, setting
from tests.bench.measure import Result, Side, compare
from tests.bench.ours import Ours
from tests.bench.products import Stock

Client = type[Stock]


class Operation(NamedTuple):
    """A method of the products, in words, and how often the floor's CPU it may cost."""

    name: str
    words: str
    target: float


AGAINST_FLOOR = (
    Operation("plan", "plan page, 30 actions", 1.5),
    Operation("plan_filter", "plan filtered to one area", 1.8),
    Operation("action", "action page with its latest 8 updates", 1.8),
    Operation("update_post", "RAG update by form: the POST", 1.6),
    Operation("update", "RAG update: POST and the page after it", 1.8),
    Operation("api_list", "API list of 100", 1.7),
    Operation("api_get", "API get one", 1.5),
    Operation("api_update", "API change of a RAG", 1.5),
    Operation("search_small", "search, words of the small plan", 1.3),
    Operation("search_large", "search, words of the large plan", 1.3),
    Operation("csv_small", "CSV of 30 actions", 1.6),
    Operation("csv_large", "CSV of 10,000 actions", 1.6),
)
WITH_GROWTH = (
    Operation("plan", "plan page, 30 actions", 1.10),
    Operation("plan_filter", "plan filtered to one area", 1.10),
    Operation("action", "action page", 1.10),
    Operation("changes", "what has changed", 1.10),
    Operation("as_at", "the plan as at a day", 1.10),
    Operation("update_post", "RAG update by form: the POST", 1.15),
    Operation("api_get", "API get one", 1.10),
    Operation("api_update", "API change of a RAG", 1.15),
    Operation("search_small", "search", 2.0),
)


class Run:
    """The measured servers and how long to measure."""

    def __init__(self, options: argparse.Namespace, opened: ExitStack) -> None:
        self.options = options
        self.postgres = setting.postgres_pid()
        self.floor = opened.enter_context(setting.web("tests.bench.floor", setting.FLOOR))
        self.small = opened.enter_context(setting.web("sofs_tracker.wsgi", setting.SMALL))
        self.ours = opened.enter_context(setting.web("sofs_tracker.wsgi", setting.OURS))
        self.many = opened.enter_context(setting.web("sofs_tracker.wsgi", setting.MANY))

    def sides(self, *servers: tuple[tuple[str, int], Client]) -> list[tuple[Side, Sequence[Stock]]]:
        count = self.options.clients
        return [
            (Side(url, pid, self.postgres), [kind(url, number, count) for number in range(count)])
            for (url, pid), kind in servers
        ]

    def compare(self, sides: Sequence[tuple[Side, Sequence[Stock]]], *names: str) -> list[Result]:
        """One operation on several sides; with one name for each side when they differ."""
        for number, (side, clients) in enumerate(sides):
            name = names[number] if len(names) > 1 else names[0]
            side.clients = [getattr(client, name) for client in clients]
        return compare([side for side, _ in sides], self.options.rounds, self.options.seconds)


def table(title: str, rows: Sequence[tuple[Operation, Result, Result]], first: str, second: str) -> bool:
    """Prints one table; says whether every target is met."""
    print(f"\n### {title}\n")
    print(f"| operation | {first} CPU | {second} CPU | web CPU ratio | target | with PostgreSQL | median |")
    print("|---|---|---|---|---|---|---|")
    met = True
    for operation, base, ours in rows:
        ratio, total = ours.web / base.web, ours.total / base.total
        mark = "" if ratio <= operation.target else " **missed**"
        met = met and not mark
        print(
            f"| {operation.words} | {base.web:.1f} + {base.total - base.web:.1f} ms"
            f" | {ours.web:.1f} + {ours.total - ours.web:.1f} ms | {ratio:.2f}{mark} | ≤ {operation.target}"
            f" | {total:.2f} | {ours.median:.1f} ms |",
            flush=True,
        )
    return met


def against_floor(run: Run) -> bool:
    small = run.sides((run.floor, Stock), (run.small, Ours))
    ours = run.sides((run.floor, Stock), (run.ours, Ours))
    rows = []
    for operation in wanted(run, AGAINST_FLOOR):
        sides = small if operation.name == "search_small" else ours  # ours looks through all plans of the council
        rows.append((operation, *run.compare(sides, operation.name)))
    return table("Against the floor (web + PostgreSQL, for each operation)", rows, "floor", "ours")


def with_growth(run: Run) -> bool:
    sides = run.sides((run.small, Ours), (run.many, Ours))
    rows = [(operation, *run.compare(sides, operation.name)) for operation in wanted(run, WITH_GROWTH)]
    long_history = Operation("long_history", "an action with 10,000 updates, beside one with 8", 1.10)
    if wanted(run, (long_history,)):
        many = run.sides((run.many, Ours), (run.many, Ours))
        rows.append((long_history, *run.compare(many, "action", "long_history")))
    return table("With 10,000 other actions and 1,000,000 updates", rows, "30 actions alone", "grown")


def wanted(run: Run, operations: Sequence[Operation]) -> list[Operation]:
    only = run.options.only
    return [operation for operation in operations if not only or operation.name in only]


def memory(run: Run) -> bool:
    floor, ours = cpu.megabytes(run.floor[1]), cpu.megabytes(run.ours[1])
    print(f"\nMemory of two web workers: floor {floor:.0f} MB, ours {ours:.0f} MB, {ours / floor:.2f} (≤ 1.5)")
    return ours / floor <= 1.5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--clients", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[], help="names of operations")
    parser.add_argument("--growth-only", action="store_true", help="leave out the comparison with the floor")
    options = parser.parse_args()
    print("Filling databases: 30 actions, 10,000 more, 1,000,000 updates", flush=True)
    setting.fill_databases()
    with ExitStack() as opened:
        run = Run(options, opened)
        print(f"\n{time.strftime('%-d %B %Y')}, {options.clients} at a time, {options.rounds} × {options.seconds} s")
        met = [] if options.growth_only else [against_floor(run)]
        met += [with_growth(run), memory(run)]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
