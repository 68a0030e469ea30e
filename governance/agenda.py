"""Which items of the plan a meeting should hear, and why: carried forward, in trouble, or not heard for longest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from accounts.models import Person
from core.daywords import say_day
from core.ratings import RATINGS, Rag
from governance import rules
from governance.models import AgendaItem, BoardRequest, Meeting
from plans.models import Action, DeliveryArea, Participation
from plans.rows import plural
from plans.rules import days_overdue, ref_order

CARRIED, URGENT, QUIET = 0, 1, 2
CALM = (Rag.AMBER, Rag.NOT_RATED, Rag.GREEN, Rag.NOT_STARTED, Rag.COMPLETE)
COLUMNS = (
    "pk", "ref", "title", "area__code", "rag", "due_on", "latest__rag_before", "latest__help_wanted",
)  # fmt: skip
OF_THE_PLAN = (AgendaItem.Kind.DELIVERY, AgendaItem.Kind.EXTRA)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An action that a meeting could hear, with all that speaks for it. `carried_from` is the unfinished item."""

    action_id: int
    ref: str
    title: str
    area: str = ""
    rag: str = Rag.GREEN
    newly_red: bool = False
    overdue: int = 0
    asks_help: bool = False
    asks_board: bool = False
    last_heard: date | None = None
    carried_from: int | None = None
    carried_on: date | None = None

    @property
    def group(self) -> int:
        """Carried forward first; then what is in trouble or asks for something; then the rest."""
        if self.carried_from is not None:
            return CARRIED
        return URGENT if self.rag == Rag.RED or self.overdue or self.asks_help or self.asks_board else QUIET


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate, and why it should be heard, in a sentence without its full stop."""

    candidate: Candidate
    reason: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """The items proposed for the places still free, and the others in their order."""

    chosen: list[Proposal] = field(default_factory=list)
    others: list[Proposal] = field(default_factory=list)


def propose(
    candidates: Iterable[Candidate], *, places: int, on: date,
    areas_heard: Mapping[str, date | None] | None = None, already: Iterable[str] = (),
) -> Proposed:  # fmt: skip
    """Choose items for so many places. Pure.

    `areas_heard` is when each delivery area was last heard; `already` names the areas on the agenda. One that was not
    heard this year gets a place before what is calm, and one place at most before what is in trouble.
    """
    ranked = sorted(candidates, key=_rank)
    unheard = [] if places < 1 else _unheard(areas_heard or {}, already, on)
    chosen = _with_areas(ranked, places, unheard)
    for_area = {each.action_id for each in chosen if each.area in unheard}
    said = {each.action_id: Proposal(each, reason(each, area=each.action_id in for_area)) for each in ranked}
    taken = {each.action_id for each in chosen}
    others = [said[each.action_id] for each in ranked if each.action_id not in taken]
    return Proposed([said[each.action_id] for each in chosen], others)


def reason(candidate: Candidate, *, area: bool = False) -> str:
    """Why it should be heard: "Off track and 114 days overdue; last heard 15 March 2018"."""
    word = "Newly off track" if candidate.newly_red else RATINGS[Rag(candidate.rag)].word
    late = f" and {plural(candidate.overdue, 'day')} overdue" if candidate.overdue else ""
    asks = ", asks the Board" if candidate.asks_board else ", asks for help" if candidate.asks_help else ""
    heard = f"last heard {say_day(candidate.last_heard)}" if candidate.last_heard else "never heard"
    parts = [f"{word}{late}{asks}", heard]
    if candidate.carried_from is not None:
        day = f" on {say_day(candidate.carried_on)}" if candidate.carried_on else ""
        parts = [f"Carried forward, unfinished{day}", parts[0][:1].lower() + parts[0][1:]]
    if area:
        parts.append(f"{candidate.area} not heard this year")
    return "; ".join(parts)


def _rank(each: Candidate) -> tuple[Any, ...]:
    heard = each.last_heard or date.min
    if each.group == CARRIED:
        return (CARRIED, ref_order(each.ref))
    if each.group == URGENT:
        asks = each.asks_help or each.asks_board
        worst = (not each.newly_red, each.rag != Rag.RED, not asks)
        return (URGENT, *worst, heard, -each.overdue, ref_order(each.ref))
    return (QUIET, heard, CALM.index(Rag(each.rag)), ref_order(each.ref))


def _unheard(areas_heard: Mapping[str, date | None], already: Iterable[str], on: date) -> list[str]:
    """The areas that wait for a place: never heard first, then the longest ago."""
    left = [(day or date.min, code) for code, day in areas_heard.items() if not rules.heard_this_year(day, on=on)]
    on_agenda = set(already)
    return [code for _, code in sorted(left) if code and code not in on_agenda]


def _with_areas(ranked: Sequence[Candidate], places: int, unheard: Sequence[str]) -> list[Candidate]:
    chosen, given = list(ranked[: max(places, 0)]), False
    for area in unheard:
        best = next((each for each in ranked if each.area == area), None)
        if best is None or any(each.area == area for each in chosen):
            continue
        spare = [each for each in chosen if each.area not in unheard and each.group != CARRIED]
        calm = [each for each in spare if each.group == QUIET]
        give_way = calm or ([] if given else spare)
        if give_way:
            given = given or not calm
            chosen.remove(give_way[-1])
            chosen.append(best)
    return chosen


def of_meeting(meeting: Meeting, *, on: date) -> Proposed:
    """What to put in the places that the agenda of this meeting still has for the plan. Seven queries."""
    if meeting.plan is None:
        return Proposed()
    there = list(meeting.items.values_list("kind", "action_id", "action__area__code", "area__code"))
    free = rules.FROM_THE_PLAN - sum(kind == AgendaItem.Kind.DELIVERY for kind, *_ in there)
    taken = {action for _, action, *_ in there if action}
    found = [each for each in candidates(meeting, on=on) if each.action_id not in taken]
    already = [code for _, _, *codes in there for code in codes if code]
    return propose(found, places=free, on=on, areas_heard=areas_heard(meeting), already=already)


def candidates(meeting: Meeting, *, on: date) -> list[Candidate]:
    """The live delivery actions of the meeting's plan that are not complete, and those carried forward."""
    if meeting.plan is None:
        return []
    carried, heard, asked = _carried(meeting), _last_heard(meeting), _with_requests(meeting)
    rows = Action.objects.filter(plan=meeting.plan, kind=Action.Kind.DELIVERY).live()
    found = [row for row in rows.values_list(*COLUMNS, named=True) if row.rag != Rag.COMPLETE or row.pk in carried]
    return [
        Candidate(
            action_id=row.pk, ref=row.ref, title=row.title, area=row.area__code or "", rag=row.rag,
            newly_red=row.rag == Rag.RED and row.latest__rag_before not in (None, Rag.RED),
            overdue=days_overdue(row.due_on, on=on, tracked=meeting.plan.is_tracked) if row.rag != Rag.COMPLETE else 0,
            asks_help=rules.wants_help(row.latest__help_wanted or ""), asks_board=row.pk in asked,
            last_heard=heard.get(row.pk), carried_from=carried.get(row.pk, (None, None))[0],
            carried_on=carried.get(row.pk, (None, None))[1],
        )
        for row in found
    ]  # fmt: skip


def areas_heard(meeting: Meeting) -> dict[str, date | None]:
    """When each delivery area of the plan was last heard by this body; None for never. Two queries."""
    made: dict[str, date | None] = {}
    if meeting.plan is not None:
        areas = DeliveryArea.objects.filter(plan=meeting.plan).live()
        made = dict.fromkeys(areas.values_list("code", flat=True))
    heard = _heard(meeting).values_list("area__code", "action__area__code").annotate(last=Max("meeting__starts_at"))
    for area, of_action, last in heard:
        code, day = area or of_action, timezone.localdate(last) if last else None
        if code in made and day:
            made[code] = max(day, made[code] or day)
    return made


def leads_of(ids: Iterable[int]) -> dict[int, Person]:
    """Who would present each action: the person who leads it, holds the post or is the body's contact. One query."""
    rows = Participation.objects.filter(action__in=list(ids), part=Participation.Part.LEAD)
    found: dict[int, Person] = {}
    for lead in rows.select_related("person", "post__holder", "body__contact"):
        who = lead.person or (lead.post.holder if lead.post else None) or (lead.body.contact if lead.body else None)
        if who is not None and who.closed_on is None:
            found[lead.action_id] = who
    return found


def _heard(meeting: Meeting) -> Any:
    before = AgendaItem.objects.filter(meeting__body=meeting.body_id, state=AgendaItem.State.HEARD)
    return before.exclude(meeting=meeting.pk).filter(meeting__state=Meeting.State.HELD)


def _last_heard(meeting: Meeting) -> dict[int, date]:
    rows = _heard(meeting).exclude(action=None).values_list("action_id").annotate(last=Max("meeting__starts_at"))
    return {action: timezone.localdate(last) for action, last in rows if last}


def _carried(meeting: Meeting) -> dict[int, tuple[int, date | None]]:
    """Items that the body's meetings began or did not reach, and that no later meeting took up."""
    left = AgendaItem.objects.filter(
        meeting__body=meeting.body_id, meeting__state=Meeting.State.HELD, state=AgendaItem.State.UNFINISHED,
        kind__in=OF_THE_PLAN, carried_to=None, action__plan=meeting.plan_id,
    ).exclude(meeting=meeting.pk)  # fmt: skip
    rows = left.order_by("meeting__starts_at", "pk").values_list("action_id", "pk", "meeting__starts_at")
    return {action: (pk, timezone.localdate(at) if at else None) for action, pk, at in rows}


def _with_requests(meeting: Meeting) -> set[int]:
    raised = BoardRequest.objects.filter(plan=meeting.plan_id, state=BoardRequest.State.RAISED)
    return set(raised.exclude(action=None).values_list("action_id", flat=True))
