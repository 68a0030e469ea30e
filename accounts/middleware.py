"""Finds the council an address is about, and hides it from those who do not belong to it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse


class CurrentAuthority:
    """Puts `request.authority` on addresses that start with a council's slug.

    Strangers get the answer of a council that is not there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        slug = kwargs.pop("authority", None)
        if slug is None:
            request.authority = None
            return None
        if not request.user.is_authenticated:
            return None if request.path.startswith("/api/") else redirect_to_login(request.get_full_path())
        request.authority = request.user.authorities().get(slug)
        if request.authority is None:
            raise Http404("No such council for this person.")
        return None
