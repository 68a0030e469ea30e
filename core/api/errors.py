"""Refusals of the API as problem+json (RFC 9457), in the same sentences as the pages."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.api.kinds import Json
from core.api.parsers import TooLarge
from core.api.shape import NUMBER, WORDS, Shape
from core.errors import RuleBroken, StaleVersion

CONTENT = "application/problem+json"
TITLES = {
    400: "Not accepted",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Not offered",
    406: "Not in that form",
    409: "Still at work",
    412: "Somebody saved first",
    413: "Too large",
    415: "Not in that form",
    422: "Another request under the same key",
    428: "Say which version",
    429: "Too many at once",
    500: "Something went wrong here",
    503: "Not available at the moment",
}
KEPT = ("WWW-Authenticate", "Retry-After")

PROBLEM = Shape(
    "Problem",
    "Why something was refused (RFC 9457). Nothing has been changed.",
    more={
        "type": WORDS | {"description": "Always about:blank: the status says what kind of refusal it is."},
        "title": WORDS,
        "status": NUMBER,
        "detail": WORDS | {"description": "A sentence for a person."},
        "errors": {
            "type": "object",
            "description": "The sentences by the member or filter they belong to.",
            "additionalProperties": {"type": "array", "items": WORDS},
        },
        "theirs": {"type": ["object", "null"], "description": "With 412: what is stored now."},
    },
    optional=("errors", "theirs"),
)


class Missing(APIException):
    """A write that does not say which version it was made from."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = "Send the ETag of the version you changed as If-Match."
    default_code = "version_missing"


def problem(fault: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what was raised into a problem. A StaleVersion is shown by the view's `theirs`, if it has one."""
    if isinstance(fault, RuleBroken):
        said = {fault.field or "non_field_errors": [fault.message]}
        return _answer(status.HTTP_400_BAD_REQUEST, fault.message, errors=said)
    if isinstance(fault, StaleVersion):
        shown = getattr(context["view"], "theirs", lambda row: None)(fault.theirs)
        return _answer(status.HTTP_412_PRECONDITION_FAILED, str(fault), theirs=shown)
    if isinstance(fault, SuspiciousOperation):
        fault = TooLarge() if isinstance(fault, RequestDataTooBig) else ParseError("This cannot be read.")
    response = exception_handler(fault, context)
    if response is None:
        return None
    headers = {name: response[name] for name in KEPT if response.has_header(name)}
    if isinstance(fault, ValidationError):
        return _answer(response.status_code, "Some of what was sent is wrong.", errors=response.data, headers=headers)
    return _answer(response.status_code, str(getattr(fault, "detail", fault)), headers=headers)


def body(code: int, detail: str, **more: Any) -> Json:
    """The members of a problem."""
    return {"type": "about:blank", "title": TITLES.get(code, "Not accepted"), "status": code, "detail": detail} | more


def plain(code: int, detail: str, **headers: str) -> HttpResponse:
    """A problem where no view of the API was reached."""
    return HttpResponse(json.dumps(body(code, detail)), status=code, content_type=CONTENT, headers=headers)


def _answer(code: int, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> Response:
    return Response(body(code, detail, **more), status=code, headers=headers, content_type=CONTENT)
