"""Signing in by the pages, for tests."""

import re
from typing import Any

from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.services import people
from tests.factories.accounts import AuthorityFactory

PASSWORD = "walk across the fens"
LOGIN = "/accounts/login/"
CODE = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"
RESET = "/accounts/password/reset/"


def sign_in(client: Client, address: str, password: str = PASSWORD) -> Any:
    """Send address and password."""
    return client.post(LOGIN, {"login": address, "password": password})


def mailed_code() -> str:
    """The code in the newest mail."""
    code = re.search(r"^[A-Z0-9-]{6,12}$", mail.outbox[-1].body, re.MULTILINE)
    assert code, mail.outbox[-1].body
    return code[0]


def is_in(client: Client) -> bool:
    """Whether this browser is signed in to Fenshire."""
    return client.get("/fenshire/people/").status_code == 200


def suspend(user: User) -> None:
    """Close Fenshire to somebody."""
    people.suspend(authority=AuthorityFactory(), user=user, by=User.objects.system())


def plain(response: Any, address: str) -> tuple[int, str, str]:
    """An answer without what differs in every one."""
    body = response.content.decode().replace(address, "ADDRESS")
    body = re.sub(r'(nonce|value|content)="[^"]{20,}"', "", body)
    return response.status_code, response.get("Location", ""), body


def text(response: Any) -> str:
    """The page."""
    return str(response.content.decode())
