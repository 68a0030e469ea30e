"""Refusals of the API as problem+json, in the same sentences as the pages."""

from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.errors import RuleBroken, StaleVersion


def problem(fault: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what was raised into {"title", "status", "detail", "errors"?}."""
    if isinstance(fault, RuleBroken):
        said = {fault.field or "non_field_errors": [fault.message]}
        return _answer(status.HTTP_400_BAD_REQUEST, fault.message, errors=said)
    if isinstance(fault, StaleVersion):
        return _answer(status.HTTP_412_PRECONDITION_FAILED, str(fault))
    response = exception_handler(fault, context)
    if response is None:
        return None
    errors = response.data if isinstance(fault, ValidationError) else None
    detail = "Some of what was sent is wrong." if errors else str(getattr(fault, "detail", fault))
    headers = {name: response[name] for name in ("WWW-Authenticate", "Retry-After") if response.has_header(name)}
    return _answer(response.status_code, detail, errors=errors, headers=headers)


def _answer(code: int, detail: str, *, errors: Any = None, headers: dict[str, str] | None = None) -> Response:
    body: dict[str, Any] = {"title": _title(code), "status": code, "detail": detail}
    if errors:
        body["errors"] = errors
    return Response(body, status=code, headers=headers, content_type="application/problem+json")


def _title(code: int) -> str:
    return {
        400: "Not accepted",
        401: "Sign in first",
        403: "Not allowed",
        404: "Not found",
        405: "Not offered",
        412: "Somebody saved first",
    }.get(code, APIException.default_code)
