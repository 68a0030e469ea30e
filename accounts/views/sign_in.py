"""Signing in, where it differs from the library's own pages."""

from typing import Any

from allauth.account.views import LoginView, RequestLoginCodeView


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
