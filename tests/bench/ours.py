"""Our pages, for the same operations."""


from tests.bench.products import Stock
from tests.bench.sizes import COUNCIL, PASSWORD, USER

PLANS = f"/{COUNCIL}/plans"
API = f"/api/v1/{COUNCIL}"


def ref(number: int) -> str:
    """The ref that tests/bench/seed.py gives the action of this number."""
    return f"{number % 4 + 1}.{(number + 3) // 4}"


class Ours(Stock):
    """The product, seeded by tests/bench/seed.py."""

    rags = ("green", "amber", "red", "complete", "not_started")

    def sign_in(self) -> None:
        token = self.http.get("/accounts/login/").field("csrfmiddlewaretoken")
        form = {"csrfmiddlewaretoken": token, "login": USER, "password": PASSWORD}
        self.http.post("/accounts/login/", form)
