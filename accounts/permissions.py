"""Who may do what: every permission and every role, declared once. Pure: no rows, only yes or no."""

from enum import StrEnum
from typing import TypeVar

from django.db.models import TextChoices


class Role(TextChoices):
    """What somebody is to a council. A person may have several."""

    ADMINISTRATOR = "administrator", "Administrator"
    PROJECT_MANAGER = "project_manager", "Project manager"
    PROJECT_OFFICER = "project_officer", "Project officer"
    SUPERLEADER = "superleader", "Superleader"
    PRACTICE_LEADER = "practice_leader", "Practice leader"
    TRAINER = "trainer", "Trainer"
    DATA_OFFICER = "data_officer", "Data officer"
    MEMBER = "member", "Steering Group member"
    VIEWER = "viewer", "Viewer"


class Perm(StrEnum):
    """One thing somebody can be allowed to do. The same name guards page, API, command and template."""

    VIEW_PLAN = "plans.view_plan"
    VIEW_EVERY_PLAN = "plans.view_every_plan"
    UPDATE_RAG = "plans.update_rag"
    EDIT_PLAN = "plans.edit_plan"
    IMPORT_PLAN = "plans.import_plan"
    MANAGE_PLAN = "plans.manage_plan"
    RUN_ROUNDS = "plans.run_rounds"
    LOCK_PERIOD = "plans.lock_period"
    REBASELINE = "plans.rebaseline"
    VIEW_PEOPLE = "accounts.view_people"
    MANAGE_PEOPLE = "accounts.manage_people"
    EDIT_REGISTERS = "accounts.edit_registers"
    EDIT_SETTINGS = "accounts.edit_settings"
    VIEW_GLOSSARY = "core.view_glossary"
    EDIT_GLOSSARY = "core.edit_glossary"
    VIEW_AUDIT = "core.view_audit"
    VIEW_MAIL = "core.view_mail"
    MANAGE_KEYS = "accounts.manage_keys"


R = Role
EVERYBODY = frozenset(R)
KEEPERS = frozenset({R.ADMINISTRATOR, R.PROJECT_MANAGER, R.PROJECT_OFFICER})
MANAGERS = frozenset({R.ADMINISTRATOR, R.PROJECT_MANAGER})

MATRIX: dict[Perm, frozenset[Role]] = {
    Perm.VIEW_PLAN: EVERYBODY,
    Perm.VIEW_EVERY_PLAN: KEEPERS,
    Perm.UPDATE_RAG: KEEPERS,
    Perm.EDIT_PLAN: KEEPERS,
    Perm.IMPORT_PLAN: KEEPERS,
    Perm.MANAGE_PLAN: MANAGERS,
    Perm.RUN_ROUNDS: KEEPERS,
    Perm.LOCK_PERIOD: MANAGERS,
    Perm.REBASELINE: MANAGERS,
    Perm.VIEW_PEOPLE: KEEPERS,
    Perm.MANAGE_PEOPLE: MANAGERS,
    Perm.EDIT_REGISTERS: KEEPERS,
    Perm.EDIT_SETTINGS: MANAGERS,
    Perm.VIEW_GLOSSARY: EVERYBODY,
    Perm.EDIT_GLOSSARY: KEEPERS,
    Perm.VIEW_AUDIT: MANAGERS,
    Perm.VIEW_MAIL: KEEPERS,
    Perm.MANAGE_KEYS: frozenset({R.ADMINISTRATOR}),
}

OWN_ACTION: frozenset[Perm] = frozenset({Perm.UPDATE_RAG})
"""What the lead of an action may do with that action, whatever their role."""

MEANINGS: dict[Perm, str] = {
    Perm.VIEW_PLAN: "Read plans in force, their actions and history, and take them out as files",
    Perm.VIEW_EVERY_PLAN: "Read drafts and closed plans too",
    Perm.UPDATE_RAG: "Rate any action, also on behalf of its lead (a lead may always rate their own)",
    Perm.EDIT_PLAN: "Create and change plans, areas, priorities, actions, dates, leads and evidence",
    Perm.IMPORT_PLAN: "Read a plan in from a file",
    Perm.MANAGE_PLAN: "Put a plan in force or close it",
    Perm.RUN_ROUNDS: "Open update rounds, chase, answer on behalf, send back, accept and close",
    Perm.LOCK_PERIOD: "Lock a reporting period for good",
    Perm.REBASELINE: "Freeze a plan's dates as its new baseline",
    Perm.VIEW_PEOPLE: "See the people page",
    Perm.MANAGE_PEOPLE: "Invite people, change roles and reach, suspend",
    Perm.EDIT_REGISTERS: "Keep the registers of bodies, posts, agencies, localities and teams",
    Perm.EDIT_SETTINGS: "Change the council's own names and contact address",
    Perm.VIEW_GLOSSARY: "Read what the words of the field mean here",
    Perm.EDIT_GLOSSARY: "Change what a word of the glossary means here",
    Perm.VIEW_AUDIT: "Read who changed what and when",
    Perm.VIEW_MAIL: "See which mails went out and which failed",
    Perm.MANAGE_KEYS: "Make, rotate and revoke the keys and webhooks of other council systems",
}


def allows(perm: Perm, roles: frozenset[str]) -> bool:
    """Whether any of these roles may do this."""
    return bool(MATRIX[perm] & roles)


L = TypeVar("L")
T = TypeVar("T")
LED_BY_LOCALITY = frozenset({R.SUPERLEADER})
LED_BY_TEAM = frozenset({R.PRACTICE_LEADER})
"""Roles that reach one locality or one team when one is named. All other roles reach the whole council."""


def reach(role: str, locality: L | None, team: T | None) -> tuple[L | None, T | None]:
    """How far a role reaches: (locality, team), each only where it means something for this role."""
    return (locality if role in LED_BY_LOCALITY else None, team if role in LED_BY_TEAM else None)
