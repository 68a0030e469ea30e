"""Applying a checked file: the same services a person uses, one after the other, in the transaction of the caller."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.models import Body, Person, Post
from core.errors import RuleBroken
from core.ratings import Rag
from plans.comparison import CELLS, HEADS, Comparison, Match
from plans.matching import said
from plans.models import Action, DeliveryArea, Participation, Plan, Priority, RagUpdate, Statement
from plans.services import actions, dates, plans, updates

LEAD, INVOLVED, DELIVERS = Participation.Part.LEAD, Participation.Part.INVOLVED, Participation.Part.DELIVERS
REASON = "No longer in the imported file"


@dataclass
class Work:
    """One application of a file: into which plan, from which file, what the officer answered, on whose behalf."""

    plan: Plan
    source: str
    by: Any
    answers: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    archive: frozenset[str] = frozenset()
    holders: dict[str, dict[str, Any]] = field(default_factory=dict)
    areas: dict[str, DeliveryArea] = field(default_factory=dict)
    priorities: dict[str, Priority] = field(default_factory=dict)


def apply(comparison: Comparison, work: Work) -> None:
    """Make the plan say what the file says. What is missing stays unless the officer ticked it."""
    work.holders = _holders(work.plan)
    for match in comparison.matches:
        if match.state in ("added", "changed"):
            _named(APPLY[match.row.kind], match, work)
    for match in reversed(list(comparison.of("missing"))):  # actions before the area they stand in
        if f"{match.row.kind}-{match.row.row.pk}" in work.archive:
            _named(_archive, match, work)


def _named(change: Callable[[Match, Work], None], match: Match, work: Work) -> None:
    """Make one change; a refusal names the row it is about."""
    try:
        change(match, work)
    except RuleBroken as refusal:
        where = match.found.found.get("where", "") if match.found else ""
        name = " ".join(word for word in (match.row.key, match.row.label) if word)[:100]
        raise RuleBroken(f"{name}{f' ({where})' if where else ''}: {refusal.message}") from refusal


def _head(match: Match, work: Work) -> None:
    model: type[Any] = Priority if match.row.kind == "priority" else DeliveryArea
    if match.stored is None:
        key = {"number": int(match.row.key)} if model is Priority else {"code": match.row.key}
        plans.add_part(plan=work.plan, model=model, values={**key, **_found(match, HEADS)}, by=work.by)
        return
    row = match.stored.row
    key = {"number": row.number} if model is Priority else {"code": row.code}
    values = {name: getattr(row, name) for name in HEADS} | _changed(match, HEADS)
    plans.edit_part(row=row, values={**key, **values}, version=row.version, by=work.by)


def _statement(match: Match, work: Work) -> None:
    fields = ("text", "tag", "attribution")
    if match.stored is None and match.found:
        values = {"kind": match.found.found["kind"], **_found(match, fields), **_owner(match.row.key, work)}
        plans.add_part(plan=work.plan, model=Statement, values=values, by=work.by)
    elif match.stored:
        row = match.stored.row
        values = {name: getattr(row, name) for name in ("kind", *fields, "priority", "area")}
        plans.edit_part(row=row, values=values | _changed(match, fields), version=row.version, by=work.by)


def _owner(key: str, work: Work) -> dict[str, Any]:
    """Whose column a statement stands in: "area OD1 focus" is a line of area OD1."""
    owner, _, rest = key.partition(" ")
    if owner == "area":
        return {"area": area_of(rest.rpartition(" ")[0], work), "priority": None}
    if owner == "priority":
        return {"area": None, "priority": work.plan.prioritys.get(number=int(rest.rpartition(" ")[0]))}
    return {"area": None, "priority": None}


def _action(match: Match, work: Work) -> None:
    action = _add_action(match, work) if match.stored is None else _change_action(match, work)
    if match.stored is None or "who" in match.changed:
        _place_parts(action, match, work)
    if match.stored is None or "by_when" in match.changed:
        _answer(action, match, work)
    _rate(action, match, work)


def _add_action(match: Match, work: Work) -> Action:
    row = match.row
    is_delivery = row.kind == "action"
    words = actions.Words(
        ref=row.key or _free_ref(work.plan),
        title=(row.found.get("title") or "")[:300],
        area=area_of(row.words["area"], work) if is_delivery else None,
        kind=Action.Kind.DELIVERY if is_delivery else Action.Kind.COMMUNICATION,
        what=row.words["what"],
        by_when=row.words["by_when"],
        who=row.words["who"],
        monitored_through=row.words["monitored_through"],
    )
    return actions.create_action(plan=work.plan, words=words, by=work.by)


def _change_action(match: Match, work: Work) -> Action:
    action: Action = match.row.row
    changed = _changed(match, (*CELLS, "area"))
    if not changed:
        return action
    words = {name: changed.get(name, getattr(action, name)) for name in CELLS}
    area = area_of(changed["area"], work) if "area" in changed else action.area
    title = action.title
    if "what" in changed and said(action.what).startswith(said(action.title)):  # nobody gave it a title of its own
        title = (match.found.found.get("title") or "")[:300] if match.found else ""
    new = actions.Words(ref=action.ref, title=title, area=area, priority=action.priority, kind=action.kind, **words)
    actions.edit_action(action=action, words=new, version=action.version, by=work.by)
    return _fresh(action)


def _fresh(action: Action) -> Action:
    stored: Action = Action.objects.select_related("plan__authority").get(pk=action.pk)
    return stored


def area_of(code: str, work: Work) -> DeliveryArea:
    """The area with this code; made on the way when a file names one without describing it."""
    if code not in work.areas:
        known = {area.code: area for area in work.plan.deliveryareas.all()}
        if code not in known:
            values = {"code": code, "title": code, "change_needed": "", "by_words": ""}
            known[code] = plans.add_part(plan=work.plan, model=DeliveryArea, values=values, by=work.by)
        work.areas.update(known)
    return work.areas[code]


def _free_ref(plan: Plan) -> str:
    """The next ref of the communications activities: C1, C2 …"""
    taken = {ref.upper() for ref in plan.actions.values_list("ref", flat=True)}
    return next(f"C{number}" for number in range(1, len(taken) + 2) if f"C{number}" not in taken)


def _place_parts(action: Action, match: Match, work: Work) -> None:
    """Who leads and who is involved, as read. A lead already agreed stays while the words still name them."""
    found = match.row.found if match.found is None else match.found.found
    chosen = work.leads.get(match.row.key)
    names = [name for name in (found.get("lead") or "", *found.get("involved", [])) if name]
    delivers = dict.fromkeys(one["words"] for one in found.get("people", []) if one["part"] == DELIVERS)
    agreed = action.participations.filter(part=LEAD, queried=False).first()
    if chosen is None and agreed is not None and agreed.words in names:
        chosen = agreed.words
    lead = chosen if chosen in names else (found.get("lead") or "")
    queried = bool(found.get("lead_queried")) and chosen not in names
    parts = [_part(LEAD, lead, work, queried)] if lead else []
    others = [name for name in dict.fromkeys([*names, *delivers]) if name != lead]
    parts += [_part(DELIVERS if name in delivers else INVOLVED, name, work) for name in others]
    if parts or action.has_lead:
        actions.set_parts(action=action, parts=parts, by=work.by)


def _part(part: str, name: str, work: Work, queried: bool = False) -> actions.Part:
    return actions.Part(part, name[:300], queried, **work.holders.get(said(name).casefold(), {}))


def _holders(plan: Plan) -> dict[str, dict[str, Any]]:
    """The council's registers by name: a person before a post, a post before a body."""
    known: dict[str, dict[str, Any]] = {}
    for field_name, model in (("body", Body), ("post", Post), ("person", Person)):
        for row in model.objects.in_authority(plan.authority).filter(closed_on__isnull=True):
            known[said(row.name).casefold()] = {field_name: row}
    return known


def _answer(action: Action, match: Match, work: Work) -> None:
    """Queries the officer answered on the check page, by the place of the date among the words."""
    answers = work.answers.get(match.row.key, {})
    for place, row in enumerate(dates.current(action) if answers else []):
        if row.queried and str(place) in answers:
            start, end = (date.fromisoformat(day) for day in answers[str(place)])
            reason = f"Answered while importing {work.source}"[:500]
            dates.answer_query(date_row=row, start=start, end=end, reason=reason, by=work.by)


def _rate(action: Action, match: Match, work: Work) -> None:
    """One update by the importer, when the file has a rating or words the plan has not."""
    words = match.found.words if match.found else {}
    rag, text = words.get("rag", Rag.NOT_RATED), words.get("update", "").strip()
    if match.stored is None:
        if rag == Rag.NOT_RATED and not text:
            return
    elif not {"rag", "update"} & set(match.changed):
        return
    comment = text or f"Imported from {work.source}"
    rating = action.rag if rag == Rag.NOT_RATED else rag
    said_now = updates.Said(rating, comment)
    updates.update_rag(action=action, said=said_now, seen=action.latest_id, by=work.by, source=RagUpdate.Source.IMPORT)


def _archive(match: Match, work: Work) -> None:
    if match.row.kind in ("action", "communication"):
        actions.archive_action(action=match.row.row, reason=REASON, by=work.by)
    else:
        plans.archive_part(row=match.row.row, reason=REASON, by=work.by)


def _found(match: Match, fields: tuple[str, ...]) -> dict[str, str]:
    return {name: match.row.words[name].strip() for name in fields}


def _changed(match: Match, fields: tuple[str, ...]) -> dict[str, str]:
    return {name: new.strip() for name, (_, new) in match.changed.items() if name in fields}


APPLY: dict[str, Callable[[Match, Work], None]] = {
    "priority": _head, "area": _head, "statement": _statement, "action": _action, "communication": _action,
}  # fmt: skip
