"""Signing in, where it differs from the library's own pages."""

from typing import Any

from allauth.account.views import LoginView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views import View

from accounts.services import second_factor
from core.middleware import renew


class NotHeldByACode:
    """The library sends everybody who asked for a code to the page where it is typed, for a quarter of an hour.

    Here one can go back, put a mistyped address right, or use a password after all.
    """

    def _redirect_to_pending_stage(self, request: Any, stage: Any) -> None:
        return None


class SignIn(NotHeldByACode, LoginView):
    """Address and password."""


class AskForCode(NotHeldByACode, RequestLoginCodeView):
    """A code by mail instead of a password."""


class SecondStep(AuthenticateView):
    """After the password or the code by mail: the passkey, or a code of the app."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        types = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        has = {"has_passkey": "webauthn" in types, "has_app": "totp" in types}
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | has


class MySignIn(IndexView):
    """One's own password, passkeys, app and recovery codes; and what is still missing."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        codes = context["authenticators"].get(Authenticator.Type.RECOVERY_CODES)
        mine = {
            "unused": len(codes.get_unused_codes()) if codes else 0,
            "total": len(codes.generate_codes()) if codes else 0,
            "missing": second_factor.is_missing(self.request.user),
        }
        return context | mine


class AddPasskey(AddWebAuthnView):
    """A passkey: kept on the device, and opened there by finger, face or PIN. So it is two steps in one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"js_data": {"creation_options": begin_registration(self.request.user, passwordless=True)}}


class RenamePasskey(EditWebAuthnView):
    """Another name for one's own passkey."""

    success_url = reverse_lazy("mfa_index")


class RemovePasskey(RemoveWebAuthnView):
    """One's own passkey works no longer."""

    success_url = reverse_lazy("mfa_index")


class Stay(View):
    """The answer to "you will be signed out": the session starts its time anew."""

    http_method_names = ["post"]

    def post(self, request: Any) -> HttpResponse:
        """A script is told for how many seconds; a browser without goes to the start."""
        renew(request)
        if request.headers.get("Accept") == "application/json":
            return HttpResponse(settings.SESSION_COOKIE_AGE, content_type="application/json")
        return redirect("start")
