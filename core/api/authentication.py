"""Who asks the API. For now: whoever is signed in."""

from django.http import HttpRequest
from rest_framework.authentication import SessionAuthentication


class SessionSignIn(SessionAuthentication):
    """The signed-in session, with its CSRF token on every write; strangers get 401."""

    def authenticate_header(self, request: HttpRequest) -> str:
        return "Session"
