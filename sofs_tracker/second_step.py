"""allauth's forms of the second step in our words. Wrong codes are counted like wrong passwords."""

from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from accounts import backends
from sofs_tracker.sign_in import InOurWords

CODE_SECONDS = 180
"""For longer than an app's code can be valid, the same code is not taken twice."""
A_NAME = {"name": "For example “Work laptop” or “My phone”."}


class Counted:
    """A code is counted as a try before it is looked at, and given back when it was right."""

    user: Any
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        if not backends.take_code_try(context.request, self.user.email):
            raise get_adapter().validation_error("too_many_codes")
        code: str = super().clean_code()  # type: ignore[misc]  # from the form this is mixed into
        if not cache.add(f"second-step-{self.user.pk}-{normalize_user_code(code)}", "used", CODE_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        backends.give_back_code_try(context.request, self.user.email)
        return code


class AuthenticateForm(Counted, InOurWords, base.AuthenticateForm):
    """The code of the second step, from the app or from the list of recovery codes."""

    hints = {"code": "Six figures from your app, or one of your recovery codes."}


class ReauthenticateForm(Counted, InOurWords, base.ReauthenticateForm):
    """The same again, before something that matters."""

    hints = AuthenticateForm.hints


class ActivateTotpForm(InOurWords, totp.ActivateTOTPForm):
    """The first code of an app, which shows that it has the key."""

    hints = {"code": "Six figures. A new code comes every half minute."}


class AddWebauthnForm(InOurWords, webauthn._BaseAddWebAuthnForm):
    """A new passkey: the browser has made it, here it gets its name."""

    hints = A_NAME
    name = forms.CharField(required=False, max_length=60)

    def clean(self) -> Any:
        return read_with(super().clean)


class EditWebauthnForm(InOurWords, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    hints = A_NAME
    name = forms.CharField(max_length=60)


class ReadByUs:
    """What claims to be the answer of a passkey may be anything."""

    def clean_credential(self) -> Any:
        return read_with(super().clean_credential)  # type: ignore[misc]  # from the form this is mixed into


class AuthenticateWebauthnForm(ReadByUs, webauthn.AuthenticateWebAuthnForm):
    """The second step, by passkey."""


class ReauthenticateWebauthnForm(ReadByUs, webauthn.ReauthenticateWebAuthnForm):
    """The same again, before something that matters."""


class LoginWebauthnForm(ReadByUs, webauthn.LoginWebAuthnForm):
    """Signing in with a passkey alone. Whoever may not sign in is answered like a passkey nobody knows."""

    def clean_credential(self) -> Any:
        authenticator = super().clean_credential()
        if not authenticator.user.may_sign_in():
            raise get_adapter().validation_error("incorrect_code")
        return authenticator


def read_with(read: Callable[[], Any]) -> Any:
    """Let the library read a passkey's answer. Whatever breaks there is an answer that is not accepted."""
    try:
        return read()
    except (ValidationError, DatabaseError):
        raise
    except Exception as fault:  # a forged signature and odd bytes raise whatever the parser at hand raises
        raise get_adapter().validation_error("not_this_passkey") from fault
