"""Our pages, for the same operations."""

import json
import re

from tests.bench.client import Answer
from tests.bench.measure import Step
from tests.bench.products import Stock, need
from tests.bench.sizes import COUNCIL, LARGE, LONG, NOTE, PASSWORD, SMALL, UPDATES, USER

PLANS = f"/{COUNCIL}/plans"
API = f"/api/v1/{COUNCIL}"


def ref(number: int) -> str:
    """The ref that tests/bench/seed.py gives the action of this number."""
    return f"{number % 4 + 1}.{(number + 3) // 4}"


def page(number: int) -> str:
    return f"{PLANS}/plan-{SMALL}/actions/{ref(number)}/"


def newest(answer: Answer) -> int:
    """The id of the newest update in an action of the API."""
    found: int = json.loads(answer.body)["latest"]["id"]
    return found


class Ours(Stock):
    """The product, seeded by tests/bench/seed.py: actions have their number as id there."""

    rags = ("green", "amber", "red", "complete", "not_started")

    def sign_in(self) -> None:
        token = self.http.get("/accounts/login/").field("csrfmiddlewaretoken")
        form = {"csrfmiddlewaretoken": token, "login": USER, "password": PASSWORD}
        self.http.post("/accounts/login/", form)

    # Pages -------------------------------------------------------------------------------------
    def plan(self) -> Step:
        return lambda: self.rows(self.http.get(f"{PLANS}/plan-{SMALL}/"), SMALL)

    def plan_filter(self) -> Step:
        return lambda: self.rows(self.http.get(f"{PLANS}/plan-{SMALL}/?area=OD2"), 8)

    def rows(self, answer: Answer, wanted: int) -> None:
        need(len(re.findall(rb'<tr [^>]*\bid="a-', answer.body)), wanted, "rows")

    def action(self) -> Step:
        path = page(self.any_read())
        return lambda: self.history(self.http.get(path))

    def long_history(self) -> Step:
        return lambda: self.history(self.http.get(page(LONG)))

    def history(self, answer: Answer) -> None:
        entries = len(re.findall(rb'class="moj-timeline__item\b', answer.body))
        need(entries >= UPDATES, True, f"updates ({entries})")

    def changes(self) -> Step:
        return lambda: self.told(self.http.get(f"{PLANS}/plan-{SMALL}/changes/?since=2017-01-01"))

    def as_at(self) -> Step:
        return lambda: self.told(self.http.get(f"{PLANS}/plan-{SMALL}/as-at/"))

    def told(self, answer: Answer) -> None:
        need(answer.body.count(b"/actions/1.") > 2, True, "actions")

    def update_post(self) -> Step:
        path, form = self.filled()
        return lambda: self.written(path, form)

    def update(self) -> Step:
        path, form = self.filled()

        def step() -> None:
            saved = self.http.post(path, form)
            need(b"</html>" in self.http.get(saved.headers["location"][0].split("#")[0]).body, True, "page")

        return step

    def filled(self) -> tuple[str, dict[str, str]]:
        """The form of one action of this client's own, as read and filled in by a person."""
        path = f"{page(next(self.writes))}update/"
        answer = self.http.get(path)
        form = {name: answer.field(name) for name in ("csrfmiddlewaretoken", "seen")}
        return path, form | {"rag": self.random.choice(self.rags), "comment": NOTE}

    def search(self, plan: int) -> Step:
        path = f"/{COUNCIL}/search/?q=action+{self.random.randrange(1, plan + 1)}"
        return lambda: need(b"app-todo__what" in self.http.get(path).body, True, "results")

    # API ---------------------------------------------------------------------------------------
    def api_list(self) -> Step:
        path = f"{API}/actions/?plan=plan-{LARGE}"
        return lambda: need(self.http.get(path).body.count(b'"by_when"'), 100, "rows")

    def api_get(self) -> Step:
        path = f"{API}/actions/{self.any_read()}/"
        return lambda: need(self.http.get(path).body.count(b'"by_when"'), 1, "actions")

    def api_update(self) -> Step:
        path = f"{API}/actions/{next(self.writes)}/"
        said = {"rag": self.random.choice(self.rags), "comment": NOTE, "seen": newest(self.http.get(path))}
        body = json.dumps(said).encode()
        return lambda: self.sent(f"{path}updates/", body)

    def sent(self, path: str, body: bytes) -> None:
        token = {"X-CSRFToken": self.http.cookies["csrftoken"]}
        self.http.request("POST", path, body, "application/json", token, want=201)

    # Files -------------------------------------------------------------------------------------
    def csv(self, plan: int) -> Step:
        path = f"{PLANS}/plan-{plan}/export.csv"
        return lambda: need(self.http.get(path).body.count(b"\r\n") > plan, True, "lines")
