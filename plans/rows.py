"""The rows of a plan's table, with every value ready to be shown. Two queries for any number of rows.

Templates only print what stands here: a row costs no query, no tag that computes and no address that is looked up.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from accounts.models import Post
from core.daywords import say_day, say_short_day
from core.templatetags.ui import flag, rag_change, rag_tag
from plans import rules, wording
from plans.models import Action, ActionDate, Plan

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LEAD_COLUMNS = (
    "leads__person__name", "leads__post__holder__name", "leads__post__name", "leads__body__name", "leads__words",
)  # fmt: skip
ACTION_COLUMNS = (
    "pk", "ref", "title", "kind", "area_id", "rag", "due_on", "queried", "has_lead", "by_when",
    "latest_id", "latest__rag_before", "latest__at", "latest__by_id", "latest__source",
    "leads__queried", "lead_post", "leads__person__agency__name", "leads__body__contact__name", *LEAD_COLUMNS,
)  # fmt: skip
DATE_COLUMNS = ("action_id", "kind", "start", "end", "precision", "label", "every", "queried", "source", "done_on")
SHORT = 60


@dataclass(frozen=True, slots=True)
class View:
    """For whom rows are made: on which day, for whose eyes, below which address, and what they may rate."""

    plan: Plan
    on: date
    now: datetime
    user_id: int
    base: str
    may_rate: Callable[[int], bool]
    query: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One action as the table shows it."""

    pk: int
    ref: str
    anchor: str
    title: str
    url: str
    flags: SafeString
    lead: str
    lead_sub: str
    day: str
    day_sub: str
    rag: SafeString
    update_url: str
    direction: SafeString
    changed: bool
    updated: str
    updated_sub: str
    updated_quiet: bool
    withdraw_url: str
    calm: bool
    area_id: int | None
    communication: bool


def with_lead(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Actions joined with their lead, as `leads`, and the post that person holds."""
    leads = FilteredRelation("participations", condition=Q(participations__part="lead"))
    held = Post.objects.filter(holder=OuterRef("leads__person"), closed_on=None).order_by("pk").values("name")[:1]
    return actions.annotate(leads=leads).annotate(lead_post=Subquery(held))


def with_lead_name(actions: QuerySet[Action]) -> QuerySet[Action]:
    """The same with `lead_name`, to sort and filter by: what `lead_of` says."""
    name = Coalesce(*LEAD_COLUMNS[:-1], NullIf(LEAD_COLUMNS[-1], Value("")))
    return with_lead(actions).annotate(lead_name=name)


def lead_of(names: Sequence[str | None]) -> str:
    """Who leads: the person, whoever holds the post, the post, the body, or the words; the first there is."""
    return next((name for name in names if name), "")


def load(actions: QuerySet[Action], view: View) -> list[Row]:
    """The rows of these actions, in their order."""
    found = list(with_lead(actions).values_list(*ACTION_COLUMNS, named=True))
    days = dates_of([action.pk for action in found])
    return [_row(action, days[action.pk], view) for action in found]


def dates_of(ids: Sequence[int]) -> dict[int, list[Any]]:
    """The dates each action has now, in the order of its words."""
    made: dict[int, list[Any]] = defaultdict(list)
    rows = ActionDate.objects.filter(action__in=ids, removed_at=None).order_by("action_id", "position", "pk")
    for day in rows.values_list(*DATE_COLUMNS, named=True):
        made[day.action_id].append(day)
    return made


def _row(action: Any, days: Sequence[Any], view: View) -> Row:
    overdue = rules.days_overdue(action.due_on, on=view.on, tracked=view.plan.is_tracked)
    day, day_sub = next_day(days, by_when=action.by_when, on=view.on)
    lead, lead_sub = _lead(action)
    direction = rules.direction(action.latest__rag_before, action.rag) if action.latest_id else ""
    url = f"{view.base}actions/{quote(action.ref)}/"
    worse = direction == rules.Direction.WORSE
    said = _said(action, view)
    needs = worse or overdue or action.queried or not action.has_lead or not action.latest_id or said["updated_sub"]
    return Row(
        pk=action.pk,
        ref=action.ref,
        anchor=f"a-{action.ref}",
        title=action.title,
        url=url,
        flags=_flags(overdue, action.queried),
        lead=lead,
        lead_sub=lead_sub,
        day=day,
        day_sub=day_sub,
        rag=rag_tag(action.rag, worse, "wide"),
        update_url=f"{url}update/{view.query}" if view.may_rate(action.pk) else "",
        direction=rag_change(direction, action.latest__rag_before if direction != "new" else ""),
        changed=direction in (rules.Direction.WORSE, rules.Direction.BETTER),
        **said,
        calm=not needs and action.rag not in ("red", "amber"),
        area_id=action.area_id,
        communication=action.kind == Action.Kind.COMMUNICATION,
    )


def _said(action: Any, view: View) -> dict[str, Any]:
    """When the action was last heard of, how long ago when that is too long, and the way to take it back."""
    if not action.latest_id:
        return {"updated": "Never", "updated_sub": "", "updated_quiet": True, "withdraw_url": ""}
    last, after = timezone.localdate(action.latest__at), view.plan.stale_after_days
    stale = view.plan.is_tracked and rules.is_stale(last, on=view.on, after_days=after, rag=action.rag)
    withdraw_url = _withdraw_url(action, view)
    return {
        "updated": say_short_day(last, view.on),
        "updated_sub": f"{(view.on - last).days} days ago" if stale else "",
        "updated_quiet": not stale and not withdraw_url,
        "withdraw_url": withdraw_url,
    }


def _withdraw_url(action: Any, view: View) -> str:
    """Where to take back one's own update while that is possible."""
    if action.latest__by_id != view.user_id or action.latest__source == "import":
        return ""
    fresh = rules.may_withdraw(at=action.latest__at, now=view.now)
    return f"{view.base}updates/{action.latest_id}/withdraw/{view.query}" if fresh else ""


def _flags(overdue: int, queried: int) -> SafeString:
    """The facts under an action's title, outlined; nothing when there are none."""
    made = []
    if overdue:
        made.append(flag("overdue", f"{plural(overdue, 'day')} overdue"))
    if queried:
        made.append(flag("queried", f"{plural(queried, 'date')} queried"))
    return mark_safe("".join(made))  # noqa: S308 - each part is escaped by `flag`


def _lead(action: Any) -> tuple[str, str]:
    """Who leads and, beneath, as what."""
    if not action.has_lead:
        return flag("nolead", "No lead yet"), ""
    name = lead_of(action[-len(LEAD_COLUMNS) :])
    if action.leads__queried:
        return name, "To be confirmed"
    if action.leads__post__name:
        return name, action.leads__post__name if action.leads__post__holder__name else ""
    return name, action.lead_post or action.leads__body__contact__name or action.leads__person__agency__name or ""


def next_day(days: Sequence[Any], *, by_when: str, on: date) -> tuple[str, str]:
    """What an action is held to next, and beneath it the words it was read from or its place among several."""
    ahead = [day for day in days if _is_ahead(day, on)]
    if ahead:
        day = min(ahead, key=lambda each: each.end)
        return _say(day), _beneath(day, days)
    for day in days:
        if day.kind == ActionDate.Kind.RECURRING and not day.queried:
            return say_every(day.every), quoted(day.source, day.end)
    if any(day.kind == ActionDate.Kind.TBC and not day.queried for day in days):
        return "To be confirmed", _last_held(days) or quoted(by_when)
    queried = next((day for day in days if day.queried), None)
    if queried is not None:
        return "Queried", quoted(queried.source)
    return _over(days) if days else (shorten(by_when) or "No date", "")


def _is_ahead(day: Any, on: date) -> bool:
    """Still to be done, or an event still to come."""
    if not rules.is_countable(day) or day.done_on:
        return False
    return bool(day.kind != ActionDate.Kind.EVENT or day.end >= on)


def _say(day: Any) -> str:
    if day.kind == ActionDate.Kind.EVENT:
        return wording.describe(day.start, day.end, day.precision)
    return say_day(day.end)


def _beneath(day: Any, days: Sequence[Any]) -> str:
    dated = [each for each in days if each.end and not each.queried]
    if day.precision == "day" and len(dated) > 1:
        return say_place(dated.index(day) + 1, len(dated))
    return quoted(day.source, day.end)


def _last_held(days: Iterable[Any]) -> str:
    past = [day for day in days if day.kind == ActionDate.Kind.EVENT and day.end and not day.queried]
    return f"last was {say_day(max(day.end for day in past))}" if past else ""


def _over(days: Iterable[Any]) -> tuple[str, str]:
    """Every date is done or held: when the last of them was."""
    done = [day.done_on for day in days if day.done_on]
    if done:
        return f"Done {say_day(max(done))}", ""
    held = [day.end for day in days if day.end]
    return (f"Held {say_day(max(held))}", "") if held else ("No date", "")


def say_place(number: int, total: int) -> str:
    """ "third of eleven"; in figures beyond twelve."""
    if total >= len(COUNTS) or number > len(ORDINALS):
        return f"{number} of {total}"
    return f"{ORDINALS[number - 1]} of {COUNTS[total]}"


def say_every(every: dict[str, int] | None) -> str:
    """ "Every 6 months"."""
    for unit, number in (every or {}).items():
        return f"Every {unit.removesuffix('s')}" if number == 1 else f"Every {number} {unit}"
    return "Comes back"


def quoted(words: str, day: date | None = None) -> str:
    """The plan's own words in quotation marks, unless they only say the day again."""
    short = shorten(words)
    return "" if not short or (day and short == say_day(day)) else f"“{short}”"


def shorten(words: str) -> str:
    """The words on one line, cut when they are long."""
    line = " ".join(words.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"


def plural(count: int, noun: str) -> str:
    """ "1 day", "107 days"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
