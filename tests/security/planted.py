"""Faults a hurried hand could make in what keeps two councils apart. Each is planted in a copy of the project.

`old` stands exactly once in its file; a fast test says so, so that the list does not rot.
"""

from dataclasses import dataclass

DROPPED, SWAPPED, MISSING, UNSCOPED = "dropped filter", "role swapped", "missing check", "unscoped relation"


@dataclass(frozen=True)
class Fault:
    """One slip: in which file, what it replaces, what stands there then; `near` are the tests asked first."""

    kind: str
    what: str
    path: str
    old: str
    new: str
    near: str


FAULTS = [
    Fault(
        DROPPED, "a plan by its slug alone", "plans/views/find.py",
        "mine = Plan.objects.in_authority(request.authority).visible_to(request.user)", "mine = Plan.objects.all()",
        "tests/security/test_matrix.py -k another_council_is_not_there[plans:plan]",
    ),
    Fault(
        DROPPED, "drafts shown to all who read plans", "plans/models/plan.py",
        'return self.filter(visible_plans(user, ""))', "return self",
        "tests/security/test_every_route.py tests/plans/test_views_pages.py tests/plans/test_views_plan.py -k draft",
    ),
    Fault(
        DROPPED, "rows of drafts shown to all", "plans/models/visibility.py",
        'return self.filter(visible_plans(user, "action__plan__"))', "return self",
        "tests/plans/test_visibility.py",
    ),
    Fault(
        DROPPED, "search looks in every council", "plans/search.py",
        "Action.objects.in_authority(authority).visible_to(user).live()", "Action.objects.all().live()",
        "tests/security/test_marks.py -k search",
    ),
    Fault(
        DROPPED, "the trail of every council", "accounts/views/trail.py",
        "AuditEvent.objects.in_authority(self.request.authority)", "AuditEvent.objects.all()",
        "tests/security/test_marks.py -k administrator",
    ),
    Fault(
        DROPPED, "people of every council", "accounts/views/people.py",
        "Membership.objects.in_authority(authority).filter(user__kind", "Membership.objects.filter(user__kind",
        "tests/security/test_marks.py -k administrator",
    ),
    Fault(
        DROPPED, "lines of every council's registers", "accounts/views/registers.py",
        "self.register.model._default_manager.filter(authority=self.request.authority)",
        "self.register.model._default_manager.all()",
        "tests/security/test_marks.py -k administrator",
    ),
    Fault(
        DROPPED,
        "mail of every council",
        "accounts/views/mail.py",
        "every = Mail.objects.in_authority(self.request.authority)",
        "every = Mail.objects.all()",
        "tests/security/test_marks.py -k administrator",
    ),
    Fault(
        SWAPPED, "officers close plans", "accounts/permissions.py",
        "Perm.MANAGE_PLAN: MANAGERS", "Perm.MANAGE_PLAN: KEEPERS",
        "tests/security/test_matrix.py -k right_roles_are_let_in_and_nobody_else[plans:state]",
    ),
    Fault(
        SWAPPED, "officers read the trail", "accounts/permissions.py",
        "Perm.VIEW_AUDIT: MANAGERS", "Perm.VIEW_AUDIT: KEEPERS",
        "tests/security/test_matrix.py -k right_roles_are_let_in_and_nobody_else[accounts:audit]",
    ),
    Fault(
        SWAPPED, "officers lock periods", "accounts/permissions.py",
        "Perm.LOCK_PERIOD: MANAGERS", "Perm.LOCK_PERIOD: KEEPERS",
        "tests/security/test_matrix.py -k right_roles_are_let_in_and_nobody_else[plans:round_lock]",
    ),
    Fault(
        SWAPPED, "everybody rates", "accounts/permissions.py",
        "Perm.UPDATE_RAG: KEEPERS", "Perm.UPDATE_RAG: EVERYBODY",
        "tests/security/test_matrix.py -k right_roles_are_let_in_and_nobody_else[plans:update]",
    ),
    Fault(
        MISSING, "pages ask no permission", "core/views.py",
        "if not request.user.has_perm(self.permission, self.get_permission_object()):", "if False:",
        "tests/security/test_matrix.py -k right_roles_are_let_in_and_nobody_else[plans:edit]",
    ),
    Fault(
        MISSING, "the API asks only for sign-in", "core/api/permissions.py",
        "return bool(request.user.has_perm(perm, about))", "return True",
        "tests/security/test_matrix.py -k right_roles_are_let_in_and_nobody_else[api:action_updates]",
    ),
    Fault(
        MISSING, "a key to read may write", "accounts/api/authentication.py",
        "if key.scope == ServiceKey.Scope.READ and request.method not in SAFE_METHODS:", "if False:",
        "tests/accounts/test_keys.py",
    ),
    Fault(
        MISSING, "anybody withdraws an update", "plans/services/updates.py",
        "if update.by_id != by.pk:", "if False:",
        "tests/plans/test_services_updates.py tests/plans/test_views_updates.py -k withdraw",
    ),
    Fault(
        UNSCOPED, "choices of people's forms", "accounts/forms.py",
        "model._default_manager.filter(offered, authority=authority)", "model._default_manager.filter(offered)",
        "tests/security/test_relations.py",
    ),
    Fault(
        UNSCOPED, "who said it", "plans/views/updates.py",
        "Person.objects.in_authority(request.authority).filter(closed_on=None)",
        "Person.objects.filter(closed_on=None)",
        "tests/security/test_relations.py tests/plans/test_views_updates.py",
    ),
    Fault(
        UNSCOPED, "who takes part", "plans/forms/people.py",
        "rows = model.objects.in_authority(authority)", "rows = model.objects.all()",
        "tests/security/test_relations.py tests/plans/test_views_lead.py",
    ),
    Fault(
        UNSCOPED, "actions of the API", "plans/api/views/base.py",
        "rows = Action.objects.in_authority(authority_of(self.request)).visible_to(self.request.user)",
        "rows = Action.objects.all()",
        "tests/security/test_matrix.py -k another_council_is_not_there[api:action",
    ),
]  # fmt: skip
