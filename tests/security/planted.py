"""Faults a hurried hand could make in what keeps two councils apart. Each is planted in a copy of the project.

`old` stands exactly once in its file; a fast test says so, so that the list does not rot.
"""

from dataclasses import dataclass

DROPPED, SWAPPED, MISSING, UNSCOPED = "dropped filter", "role swapped", "missing check", "unscoped relation"


@dataclass(frozen=True)
class Fault:
    """One slip: in which file, what it replaces, and what stands there then."""

    kind: str
    what: str
    path: str
    old: str
    new: str


FAULTS = [
    Fault(
        DROPPED, "a plan by its slug alone", "plans/views/find.py",
        "mine = Plan.objects.in_authority(request.authority).visible_to(request.user)", "mine = Plan.objects.all()",
    ),
    Fault(
        DROPPED, "drafts shown to all who read plans", "plans/models/plan.py",
        'return self.filter(visible_plans(user, ""))', "return self",
    ),
    Fault(
        DROPPED, "rows of drafts shown to all", "plans/models/visibility.py",
        'return self.filter(visible_plans(user, "action__plan__"))', "return self",
    ),
    Fault(
        DROPPED, "search looks in every council", "plans/search.py",
        "Action.objects.in_authority(authority).visible_to(user).live()", "Action.objects.all().live()",
    ),
    Fault(
        DROPPED, "the trail of every council", "accounts/views/trail.py",
        "AuditEvent.objects.in_authority(self.request.authority)", "AuditEvent.objects.all()",
    ),
    Fault(
        DROPPED, "people of every council", "accounts/views/people.py",
        "Membership.objects.in_authority(authority).filter(user__kind", "Membership.objects.filter(user__kind",
    ),
    Fault(
        DROPPED, "lines of every council's registers", "accounts/views/registers.py",
        "self.register.model._default_manager.filter(authority=self.request.authority)",
        "self.register.model._default_manager.all()",
    ),
    Fault(
        DROPPED,
        "mail of every council",
        "accounts/views/mail.py",
        "every = Mail.objects.in_authority(self.request.authority)",
        "every = Mail.objects.all()",
    ),
    Fault(
        SWAPPED, "officers close plans", "accounts/permissions.py",
        "Perm.MANAGE_PLAN: MANAGERS", "Perm.MANAGE_PLAN: KEEPERS",
    ),
    Fault(
        SWAPPED, "officers read the trail", "accounts/permissions.py",
        "Perm.VIEW_AUDIT: MANAGERS", "Perm.VIEW_AUDIT: KEEPERS",
    ),
    Fault(
        SWAPPED, "officers lock periods", "accounts/permissions.py",
        "Perm.LOCK_PERIOD: MANAGERS", "Perm.LOCK_PERIOD: KEEPERS",
    ),
    Fault(
        SWAPPED, "everybody rates", "accounts/permissions.py",
        "Perm.UPDATE_RAG: KEEPERS", "Perm.UPDATE_RAG: EVERYBODY",
    ),
    Fault(
        MISSING, "pages ask no permission", "core/views.py",
        "if not request.user.has_perm(self.permission, self.get_permission_object()):", "if False:",
    ),
    Fault(
        MISSING, "the API asks only for sign-in", "core/api/permissions.py",
        "return bool(request.user.has_perm(perm, about))", "return True",
    ),
    Fault(
        MISSING, "a key to read may write", "accounts/api/authentication.py",
        "if key.scope == ServiceKey.Scope.READ and request.method not in SAFE_METHODS:", "if False:",
    ),
    Fault(
        MISSING, "anybody withdraws an update", "plans/services/updates.py",
        "if update.by_id != by.pk:", "if False:",
    ),
    Fault(
        UNSCOPED, "choices of people's forms", "accounts/forms.py",
        "model._default_manager.filter(offered, authority=authority)", "model._default_manager.filter(offered)",
    ),
    Fault(
        UNSCOPED, "who said it", "plans/views/updates.py",
        "Person.objects.in_authority(request.authority).filter(closed_on=None)",
        "Person.objects.filter(closed_on=None)",
    ),
    Fault(
        UNSCOPED, "who takes part", "plans/forms/people.py",
        "rows = model.objects.in_authority(authority)", "rows = model.objects.all()",
    ),
    Fault(
        UNSCOPED, "actions of the API", "plans/api/views/base.py",
        "rows = Action.objects.in_authority(authority_of(self.request)).visible_to(self.request.user)",
        "rows = Action.objects.all()",
    ),
]  # fmt: skip
