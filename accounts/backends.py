"""Who may sign in with a password, and how often somebody may try.

Each try is counted before the password is looked at, by one conditional UPDATE, so that a thousand tries at once are
no better than one after the other. The count belongs to the address typed and to the browser: browsers in which the
owner has signed in before are known by a signed cookie and have a count of their own, so that a stranger's tries
never lock the owner out. Nothing depends on a network address, which can be forged or shared by a whole council.
"""

import secrets
from datetime import timedelta
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from axes.handlers.base import AxesHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User

COOKIE = "known_browser"
COOKIE_DAYS = 365
ADDRESSES_KEPT = 5
STRANGER = "unknown browser"
NOWHERE = "0.0.0.0"  # noqa: S104 -- a place holder: axes' rows want a network address and we keep none


class PasswordBackend(AuthenticationBackend):
    """Address and password. The suspended get the very answer of a wrong password, after the same work."""

    def _check_password(self, user: Any, password: str) -> Any:
        found = super()._check_password(user, password)
        self._stash_user(None)  # allauth would tell the suspended that their password was right
        return found if found is not None and found.may_sign_in() else None


class Lockout(AxesHandler):
    """Counts tries in the database, in axes' own table (`manage.py axes_reset_username ADDRESS` forgets them)."""

    def is_allowed(self, request: Any, credentials: Any = None) -> bool:
        address = User.objects.normalise((credentials or {}).get("email") or "")
        request.sign_in_try = (address, _browser(request, address))
        allowed = take_try(*request.sign_in_try)
        if not allowed:
            request.axes_locked_out = True
        return allowed

    def reset_attempts(
        self, *, ip_address: str | None = None, username: str | None = None, ip_or_username: bool = False
    ) -> int:
        rows = AccessAttempt.objects.filter(username=username) if username else AccessAttempt.objects.all()
        deleted: int = rows.delete()[0]
        return deleted

    def post_save_access_attempt(self, instance: Any, **kwargs: Any) -> None:
        """Nothing more to do; axes asks for this method."""

    def post_delete_access_attempt(self, instance: Any, **kwargs: Any) -> None:
        """Nothing more to do; axes asks for this method."""


def take_try(address: str, browser: str) -> bool:
    """Count one try. False, and nothing counted, when this address has had its tries from this browser."""
    now = timezone.now()
    cool_off = timedelta(hours=settings.AXES_COOLOFF_TIME)
    row, made = AccessAttempt.objects.get_or_create(
        username=address, ip_address=NOWHERE, user_agent=browser, defaults={"failures_since_start": 0}
    )
    if made:
        AccessAttempt.objects.filter(attempt_time__lt=now - timedelta(days=1)).delete()
    this = AccessAttempt.objects.filter(pk=row.pk)
    this.filter(attempt_time__lte=now - cool_off).update(failures_since_start=0, attempt_time=now)
    free = this.filter(failures_since_start__lt=settings.AXES_FAILURE_LIMIT)
    return bool(free.update(failures_since_start=F("failures_since_start") + 1, attempt_time=now))


def give_back_try(request: Any) -> None:
    """The password was right: this one try does not count. Those before it still do."""
    _give_back(*request.sign_in_try)


def _give_back(address: str, browser: str) -> None:
    rows = AccessAttempt.objects.filter(username=address, user_agent=browser, failures_since_start__gt=0)
    rows.update(failures_since_start=F("failures_since_start") - 1)


def take_code_try(request: Any, address: str) -> bool:
    """Count one code of the second step, apart from the passwords. False when there have been too many."""
    return take_try(address, f"second step, {_browser(request, address)}")


def give_back_code_try(request: Any, address: str) -> None:
    """The code was right: this one try does not count."""
    _give_back(address, f"second step, {_browser(request, address)}")


def remember_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Mark this browser as one in which this person has signed in."""
    name, marks = _known(request)
    marks = [_mark(user.email), *(mark for mark in marks if mark != _mark(user.email))][:ADDRESSES_KEPT]
    response.set_cookie(
        COOKIE,
        signing.dumps([name or secrets.token_hex(8), marks], salt=COOKIE),
        max_age=timedelta(days=COOKIE_DAYS),
        path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _browser(request: HttpRequest, address: str) -> str:
    name, marks = _known(request)
    return f"known browser {name}" if _mark(address) in marks else STRANGER


def _known(request: HttpRequest) -> tuple[str, list[str]]:
    """The name of this browser and marks of the addresses that signed in here; nothing when not signed by us."""
    try:
        name, marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=timedelta(days=COOKIE_DAYS))
    except signing.BadSignature:
        return "", []
    return name, marks


def _mark(address: str) -> str:
    return salted_hmac(COOKIE, address, algorithm="sha256").hexdigest()[:20]
