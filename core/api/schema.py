"""The description of the API (OpenAPI 3.1), made from what its views declare."""

import json
import re
from collections.abc import Iterator
from functools import cache
from threading import Lock
from typing import Any

import yaml
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from core.api import errors
from core.api.errors import PROBLEM
from core.api.idempotency import HEADER
from core.api.kinds import Json, Kind
from core.api.shape import SHAPES

JSON = "application/json"
SIGN_IN: Json = {
    "key": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Api-Key` and the words of a key that the council's administrator made, with a space between.",
    },
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "A person who is signed in."},
}
WORD: Json = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
IN_PATH: dict[str, tuple[Json, str]] = {
    "authority": (WORD, "The council, as in the addresses of its pages."),
    "slug": (WORD, "The plan’s slug."),
    "id": ({"type": "integer", "minimum": 0}, "The id of the one that is meant."),
}
# Statuses a refusal can have, by what makes it possible.
ALWAYS = (400, 401, 403, 404, 406, 429, 500, 503)
WITH_A_BODY = (413, 415)
UNDER_A_KEY = (409, 422)


class Described(AutoSchema):
    """Reads one method of an `Api` view."""

    def get_operation_id(self) -> str:
        words = [part.strip("{}").replace(".", "_") for part in self.path.split("/")[4:] if part]
        return "_".join([self.method.lower(), *words])

    def get_tags(self) -> list[str]:
        return [self.path.split("/")[4]]

    def get_summary(self) -> str:
        return self.get_description().split("\n")[0]

    def get_override_parameters(self) -> list[Any]:
        view: Any = self.view
        known = view.known() if self.method == "GET" else {}
        named = [_in_path(name) for name in re.findall(r"\{(\w+)\}", self.path)]
        return [*named, *map(_parameter, known, known.values()), *self._headers(view)]

    def _headers(self, view: Any) -> Iterator[OpenApiParameter]:
        if self.method in view.versioned:
            yield _header("If-Match", "The ETag of the version you changed. Without: 428; not the newest: 412.", True)
        if self.method in view.repeatable:
            yield _header(HEADER, "Your own key for this create. Sent again within 48 hours: the first answer again.")
        if self.method == "GET" and not view.listed and not view.file_kinds:
            yield _header("If-None-Match", "The ETag you have. Nothing has changed: 304.")

    def get_request_serializer(self) -> Any:
        view: Any = self.view
        body = view.takes.get(self.method)
        if body is None:
            return None
        return {"multipart/form-data" if body.file else JSON: body.schema()}

    def get_response_serializers(self) -> Any:
        view: Any = self.view
        status = view.statuses.get(self.method, 200)
        answers: dict[Any, Any] = {}
        for kind in view.file_kinds or (JSON,):
            answers[status, kind] = OpenApiResponse(self._given(view), description="As asked.")
        if self.method == "GET" and not view.listed and not view.file_kinds:
            answers[304] = OpenApiResponse(description="You have this already.")
        for refusal in self._refusals(view):
            answers[refusal, errors.CONTENT] = OpenApiResponse(PROBLEM.ref, description=errors.TITLES[refusal])
        return answers

    def _given(self, view: Any) -> Json:
        if view.file_kinds:
            return {"type": "string", "format": "binary"}
        shape = view.gives.get(self.method, view.shape)
        found: Json = shape.page() if view.listed and self.method == "GET" else shape.ref
        return found

    def _refusals(self, view: Any) -> list[int]:
        more = [412] * (self.method != "GET") + [*WITH_A_BODY] * (self.method in view.takes)
        more += [*UNDER_A_KEY] * (self.method in view.repeatable)
        if self.method in view.versioned:
            more.append(428)
        return sorted({*ALWAYS, *more})

    def get_auth(self) -> list[Any]:
        return [{"key": []}, {"session": []}]

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False


def add_shapes(result: Json, generator: Any, request: Any, public: bool) -> Json:
    """Put the shapes beside the routes that name them."""
    result["components"] = {
        "schemas": {name: SHAPES[name].schema() for name in sorted(SHAPES)},
        "securitySchemes": SIGN_IN,
    }
    return result


MAKING = Lock()
"""The generator keeps what it has loaded in places of its own; two threads at once would find it half done."""


@cache
def document() -> Json:
    """The whole description; the same for everybody, for it holds no data."""
    with MAKING:
        made: Json = SchemaGenerator().get_schema(request=None, public=True)
    return made


@cache
def as_json() -> bytes:
    """The description as JSON."""
    return json.dumps(document(), ensure_ascii=False).encode()


@cache
def as_yaml() -> bytes:
    """The description as YAML."""
    words: str = yaml.safe_dump(document(), allow_unicode=True, sort_keys=False)
    return words.encode()


def _parameter(name: str, kind: Kind) -> OpenApiParameter:
    return OpenApiParameter(name, kind.schema, OpenApiParameter.QUERY, description=kind.about, required=kind.required)


def _in_path(name: str) -> OpenApiParameter:
    schema, about = IN_PATH.get(name, IN_PATH["slug"])
    return OpenApiParameter(name, schema, OpenApiParameter.PATH, description=about)


def _header(name: str, about: str, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=about)
