"""A second step for tests: an app whose code is known, and what the pages are."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from accounts.models import User
from tests.accounts.signing import PASSWORD
from tests.factories.accounts import user_with

STEP = "/accounts/login/second-step/"
MINE = "/accounts/mine/"
HOME = "/fenshire/home/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_password(role: str) -> User:
    """Somebody of Fenshire who knows their password."""
    user = user_with(role)
    user.set_password(PASSWORD)
    user.save()
    return user


def with_app(user: User) -> User:
    """The same, with an app that makes codes and with recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def code(secret: str = SECRET, steps: int = 0) -> str:
    """What the app shows now, or showed or will show some half minutes away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def recovery_code(user: User) -> str:
    """One that has not been used."""
    return str(Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0])
