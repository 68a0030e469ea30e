"""Every refusal is problem+json in a sentence, wherever it comes from."""

from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from core.api.errors import CONTENT, PROBLEM
from tests.api.calling import BASE, Caller, validator
from tests.world import Council

pytestmark = pytest.mark.django_db


def refused(answer: Any, status: int) -> dict[str, Any]:
    """The problem, once it is one of this status."""
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (status, CONTENT)
    said: dict[str, Any] = answer.json()
    validator(PROBLEM.ref).validate(said)
    assert said["status"] == status
    return said


def test_what_is_no_json_is_refused(officer: Caller) -> None:
    for body in (b"{", b"\xff\xfe", b"[1]", b"null", b'"x"', b"[" * 100_000, b'{"a": NaN}'):
        answer = officer.client.post(f"{BASE}actions/", body, content_type="application/json")
        refused(answer, 400)


def test_what_is_too_long_is_refused(officer: Caller) -> None:
    answer = officer.client.post(f"{BASE}actions/", b" " * 3_000_000, content_type="application/json")
    refused(answer, 413)


def test_an_address_that_is_not_there(officer: Caller) -> None:
    refused(officer.client.get(f"{BASE}nothing/"), 404)
    refused(officer.client.get("/api/"), 404)
    refused(officer.client.get("/api/v1/nowhere/plans/"), 404)
    assert "html" in officer.client.get("/nothing/at/all/")["Content-Type"]


def test_a_method_that_is_not_offered_says_which_are(officer: Caller) -> None:
    answer = officer.client.delete(f"{BASE}actions/")
    refused(answer, 405)
    assert "POST" in answer["Allow"]


def test_another_form_than_json_is_not_given_or_taken(officer: Caller) -> None:
    refused(officer.get("actions/", Accept="application/xml"), 406)
    refused(officer.client.post(f"{BASE}actions/", "a=b", content_type="text/plain"), 415)


def test_a_stranger_is_told_how_to_sign_in(fen: Council) -> None:
    answer = Caller().get("plans/")
    refused(answer, 401)
    assert answer["WWW-Authenticate"] == "Api-Key"
    refused(Caller(Authorization="Api-Key nonsense").get("plans/"), 401)


def test_a_write_without_its_token_is_refused(fen: Council) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(fen.user("project_officer"), backend="accounts.backends.PasswordBackend")
    refused(client.post(f"{BASE}actions/", {}, content_type="application/json"), 403)


def test_a_fault_of_ours_and_a_database_that_is_away(officer: Caller) -> None:
    for fault, status in ((RuntimeError("bug"), 500), (OperationalError("away"), 503)):
        with patch("django.db.models.query.QuerySet.__getitem__", side_effect=fault):
            answer = officer.client.get(f"{BASE}areas/")
        refused(answer, status)
    assert answer["Retry-After"] == "10"
