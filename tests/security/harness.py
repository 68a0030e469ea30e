"""How a request of the permission matrix is made and judged."""

import json
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.world import Council, every_row

REFUSED = (401, 403, 404, 405)


@dataclass(frozen=True)
class Route:
    """A line of the matrix. `about` names the rows in the address; `get` and `post` who is let in; `sends` a form."""

    about: dict[str, str] = field(default_factory=dict)
    get: frozenset[str] | None = None
    post: frozenset[str] | None = None
    sends: dict[str, str] = field(default_factory=dict)
    query: str = ""
    api: bool = False


def address(name: str, route: Route, slug_of: Council, rows_of: Council) -> str:
    """The route's address below one council's slug, about rows of the same or of another council."""
    about = {key: _value(rows_of, path) for key, path in route.about.items()}
    return reverse(name, kwargs={"authority": slug_of.authority.slug, **about}) + route.query


def ask(user: Any, method: str, url: str, route: Route, council: Council) -> tuple[int, bool]:
    """Send one request and undo it. Returns the answer's status and whether any row was changed."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="accounts.backends.PasswordBackend")
    before = every_row()
    with transaction.atomic():
        status = _send(client, method, url, route, council)
        changed = every_row() != before
        transaction.set_rollback(True)
    return status, changed


def _send(client: Client, method: str, url: str, route: Route, council: Council) -> int:
    data = {key: _filled(value, council) for key, value in route.sends.items()}
    if route.api:
        return client.generic(method, url, _json(data), content_type="application/json").status_code
    if method in ("GET", "POST"):
        return int(getattr(client, method.lower())(url, data if method == "POST" else None).status_code)
    return client.generic(method, url).status_code


def _value(council: Council, path: str) -> Any:
    row, _, attribute = path.partition(".")
    if row.startswith("="):
        return row[1:]
    return attrgetter(attribute)(council.rows[row])


def _filled(value: str, council: Council) -> Any:
    return _value(council, value[1:]) if value.startswith("@") else value


def _json(data: dict[str, Any]) -> str:
    return json.dumps({key: (None if value == "null" else value) for key, value in data.items()})
