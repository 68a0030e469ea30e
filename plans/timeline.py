"""What has happened to an action, newest first: updates, dates moved, and every other change on record.

Three histories are merged a page at a time. Each is read by its own key, so the first page of an action with
10,000 updates costs what the first page of one with eight costs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from core.models import AuditEvent
from core.ratings import RATINGS
from plans import wording
from plans.models import Action, DateRevision, RagUpdate

PAGE = 8
UNTOLD = ("moved up", "moved down", "read again")
TITLES = {
    "added": "Added to the plan", "changed": "Words changed", "archived": "Archived", "restored": "Restored",
    "said who takes part in": "Who takes part", "marked done": "Date done", "marked not done": "Date not done",
    "added a date": "Date added", "added evidence": "Evidence added", "removed evidence": "Evidence removed",
}  # fmt: skip
COLUMNS = {
    "ref": "Ref", "title": "Title", "what": "What", "by_when": "By when", "who": "Who", "area": "Area",
    "monitored_through": "Monitored through", "priority": "Priority", "workstream": "Workstream",
    "archived_reason": "Because", "done_on": "Done on", "url": "Link",
}  # fmt: skip
Cursor = tuple[int | None, int | None, int | None]
START: Cursor = (None, None, None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an action's history, ready to be shown."""

    title: str
    by: str
    at: datetime
    before: str = ""
    after: str = ""
    text: str = ""
    soft: str = ""
    quiet: bool = True
    url: str = ""
    link: str = ""
    action: str = ""
    action_label: str = ""


def read_cursor(words: str) -> Cursor:
    """Where "Earlier" goes on, from an address; the start when it makes no sense."""
    parts = words.split("-")
    if len(parts) != 3 or not all(part == "" or (part.isascii() and part.isdecimal()) for part in parts):
        return START
    updates, revisions, events = (int(part[:18]) if part else None for part in parts)
    return updates, revisions, events


def page(
    action: Action, part_ids: Mapping[str, Sequence[int]], cursor: Cursor, withdraw_url: Callable[[RagUpdate], str]
) -> tuple[list[Entry], str]:
    """One page of history in three queries, and the cursor of the page before it ("" when there is none).

    `part_ids` are the ids of the action's dates and evidence, by their name in the audit trail.
    """
    heads = [list(source) for source in _sources(action, part_ids, cursor)]
    taken: list[Any] = []
    last: list[int | None] = list(cursor)
    while len(taken) < PAGE and any(heads):
        newest = max((index for index in range(3) if heads[index]), key=lambda index: heads[index][0].at)
        row = heads[newest].pop(0)
        last[newest] = row.pk
        taken.append(row)
    more = "-".join("" if pk is None else str(pk) for pk in last) if any(heads) else ""
    return [_entry(row, withdraw_url) for row in taken], more


def _sources(action: Action, part_ids: Mapping[str, Sequence[int]], cursor: Cursor) -> Iterable[Any]:
    updates = action.updates.select_related("by", "said_by", "withdrawn_by")
    revisions = action.date_revisions.select_related("by", "date")
    things = Q(thing="action", thing_id=action.pk)
    for thing, ids in part_ids.items():
        things |= Q(thing=thing, thing_id__in=ids)
    events = AuditEvent.objects.in_authority(action.authority).filter(things).exclude(verb__in=UNTOLD)
    for source, before in zip((updates, revisions, events.select_related("actor")), cursor, strict=True):
        found = source if before is None else source.filter(pk__lt=before)
        yield found.order_by("-pk")[: PAGE + 1]


def _entry(row: Any, withdraw_url: Callable[[RagUpdate], str]) -> Entry:
    if isinstance(row, RagUpdate):
        return _of_update(row, withdraw_url(row))
    return _of_revision(row) if isinstance(row, DateRevision) else _of_event(row)


def _of_update(update: RagUpdate, withdraw_url: str) -> Entry:
    taken_back = getattr(update, "withdrawn_by", None)
    text = [update.comment, update.path_to_green and f"Path to green: {update.path_to_green}"]
    text.append(update.help_wanted and f"Help wanted: {update.help_wanted}")
    return Entry(
        title=_title(update, withdrawn=taken_back is not None),
        by=f"{update.by} for {update.said_by}" if update.said_by else str(update.by),
        at=update.at,
        before=update.rag_before if update.rag_before != update.rag else "",
        after=update.rag,
        text="\n".join(part for part in text if part),
        soft=_suggested(update),
        quiet=taken_back is not None or update.withdraws_id is not None,
        action=withdraw_url,
        action_label="Withdraw",
    )


def _title(update: RagUpdate, *, withdrawn: bool) -> str:
    if update.withdraws_id:
        return "Update withdrawn"
    if withdrawn:
        return "Update, withdrawn since"
    if update.rag == update.rag_before:
        return f"Still {RATINGS[update.rag].word.lower()}"
    return "First rating" if update.rag_before == "not_rated" else "Rating changed"


def _suggested(update: RagUpdate) -> str:
    if not update.suggested or update.suggested == update.rag:
        return ""
    return f"The dates suggested {RATINGS[update.suggested].word}."


def _of_revision(revision: DateRevision) -> Entry:
    before, after = _span(revision.start_before, revision.end_before), _span(revision.start_after, revision.end_after)
    if revision.kind == DateRevision.Kind.REREAD:
        title, text = "Date no longer in the words", before
    elif revision.kind == DateRevision.Kind.ANSWERED:
        title, text = "Query answered", f"“{revision.date.source}” means {after}."
    elif revision.kind == DateRevision.Kind.SET:
        title, text = "Date known", f"“{revision.date.source}” is {after}." if revision.date.source else f"{after}."
    else:
        title, text = "Date moved", f"From {before} to {after}." if before else f"To {after}."
    return Entry(title, str(revision.by), revision.at, text=text, soft=revision.reason)


def _span(start: date | None, end: date | None) -> str:
    return wording.describe(start, end) if start and end else ""


def _of_event(event: AuditEvent) -> Entry:
    url = str(event.after.get("url", "")) if event.verb == "added evidence" else ""
    lines = [] if event.verb in ("added", "added evidence") else _changes(event.before, event.after)
    title = TITLES.get(event.verb, event.verb.capitalize())
    name = str(event.after.get("title", "")) or event.label
    safe = url if url.startswith(("https://", "http://")) else ""
    return Entry(title, str(event.actor), event.at, text="\n".join(lines), url=safe, link=name if safe else "")


def _changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What an edit changed, column by column: "Monitored through: “Audit” is now “Audit, survey”"."""
    return [_change(label, before.get(name), after.get(name)) for name, label in COLUMNS.items() if name in after]


def _change(label: str, before: Any, after: Any) -> str:
    if not before:
        return f"{label}: {_plain(after)}"
    return (
        f"{label}: “{_plain(before)}” is now “{_plain(after)}”" if after else f"{label}: “{_plain(before)}” taken out"
    )


def _plain(value: Any) -> str:
    words = str(value)
    try:
        return wording.describe(date.fromisoformat(words), date.fromisoformat(words))
    except ValueError:
        return words
