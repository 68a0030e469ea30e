"""allauth's sign-in forms in our words: own labels, own errors, no placeholder instead of a label."""

from typing import Any

from allauth.account import forms as allauth_forms

from core.forms import prepare_field

LABELS = {
    "login": "Work email",
    "email": "Work email",
    "password": "Password",
    "code": "Code",
    "oldpassword": "Password you have now",
    "password1": "New password",
    "password2": "New password again",
    "name": "Name of the passkey",
}
NOUNS = {
    "login": "your work email",
    "email": "your work email",
    "password": "your password",
    "code": "the code",
    "oldpassword": "the password you have now",
    "password1": "a new password",
    "password2": "the new password again",
    "name": "a name for the passkey",
}
HINTS = {
    "password1": "At least 12 characters. Three words that have nothing to do with you are easy to remember.",
    "code": "It came by email and works for 15 minutes.",
}


class InOurWords:
    """Gives every field of an allauth form our label, hint and sentences."""

    hints: dict[str, str] = HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # from the form this is mixed into
            field.label = LABELS.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            prepare_field(name, field, NOUNS.get(name, ""))


class LoginForm(InOurWords, allauth_forms.LoginForm):
    """Sign in with a password."""


class RequestLoginCodeForm(InOurWords, allauth_forms.RequestLoginCodeForm):
    """Ask for a sign-in code by email. Whoever may not sign in is answered like somebody unknown."""

    _user: Any

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if self._user is not None and not self._user.may_sign_in():
            self._user = None
        return email


class ConfirmLoginCodeForm(InOurWords, allauth_forms.ConfirmLoginCodeForm):
    """Type the code that came by email."""


class ResetPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):
    """Ask for a link to choose a new password. Whoever may not sign in is answered like somebody unknown."""

    users: Any

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self.users = [user for user in self.users if user.may_sign_in()]
        return email


class ResetPasswordFromKeyForm(InOurWords, allauth_forms.ResetPasswordKeyForm):
    """Choose a new password after following the link."""


class SetPasswordForm(InOurWords, allauth_forms.SetPasswordForm):
    """Choose a first password, signed in by code."""


class ChangePasswordForm(InOurWords, allauth_forms.ChangePasswordForm):
    """Change a password one knows."""


class ReauthenticateForm(InOurWords, allauth_forms.ReauthenticateForm):
    """Say again who one is, before something that matters."""
