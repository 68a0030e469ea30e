"""A plan's dates as a calendar program reads them (iCalendar, RFC 5545): whole days, each with an id that stays.

Queried dates and those without a day are left out. A date meant to the month, or longer than two weeks, stands on its
last day: until then it can be done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from icalendar import Calendar, Event, vDuration

from core.ratings import RATINGS
from plans import rows, wording
from plans.clashes import counts_as_days
from plans.models import Action, ActionDate, CalendarFeed, Participation, Plan, leads

PRODUCT = "-//Signs of Safety tracker//Plan dates//EN"
AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class File:
    """A calendar as it is sent, and when the newest thing in it changed."""

    content: bytes
    changed_at: datetime


def of_feed(feed: CalendarFeed, base: str) -> File:
    """What a feed shows its user now: the dates of its plan, or of what they lead in the plans in force.

    `base` is the address of the council's plans, for links back. A plan its user may not read any more is empty.
    """
    days = list(_days(feed))
    leading = _leading([day.action_id for day in days])
    made = _calendar(str(feed))
    for day in days:
        made.add_component(_event(day, leading.get(day.action_id, ""), feed, base))
    return File(made.to_ical(), max([feed.created_at, *(_changed(day) for day in days)]))


def _calendar(name: str) -> Calendar:
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", vDuration(AGAIN), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(AGAIN))
    return made


def _days(feed: CalendarFeed) -> QuerySet[ActionDate]:
    plans = Plan.objects.in_authority(feed.authority_id).visible_to(feed.user)
    found = ActionDate.objects.filter(action__archived_at=None, removed_at=None, queried=False)
    found = found.filter(start__isnull=False, end__isnull=False).exclude(kind=ActionDate.Kind.TBC)
    if feed.plan_id:
        found = found.filter(action__plan__in=plans.filter(pk=feed.plan_id).values("pk"))
    else:
        mine = Participation.objects.filter(leads(feed.user)).values("action_id")
        found = found.filter(action__in=mine, action__plan__in=plans.filter(state=Plan.State.IN_FORCE).values("pk"))
    moved = found.annotate(moves=Count("revisions"), moved_at=Max("revisions__at"))
    days: QuerySet[ActionDate] = moved.select_related("action__plan", "action__latest").order_by("start", "end", "pk")
    return days


def _leading(actions: Iterable[int]) -> dict[int, str]:
    found = rows.with_lead(Action.objects.filter(pk__in=set(actions))).values_list("pk", *rows.LEAD_COLUMNS)
    return {pk: rows.lead_of(names) for pk, *names in found}


def _event(day: Any, lead: str, feed: CalendarFeed, base: str) -> Event:
    first, last = _span(day)
    made = Event()
    made.add("uid", f"date-{day.pk}@{feed.authority.slug}.sofs-tracker")
    made.add("sequence", day.moves)
    made.add("dtstamp", _changed(day))
    made.add("last-modified", _changed(day))
    made.add("dtstart", first)
    made.add("dtend", last + timedelta(days=1))
    made.add("summary", _summary(day))
    made.add("description", _description(day, lead))
    made.add("url", f"{base}{day.action.plan.slug}/actions/{day.action.ref}/")
    made.add("transp", "TRANSPARENT")
    made.add("status", "CONFIRMED")
    return made


def _span(day: Any) -> tuple[date, date]:
    return (day.start, day.end) if counts_as_days(day.start, day.end, day.precision) else (day.end, day.end)


def _summary(day: Any) -> str:
    known = day.label.casefold() in day.action.title.casefold()
    title = f"{day.action.ref} {day.action.title}{'' if known else f' ({day.label})'}"
    if not counts_as_days(day.start, day.end, day.precision):
        title = f"{title}, by {_end(day.end)}"
    return f"Done: {title}" if day.done_on else title


def _end(day: date) -> str:
    """ "the end of March 2018", or the day when a month does not end with it."""
    last = wording.whole_months(day.replace(day=1), day)
    return f"the end of {wording.describe(day.replace(day=1), day, 'month')}" if last else wording.describe(day, day)


def _description(day: Any, lead: str) -> str:
    lines = [f"Rating: {RATINGS[day.action.rag].text}", f"Leads: {lead or 'nobody yet'}"]
    return "\n".join([*lines, f"By when: {day.action.by_when}" if day.action.by_when else "", day.action.plan.title])


def _changed(day: Any) -> datetime:
    """When anything an entry shows was last said: the date made or moved, the action rated, or the date done."""
    said = [day.created_at, day.moved_at, day.action.latest and day.action.latest.at, _midnight(day.done_on)]
    newest: datetime = max(moment for moment in said if moment)
    return newest.astimezone(UTC).replace(microsecond=0)


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) if day else None
