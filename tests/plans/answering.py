"""Helpers for tests of answering a round: who answers, and what a row of the page sends."""

from typing import Any

from django.test import Client

from accounts.models import User
from tests.factories.accounts import user_with
from tests.plans.rounding import Round

URL = "/fenshire/plans/plan/rounds/july-2018/"
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    return client


def lead(asked: Round) -> User:
    """Joan, now with an account."""
    user = user_with("viewer", asked.plan.authority, name="Joan Petrie")
    asked.joan.user = user
    asked.joan.save(update_fields=["user"])
    return user


def fields(asked: Round, ref: str, rag: str, comment: str = "", **more: str) -> dict[str, str]:
    """What one row of the page sends."""
    answer, action = asked.answer(ref), asked.action(ref)
    sent = {"rag": rag, "comment": comment, "seen": str(action.latest_id or ""), "path_to_green": ""} | more
    return {f"a{answer.pk}-{name}": value for name, value in sent.items()}


def save(client: Client, asked: Round, ref: str, rag: str, comment: str = "", **more: str) -> Any:
    """Save one row as the script does."""
    data = fields(asked, ref, rag, comment, **more) | {"row": str(asked.answer(ref).pk)}
    return client.post(URL, data, headers=HTMX)


def refs(answer: Any) -> list[str]:
    return [line.ref for line in answer.context["lines"]]


def state(asked: Round, ref: str) -> str:
    return asked.answer(ref).state
