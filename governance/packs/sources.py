"""What a pack is gathered from: one meeting, its plan, and how both stood, read once and shared by all sections."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.daywords import say_day
from core.ratings import RATINGS, Rag
from governance.models import AgendaItem, Block, BoardRequest, Meeting, MeetingAction, Pack, Seat
from plans import changes, rows, standing
from plans.as_at import INSTANT, every_action
from plans.models import Action, Plan, ReportingPeriod


@dataclass
class Sources:
    """Everything of a council that one pack reads. `on` is its day, `at` its moment, `name` what the pack is of."""

    plan: Plan
    on: date
    at: datetime
    meeting: Meeting | None = None

    @cached_property
    def standing(self) -> standing.Standing:
        """How the plan stands now."""
        return standing.of_plan(self.plan, self.on)

    @cached_property
    def since(self) -> tuple[datetime, str] | None:
        """The moment ratings are compared with, and its name: the last published pack, else the last locked period."""
        packs = Pack.objects.filter(plan=self.plan, kind=Pack.Kind.STEERING, state=Pack.State.PUBLISHED)
        packs = packs.exclude(meeting=self.meeting) if self.meeting else packs
        last = packs.filter(as_at__lt=self.at).order_by("-as_at").values_list("as_at", flat=True).first()
        if last is None:
            periods = self.plan.periods.filter(state=ReportingPeriod.State.LOCKED, closed_at__lt=self.at)
            last = periods.order_by("-closed_at").values_list("closed_at", flat=True).first()
        return (last, say_day(timezone.localtime(last).date())) if last else None

    @cached_property
    def changes(self) -> Any:
        """What is different since then; None when there is nothing to compare with."""
        return changes.of_plan(self.plan, self.since[0], self.at) if self.since else None

    @cached_property
    def ratings_then(self) -> dict[str, int] | None:
        """How many delivery actions had each rating then."""
        if self.since is None:
            return None
        then = every_action(self.plan, self.since[0] - INSTANT)
        live = [each.rag for each in then if each.kind == Action.Kind.DELIVERY and not each.archived]
        return {rag.value: live.count(rag) for rag in Rag}

    @cached_property
    def actions(self) -> list[Any]:
        """The live actions of the plan with their lead's name, area and newest update, in the plan's order."""
        found = rows.with_lead_name(self.plan.actions.live()).select_related("area", "priority", "latest")
        return list(found.order_by("-kind", "area__position", "area_id", "position", "pk"))

    @cached_property
    def dates(self) -> dict[int, list[Any]]:
        """The dates of the live actions."""
        return rows.dates_of([action.pk for action in self.actions])

    @cached_property
    def items(self) -> list[AgendaItem]:
        """The agenda in its order."""
        if self.meeting is None:
            return []
        wanted = ("action__area", "action__latest", "area", "presenter", "report", "carried_from")
        return list(self.meeting.items.select_related(*wanted).order_by("position", "pk"))

    @cached_property
    def last(self) -> Meeting | None:
        """The meeting of the same body before this one that was held."""
        if self.meeting is None:
            return None
        held = Meeting.objects.filter(body=self.meeting.body_id, state=Meeting.State.HELD).exclude(pk=self.meeting.pk)
        if self.meeting.starts_at:
            held = held.filter(starts_at__lt=self.meeting.starts_at)
        found: Meeting | None = held.order_by("-starts_at", "-pk").first()
        return found

    @cached_property
    def seats(self) -> list[Seat]:
        """Who sits on the body now: the chair first, then by name."""
        if self.meeting is None:
            return []
        found = Seat.objects.filter(body=self.meeting.body_id, to_on=None).select_related("person__agency", "agency")
        order = list(Seat.Role.values)
        return sorted(found, key=lambda seat: (order.index(seat.role), seat.person.name, seat.pk))

    @cached_property
    def requests(self) -> list[BoardRequest]:
        """Requests to the Board that wait for an answer, or were answered since the last meeting."""
        waiting = Q(state__in=(BoardRequest.State.RAISED, BoardRequest.State.SENT))
        day = self._last_day
        fresh = Q(state=BoardRequest.State.ANSWERED, **({"answered_on__gte": day} if day else {}))
        found = BoardRequest.objects.filter(waiting | fresh, plan=self.plan)
        return list(found.select_related("action", "owner").order_by("number"))

    @cached_property
    def log(self) -> list[MeetingAction]:
        """The action log of the body: what is open, and what was closed since the last meeting."""
        day = self._last_day
        closed = Q(closed_on__gte=day) if day else Q(closed_on__isnull=False)
        found: QuerySet[MeetingAction] = MeetingAction.objects.filter(authority=self.plan.authority_id)
        found = found.filter(Q(state=MeetingAction.State.OPEN) | closed)
        if self.meeting is not None:
            found = found.filter(Q(meeting__body=self.meeting.body_id) | Q(meeting=None))
        return list(found.select_related("owner", "action", "meeting").order_by("number"))

    @cached_property
    def blocks(self) -> list[Block]:
        """What stands in the way of the plan's actions now, the longest standing first."""
        found = Block.objects.filter(action__plan=self.plan, action__archived_at=None, cleared_on=None)
        return list(found.select_related("action", "owner").order_by("opened_on", "pk"))

    @property
    def _last_day(self) -> date | None:
        moment = self.last.starts_at if self.last else None
        return timezone.localtime(moment).date() if moment else None


def rating_word(rag: str) -> str:
    """The word of a rating."""
    return RATINGS[Rag(rag)].word
