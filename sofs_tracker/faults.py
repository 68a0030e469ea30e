"""The answer to a fault: a page for people, a problem for other systems below /api/."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from core import views
from core.api import errors

Page = Callable[[], HttpResponse]


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """What cannot be read at all."""
    return _answer(request, lambda: defaults.bad_request(request, exception), "This cannot be read.")


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """What this person may not do."""
    return _answer(request, lambda: defaults.permission_denied(request, exception), "You may not do this here.")


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """What is not there, or not for this person."""
    return _answer(request, lambda: defaults.page_not_found(request, exception), "There is nothing at this address.")


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or a database that does not answer."""
    return _answer(request, lambda: views.server_error(request), "Nothing has been changed. Ask again in a while.")


def _answer(request: HttpRequest, page: Page, sentence: str) -> HttpResponse:
    made = page()
    if not request.path.startswith("/api/"):
        return made
    later = {"Retry-After": made["Retry-After"]} if made.has_header("Retry-After") else {}
    return errors.plain(made.status_code, sentence, **later)
