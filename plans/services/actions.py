"""Keeping actions by hand: made, changed, led, put in order, archived with a reason, restored."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Body, Person, Post
from accounts.services import registers
from core import audit
from core.errors import RuleBroken, StaleVersion
from plans import leading, rules, search
from plans.models import Action, DeliveryArea, Participation, Plan, Priority
from plans.services import dates
from plans.services.plans import lock_plan, place_beside, refuse_frozen

LEAD, INVOLVED = Participation.Part.LEAD, Participation.Part.INVOLVED
KEPT = [*rules.SEARCHED, "workstream", "area", "priority"]


@dataclass(frozen=True)
class Words:
    """What the plan says of an action, cell by cell, as written. Without a `workstream` it keeps the one it has."""

    ref: str
    what: str
    title: str = ""
    by_when: str = ""
    who: str = ""
    monitored_through: str = ""
    area: DeliveryArea | None = None
    priority: Priority | None = None
    kind: str = Action.Kind.DELIVERY
    workstream: str | None = None


@dataclass(frozen=True)
class Part:
    """Somebody's part in an action: a person, a post or a body, or only the words for them.

    `new` ("person", "post" or "body") asks for the words to be added to that register first.
    """

    part: str
    words: str
    queried: bool = False
    person: Person | None = None
    post: Post | None = None
    body: Body | None = None
    new: str = ""

    @property
    def holder(self) -> Person | Post | Body | None:
        """Who the words stand for, when that is known."""
        return self.person or self.post or self.body


@transaction.atomic
def create_action(*, plan: Plan, words: Words, by: Any) -> Action:
    """Put a new action at the end of its area. Its dates are read from its by-when words."""
    plan = lock_plan(plan)
    refuse_frozen(plan)
    _refuse_words(plan, words, own=None)
    columns = _columns(words)
    position = _last_place(plan, words.kind, words.area)
    found_by = rules.search_words(columns[name] for name in rules.SEARCHED)
    action = Action.objects.create(plan=plan, position=position, kind=words.kind, search_words=found_by, **columns)
    dates.read_words(action, by=by, words_before="")
    audit.record("added", action, authority=plan.authority, by=by, after=audit.snapshot(action, KEPT))
    return action


@transaction.atomic
def edit_action(*, action: Action, words: Words, version: int, by: Any) -> list[str]:
    """Change what the plan says of an action. Raises StaleVersion when somebody saved another version first."""
    plan = lock_plan(action.plan)
    action = lock(action)
    if action.version != version:
        raise StaleVersion(action)
    refuse_frozen(plan, action)
    _refuse_words(plan, words, own=action)
    before, columns = action.by_when, _columns(words)
    changed = audit.save_changes(action, columns, verb="changed", authority=plan.authority, by=by)
    if not changed:
        return []
    action.version, action.search_words = action.version + 1, search.words_of(action)
    if "area" in changed:
        action.position = _last_place(plan, action.kind, action.area)
    action.save(update_fields=["version", "search_words", "position"])
    if "by_when" in changed:
        dates.read_words(action, by=by, words_before=before)
    return changed


@transaction.atomic
def set_parts(*, action: Action, parts: list[Part], by: Any, seen: str | None = None) -> bool:
    """Say who leads (one at most) and who else has a part. False when that is what stands already.

    `seen` is `parts_seen` of what the author was looking at; somebody else's change since raises StaleVersion.
    """
    action = lock(action)
    refuse_frozen(action.plan, action)
    before = parts_of(action)
    if seen is not None and seen != parts_seen(before):
        raise StaleVersion(action)
    _refuse_parts(action, parts)
    parts = [_registered(part, action, by) for part in parts]
    if parts == before:
        return False
    _place_parts(action, parts)
    audit.record(
        "said who takes part in", action, authority=action.authority, by=by,
        before={"who": leading.say_parts(before), "lead": leading.say_lead(before)},
        after={"who": leading.say_parts(parts), "lead": leading.say_lead(parts)},
    )  # fmt: skip
    return True


@transaction.atomic
def set_lead(*, action: Action, part: Part | None, by: Any, seen: str | None = None) -> None:
    """Name the one accountable lead, or say that there is none. A former lead stays involved."""
    action = lock(action)
    before = parts_of(action)
    others = [each if each.part != LEAD else replace(each, part=INVOLVED, queried=False) for each in before]
    lead = [part] if part else []
    parts = lead + [other for other in others if not part or other.words != part.words]
    set_parts(action=action, parts=parts, by=by, seen=seen)


def parts_of(action: Action) -> list[Part]:
    """Who takes part now, the lead first."""
    rows = action.participations.select_related("person", "post", "body").order_by("position", "pk")
    parts = [Part(row.part, row.words, row.queried, row.person, row.post, row.body) for row in rows]
    return sorted(parts, key=lambda part: part.part != LEAD)


def parts_seen(parts: list[Part]) -> str:
    """A short mark of who takes part, by which a form knows whether it has changed since."""
    said = [(part.part, part.words, part.queried, repr(part.holder), part.holder and part.holder.pk) for part in parts]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@transaction.atomic
def archive_action(*, action: Action, reason: str, by: Any) -> None:
    """Take an action out of the plan's count, with the reason. Nothing of it is deleted."""
    action = lock(action)
    if not reason.strip():
        raise RuleBroken("Say why this action is archived.", "reason")
    if action.archived_at:
        raise RuleBroken("This action is archived already.")
    refuse_frozen(action.plan)
    changes = {"archived_at": timezone.now(), "archived_reason": reason.strip()}
    audit.save_changes(action, changes, verb="archived", authority=action.authority, by=by)


@transaction.atomic
def restore_action(*, action: Action, by: Any) -> None:
    """Bring an archived action back into the plan."""
    plan = lock_plan(action.plan)
    action = lock(action)
    refuse_frozen(plan)
    if action.area and action.area.archived_at:
        raise RuleBroken(f"Restore {action.area} first, or this action would have no place.")
    changes = {"archived_at": None, "archived_reason": ""}
    audit.save_changes(action, changes, verb="restored", authority=action.authority, by=by)


@transaction.atomic
def move_action(*, action: Action, up: bool, by: Any) -> bool:
    """Put an action one place up or down within its area. False when it is there already."""
    plan = lock_plan(action.plan)
    refuse_frozen(plan)
    rows = list(plan.actions.live().filter(area=action.area, kind=action.kind).order_by("position", "pk"))
    return place_beside(rows, action, up=up, authority=plan.authority, by=by)


def lock(action: Action) -> Action:
    """The action as it is stored now, held until the end of the transaction."""
    rows = Action.objects.select_for_update(of=("self",)).select_related("plan__authority")
    locked: Action = rows.get(pk=action.pk)
    return locked


def short_title(what: str) -> str:
    """A title for an action that has none: the first sentence or line of what needs to happen."""
    first = what.strip().splitlines()[0].strip() if what.strip() else ""
    short = first
    for end in (". ", "; ", ": "):
        short = short.split(end)[0]
    return (short.rstrip(".") or first)[:300]


def _columns(words: Words) -> dict[str, Any]:
    texts = {name: getattr(words, name).strip() for name in rules.SEARCHED}
    texts["title"] = texts["title"] or short_title(words.what)
    label = {} if words.workstream is None else {"workstream": " ".join(words.workstream.split())}
    return {**texts, **label, "area": words.area, "priority": words.priority}


def _last_place(plan: Plan, kind: str, area: DeliveryArea | None) -> int:
    last: int | None = plan.actions.filter(area=area, kind=kind).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _refuse_words(plan: Plan, words: Words, *, own: Action | None) -> None:
    ref = words.ref.strip()
    if not words.what.strip():
        raise RuleBroken("Say what needs to happen.", "what")
    if not rules.is_ref(ref):
        raise RuleBroken("Enter a ref of letters, numbers and points, like 2.10.", "ref")
    if words.kind == Action.Kind.DELIVERY and words.area is None:
        raise RuleBroken("Choose a delivery area.", "area")
    for name, part in (("area", words.area), ("priority", words.priority)):
        _refuse_place(plan, name, part, kept=getattr(own, f"{name}_id", None))
    taken = plan.actions.filter(ref__iexact=ref).exclude(pk=own.pk if own else None).first()
    if taken is not None:
        archived = " It is archived: restore it, or choose another." if taken.archived_at else ""
        raise RuleBroken(f"This plan has an action {ref} already.{archived}", "ref")


def _refuse_place(plan: Plan, name: str, part: DeliveryArea | Priority | None, *, kept: int | None) -> None:
    if part is None or part.pk == kept:
        return
    if part.plan_id != plan.pk or part.archived_at:
        noun = "delivery area" if name == "area" else name
        raise RuleBroken(f"Choose the {noun} from the list.", name)


def _refuse_parts(action: Action, parts: list[Part]) -> None:
    if sum(part.part == LEAD for part in parts) > 1:
        raise RuleBroken("Choose one lead: one person, post or body is accountable.", "lead")
    for part in parts:
        holders = [holder for holder in (part.person, part.post, part.body) if holder is not None]
        if len(holders) > 1 or any(holder.authority_id != action.plan.authority_id for holder in holders):
            raise RuleBroken("Choose who from the list.", "lead" if part.part == LEAD else "")
        if not part.words.strip():
            raise RuleBroken("Say who it is.", "lead" if part.part == LEAD else "")


def _registered(part: Part, action: Action, by: Any) -> Part:
    if not part.new:
        return part
    register = next(each for each in registers.REGISTERS.values() if each.one == part.new)
    row = registers.create(register=register, authority=action.authority, values={"name": part.words.strip()}, by=by)
    return replace(
        part,
        new="",
        person=row if isinstance(row, Person) else None,
        post=row if isinstance(row, Post) else None,
        body=row if isinstance(row, Body) else None,
    )


def _place_parts(action: Action, parts: list[Part]) -> None:
    action.participations.all().delete()
    Participation.objects.bulk_create(
        Participation(
            action=action, part=part.part, position=position, words=part.words.strip()[:300], queried=part.queried,
            person=part.person, post=part.post, body=part.body,
        )
        for position, part in enumerate(parts)
    )  # fmt: skip
    action.has_lead = any(part.part == LEAD for part in parts)
    action.search_words = search.words_of(action)
    action.save(update_fields=["has_lead", "search_words"])
