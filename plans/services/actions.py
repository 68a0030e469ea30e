"""Keeping actions by hand: made, changed, led, put in order, archived with a reason, restored."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import Body, Person, Post
from core import audit
from core.errors import RuleBroken, StaleVersion
from plans import rules
from plans.models import Action, DeliveryArea, Participation, Plan, Priority
from plans.services import dates
from plans.services.plans import place_beside

TEXTS = ("ref", "title", "what", "by_when", "who", "monitored_through")


@dataclass(frozen=True)
class Words:
    """What the plan says of an action, cell by cell, as written."""

    ref: str
    what: str
    title: str = ""
    by_when: str = ""
    who: str = ""
    monitored_through: str = ""
    area: DeliveryArea | None = None
    priority: Priority | None = None
    kind: str = Action.Kind.DELIVERY


@dataclass(frozen=True)
class Part:
    """Somebody's part in an action: a person, a post or a body, or only the words for them."""

    part: str
    words: str
    queried: bool = False
    person: Person | None = None
    post: Post | None = None
    body: Body | None = None


@transaction.atomic
def create_action(*, plan: Plan, words: Words, by: Any) -> Action:
    """Put a new action at the end of its area. Its dates are read from its by-when words."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("authority").get(pk=plan.pk)
    _refuse_words(plan, words, own=None)
    last = plan.actions.filter(area=words.area, kind=words.kind).aggregate(last=Max("position"))["last"] or 0
    action = Action.objects.create(plan=plan, position=last + 1, kind=words.kind, **_columns(words))
    dates.read_words(action, by=by, words_before="")
    audit.record("added", action, authority=plan.authority, by=by, after=audit.snapshot(action, list(TEXTS)))
    return action


@transaction.atomic
def edit_action(*, action: Action, words: Words, version: int, by: Any) -> list[str]:
    """Change what the plan says of an action. Raises StaleVersion when somebody saved another version first."""
    action = lock(action)
    if action.version != version:
        raise StaleVersion(action)
    _refuse_words(action.plan, words, own=action)
    before = action.by_when
    columns = _columns(words)
    changed = audit.save_changes(action, columns, verb="changed", authority=action.authority, by=by)
    if not changed:
        return []
    action.version += 1
    action.save(update_fields=["version"])
    if "by_when" in changed:
        dates.read_words(action, by=by, words_before=before)
    return changed


@transaction.atomic
def set_parts(*, action: Action, parts: list[Part], by: Any) -> None:
    """Say who leads (one at most) and who else has a part."""
    action = lock(action)
    if sum(part.part == Participation.Part.LEAD for part in parts) > 1:
        raise RuleBroken("Choose one lead: one person, post or body is accountable.", "lead")
    before = [f"{row.part}: {row.words}" for row in action.participations.order_by("position")]
    after = [f"{part.part}: {part.words}" for part in parts]
    _place_parts(action, parts)
    if before != after:
        audit.record(
            "said who takes part in", action, authority=action.authority, by=by,
            before={"who": before}, after={"who": after},
        )  # fmt: skip


@transaction.atomic
def set_lead(*, action: Action, part: Part | None, by: Any) -> None:
    """Name the one accountable lead, or say that there is none. A former lead stays involved."""
    action = lock(action)
    others = [_as_part(row) for row in action.participations.order_by("position") if row.part != "lead"]
    parts = ([part] if part else []) + [other for other in others if not part or other.words != part.words]
    set_parts(action=action, parts=parts, by=by)


@transaction.atomic
def archive_action(*, action: Action, reason: str, by: Any) -> None:
    """Take an action out of the plan's count, with the reason. Nothing of it is deleted."""
    action = lock(action)
    if not reason.strip():
        raise RuleBroken("Say why this action is archived.", "reason")
    changes = {"archived_at": timezone.now(), "archived_reason": reason.strip()}
    audit.save_changes(action, changes, verb="archived", authority=action.authority, by=by)


@transaction.atomic
def restore_action(*, action: Action, by: Any) -> None:
    """Bring an archived action back into the plan."""
    action = lock(action)
    changes = {"archived_at": None, "archived_reason": ""}
    audit.save_changes(action, changes, verb="restored", authority=action.authority, by=by)


@transaction.atomic
def move_action(*, action: Action, up: bool, by: Any) -> None:
    """Put an action one place up or down within its area."""
    action = lock(action)
    rows = list(action.plan.actions.live().filter(area=action.area, kind=action.kind).order_by("position", "pk"))
    place_beside(rows, action, up=up)
    audit.record("moved up" if up else "moved down", action, authority=action.authority, by=by)


def lock(action: Action) -> Action:
    """The action as it is stored now, held until the end of the transaction."""
    return Action.objects.select_for_update(of=("self",)).select_related("plan__authority").get(pk=action.pk)


def short_title(what: str) -> str:
    """A title for an action that has none: the first sentence or line of what needs to happen."""
    first = what.strip().splitlines()[0] if what.strip() else ""
    for end in (". ", "; ", ": "):
        first = first.split(end)[0]
    return first.rstrip(".")[:300]


def _columns(words: Words) -> dict[str, Any]:
    texts = {name: getattr(words, name).strip() for name in TEXTS}
    texts["title"] = texts["title"] or short_title(words.what)
    columns = {**texts, "area": words.area, "priority": words.priority}
    return {**columns, "search_words": " ".join(texts[name] for name in TEXTS).lower()}


def _refuse_words(plan: Plan, words: Words, *, own: Action | None) -> None:
    if not words.what.strip():
        raise RuleBroken("Say what needs to happen.", "what")
    if not rules.is_ref(words.ref.strip()):
        raise RuleBroken("Enter a ref of letters, numbers and points, like 2.10.", "ref")
    if words.kind == Action.Kind.DELIVERY and words.area is None:
        raise RuleBroken("Choose a delivery area.", "area")
    if any(part is not None and part.plan_id != plan.pk for part in (words.area, words.priority)):
        raise RuleBroken("Choose an area and a priority of this plan.", "area")
    taken = plan.actions.filter(ref__iexact=words.ref.strip()).exclude(pk=own.pk if own else None)
    if taken.exists():
        raise RuleBroken(f"This plan has an action {words.ref.strip()} already.", "ref")


def _as_part(row: Participation) -> Part:
    return Part(row.part, row.words, row.queried, row.person, row.post, row.body)


def _place_parts(action: Action, parts: list[Part]) -> None:
    action.participations.all().delete()
    Participation.objects.bulk_create(
        Participation(
            action=action, part=part.part, position=position, words=part.words[:300], queried=part.queried,
            person=part.person, post=part.post, body=part.body,
        )
        for position, part in enumerate(parts)
    )  # fmt: skip
    action.has_lead = any(part.part == Participation.Part.LEAD for part in parts)
    action.save(update_fields=["has_lead"])
