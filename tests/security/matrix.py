"""Who may open and send what: the whole table, written by hand. No product code reads it.

A route that is not in it fails the test. The roles are spelled out here on purpose, so that a slip in
`accounts/permissions.py` shows.
"""

from tests.security.harness import Route
from tests.security.matrix_api import API
from tests.security.roles import (
    ADMINISTRATORS,
    EVERYBODY,
    KEEPERS,
    LEAD,
    MANAGERS,
    OFF,
    RATERS,
    VIE,
)

PLAN = {"slug": "plan.slug"}
ACTION = PLAN | {"ref": "action.ref"}
AREA = PLAN | {"kind": "=area", "pk": "area.pk"}
DATE = ACTION | {"pk": "date.pk"}
RATING = {"rag": "red", "comment": "Trainer is ill.", "seen": "@update.pk"}
GUEST = {"name": "Nia Guest", "email": "nia@partner.example", "roles": VIE}
GUESTS = {"people": "Nia Guest <nia@partner.example>\nAda Guest\tada@partner.example", "role": VIE, "send": "yes"}
NAME = {"name": "Clerk"}
THE_HOOK = {"pk": "hook.pk"}
HOOK = {"name": "Case system", "url": "https://case.example/told", "events": "date.moved"}
NEW_ACTION = {"ref": "1.9", "area": "@area.pk", "what": "Leaders meet"}
LATER = PLAN | {"ref": "later.ref"}
MOVED = {
    "start": "1 May 2028",
    "end": "31 May 2028",
    "reason": "Room lost",
    "words": "@moved.words",
    "offered": "@moved.words",
}
ADDED = {"start": "3 May 2028", "words": "@added.words", "offered": "@added.words"}
ANSWER = {"choice": "days", "start": "21 May 2028", "end": "25 May 2028"}
LINK = {"title": "Minutes", "url": "https://example.org/minutes"}
IMPORT = {"pk": "import.pk"}
ROUND = PLAN | {"period": "round.slug"}
ROUND_ANSWER = {"row": "@asked.pk", **{f"a{{asked.pk}}-{name}": value for name, value in RATING.items()}}
PASTED = "Ref\tWhat needs to happen\tBy when\n1.1\tLeaders learn\tMarch 2030"

OPEN = {
    "accessibility", "privacy", "outbox", "healthz", "account_login", "account_signup", "account_inactive",
    "account_request_login_code", "account_confirm_login_code", "account_logout", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "reminders_link", "reminders_stop", "plans:say", "plans:answer_link", "plans:feed",
    "mfa_login_webauthn", "mfa_authenticate", "api_schema", "api_schema_yaml", "api_docs",
}  # fmt: skip
"""Pages for anybody, signed in or not."""

OWN = {
    "start", "account_reauthenticate", "account_change_password", "account_set_password", "account_stay", "mfa_index",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}  # fmt: skip
"""Pages about oneself: anybody who is signed in."""

STAFF = {"gallery", "operations"}
"""Pages for those who run the installation."""

CHANGES_NOTHING = {"plans:look"}
"""A POST that keeps only how one browser likes its table."""

OWN_RECORD = {"plans:import"}
"""Choices on a check page: the import's own row says whose they are; the plan is not touched yet."""

COUNCIL: dict[str, Route] = {
    "home": Route(get=EVERYBODY),
    # people and registers
    "accounts:people": Route(get=KEEPERS),
    "accounts:invite": Route(get=MANAGERS, post=MANAGERS, sends=GUEST),
    "accounts:invite_many": Route(get=MANAGERS, post=MANAGERS, sends=GUESTS),
    "accounts:person": Route({"pk": "membership.user_id"}, get=MANAGERS, post=MANAGERS, sends={"roles": VIE}),
    "accounts:person_act": Route({"pk": "membership.user_id", "act": "=suspend"}, post=MANAGERS),
    "accounts:registers": Route({"kind": "=posts"}, get=KEEPERS),
    "accounts:register_add": Route({"kind": "=posts"}, get=KEEPERS, post=KEEPERS, sends=NAME),
    "accounts:register_edit": Route({"kind": "=posts", "pk": "post.pk"}, get=KEEPERS, post=KEEPERS, sends=NAME),
    "accounts:register_act": Route({"kind": "=posts", "pk": "post.pk", "act": "=close"}, post=KEEPERS),
    "accounts:settings": Route(get=MANAGERS, post=MANAGERS, sends={"board_name": "The Board"}),
    "accounts:glossary": Route(get=EVERYBODY),
    "accounts:term_add": Route(get=KEEPERS, post=KEEPERS, sends={"term": "EH", "meaning": "Early help"}),
    "accounts:term": Route({"pk": "term.pk"}, get=KEEPERS, post=KEEPERS, sends={"meaning": "Otherwise"}),
    "accounts:term_remove": Route({"pk": "term.pk"}, post=KEEPERS),
    "accounts:audit": Route(get=MANAGERS),
    "accounts:mail": Route(get=KEEPERS),
    "accounts:mail_again": Route({"pk": "mail.pk"}, post=KEEPERS),
    "accounts:reminders": Route(
        get=EVERYBODY, post=EVERYBODY, sends={"reminders": "weekly"}, changes=frozenset({LEAD})
    ),
    # other systems
    "accounts:keys": Route(get=ADMINISTRATORS),
    "accounts:key_new": Route(get=ADMINISTRATORS, post=ADMINISTRATORS, sends={"name": "Warehouse", "scope": "read"}),
    "accounts:key_rotate": Route({"prefix": "key.prefix"}, get=ADMINISTRATORS, post=ADMINISTRATORS),
    "accounts:key_revoke": Route({"prefix": "key.prefix"}, post=ADMINISTRATORS),
    "accounts:hook_new": Route(get=ADMINISTRATORS, post=ADMINISTRATORS, sends=HOOK),
    "accounts:hook": Route(THE_HOOK, get=ADMINISTRATORS),
    "accounts:hook_edit": Route(THE_HOOK, get=ADMINISTRATORS, post=ADMINISTRATORS, sends={"name": "Other"}),
    "accounts:hook_act": Route(THE_HOOK | {"act": "=stop"}, post=ADMINISTRATORS),
    "accounts:delivery_again": Route(THE_HOOK | {"delivery": "delivery.pk"}, post=ADMINISTRATORS),
    # reading and rating
    "plans:list": Route(get=EVERYBODY),
    "plans:plan": Route(PLAN, get=EVERYBODY),
    "plans:print": Route(PLAN, get=EVERYBODY),
    "plans:look": Route(PLAN, post=EVERYBODY),
    "plans:trajectory": Route(PLAN, get=EVERYBODY),
    "plans:baselines": Route(PLAN, get=MANAGERS, post=MANAGERS, sends={"reason": "Agreed again", "sure": "on"}),
    "plans:priority": Route(PLAN | {"number": "priority.number"}, get=EVERYBODY),
    "plans:action": Route(ACTION, get=EVERYBODY),
    "plans:update": Route(ACTION, get=RATERS, post=RATERS, sends=RATING),
    "plans:withdraw": Route(PLAN | {"pk": "update.pk"}, post=RATERS, changes=frozenset({OFF})),
    "plans:search": Route(get=EVERYBODY, query="?q=title"),
    "plans:neglect": Route(PLAN, get=KEEPERS),
    "plans:remind": Route(PLAN | {"pk": "quiet.pk"}, post=KEEPERS),
    # keeping the plan by hand
    "plans:new": Route(get=KEEPERS, post=KEEPERS, sends={"title": "Next plan"}),
    "plans:edit": Route(PLAN, get=KEEPERS, post=KEEPERS, sends={"title": "Our plan"}),
    "plans:state": Route(PLAN, get=MANAGERS, post=MANAGERS, sends={"state": "closed"}),
    "plans:copy": Route(
        PLAN, get=KEEPERS, post=KEEPERS, sends={"title": "Grown plan", "starts_on": "", "months": "24", "sure": "1"}
    ),
    "plans:copied": Route(PLAN, get=KEEPERS),
    "plans:contents": Route(PLAN, get=KEEPERS),
    "plans:order": Route(PLAN, get=KEEPERS),
    "plans:part_new": Route(
        PLAN | {"kind": "=area"}, get=KEEPERS, post=KEEPERS, sends={"code": "OD9", "title": "More"}
    ),
    "plans:part_edit": Route(AREA, get=KEEPERS, post=KEEPERS, sends={"title": "Learn"}),
    "plans:part_archive": Route(AREA | {"pk": "second_area.pk"}, get=KEEPERS, post=KEEPERS, sends={"reason": "Merged"}),
    "plans:part_restore": Route(AREA | {"pk": "old_area.pk"}, post=KEEPERS),
    "plans:part_move": Route(AREA | {"pk": "second_area.pk"}, post=KEEPERS, sends={"direction": "up"}),
    "plans:action_new": Route(PLAN, get=KEEPERS, post=KEEPERS, sends=NEW_ACTION),
    "plans:action_edit": Route(ACTION, get=KEEPERS, post=KEEPERS, sends={"by_when": "May 2027"}),
    "plans:action_archive": Route(ACTION, get=KEEPERS, post=KEEPERS, sends={"reason": "Merged"}),
    "plans:action_restore": Route(PLAN | {"ref": "archived.ref"}, post=KEEPERS),
    "plans:action_move": Route(LATER, post=KEEPERS, sends={"direction": "up"}),
    "plans:lead": Route(ACTION, get=KEEPERS, post=KEEPERS, sends={"words_0": "Somebody", "who_0": ""}),
    "plans:lead_confirm": Route(LATER, post=KEEPERS, sends={"leads": "0", "seen": "@guess.words"}),
    "plans:date_done": Route(DATE, get=KEEPERS, post=KEEPERS),
    "plans:date_next": Route(ACTION, get=KEEPERS, post=KEEPERS, sends=ADDED),
    "plans:date_set": Route(LATER | {"pk": "unknown.pk"}, get=KEEPERS, post=KEEPERS, sends={"start": "3 May 2028"}),
    "plans:date_undo": Route(LATER | {"pk": "done.pk"}, post=KEEPERS),
    "plans:date_move": Route(DATE, get=KEEPERS, post=KEEPERS, sends=MOVED),
    "plans:date_answer": Route(ACTION | {"pk": "queried.pk"}, get=KEEPERS, post=KEEPERS, sends=ANSWER),
    "plans:evidence_new": Route(ACTION, get=KEEPERS, post=KEEPERS, sends=LINK),
    "plans:evidence_file": Route(ACTION | {"pk": "file.pk"}, get=EVERYBODY),
    "plans:evidence_remove": Route(ACTION | {"pk": "evidence.pk"}, post=KEEPERS),
    # the plan over time
    "plans:changes": Route(PLAN, get=EVERYBODY),
    "plans:as_at": Route(PLAN, get=EVERYBODY),
    "plans:action_as_at": Route(ACTION, get=EVERYBODY),
    "plans:clashes": Route(PLAN, get=EVERYBODY),
    "plans:calendar": Route(PLAN, get=EVERYBODY),
    "plans:feeds": Route(get=EVERYBODY, post=EVERYBODY),
    "plans:feed_revoke": Route({"pk": "feed.pk"}, post=frozenset({OFF})),
    # update rounds
    "plans:rounds": Route(PLAN, get=EVERYBODY),
    "plans:round": Route(ROUND, get=EVERYBODY, post=RATERS, sends=ROUND_ANSWER),
    "plans:round_new": Route(PLAN, get=KEEPERS, post=KEEPERS),
    "plans:round_edit": Route(ROUND, get=KEEPERS, post=KEEPERS, sends={"title": "Otherwise"}),
    "plans:round_note": Route(ROUND, get=KEEPERS, post=KEEPERS, sends={"worries": "Few trainers"}),
    "plans:round_answers": Route(ROUND, get=KEEPERS),
    "plans:round_accept": Route(ROUND | {"pk": "answer.pk"}, post=KEEPERS, sends={"seen": "@said.pk"}),
    "plans:round_send_back": Route(
        ROUND | {"pk": "answer.pk"}, get=KEEPERS, post=KEEPERS, sends={"question": "By when?"}
    ),
    "plans:round_act": Route(ROUND | {"act": "=close"}, post=KEEPERS),
    "plans:round_lock": Route(ROUND, get=MANAGERS, post=MANAGERS),
    "plans:round_said": Route(ROUND, get=EVERYBODY),
    # in and out
    "plans:import_start": Route(get=KEEPERS, post=KEEPERS, sends={"text": PASTED, "way": "text"}),
    "plans:import": Route(IMPORT, get=KEEPERS, post=KEEPERS, sends={"round": "1", "archive": "1.3"}),
    "plans:import_confirm": Route(IMPORT, get=KEEPERS, post=KEEPERS, sends={"round": "1"}),
    "plans:import_again": Route(IMPORT, post=KEEPERS),
    "plans:pdf": Route(PLAN, get=EVERYBODY, post=EVERYBODY),
    "plans:pdf_file": Route(PLAN, get=EVERYBODY),
    "plans:export": Route(PLAN | {"kind": "=csv"}, get=EVERYBODY),
    **API,
}
"""Pages below a council's slug."""
