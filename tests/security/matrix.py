"""Who may open and send what: the whole table, written by hand. No product code reads it.

A route that is not in it fails the test. The roles are spelled out here on purpose, so that a slip in
`accounts/permissions.py` shows.
"""

from tests.security.harness import Route

ADM, MAN, OFF = "administrator", "project_manager", "project_officer"
SUP, PRA, TRA, DAT = "superleader", "practice_leader", "trainer", "data_officer"
MEM, VIE = "member", "viewer"
LEAD = "lead"  # a viewer who leads action 1.1
EVERYBODY = frozenset({ADM, MAN, OFF, SUP, PRA, TRA, DAT, MEM, VIE, LEAD})
KEEPERS = frozenset({ADM, MAN, OFF})
MANAGERS = frozenset({ADM, MAN})
RATERS = KEEPERS | {LEAD}

PLAN = {"slug": "plan.slug"}
ACTION = PLAN | {"ref": "action.ref"}
AREA = PLAN | {"kind": "=area", "pk": "area.pk"}
DATE = ACTION | {"pk": "date.pk"}
RATING = {"rag": "red", "comment": "Trainer is ill.", "seen": "@update.pk"}

OPEN = {
    "accessibility", "privacy", "outbox", "healthz", "account_login", "account_signup", "account_inactive",
    "account_request_login_code", "account_confirm_login_code", "account_logout", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
}  # fmt: skip
"""Pages for anybody, signed in or not."""

OWN = {"start", "account_reauthenticate", "account_change_password", "account_set_password"}
"""Pages about oneself: anybody who is signed in."""

STAFF = {"gallery", "operations"}
"""Pages for those who run the installation."""

COUNCIL: dict[str, Route] = {
    "home": Route(get=EVERYBODY),
    # people and registers
    "accounts:people": Route(get=KEEPERS),
    "accounts:invite": Route(get=MANAGERS, post=MANAGERS),
    "accounts:person": Route({"pk": "membership.user_id"}, get=MANAGERS, post=MANAGERS),
    "accounts:person_act": Route({"pk": "membership.user_id", "act": "=suspend"}, post=MANAGERS),
    "accounts:registers": Route({"kind": "=posts"}, get=KEEPERS),
    "accounts:register_add": Route({"kind": "=posts"}, get=KEEPERS, post=KEEPERS, sends={"name": "Clerk"}),
    "accounts:register_edit": Route({"kind": "=posts", "pk": "post.pk"}, get=KEEPERS, post=KEEPERS),
    "accounts:register_act": Route({"kind": "=posts", "pk": "post.pk", "act": "=close"}, post=KEEPERS),
    "accounts:settings": Route(get=MANAGERS, post=MANAGERS),
    "accounts:glossary": Route(get=EVERYBODY),
    "accounts:term_add": Route(get=KEEPERS, post=KEEPERS, sends={"term": "EH", "meaning": "Early help"}),
    "accounts:term": Route({"pk": "term.pk"}, get=KEEPERS, post=KEEPERS),
    "accounts:term_remove": Route({"pk": "term.pk"}, post=KEEPERS),
    "accounts:audit": Route(get=MANAGERS),
    # reading and rating
    "plans:list": Route(get=EVERYBODY),
    "plans:plan": Route(PLAN, get=EVERYBODY),
    "plans:print": Route(PLAN, get=EVERYBODY),
    "plans:look": Route(PLAN, post=EVERYBODY),
    "plans:priority": Route(PLAN | {"number": "priority.number"}, get=EVERYBODY),
    "plans:action": Route(ACTION, get=EVERYBODY),
    "plans:update": Route(ACTION, get=RATERS, post=RATERS, sends=RATING),
    "plans:withdraw": Route(PLAN | {"pk": "update.pk"}, post=RATERS),
    "plans:search": Route(get=EVERYBODY, query="?q=title"),
    # keeping the plan by hand
    "plans:new": Route(get=KEEPERS, post=KEEPERS, sends={"title": "Next plan"}),
    "plans:edit": Route(PLAN, get=KEEPERS, post=KEEPERS),
    "plans:state": Route(PLAN, get=MANAGERS, post=MANAGERS, sends={"state": "closed"}),
    "plans:contents": Route(PLAN, get=KEEPERS),
    "plans:order": Route(PLAN, get=KEEPERS),
    "plans:part_new": Route(PLAN | {"kind": "=area"}, get=KEEPERS, post=KEEPERS),
    "plans:part_edit": Route(AREA, get=KEEPERS, post=KEEPERS),
    "plans:part_archive": Route(AREA, get=KEEPERS, post=KEEPERS, sends={"reason": "Merged"}),
    "plans:part_restore": Route(AREA, post=KEEPERS),
    "plans:part_move": Route(AREA, post=KEEPERS, sends={"up": "1"}),
    "plans:action_new": Route(PLAN, get=KEEPERS, post=KEEPERS),
    "plans:action_edit": Route(ACTION, get=KEEPERS, post=KEEPERS),
    "plans:action_archive": Route(ACTION, get=KEEPERS, post=KEEPERS, sends={"reason": "Merged"}),
    "plans:action_restore": Route(PLAN | {"ref": "archived.ref"}, post=KEEPERS),
    "plans:action_move": Route(ACTION, post=KEEPERS, sends={"up": "1"}),
    "plans:lead": Route(ACTION, get=KEEPERS, post=KEEPERS),
    "plans:lead_confirm": Route(ACTION, post=KEEPERS),
    "plans:date_done": Route(DATE, get=KEEPERS, post=KEEPERS),
    "plans:date_undo": Route(DATE, post=KEEPERS),
    "plans:date_move": Route(DATE, get=KEEPERS, post=KEEPERS),
    "plans:date_answer": Route(ACTION | {"pk": "queried.pk"}, get=KEEPERS, post=KEEPERS),
    "plans:evidence_new": Route(ACTION, get=KEEPERS, post=KEEPERS),
    "plans:evidence_remove": Route(ACTION | {"pk": "evidence.pk"}, post=KEEPERS),
    # in and out
    "plans:export": Route(PLAN | {"kind": "=csv"}, get=EVERYBODY),
    # API
    "api:plans": Route(get=EVERYBODY, api=True),
    "api:plan": Route(PLAN, get=EVERYBODY, api=True),
    "api:areas": Route(get=EVERYBODY, api=True),
    "api:actions": Route(get=EVERYBODY, api=True),
    "api:action": Route({"pk": "action.pk"}, get=EVERYBODY, api=True),
    "api:action_updates": Route({"pk": "action.pk"}, get=EVERYBODY, post=RATERS, sends=RATING, api=True),
    "api:updates": Route(get=EVERYBODY, api=True),
}
"""Pages below a council's slug."""
