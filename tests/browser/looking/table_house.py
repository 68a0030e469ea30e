"""Pages that belong to no plan: sign-in, the installation, people, registers, words, errors. Written by hand."""

from tests.browser.hands import PASSWORD
from tests.browser.looking.councils import EMPTY, FULL
from tests.browser.looking.states import (
    ADMIN,
    LEAD,
    MANAGER,
    NOBODY,
    SEND,
    STAFF,
    VIEWER,
    At,
    Page,
    conflict,
    error,
    full,
)

FIXED = "Its words are fixed"
A_FORM = "A form always has its fields"
NO_FORM = "Nothing is sent from it"
FEW = "It has as many lines as it was drawn with"
ADDS = "It adds something new, so nobody else can have changed it"
ALONE = "Only its owner changes it"
LAST_WORD = "Short facts of which the last word counts; the trail keeps both"

CODE = At(
    path="/accounts/login/code/", role=NOBODY, fill={"email": "wren{n}@fenshire.example"}, press="main [type=submit]"
)

LIST = "Wilma Reed <wilma@health.example>\nTom Reed\ttom@health.example\tProject officer"
TO_SECOND_STEP = At(
    path="/accounts/login/",
    role=NOBODY,
    fill={"login": "safe@looks.fenshire.example", "password": PASSWORD},
    press=SEND,
)


def fixed(at: At) -> Page:
    """A page of words alone."""
    return Page(FIXED, at, FIXED, NO_FORM, NO_FORM)


def own_form(at: At, wrong: At | str) -> Page:
    """A form of a person's own: no list in it, no second author."""
    return Page(A_FORM, at, A_FORM, wrong, ALONE)


HOUSE: dict[str, Page] = {
    "start": Page(
        At(EMPTY, "nobody"), At(role="both"), "Nobody has a part in more councils than fit", NO_FORM, NO_FORM
    ),
    "accessibility": fixed(At(role=NOBODY)),
    "privacy": fixed(At()),
    "outbox": Page(At(renders="core/outbox.html"), At(role=NOBODY), "It keeps to the fifty newest", NO_FORM, NO_FORM),
    "gallery": Page(
        "It shows empty components among the others",
        At(role=STAFF),
        "It shows long components among the others",
        At(role=STAFF, query="?state=error", shows=".govuk-error-summary"),
        At(role=STAFF, query="?state=conflict", shows="#conflict"),
    ),
    "operations": Page(
        At(renders="core/operations.html"), At(role=STAFF), "It keeps to the twenty newest", NO_FORM, NO_FORM
    ),
    # signing in
    "account_login": own_form(At(role=NOBODY), error(role=NOBODY)),
    "account_request_login_code": own_form(At(role=NOBODY), error(role=NOBODY)),
    "account_confirm_login_code": own_form(
        At(role=NOBODY, first=CODE, shows="[name=code]"), error({"code": "WRONG{n}"}, role=NOBODY, first=CODE)
    ),
    "account_logout": fixed(At(role=VIEWER)),
    "account_inactive": fixed(At(role=NOBODY)),
    "account_reset_password": own_form(At(role=NOBODY), error(role=NOBODY)),
    "account_reset_password_done": fixed(At(role=NOBODY)),
    "account_reset_password_from_key": Page(
        A_FORM,
        At(role=NOBODY, path="{set_password_path}", shows="[name=password1]"),
        A_FORM,
        error({"password1": "short", "password2": "other"}, role=NOBODY, path="{set_password_path}"),
        ALONE,
        also={"used": At(role=NOBODY, path="/accounts/password/reset/key/1-old-link/")},
    ),
    "account_reset_password_from_key_done": fixed(At(role=NOBODY)),
    "account_reauthenticate": own_form(At(), error()),
    "account_change_password": own_form(At(), error()),
    "account_set_password": own_form(At(role="both"), error(role="both")),
    # the second step
    "mfa_authenticate": own_form(
        At(role=NOBODY, first=TO_SECOND_STEP, shows="[name=code]"),
        error({"code": "12345"}, "form:has([name=code]) [type=submit]", role=NOBODY, first=TO_SECOND_STEP),
    ),
    "mfa_index": Page(At(role="both"), At(role="safe"), "Nobody has more passkeys than fit", NO_FORM, NO_FORM),
    "mfa_reauthenticate": own_form(At(role="safe"), error(role="safe")),
    "mfa_reauthenticate_webauthn": fixed(At(role="safe")),
    "mfa_add_webauthn": own_form(At(role="both"), "The browser itself says what went wrong"),
    "mfa_edit_webauthn": Page(
        A_FORM, At(role="safe"), A_FORM, error({"name": ""}, role="safe"), ALONE, about={"pk": "passkey.pk"}
    ),
    "mfa_remove_webauthn": Page(FIXED, At(role="safe"), FIXED, NO_FORM, NO_FORM, about={"pk": "passkey.pk"}),
    "mfa_activate_totp": own_form(At(role="both"), error(role="both")),
    "mfa_deactivate_totp": fixed(At(role="safe")),
    "mfa_view_recovery_codes": fixed(At(role="safe")),
    "mfa_generate_recovery_codes": fixed(At(role="safe")),
    # people
    "accounts:people": Page(
        "Whoever opens it is on it",
        At(role=MANAGER),
        full(role=MANAGER),
        NO_FORM,
        NO_FORM,
        also={"nobody found": At(query="?q=zzzz")},
    ),
    "accounts:invite": Page(A_FORM, At(role=MANAGER), full(role=MANAGER), error(role=MANAGER), ADDS),
    "accounts:invite_many": Page(
        A_FORM,
        At(role=MANAGER),
        At(FULL, MANAGER, fill={"people": LIST}, press=SEND, shows="#understood"),
        error({"people": f"Tom Reed\n{LIST}"}, role=MANAGER),
        ADDS,
        also={"checked": At(role=MANAGER, fill={"people": LIST}, press=SEND, shows="[name=send][value=yes]")},
    ),
    "accounts:person": Page(
        A_FORM,
        At(role=MANAGER),
        full(role=MANAGER),
        error({"roles": ""}, role=MANAGER),
        LAST_WORD,
        about={"pk": "membership.user_id"},
        also={"second step": At(role=MANAGER, about={"pk": "passkey.user_id"}, shows="#second-step")},
    ),
    "accounts:registers": Page(
        At(EMPTY),
        At(),
        full(),
        NO_FORM,
        NO_FORM,
        about={"kind": "=posts"},
        also={"nothing found": At(query="?q=zzzz")},
    ),
    "accounts:register_add": Page(A_FORM, At(), full(), error(), ADDS, about={"kind": "=posts"}),
    "accounts:register_edit": Page(
        A_FORM,
        At(),
        full(),
        error({"name": ""}),
        LAST_WORD,
        about={"kind": "=posts", "pk": "post.pk"},
        also={"closed": full(about={"kind": "=posts", "pk": "closed_post.pk"})},
    ),
    "accounts:settings": Page(A_FORM, At(role=MANAGER), A_FORM, error({"board_name": ""}, role=MANAGER), LAST_WORD),
    "accounts:glossary": Page(At(EMPTY), At(), full(), NO_FORM, NO_FORM, also={"reader": At(role=VIEWER)}),
    "accounts:term_add": Page(At(EMPTY), At(), full(), error(), ADDS),
    "accounts:term": Page(A_FORM, At(), full(), error({"term": ""}), LAST_WORD, about={"pk": "term.pk"}),
    "accounts:audit": Page(
        At(role=MANAGER, query="?verb=nothing"), At(role=MANAGER), full(role=MANAGER), NO_FORM, NO_FORM
    ),
    "accounts:mail": Page(
        At(EMPTY), At(), full(), NO_FORM, NO_FORM, also={"nothing like this": At(query="?state=sending")}
    ),
    "accounts:reminders": Page(At(EMPTY, VIEWER), At(role=LEAD), A_FORM, error({"reminders": ""}, role=LEAD), ALONE),
    "reminders_link": own_form(
        At(role=NOBODY, path="{reminders_path}"), error({"reminders": ""}, role=NOBODY, path="{reminders_path}")
    ),
    "plans:say": Page(
        A_FORM,
        At(role=NOBODY, path="{say_path}"),
        A_FORM,
        error({"rag": "red", "comment": ""}, role=NOBODY, path="{say_path}"),
        conflict({"rag": "red", "comment": "Mine", "seen": "999999"}, role=NOBODY, path="{say_path}"),
        also={"ended": At(role=NOBODY, path="/{slug}/say/ended/")},
    ),
    # other systems
    "accounts:keys": Page(At(EMPTY, ADMIN), At(role=ADMIN), full(role=ADMIN), NO_FORM, NO_FORM),
    "accounts:key_new": Page(
        A_FORM,
        At(role=ADMIN),
        A_FORM,
        error(role=ADMIN),
        ADDS,
        also={"made": At(role=ADMIN, fill={"name": "Warehouse"}, press=SEND, shows="#key-words")},
    ),
    "accounts:key_rotate": Page(
        A_FORM, At(role=ADMIN), A_FORM, error({"expires_on": ""}, role=ADMIN), ADDS, about={"prefix": "key.prefix"}
    ),
    "accounts:hook_new": Page(A_FORM, At(role=ADMIN), A_FORM, error(role=ADMIN), ADDS),
    "accounts:hook": Page(FEW, At(role=ADMIN), full(role=ADMIN), NO_FORM, NO_FORM, about={"pk": "hook.pk"}),
    "accounts:hook_edit": Page(
        A_FORM, At(role=ADMIN), full(role=ADMIN), error({"url": ""}, role=ADMIN), LAST_WORD, about={"pk": "hook.pk"}
    ),
    "home": Page(
        At(EMPTY, LEAD),
        At(),
        full(),
        "What its buttons are refused is said where they lead",
        "As an error: said where they lead",
        also={"lead": At(role=LEAD), "full lead": full(role=LEAD)},
    ),
}

ERRORS: dict[str, Page] = {
    "400": fixed(At(renders="400.html")),
    "403": fixed(At(role=VIEWER, path="/{slug}/people/", shows="main[data-failed]")),
    "403 of a form": fixed(
        At(
            role=MANAGER,
            path="/{slug}/people/invite/",
            fill={"csrfmiddlewaretoken": "stale"},
            press="main form [type=submit]",
            shows="h1:has-text('not accepted')",
        )
    ),
    "404": fixed(At(path="/{slug}/plans/nothing/", shows="main[data-failed]")),
    "404 for strangers": fixed(At(role=NOBODY, path="/nothing/", shows="h1")),
    "429": fixed(At(renders="429.html")),
    "500": fixed(At(renders="500.html")),
    "503": fixed(At(renders="503.html")),
}
"""Pages without an address of their own."""

PAGELESS = {
    "healthz": "JSON for a load balancer",
    "api_schema": "The description of the API, for programs",
    "api_schema_yaml": "The same in another notation",
    "api_docs": "A library's own page for programmers; test_api_docs opens it",
    "account_signup": "Leads on to sign-in",
    "account_stay": "A button; leads back",
    "mfa_login_webauthn": "A button; leads on",
    "mfa_download_recovery_codes": "A file",
    "accounts:person_act": "A button; leads back",
    "accounts:register_act": "A button; leads back",
    "accounts:term_remove": "A button; leads back",
    "accounts:mail_again": "A button; leads back",
    "plans:remind": "A button; leads back",
    "reminders_stop": "A mail program's button; leads a person on to the choices",
    "accounts:key_revoke": "A button; leads back",
    "accounts:hook_act": "A button; leads back",
    "accounts:delivery_again": "A button; leads back",
    "plans:feed": "A file",
    "plans:feed_revoke": "A button; leads back",
    "plans:look": "A button; leads back",
    "plans:withdraw": "A button; leads back",
    "plans:part_restore": "A button; leads back",
    "plans:part_move": "A button; leads back",
    "plans:action_restore": "A button; leads back",
    "plans:action_move": "A button; leads back",
    "plans:lead_confirm": "A button; leads back",
    "plans:date_undo": "A button; leads back",
    "plans:round_accept": "A button; leads back",
    "plans:round_act": "A button; leads back",
    "plans:evidence_remove": "A button; leads back",
    "plans:import_again": "A button; leads back",
    "plans:evidence_file": "A file",
    "plans:export": "A file",
    "plans:pdf_file": "A file",
}
"""Routes that answer with no page of their own, and why."""
