"""The schema: exact, the same for everybody, and a page to read it from our own server alone."""

import re
from typing import Any

import pytest
import yaml
from django.test import Client
from jsonschema import Draft202012Validator

from core.api import schema
from core.api.shape import SHAPES
from tests.api.calling import Caller
from tests.security.harness import address, full_form
from tests.security.matrix_api import API
from tests.world import Council, every_row

WRITES = sorted(name for name, route in API.items() if route.post or route.patch)
NOT_OURS_TO_SEND = (
    "id", "pk", "version", "authority", "plan_id", "action", "action_id", "rag_before", "latest", "has_lead", "due_on",
    "archived_at", "by", "by_id", "said_by", "at", "source", "state", "position", "queried", "created_at",
    "search_words", "period", "withdraws", "previous", "suggested", "removed_at", "sha256", "document", "added_by",
    "choices", "changes", "parsed", "job", "snapshot", "__proto__", "",
)  # fmt: skip


def test_the_schema_is_open_and_the_same_as_json_and_yaml() -> None:
    asked, words = Client().get("/api/v1/schema/"), Client().get("/api/v1/schema.yaml")
    assert asked.json()["openapi"] == "3.1.0"
    assert yaml.safe_load(words.content) == asked.json()


def test_every_schema_in_it_is_one_and_every_reference_leads_somewhere() -> None:
    whole = schema.document()
    for found in whole["components"]["schemas"].values():
        Draft202012Validator.check_schema(found)
    named = set(re.findall(r"#/components/schemas/(\w+)", schema.as_json().decode()))
    assert named == set(SHAPES)


def test_every_operation_has_a_name_of_its_own_and_says_what_it_is_for() -> None:
    said = [one for methods in schema.document()["paths"].values() for one in methods.values()]
    assert len({one["operationId"] for one in said}) == len(said)
    assert all(one["description"] for one in said)


def test_the_docs_page_loads_nothing_from_elsewhere_and_runs_nothing_inline() -> None:
    page = Client().get("/api/v1/docs/")
    html = page.content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert len(loaded) == 5
    assert all(address.startswith("/") for address in loaded)
    assert "<style" not in html
    assert not re.search(r"<script>|<script [^>]*>[^<]", html)
    assert "unsafe" not in page["Content-Security-Policy"]
    script = Client().get(loaded[-1])
    assert (script.status_code, script["Content-Type"].partition(";")[0]) == (200, "application/javascript")
    assert "/api/v1/schema/" in script.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", WRITES)
def test_what_is_not_meant_to_be_written_is_refused_by_name_and_changes_nothing(name: str, fen: Council) -> None:
    route = API[name]
    url, body, caller = address(name, route, fen, fen), full_form(name, route, fen), Caller(fen, "administrator")
    before = every_row()
    for field in NOT_OURS_TO_SEND:
        if field in body:
            continue
        answer = _send(caller, route, url, body | {field: "1"})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field]), (field, answer.content)
    assert every_row() == before


def _send(caller: Caller, route: Any, url: str, body: dict[str, Any]) -> Any:
    if route.file:
        from tests.api.made_files import csv_file

        return caller.send(url, body | {"file": csv_file()})
    headers = {"If_Match": f'"{route.version}"'} if route.version else {}
    return caller.patch(url, body, **headers) if route.patch else caller.post(url, body, **headers)
