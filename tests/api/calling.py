"""Calling the API in tests: every answer is held against the schema."""

import re
from datetime import timedelta
from functools import cache
from typing import Any

from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator

from accounts.services import keys
from core.api import schema
from core.api.errors import CONTENT
from tests.world import Council

BASE = "/api/v1/fenshire/"


class Caller:
    """A client of the API, signed in as one of the council's people, that checks what it is answered."""

    def __init__(self, council: Council | None = None, role: str = "project_officer", **headers: str) -> None:
        self.client = Client(headers=headers, raise_request_exception=False)
        if council is not None:
            self.client.force_login(council.user(role), backend="accounts.backends.PasswordBackend")

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        answer = self.client.get(self._url(path), query, headers=_named(headers))
        return checked(answer, "get")

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        url, body = self._url(path), {} if body is None else body
        return checked(self.client.post(url, body, content_type="application/json", headers=_named(headers)), "post")

    def send(self, path: str, body: dict[str, Any], **headers: str) -> Any:
        """A file, as multipart."""
        return checked(self.client.post(self._url(path), body, headers=_named(headers)), "post")

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        url = self._url(path)
        return checked(self.client.patch(url, body, content_type="application/json", headers=_named(headers)), "patch")

    @staticmethod
    def _url(path: str) -> str:
        return path if path.startswith(("/", "http")) else BASE + path


def key_of(council: Council, scope: str) -> str:
    """The words of a new key of this council."""
    ends, by = timezone.now() + timedelta(30), council.user("administrator")
    _, words = keys.make_key(authority=council.authority, name=scope, scope=scope, expires_at=ends, by=by)
    return f"Api-Key {words}"


def checked(answer: Any, method: str) -> Any:
    """The same answer, once its status, its kind and its body are what the schema says of them."""
    if answer.resolver_match is None or answer.status_code == 405:
        return answer
    operation = operations()[shape_of(answer.resolver_match.route), method]
    said = operation["responses"].get(str(answer.status_code))
    assert said is not None, (method, answer.status_code, answer.content[:500])
    if answer.status_code == 304:
        assert answer.content == b""
        return answer
    kind = answer["Content-Type"].partition(";")[0]
    assert kind in said["content"], (kind, list(said["content"]))
    if kind in ("application/json", CONTENT):
        validator(said["content"][kind]["schema"]).validate(answer.json())
    return answer


@cache
def operations() -> dict[tuple[str, str], Any]:
    """Every operation, by its address without names and its method."""
    paths = schema.document()["paths"].items()
    return {(shape_of(path[1:]), method): said for path, methods in paths for method, said in methods.items()}


def shape_of(path: str) -> str:
    """An address whatever its parts are called."""
    return re.sub(r"<[^>]+>|\{[^}]+\}", "{}", path)


def validator(found: Any) -> Draft202012Validator:
    """What holds a body against one schema of the description."""
    whole = found | {"components": schema.document()["components"]}
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
