"""The API: the same rows, rules and refusals as the pages."""

from typing import Any

import pytest
from django.test import Client

from core.ratings import Rag
from plans.models import RagUpdate
from tests.world import Council, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


def client_of(council: Council, role: str) -> Client:
    client = Client()
    client.force_login(council.user(role), backend="accounts.backends.PasswordBackend")
    return client


def updates_of(council: Council) -> str:
    return f"/api/v1/fenshire/actions/{council.rows['action'].pk}/updates/"


def send(council: Council, role: str = "project_officer", **changes: Any) -> Any:
    body = {"rag": "red", "comment": "Trainer is ill.", "seen": council.rows["update"].pk} | changes
    return client_of(council, role).post(updates_of(council), body, content_type="application/json")


def said(council: Council) -> int:
    """How often somebody said how the action stands."""
    return RagUpdate.objects.filter(action=council.rows["action"]).count()


def test_an_action_carries_its_cells_dates_lead_and_rating_in_words(fen: Council) -> None:
    body = client_of(fen, "viewer").get("/api/v1/fenshire/actions/?ref=1.1").json()
    (action,) = body["results"]
    assert action["rag_text"] == "A At risk"
    assert action["what"] == "Fen what"
    assert [day["state"] for day in action["dates"]] == ["planned", "queried"]
    assert action["participations"][0]["words"] == "Fen Lead"
    assert action["latest"]["comment"] == "Fen comment"


def test_an_update_is_added_by_the_rules_of_the_page(fen: Council) -> None:
    answer = send(fen)
    assert answer.status_code == 201
    assert answer.json()["rag_before"] == "amber"
    assert RagUpdate.objects.get(pk=answer.json()["id"]).source == "api"


def test_red_without_a_sentence_is_refused_in_words(fen: Council) -> None:
    answer = send(fen, comment=" ")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]["comment"] == ["Say what is off track and what would help."]
    assert said(fen) == 1


def test_an_update_must_say_what_it_has_seen(fen: Council) -> None:
    body = {"rag": "green", "comment": ""}
    answer = client_of(fen, "project_officer").post(updates_of(fen), body, content_type="application/json")
    assert answer.status_code == 400
    assert "seen" in answer.json()["errors"]


def test_who_was_slower_is_told_and_nothing_is_saved(fen: Council) -> None:
    assert send(fen).status_code == 201
    late = send(fen, rag="green")
    assert late.status_code == 412
    assert said(fen) == 2


@pytest.mark.parametrize("role", ["viewer", "member", "superleader", "data_officer"])
def test_readers_may_not_rate(fen: Council, role: str) -> None:
    assert send(fen, role).status_code == 403
    assert said(fen) == 1


def test_the_lead_may_rate_their_own_action_whatever_their_role(fen: Council) -> None:
    assert send(fen, "lead").status_code == 201


def test_strangers_are_asked_to_sign_in(fen: Council) -> None:
    answer = Client().get("/api/v1/fenshire/plans/")
    assert answer.status_code == 401
    assert answer.json()["title"] == "Sign in first"


def test_another_council_is_not_there(fen: Council) -> None:
    other = build("marlshire", "Marl")
    assert client_of(other, "administrator").get("/api/v1/fenshire/plans/").status_code == 404
    path = f"/api/v1/marlshire/actions/{fen.rows['action'].pk}/"
    assert client_of(other, "administrator").get(path).status_code == 404


def test_a_draft_is_for_those_who_keep_the_plan(fen: Council) -> None:
    slugs = {role: _slugs(fen, role) for role in ("viewer", "project_officer")}
    assert slugs == {"viewer": {"fen-plan"}, "project_officer": {"fen-plan", "fen-draft"}}


def _slugs(council: Council, role: str) -> set[str]:
    return {plan["slug"] for plan in client_of(council, role).get("/api/v1/fenshire/plans/").json()["results"]}


def test_a_list_of_actions_takes_six_queries(fen: Council, django_assert_max_num_queries: Any) -> None:
    client = client_of(fen, "project_officer")
    with django_assert_max_num_queries(6):
        client.get("/api/v1/fenshire/actions/")


def test_unrated_is_said_in_words(fen: Council) -> None:
    body = client_of(fen, "project_officer").get("/api/v1/fenshire/actions/?ref=1.2").json()
    assert (body["results"][0]["rag"], body["results"][0]["rag_text"]) == (Rag.NOT_RATED, "– Not rated")
