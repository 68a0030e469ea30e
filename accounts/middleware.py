"""Leads those who must to their second step, finds the council of an address, hides it from strangers."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.models import Authority
from accounts.services import second_factor

SETTING_UP = ("account_", "mfa_")
"""Routes that stay open to somebody who has yet to set up a second step: those of signing in."""


class SecondFactor:
    """Whoever must sign in with a second step and has none comes to no page but the one to set it up.

    Closed by default: only pages that are open to anybody and those of signing in are left out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        api = request.path.startswith("/api/")  # its views sign in by themselves, so they call themselves open
        open_to_all = not api and not getattr(view, "login_required", True)
        setting_up = (request.resolver_match.view_name or "").startswith(SETTING_UP)
        if open_to_all or setting_up or not second_factor.is_missing(request.user):
            return None
        if api:
            said = {"title": "Set up a second step first", "status": 403, "detail": second_factor.SET_UP_FIRST}
            return JsonResponse(said, status=403, content_type="application/problem+json")
        return redirect("mfa_index")


class CurrentAuthority:
    """Puts `request.authority` on addresses that start with a council's slug.

    Strangers get the answer of a council that is not there. Below /api/ a key may still say who asks: its sign-in
    looks for `request.authority_slug` itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        slug = request.authority_slug = kwargs.pop("authority", None)
        if slug is None:
            request.authority = None
            return None
        if not getattr(view, "login_required", True) and not request.path.startswith("/api/"):
            request.authority = get_object_or_404(Authority, slug=slug)  # such a page asks for a proof of its own
            return None
        if not request.user.is_authenticated:
            return None if request.path.startswith("/api/") else redirect_to_login(request.get_full_path())
        request.authority = request.user.authorities().get(slug)
        if request.authority is None:
            raise Http404("No such council for this person.")
        return None
