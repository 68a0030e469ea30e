"""Every operation of the schema with wild data, null characters included: no fault, and nothing outside the schema."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from core.api import schema
from tests.api.calling import key_of
from tests.security.harness import signed_in
from tests.world import Council, build

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, negative_data_rejection,
]  # fmt: skip
OPERATIONS = [(path, method) for path, methods in schema.document()["paths"].items() for method in methods]
ROWS = ["action", "date", "queried", "unknown", "evidence", "round", "past", "statement", "import", "update"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _many_calls(settings: Any) -> Iterator[None]:
    """No limit, and the test's own connection stays open from one request to the next."""
    settings.API_CALLS_A_MINUTE = 1_000_000
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_wild_data_is_answered_by_the_schema(path: str, method: str, fen: Council) -> None:
    operation = operation_of(fen, path, method)
    fuzz(operation, session(fen), cases=6)
    fuzz(operation, with_key(fen, "write"), cases=6)
    fuzz(operation, with_key(fen, "read"), cases=2)


@pytest.mark.soak
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_much_wild_data_is_answered_by_the_schema(path: str, method: str, fen: Council) -> None:
    operation = operation_of(fen, path, method)
    fuzz(operation, session(fen), cases=40)
    fuzz(operation, with_key(fen, "write"), cases=40)
    fuzz(operation, with_key(fen, "read"), cases=20)


def session(council: Council) -> dict[str, Any]:
    """The headers and cookies of somebody who is signed in, with the token their writes need."""
    client, token = signed_in(council.user("project_manager")), "x" * 32
    cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": token}
    return {"headers": {"X-CSRFToken": token}, "cookies": cookies}


def with_key(council: Council, scope: str) -> dict[str, Any]:
    """The header of another system."""
    return {"headers": {"Authorization": key_of(council, scope)}}


def operation_of(council: Council, path: str, method: str) -> Any:
    """One operation, as the schema that is served describes it."""
    app = get_wsgi_application()
    described = schemathesis.openapi.from_wsgi("/api/v1/schema/", app, config=config_for(council))
    return described[path][method.upper()]


def fuzz(operation: Any, who: dict[str, Any], cases: int) -> None:
    """So many cases of one operation, half of them against the schema; most of them about rows that are there."""
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @settings(
            max_examples=max(1, cases // 2), deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Case) -> None:
            case.call_and_validate(checks=CHECKS, **who)

        ask()


def config_for(council: Council) -> Any:
    """Addresses of this council, and mostly words and numbers that mean something in it."""
    rows = council.rows
    words = {
        "councils": [council.authority.slug],
        "ids": sorted({rows[name].pk for name in ROWS}),
        "slugs": [rows["plan"].slug],
        "areas": [rows["area"].code],
        "seen": [rows["update"].pk, 0],
    }
    likely = {"path.authority": ("councils", 1.0), "path.id": ("ids", 0.8), "path.slug": ("slugs", 0.8)}
    likely |= {"body.plan": ("slugs", 0.8), "body.area": ("areas", 0.8), "body.seen": ("seen", 0.8)}
    return schemathesis.Config.from_dict(
        {
            "dictionaries": {name: {"values": values} for name, values in words.items()},
            "parameters": {name: {"dictionary": of, "probability": part} for name, (of, part) in likely.items()},
        }
    )
