"""What every page is told: the council, the way around, and what this person may do."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.permissions import Perm
from core.services import glossary

UNDER_PEOPLE = ("people", "registers", "settings", "audit", "mail", "keys", "hooks")


class Can:
    """`can.edit_plan` in a template asks the same question as the views."""

    def __init__(self, user: Any, authority: Any) -> None:
        self.user, self.authority = user, authority

    def __getitem__(self, name: str) -> bool:
        return bool(self.authority and self.user.has_perm(Perm[name.upper()], self.authority))


def page(request: Any) -> dict[str, Any]:
    """Context for the page frame."""
    authority = getattr(request, "authority", None)
    user = getattr(request, "user", None)
    can = Can(user, authority)
    return {
        "authority": authority,
        "can": can,
        "nav": _nav(request, authority, can) if authority else [],
        "contact_email": authority.contact_email if authority else "",
        "glossary": SimpleLazyObject(lambda: glossary.meanings(authority=authority)) if authority else {},
    }


def _nav(request: HttpRequest, authority: Any, can: Can) -> list[dict[str, Any]]:
    items = [
        ("My work", "home", True),
        ("Plans", "plans:list", True),
        ("People", "accounts:people", can["view_people"]),
    ]
    made = []
    for label, name, shown in items:
        if shown:
            url = reverse(name, kwargs={"authority": authority.slug})
            made.append({"label": label, "url": url, "current": _is_under(request, name, url)})
    return made


def _is_under(request: HttpRequest, name: str, url: str) -> bool:
    """Whether the page belongs to this part of the navigation."""
    part = request.path.split("/")[2:3]
    return request.path.startswith(url) or (name == "accounts:people" and bool(part) and part[0] in UNDER_PEOPLE)
