"""How allauth behaves here: people are invited, never sign themselves up, and are told the same whoever they are."""

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts import backends
from core.middleware import renew

JUST_SIGNED_IN = 5 * 60
"""For so many seconds after signing in nobody is asked again who they are."""

TOO_MANY = "Too many tries. Wait a few minutes, then try again"
WAYS = {
    "reauthenticate": "Use my password",
    "mfa_reauthenticate": "Use a code from my app",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: an administrator or a manager invites."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email or the password is wrong. Check both, or ask for a code by email",
        "enter_current_password": "This is not your present password",
        "incorrect_code": "This is not the code we sent. Check it, or ask for a new one",
        "incorrect_password": "This is not your password",
        "invalid_password_reset": "This link has been used or is too old. Ask for a new one",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There is no user name here, only the address."""

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """A right password does not count among the tries."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            backends.give_back_try(request)
        return user

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Remember the browser, so that a stranger's wrong passwords never lock its owner out."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        backends.remember_browser(request, response, user)
        return response

    def login(self, request: HttpRequest, user: Any) -> None:
        """The last door: somebody suspended between two steps does not come in."""
        if not user.may_sign_in():
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        super().login(request, user)
        renew(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in: whoever is led to set up a second step has just done so."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < JUST_SIGNED_IN:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to say again who one is, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method | {"description": WAYS.get(method["id"], method["description"])} for method in methods]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start")


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second step: our sentences, and secrets that are worth nothing to whoever has only the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This is not a code that works now. Take the newest one",
        "not_this_passkey": "This passkey did not work. Try again, or go another way",
        "too_many_codes": TOO_MANY,
        "cannot_generate_recovery_codes": "Add a passkey or an app first. Recovery codes stand in for one of them",
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called until it is given a name."""
        return "Passkey"


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("second step", "", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
