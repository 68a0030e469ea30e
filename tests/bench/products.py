"""The same operations on both sides. Each method prepares one and returns the step that is measured.

A step checks the answer (status, number of rows, history), so that a fast wrong answer counts as a fault.
"""

import json
import random
from itertools import cycle

from tests.bench.client import Answer, Http
from tests.bench.measure import Step
from tests.bench.sizes import LARGE, LONG, NOTE, PASSWORD, SMALL, UPDATES, USER

SHOWN = 50


def need(found: int, wanted: int, what: str) -> None:
    if found != wanted:
        raise AssertionError(f"{found} {what}, not {wanted}")


class Stock:
    """The floor."""

    rags = ("Blue", "Green", "Amber", "Red", "Not started")

    def __init__(self, base: str, number: int, clients: int) -> None:
        self.http = Http(base)
        self.random = random.Random(number)
        # The first half of the small plan is read and keeps its eight updates; the clients share the rest for writing.
        self.reads = [number for number in range(1, SMALL // 2 + 1) if number != LONG]
        self.writes = cycle(range(SMALL // 2 + 1 + number, SMALL + 1, clients))
        self.sign_in()

    def sign_in(self) -> None:
        token = self.http.get("/login/").field("csrfmiddlewaretoken")
        self.http.post("/login/", {"csrfmiddlewaretoken": token, "username": USER, "password": PASSWORD})

    def any_read(self) -> int:
        return self.random.choice(self.reads)

    # Pages -------------------------------------------------------------------------------------
    def plan(self) -> Step:
        return lambda: self.rows(self.http.get(f"/p/{SMALL}/"), SMALL)

    def plan_filter(self) -> Step:
        return lambda: self.rows(self.http.get(f"/p/{SMALL}/?section=OD2"), 8)

    def rows(self, answer: Answer, wanted: int) -> None:
        need(answer.body.count(b'class="row"'), wanted, "rows")

    def action(self) -> Step:
        path = f"/a/{self.any_read()}/"
        return lambda: need(self.http.get(path).body.count(b'class="hist"'), UPDATES, "updates")

    def update_post(self) -> Step:
        path = f"/a/{next(self.writes)}/"
        form = {"csrfmiddlewaretoken": self.http.get(path).field("csrfmiddlewaretoken")}
        form |= {"rag": self.random.choice(self.rags), "comment": NOTE}
        return lambda: self.written(path, form)

    def written(self, path: str, form: dict[str, str]) -> None:
        self.http.post(path, form)

    def update(self) -> Step:
        path = f"/a/{next(self.writes)}/"
        form = {"csrfmiddlewaretoken": self.http.get(path).field("csrfmiddlewaretoken")}
        form |= {"rag": self.random.choice(self.rags), "comment": NOTE}

        def step() -> None:
            self.written(path, form)
            need(self.http.get(path).body.count(b'class="hist"'), UPDATES, "updates")

        return step

    def search_small(self) -> Step:
        return self.search(SMALL)

    def search_large(self) -> Step:
        return self.search(LARGE)

    def search(self, plan: int) -> Step:
        path = f"/p/{plan}/search?q=action+{self.random.randrange(1, plan + 1)}"
        return lambda: need(b"results" in self.http.get(path).body, True, "results")

    # API ---------------------------------------------------------------------------------------
    def api_list(self) -> Step:
        return lambda: need(self.http.get(f"/api/p/{LARGE}/").body.count(b'"next_due"'), 100, "rows")

    def api_get(self) -> Step:
        path = f"/api/a/{self.any_read()}/"
        return lambda: need(self.http.get(path).body.count(b'"comment"'), UPDATES, "updates")

    def api_update(self) -> Step:
        body = json.dumps({"rag": self.random.choice(self.rags), "comment": NOTE}).encode()
        path = f"/api/a/{next(self.writes)}/"
        return lambda: self.sent(path, body)

    def sent(self, path: str, body: bytes) -> None:
        self.http.request("PATCH", path, body, "application/json", want=204)

    # Files -------------------------------------------------------------------------------------
    def csv_small(self) -> Step:
        return self.csv(SMALL)

    def csv_large(self) -> Step:
        return self.csv(LARGE)

    def csv(self, plan: int) -> Step:
        return lambda: need(self.http.get(f"/p/{plan}/x.csv").body.count(b"\n"), plan + 1, "lines")
