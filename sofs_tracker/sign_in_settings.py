"""Settings of signing in that are the same everywhere. `sofs_tracker.settings` takes them in."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.PasswordBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = False
_FORMS = """login request_login_code confirm_login_code reset_password reset_password_from_key set_password
change_password reauthenticate"""
ACCOUNT_FORMS = {name: f"sofs_tracker.sign_in.{name.title().replace('_', '')}Form" for name in _FORMS.split()}
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 -- a class, no secret
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords are counted by accounts.backends.Lockout. A council shares few network addresses, so the
    # limits by address only slow a flood down.
    "login_failed": None,
    "login": "300/m/ip",
    "request_login_code": "120/m/ip,3/m/key,15/h/key",
    "reset_password": "120/m/ip,3/m/key,15/h/key",
    "reset_password_from_key": "120/m/ip",
}
AXES_HANDLER = "accounts.backends.Lockout"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_TEMPLATE = "429.html"

# The second step: passkeys, codes from an app, recovery codes ----------------------------------------
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # people are invited at their address; nobody claims one
MFA_TOTP_ISSUER = "Signs of Safety tracker"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
_MFA_FORMS = """authenticate reauthenticate activate_totp add_webauthn edit_webauthn login_webauthn
authenticate_webauthn reauthenticate_webauthn"""
MFA_FORMS = {name: f"sofs_tracker.second_step.{name.title().replace('_', '')}Form" for name in _MFA_FORMS.split()}
