"""A second step for tests: an app whose code is known, and what the pages are."""

import hashlib
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.backends.db import SessionStore
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

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


def with_passkey(user: User, name: str = "Work laptop") -> Authenticator:
    """The same, with a passkey as a browser makes it. Nobody has the other half of its key."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(b"\0" * 16, str(user.pk).encode(), key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(hashlib.sha256(b"localhost").digest(), flags, 0, made)
    client = CollectedClientData.create("webauthn.create", b"x", "http://localhost")
    response = {
        "clientDataJSON": websafe_encode(bytes(client)),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
    }
    credential_id = websafe_encode(made.credential_id)
    credential = {"id": credential_id, "rawId": credential_id, "type": "public-key", "response": response}
    return WebAuthn.add(user, name, credential).instance


def has_just_signed_in(session_key: str, user: User) -> None:
    """For a day this session is not asked again who it is."""
    session = SessionStore(session_key)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 86_400}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
