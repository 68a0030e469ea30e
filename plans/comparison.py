"""What a file would change in a plan: every row found in it beside the row that is stored. Reads, never writes.

The file speaks only of what it holds: a kind of row it has none of, a column it lacks, an empty rating and an empty
text of an area or priority are silence, not an instruction to remove.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.ratings import Rag
from plans.matching import Row, address_ref, pair_rows, said
from plans.models import Plan

CELLS = ("what", "by_when", "who", "monitored_through")
HEADS = ("title", "change_needed", "by_words")
BY_DEFAULT = "By the end of the plan"
"""The heading of the second column in a file of ours, where the plan has none of its own."""
MARKS = " :.)–—-"
"""What stands between a code and its title, and so is not sure to be part of the title."""
COLUMNS = {"focus": "focus", "target_state": "target_state", "success": "success"}
SILENT_WHEN_EMPTY = (*HEADS, "tag", "attribution", "area", "credit")


@dataclass(frozen=True)
class Match:
    """One row of the file and the stored row it is, or only one of them. `changed` is field: (before, after)."""

    found: Row | None
    stored: Row | None
    changed: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def row(self) -> Row:
        """The stored row where there is one, else the found one: it carries the name."""
        row = self.stored or self.found
        if row is None:
            raise ValueError("A match has at least one row.")
        return row

    @property
    def state(self) -> str:
        """Which of the four lists it stands in."""
        if self.stored is None:
            return "added"
        if self.found is None:
            return "missing"
        return "changed" if self.changed else "unchanged"

    def as_json(self) -> dict[str, Any]:
        """The line of the report: what kind of row, which, and its words before and after."""
        row = self.row
        line: dict[str, Any] = {"kind": row.kind, "ref": row.key, "label": row.label}
        if self.changed:
            line["fields"] = {name: {"before": old, "after": new} for name, (old, new) in self.changed.items()}
        if self.state == "missing":
            line["id"] = f"{row.kind}-{row.row.pk}"
        elif self.stored and _archived(self.stored):
            line["archived"] = True
        return line


@dataclass(frozen=True)
class Comparison:
    """All matches, in the order they are applied: priorities, areas, statements, actions, communications."""

    matches: list[Match]

    def of(self, state: str, *kinds: str) -> Iterator[Match]:
        """The matches of one state, of these kinds or of all."""
        return (match for match in self.matches if match.state == state and (not kinds or match.row.kind in kinds))

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        """The four lists of the import report."""
        lists: dict[str, list[dict[str, Any]]] = {"added": [], "changed": [], "unchanged": [], "missing": []}
        for match in self.matches:
            lists[match.state].append(match.as_json())
        return lists

    @property
    def changes_nothing(self) -> bool:
        """Whether applying would leave the plan as it is (rows that are missing stay)."""
        return all(match.state in ("unchanged", "missing") for match in self.matches)


def compare(parsed: dict[str, Any], plan: Plan | None) -> Comparison:
    """Compare what the reader found with what the plan holds now; without a plan all is new."""
    found = list(_found(parsed))
    stored = sorted(_stored(plan), key=_archived) if plan else []
    columns = _columns(parsed)
    matches = [_match(file, kept, columns) for file, kept in pair_rows(found, stored)]
    return Comparison([match for match in matches if not _is_silence(match, found)])


def _match(found: Row | None, stored: Row | None, columns: frozenset[str]) -> Match:
    if found is None or stored is None or _archived(stored):
        return Match(found, stored)
    if found.kind == "statement" and found.line == stored.line:
        return Match(found, stored)
    changed = {
        name: (str(stored.words.get(name, "")), str(words))
        for name, words in found.words.items()
        if _differs(name, words, stored, columns)
    }
    return Match(found, stored, {**changed, **_rating(found, stored)})


def _differs(name: str, words: str, stored: Row, columns: frozenset[str]) -> bool:
    if name in ("rag", "update") or (name in CELLS and name not in columns):
        return False
    if name in SILENT_WHEN_EMPTY and not words.strip():
        return False
    if name == "by_words" and words == BY_DEFAULT:
        return False
    if name == "tag" and not stored.words["tag"]:  # the reader takes a theme from the words; nobody has set one
        return False
    before = stored.words.get(name, "")
    if name == "title":
        return said(words).strip(MARKS) != said(before).strip(MARKS)
    return said(words) != said(before)


def _rating(found: Row, stored: Row) -> dict[str, tuple[str, str]]:
    """What a rating cell changes. An empty one changes nothing; words alone are a further entry at the same rating."""
    rag, text = found.words.get("rag", Rag.NOT_RATED), found.words.get("update", "")
    before, last = stored.words.get("rag", Rag.NOT_RATED), stored.words.get("update", "")
    changed = {}
    if rag not in (Rag.NOT_RATED, before):
        changed["rag"] = (before, rag)
    if text.strip() and said(text) != said(last):
        changed["update"] = (last, text)
    return changed


def _is_silence(match: Match, found: list[Row]) -> bool:
    """Whether a stored row is absent only because the file has no rows of its group at all."""
    if match.found is not None or match.stored is None:
        return False
    return _archived(match.stored) or not any(row.group == match.stored.group for row in found)


def _archived(row: Row) -> bool:
    return row.row is not None and row.row.archived_at is not None


def _columns(parsed: dict[str, Any]) -> frozenset[str]:
    """The columns the file has; all of them when the reader does not say."""
    tables = [table.get("columns", {}) for table in parsed.get("mapping", [])]
    present = {name for columns in tables for name, at in columns.items() if at is not None}
    if {"lead", "involved"} & present:
        present.add("who")
    if "starts" in present:
        present.add("by_when")
    return frozenset(present) if present else frozenset(CELLS)


def _found(parsed: dict[str, Any]) -> Iterator[Row]:
    for part in parsed.get("priorities", []):
        yield _head("priority", str(part["number"]), f"Priority {part['number']}: {part['title']}", part)
    for part in parsed.get("areas", []):
        yield _head("area", part["code"], f"{part['code']} {part['title']}", part)
    for owner, parts in (("priority", parsed.get("priorities", [])), ("area", parsed.get("areas", []))):
        for part in parts:
            yield from _lines(f"{owner} {part['number' if owner == 'priority' else 'code']}", part)
    for line in parsed.get("statements", []):
        yield _statement("", line["kind"], line)
    for line in parsed.get("focus", []):
        yield _statement("", "focus", line)
    for text in parsed.get("measures", []):
        yield _statement("", "measure", {"text": text})
    for cells in parsed.get("actions", []):
        yield _action("action", cells)
    for cells in parsed.get("communications", []):
        yield _action("communication", {"what": cells.get("text", ""), **cells})


def _head(kind: str, key: str, label: str, part: dict[str, Any]) -> Row:
    return Row(kind, key, label, {name: part.get(name) or "" for name in HEADS}, found=part)


def _lines(owner: str, part: dict[str, Any]) -> Iterator[Row]:
    for column in COLUMNS:
        for line in part.get(column, []):
            yield _statement(owner, column, line if isinstance(line, dict) else {"text": line})


def _statement(owner: str, kind: str, line: dict[str, Any]) -> Row:
    words = {name: line.get(name) or "" for name in ("text", "tag", "attribution")}
    return Row("statement", f"{owner} {kind}".strip(), words["text"][:80], words, found={**line, "kind": kind})


def _action(kind: str, cells: dict[str, Any]) -> Row:
    words = {name: cells.get(name) or "" for name in (*CELLS, "update")}
    words["rag"] = cells.get("rag") or Rag.NOT_RATED
    if kind == "action":
        words["area"] = cells.get("area") or ""
    title = cells.get("title") or words["what"][:80]
    return Row(kind, address_ref(cells.get("ref") or ""), title, words, found=cells, made=bool(cells.get("ref_made")))


def _stored(plan: Plan) -> Iterator[Row]:
    for part in plan.prioritys.order_by("position", "pk"):
        yield _kept_head("priority", str(part.number), part)
    for part in plan.deliveryareas.order_by("position", "pk"):
        yield _kept_head("area", part.code, part)
    for line in plan.statements.select_related("priority", "area").order_by("position", "pk"):
        yield _kept_statement(line)
    for action in plan.actions.select_related("area", "latest").order_by("position", "pk"):
        yield _kept_action(action)


def _kept_head(kind: str, key: str, part: Any) -> Row:
    return Row(kind, key, str(part), {name: getattr(part, name) for name in HEADS}, row=part)


def _kept_statement(line: Any) -> Row:
    owner = f"priority {line.priority.number}" if line.priority else f"area {line.area.code}" if line.area else ""
    words = {"text": line.text, "tag": line.tag, "attribution": line.attribution}
    return Row("statement", f"{owner} {line.kind}".strip(), line.text[:80], words, row=line)


def _kept_action(action: Any) -> Row:
    kind = "communication" if action.kind == action.Kind.COMMUNICATION else "action"
    words = {name: getattr(action, name) for name in (*CELLS, "rag")}
    words["update"] = action.latest.comment if action.latest else ""
    if kind == "action":
        words["area"] = action.area.code if action.area else ""
    return Row(kind, action.ref, action.title, words, row=action)
