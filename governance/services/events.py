"""Events and the papers on their shelves."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Authority
from core import audit
from core.errors import RuleBroken
from core.models import Document
from core.uploads import papers
from core.uploads.refusals import Refused
from governance.models import Event, Paper
from governance.services import keeping

FIELDS = ("kind", "title", "about", "starts_on", "ends_on", "when_words", "place", "action")
PAPER = ("event", "title", "url", "audience", "dated")


@transaction.atomic
def plan_event(*, authority: Authority, values: Mapping[str, Any], by: Any) -> Event:
    """Put an event on the list. Its day may be only words so far."""
    return keeping.put(Event(authority=authority, **_checked(authority, values)), FIELDS, verb="planned", by=by)


@transaction.atomic
def edit_event(*, event: Event, values: Mapping[str, Any], version: int, by: Any) -> bool:
    """Change an event. Raises StaleVersion when it was changed meanwhile. Whether anything differs."""
    event = _open(event, version)
    return keeping.change(event, _checked(event.authority, values), verb="changed", by=by)


@transaction.atomic
def cancel_event(*, event: Event, by: Any) -> None:
    """Call it off. Its page and papers stay to be read."""
    keeping.change(_open(event), {"cancelled_at": timezone.now()}, verb="cancelled", by=by)


@transaction.atomic
def add_link(*, event: Event, title: str, url: str, audience: str, dated: date | None, by: Any) -> Paper:
    """Put a link on the event's shelf."""
    if not title.strip():
        raise RuleBroken("Enter what the link is called.", "title")
    if not url.startswith(("https://", "http://")):
        raise RuleBroken("Enter a full address that starts with https://", "url")
    row = _paper(event, title.strip(), audience, dated, by)
    row.url = url
    return keeping.put(row, PAPER, verb="put on the shelf", by=by)


@transaction.atomic
def add_file(*, event: Event, title: str, name: str, data: bytes, audience: str, dated: date | None, by: Any) -> Paper:
    """Keep a file on the event's shelf, after a look at what it holds. Without a title it is called by its name."""
    try:
        found = papers.check(data, name)
    except Refused as fault:
        raise RuleBroken(fault.message, "file") from fault
    row = _paper(event, title.strip() or found.name, audience, dated, by)
    row.document = Document.objects.create(
        authority=event.authority, name=found.name, kind=found.kind, content=found.data, added_by=by,
        sha256=hashlib.sha256(found.data).hexdigest(),
    )  # fmt: skip
    return keeping.put(row, PAPER, verb="put on the shelf", by=by)


@transaction.atomic
def remove_paper(*, paper: Paper, by: Any) -> None:
    """Take a paper off the shelf: a file is not handed out any more. The record that it was there stays."""
    held = keeping.lock(paper)
    if held.removed_at is None:
        changes = {"removed_at": timezone.now()}
        audit.save_changes(held, changes, verb="took off the shelf", authority=held.authority, by=by)


def _paper(event: Event, title: str, audience: str, dated: date | None, by: Any) -> Paper:
    if audience not in Paper.Audience.values:
        raise RuleBroken("Choose who may read it.", "audience")
    return Paper(authority=event.authority, event=event, title=title[:200], audience=audience, dated=dated, by=by)


def _checked(authority: Authority, values: Mapping[str, Any]) -> dict[str, Any]:
    given = keeping.clean(authority, values, FIELDS)
    if not given.get("title"):
        raise RuleBroken("Say what the event is called.", "title")
    first, last = given.get("starts_on"), given.get("ends_on")
    if last and not first:
        raise RuleBroken("Enter the first day too.", "starts_on")
    if first and last and last < first:
        raise RuleBroken("The last day comes before the first. Choose a later day.", "ends_on")
    if first:
        given["when_words"] = ""
    elif not given.get("when_words"):
        raise RuleBroken("Enter the day, or say in words when it will be.", "starts_on")
    return given


def _open(event: Event, version: int | None = None) -> Event:
    held = keeping.lock(event, version)
    if held.cancelled_at:
        raise RuleBroken("This event is cancelled. It stays as it is.")
    return held
