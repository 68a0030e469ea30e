"""What the import pages show: figures, questions, columns, and the four lists, from what was read and compared."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.permissions import Perm
from core.models import Job
from core.ratings import Rag
from plans import column_choices, questions
from plans.models import Plan, PlanImport
from plans.services import imports

State = PlanImport.State
FIRST, MOST_CHANGED = 10, 100
NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
FIELDS = {
    "what": "What needs to happen", "by_when": "By when", "who": "Who leads, who is involved", "area": "Delivery area",
    "monitored_through": "Monitored through", "rag": "Rating", "update": "Update", "title": "Title", "text": "Words",
    "change_needed": "The change we need", "by_words": "Heading of the second column", "tag": "Theme",
    "attribution": "Who says it",
}  # fmt: skip
KINDS = {
    "action": "action", "communication": "communications activity", "area": "delivery area", "priority": "priority",
    "statement": "statement",
}  # fmt: skip


def stage(row: PlanImport) -> str:
    """Which page an import shows now: waiting, stopped, check, refused or done."""
    if row.state in (State.CHECKING, State.CONFIRMING):
        return "stopped" if row.job is None or row.job.state == Job.State.FAILED else "waiting"
    return {State.CHECKED: "check", State.REFUSED: "refused"}.get(State(row.state), "done")


def does_something(row: PlanImport) -> bool:
    """Whether confirming would change anything."""
    changes = row.changes
    makes_a_plan = target(row) is None
    return bool(changes.get("added") or changes.get("changed") or row.choices.get("archive") or makes_a_plan)


def target(row: PlanImport) -> Plan | None:
    """The plan it would go into, as far as it is there already."""
    return row.plan or imports.plan_called(row.authority, row.parsed.get("title", ""))


def context(
    row: PlanImport,
    name: str,
    user: Any,
    *,
    given: Any = None,
    faults: Mapping[str, str] | None = None,
    every: bool = False,
) -> dict[str, Any]:
    """Everything the page of this stage needs."""
    base = {"row": row, "file": row.document.name, "round": row.choices.get("round", 1), "job": row.job}
    if name == "check":
        return {**base, **_check(row, given or {}, faults or {}, every), "page_error": bool(faults)}
    if name == "done":
        return {**base, "plan": row.plan, "sentence": tally(row.changes), "lists": _lists(row, every)}
    return base


def confirm_context(row: PlanImport, user: Any) -> dict[str, Any]:
    """What will be done, and whether to ask if the plan is in force."""
    plan = target(row)
    asks = plan is None or plan.state == Plan.State.DRAFT
    answered = sum(len(days) for days in row.choices.get("answers", {}).values()) + len(row.choices.get("leads", {}))
    return {
        "row": row, "file": row.document.name, "round": row.choices.get("round", 1), "plan": plan,
        "title": plan.title if plan else row.parsed.get("title") or row.document.name.rpartition(".")[0],
        "sentence": tally(row.changes, len(row.choices.get("archive", []))), "answered": answered,
        "asks": asks, "historic": _is_historic(row.parsed), "may_force": user.has_perm(Perm.MANAGE_PLAN, row.authority),
    }  # fmt: skip


def read_choices(row: PlanImport, given: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """What the officer chose on the check page, and what is wrong with it by field."""
    asked = questions.questions(row.parsed, row.changes)
    days, leads, faults = questions.answers(asked, given)
    known = {line["id"] for line in row.changes.get("missing", [])}
    choices = {
        "answers": days, "leads": leads, "archive": [each for each in given.getlist("archive") if each in known],
        **column_choices.read(row.parsed, row.choices, given), "again": "again" in given,
    }  # fmt: skip
    return choices, faults


def tally(changes: dict[str, Any], archived: int = 0) -> str:
    """The four lists in a sentence: "28 actions and 4 areas added, 2 changed, nothing else touched"."""
    said = [_count(changes, state) for state in ("added", "changed")]
    parts = [f"{words} {state}" for words, state in zip(said, ("added", "changed"), strict=True) if words]
    if archived:
        parts.append(f"{archived} archived")
    return ", ".join(parts) or "nothing changed"


def _count(changes: dict[str, Any], state: str) -> str:
    kinds = [line["kind"] for line in changes.get(state, [])]
    counted = [(kinds.count(kind), word) for kind, word in KINDS.items() if kind in kinds]
    words = [f"{count} {_plural(word, count)}" for count, word in counted]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def _plural(word: str, count: int) -> str:
    if count == 1:
        return word
    return f"{word[:-1]}ies" if word.endswith("y") and not word.endswith(("ay", "ey")) else f"{word}s"


def _check(row: PlanImport, given: Mapping[str, str], faults: Mapping[str, str], every: bool) -> dict[str, Any]:
    asked = questions.questions(row.parsed, row.changes)
    plan = target(row)
    shown = [_shown(one, row, given, faults) for one in asked]
    days = [one for one in shown if one["q"].is_date]
    looks = len(days) + len(row.parsed.get("problems", []))
    return {
        "figures": _figures(row.parsed), "days": days,
        "leads": [one for one in shown if not one["q"].is_date], "leads_open": bool(row.choices.get("leads")),
        "problems": row.parsed.get("problems", []), "columns": column_choices.shown(row.parsed, row.choices),
        "ratings": column_choices.ratings(row.parsed, row.choices), "lists": _lists(row, every), "plan": plan,
        "sentence": tally(row.changes), "does_something": does_something(row), "notice": row.choices.get("notice", ""),
        "looks": NUMBERS[looks] if looks < len(NUMBERS) else str(looks), "look_count": looks, "every": every,
        "areas": _words(len(row.parsed.get("areas", []))), "actions": len(row.parsed.get("actions", [])),
        "errors": [(f"{one.name}-days", faults[one.name]) for one in asked if one.name in faults],
    }  # fmt: skip


def _words(count: int) -> str:
    return NUMBERS[count].lower() if count < len(NUMBERS) else str(count)


def _figures(parsed: dict[str, Any]) -> list[tuple[str, int]]:
    cells = [*parsed.get("actions", []), *parsed.get("communications", [])]
    days = [day for cell in cells for day in cell.get("dates", [])]
    rules = sum(day["kind"] in ("recurring", "tbc") for day in days)
    rated = sum((cell.get("rag") or Rag.NOT_RATED) != Rag.NOT_RATED for cell in cells)
    return [
        ("delivery areas", len(parsed.get("areas", []))), ("actions", len(parsed.get("actions", []))),
        ("dates read", len(days) - rules), ("rules and “to be confirmed”", rules),
        ("things queried", sum(bool(day.get("queried")) for day in days)),
        ("ratings" if rated else "ratings: the column is empty", rated),
    ]  # fmt: skip


def _shown(
    one: questions.Question, row: PlanImport, given: Mapping[str, str], faults: Mapping[str, str]
) -> dict[str, Any]:
    """A question with the answer it has: as posted, as kept, or to be decided later."""
    kept = row.choices.get("leads", {}).get(one.ref, questions.LATER)
    chosen = given.get(one.name) or (kept if not one.is_date else _kept_days(one, row))
    typed = given.get(f"{one.name}-days", _kept_words(one, row))
    return {"q": one, "chosen": chosen, "typed": typed, "error": faults.get(one.name, "")}


def _kept_days(one: questions.Question, row: PlanImport) -> str:
    days = row.choices.get("answers", {}).get(one.ref, {})
    place, start, _ = one.days[0]
    kept = days.get(str(place))
    if not kept:
        return questions.LATER
    if one.typed:
        return "typed"
    return questions.AS_WRITTEN if start and kept[0] == start.isoformat() else kept[0][:4]


def _kept_words(one: questions.Question, row: PlanImport) -> str:
    days = row.choices.get("answers", {}).get(one.ref, {}) if one.typed else {}
    kept = days.get(str(one.days[0][0])) if one.typed else None
    return " to ".join(dict.fromkeys(f"{day[8:]}/{day[5:7]}/{day[:4]}" for day in kept)) if kept else ""


def _lists(row: PlanImport, every: bool) -> dict[str, Any]:
    changes, found = row.changes, {cell.get("ref"): cell for cell in row.parsed.get("actions", [])}
    added = [line for line in changes.get("added", []) if line["kind"] == "action"]
    shown = added if every else added[:FIRST]
    missing = [{**line, "noun": KINDS[line["kind"]]} for line in changes.get("missing", [])]
    return {
        "added": [_row(found.get(line["ref"], {}), line) for line in shown], "added_count": len(added),
        "others": _count({"added": [line for line in changes.get("added", []) if line["kind"] != "action"]}, "added"),
        "changed": [_changed(line) for line in changes.get("changed", [])[: None if every else MOST_CHANGED]],
        "changed_count": len(changes.get("changed", [])), "missing": missing,
        "ticked": row.choices.get("archive", []), "unchanged": _count(changes, "unchanged"),
    }  # fmt: skip


def _row(cells: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    days = cells.get("dates", [])
    queried = sum(bool(day.get("queried")) for day in days)
    return {
        "ref": line["ref"], "title": line["label"], "days": len(days), "by_when": cells.get("by_when", ""),
        "queried": f"{queried} queried" if queried else "", "who": cells.get("who", ""),
        "rag": cells.get("rag") or Rag.NOT_RATED,
    }  # fmt: skip


def _changed(line: dict[str, Any]) -> dict[str, Any]:
    fields = [
        {"name": FIELDS.get(name, name), "is_rating": name == "rag", **both} for name, both in line["fields"].items()
    ]
    return {"ref": line["ref"], "label": line["label"], "noun": KINDS[line["kind"]], "fields": fields}


def _is_historic(parsed: dict[str, Any]) -> bool:
    """Whether every date in the file has passed."""
    ends = [day["end"] for cell in parsed.get("actions", []) for day in cell.get("dates", []) if day.get("end")]
    return bool(ends) and max(ends) < timezone.localdate().isoformat()
