"""A council as a whole: set up, and its own names changed."""

from typing import Any

from django.db import IntegrityError, transaction

from accounts import rules
from accounts.models import Authority
from accounts.permissions import Role
from core import audit
from core.errors import RuleBroken
from core.services import glossary

PROMPTED = frozenset({Role.SUPERLEADER, Role.PRACTICE_LEADER, Role.PROJECT_MANAGER})


@transaction.atomic
def create(*, slug: str, name: str, by: Any) -> Authority:
    """Set up a council: its address, its name and a first glossary."""
    if fault := rules.slug_fault(slug):
        raise RuleBroken(fault, "slug")
    if not name.strip():
        raise RuleBroken("Enter the council’s name.", "name")
    try:
        with transaction.atomic():
            authority = Authority.objects.create(slug=slug, name=name.strip())
    except IntegrityError:
        raise RuleBroken(f"There is a council at “{slug}” already.", "slug") from None
    audit.record("set up", authority, authority=authority, by=by, after={"slug": slug, "name": authority.name})
    glossary.start(authority=authority, by=by)
    return authority


@transaction.atomic
def change_settings(
    *,
    authority: Authority,
    board_name: str,
    steering_group_name: str,
    contact_email: str,
    by: Any,
    prompts: str | None = None,
) -> None:
    """Say what this council calls its Board and its Steering Group, whom to ask, what to ask its leaders."""
    changes = {
        "board_name": board_name,
        "steering_group_name": steering_group_name,
        "contact_email": contact_email,
        "prompts": authority.prompts if prompts is None else "\n".join(_lines(prompts)),
    }
    audit.save_changes(authority, changes, verb="changed the settings of", authority=authority, by=by)


def prompts_for(authority: Authority, user: Any) -> list[str]:
    """The questions this person is asked to think about on My work; none for those who lead nobody."""
    return _lines(authority.prompts) if PROMPTED & user.roles_in(authority) else []


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
