"""Every operation of the schema with wild data, null characters included: no fault, and nothing outside the schema."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
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
def _many_calls(settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 1_000_000


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_wild_data_is_answered_by_the_schema(path: str, method: str, fen: Council) -> None:
    operation = operation_of(fen, path, method)
    fuzz(operation, session(fen), cases=6)
    fuzz(operation, {"Authorization": key_of(fen, "write")}, cases=6)
    fuzz(operation, {"Authorization": key_of(fen, "read")}, cases=2)


@pytest.mark.soak
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_much_wild_data_is_answered_by_the_schema(path: str, method: str, fen: Council) -> None:
    operation = operation_of(fen, path, method)
    fuzz(operation, session(fen), cases=40)
    fuzz(operation, {"Authorization": key_of(fen, "write")}, cases=40)
    fuzz(operation, {"Authorization": key_of(fen, "read")}, cases=20)


def session(council: Council) -> dict[str, str]:
    """The headers of somebody who is signed in, with the token their writes need."""
    client, token = signed_in(council.user("project_manager")), "x" * 32
    cookies = {"sessionid": client.cookies["sessionid"].value, "csrftoken": token}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "X-CSRFToken": token}


def operation_of(council: Council, path: str, method: str) -> Any:
    """One operation, as the schema that is served describes it."""
    app = get_wsgi_application()
    described = schemathesis.openapi.from_wsgi("/api/v1/schema/", app, config=config_for(council))
    return described[path][method.upper()]


def fuzz(operation: Any, headers: dict[str, str], cases: int) -> None:
    """So many cases of one operation, half of them against the schema; most of them about rows that are there."""
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @settings(
            max_examples=max(1, cases // 2), deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate],
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Case) -> None:
            case.call_and_validate(headers=headers, checks=CHECKS)

        ask()


def config_for(council: Council) -> Any:
    """Addresses of this council, and mostly of its rows."""
    ids = sorted({council.rows[name].pk for name in ROWS})
    return schemathesis.Config.from_dict(
        {
            "dictionaries": {"ids": {"values": ids}, "slugs": {"values": [council.rows["plan"].slug]}},
            "parameters": {
                "path.authority": "fenshire",
                "path.id": {"dictionary": "ids", "probability": 0.8},
                "path.slug": {"dictionary": "slugs", "probability": 0.8},
                "plan": {"dictionary": "slugs", "probability": 0.3},
            },
        }
    )
