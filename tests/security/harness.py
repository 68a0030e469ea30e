"""How a request of the permission matrix is made and judged."""

import json
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.world import FILE, Council, every_row

HISTORY = ("AuditEvent", "RagUpdate", "DateRevision", "Job")
"""Tables that say who did what: a job row says who asked for it."""


@dataclass(frozen=True)
class Route:
    """A line of the matrix. `about` names the rows in the address; `get`, `post` and `patch` who is let in; `sends` a
    form; `changes` those whose POST has an effect, where that is fewer than are let in. Of the API: `version` names the
    version a change says it is made from, `file` the name of a file that is sent."""

    about: dict[str, str] = field(default_factory=dict)
    get: frozenset[str] | None = None
    post: frozenset[str] | None = None
    patch: frozenset[str] | None = None
    sends: dict[str, Any] = field(default_factory=dict)
    changes: frozenset[str] | None = None
    query: str = ""
    api: bool = False
    version: str = ""
    file: str = ""


def address(name: str, route: Route, slug_of: Council, rows_of: Council) -> str:
    """The route's address below one council's slug, about rows of the same or of another council."""
    about = {key: _value(rows_of, path) for key, path in route.about.items()}
    return reverse(name, kwargs={"authority": slug_of.authority.slug, **about}) + route.query


@dataclass(frozen=True)
class Answer:
    """What came back, whether any row was changed, and whether history or the audit trail says so."""

    status: int
    changed: bool
    recorded: bool


def ask(user: Any, method: str, url: str, route: Route, data: dict[str, Any]) -> Answer:
    """Send one request and undo it."""
    client, before = signed_in(user), stored_before()
    with transaction.atomic():
        status = _send(client, method, url, route, data)
        after = every_row()
        transaction.set_rollback(True)
    recorded = any(len(after[name]) > len(before[name]) for name in HISTORY)
    return Answer(status, after != before, recorded)


@cache
def stored_before() -> dict[str, list[Any]]:
    """All that is stored before the requests of a test, each of which is undone: asked for once a test."""
    return every_row()


def signed_in(user: Any) -> Client:
    """A browser in which this person has signed in; nobody, for None."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="accounts.backends.PasswordBackend")
    return client


def full_form(name: str, route: Route, council: Council) -> dict[str, Any]:
    """What a permitted person would send: the form as the page fills it, with what the table changes."""
    data = {key.format(**council.rows): _filled(value, council) for key, value in route.sends.items()}
    if route.api or route.get is None:
        return data
    page = signed_in(council.user("administrator")).get(address(name, route, council, council))
    form = page.context.get("form") if page.context else None
    shown = {bound.html_name: bound.value() for bound in form} if form is not None else {}
    return {key: value for key, value in shown.items() if value is not None} | data


def _send(client: Client, method: str, url: str, route: Route, data: dict[str, Any]) -> int:
    if route.file and method == "POST":
        return client.post(url, data | {"file": SimpleUploadedFile(route.file, FILE)}).status_code
    if route.api:
        headers = {"If-Match": f'"{route.version}"'} if route.version else None
        body = json.dumps(data)
        return client.generic(method, url, body, content_type="application/json", headers=headers).status_code
    if method in ("GET", "POST"):
        return int(getattr(client, method.lower())(url, data if method == "POST" else None).status_code)
    return client.generic(method, url).status_code


def _value(council: Council, path: str) -> Any:
    row, _, attribute = path.partition(".")
    if row.startswith("="):
        return row[1:]
    return attrgetter(attribute)(council.rows[row])


def _filled(value: Any, council: Council) -> Any:
    return _value(council, value[1:]) if isinstance(value, str) and value.startswith("@") else value
