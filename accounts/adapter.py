"""How allauth behaves here: people are invited, never sign themselves up, and are told the same whoever they are."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts import backends

TOO_MANY = "Too many tries. Wait a few minutes, then try again"


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

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("start")
