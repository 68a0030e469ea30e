"""Every address of the house. Closed by default: the few open ones say so in their view."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts.views.reminders import RemindersLink, StopReminders
from accounts.views.sign_in import (
    AddPasskey,
    AskForCode,
    MySignIn,
    RemovePasskey,
    RenamePasskey,
    SecondStep,
    SignIn,
    Stay,
)
from sofs_tracker import views

# Of allauth's pages only those we use. People are invited: whoever looks for a sign-up page finds sign-in.
sign_in = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("login/code/", AskForCode.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("login/second-step/", SecondStep.as_view(), name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", login_not_required(RedirectView.as_view(pattern_name="account_login")), name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("reauthenticate/code/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("reauthenticate/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("stay/", Stay.as_view(), name="account_stay"),
    path("mine/", MySignIn.as_view(), name="mfa_index"),
    path("mine/passkeys/add/", AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("mine/passkeys/<int:pk>/", RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("mine/passkeys/<int:pk>/remove/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("mine/app/", app.activate_totp, name="mfa_activate_totp"),
    path("mine/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("mine/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("mine/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("mine/recovery-codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,20})-(?P<key>[0-9A-Za-z-]{1,120})/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("", views.start, name="start"),
    path("healthz", views.healthz, name="healthz"),
    path("operations/", views.Operations.as_view(), name="operations"),
    path("accounts/", include(sign_in)),
    path("reminders/<str:token>/", RemindersLink.as_view(), name="reminders_link"),
    path("reminders/<str:token>/stop/", StopReminders.as_view(), name="reminders_stop"),
    path("", include("core.urls")),
    path("api/v1/", include("core.api.urls")),
    path("api/v1/<slug:authority>/", include("sofs_tracker.api")),
    path("<slug:authority>/home/", views.home, name="home"),
    path("<slug:authority>/", include("accounts.urls")),
    path("<slug:authority>/", include("plans.urls")),
]

handler400 = "sofs_tracker.faults.bad_request"
handler403 = "sofs_tracker.faults.forbidden"
handler404 = "sofs_tracker.faults.not_found"
handler500 = "sofs_tracker.faults.server_error"
