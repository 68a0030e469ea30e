"""What every answer carries, and how long a sign-in lasts."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


class Headers:
    """Adds the headers Django and django-csp leave out, and keeps signed-in pages out of shared caches."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "private, no-store")
        return response


RENEWED = "renewed_at"
LAST_HOUR = 60 * 60
"""A page opened so many seconds before the end, or later, starts the time anew. So that is one write in half a day."""


def seconds_left(request: Any) -> int:
    """In how many seconds this sign-in ends, at the earliest; 0 when nobody is signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    began = request.session.get(RENEWED) or (user.last_login.timestamp() if user.last_login else 0)
    return max(1, int(began + settings.SESSION_COOKIE_AGE - time.time()))


def renew(request: Any) -> None:
    """Start the time of this sign-in anew."""
    request.session[RENEWED] = int(time.time())


class StaySignedIn:
    """Whoever still opens pages when their sign-in nears its end stays signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if 0 < seconds_left(request) < LAST_HOUR:
            renew(request)
        return self.get_response(request)
