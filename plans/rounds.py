"""Update rounds, read: the rows of a round, how far it has come, the links that answer it, the next one to propose."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.urls import reverse

from accounts.models import Body, Person, Post
from core.dates import add_working_days, is_working_day
from plans import rules
from plans.models import Action, Answer, Ask, Participation, Plan, ReportingPeriod
from plans.rows import dates_of, next_day

SALT = "plans.rounds.answer"
DONE = (Answer.State.ANSWERED, Answer.State.ACCEPTED)
TO_ANSWER = (Answer.State.WAITING, Answer.State.SENT_BACK)
COLUMNS = (
    "pk", "action_id", "action__ref", "action__title", "action__kind", "action__area__code", "action__area__title",
    "action__rag", "action__latest_id", "action__latest__comment", "action__latest__path_to_green", "action__by_when",
    "action__due_on", "action__archived_at", "state", "question", "draft", "ask_id", "ask__person_id",
    "ask__person__name", "update_id", "update__rag", "update__comment", "update__path_to_green",
    "update__help_wanted", "update__at", "update__source", "update__by__name", "update__said_by__name",
)  # fmt: skip
WINDOW = timedelta(days=13)
"""How long a round is open when there is none before it: two weeks, its first day counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """One action in one round, with every value ready to be shown.

    `rag` is the action's rating now and `seen` the update it comes from (for `update_rag`); `before` is its rating
    when the round began. `update_*`, `said_*` are about the newest answer of this round, empty while there is none.
    """

    pk: int
    action_id: int
    ref: str
    title: str
    kind: str
    area: str
    rag: str
    seen: int | None
    before: str
    last_comment: str
    last_path: str
    day: str
    day_sub: str
    overdue: int
    state: str
    question: str
    draft: dict[str, Any]
    person_id: int | None
    person: str
    update_id: int | None
    update_rag: str
    comment: str
    path_to_green: str
    help_wanted: str
    said_by: str
    said_at: datetime | None
    source: str

    @property
    def done(self) -> bool:
        """Whether it counts as answered: said, and not sent back."""
        return self.state in DONE

    @property
    def since_last(self) -> bool:
        """Whether something was said after the last round closed, which still has to be confirmed in this one."""
        return self.state == Answer.State.WAITING and self.update_id is not None

    @property
    def direction(self) -> str:
        """How what was said compares with the rating when the round began; empty while nothing was said."""
        return rules.direction(self.before, self.update_rag).value if self.update_id else ""

    @property
    def lacks(self) -> str:
        """What the answer lacks before the period can be locked; empty when nothing was said or nothing is missing."""
        if self.update_id is None:
            return ""
        return rules.wanting(rag=self.update_rag, path_to_green=self.path_to_green, help_wanted=self.help_wanted)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round has come: "19 of 28"."""

    done: int
    total: int

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"

    @property
    def left(self) -> int:
        """How many are still to answer."""
        return self.total - self.done


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the next round may be called and when it may be open; every word of it can be changed."""

    title: str
    opens_on: date
    closes_on: date


def rows(period: ReportingPeriod, *, on: date, person: Person | None = None) -> list[Row]:
    """Every action of the round, or those this person is asked for, in the plan's order. Three queries."""
    wanted = period.answers.filter(ask__person=person) if person else period.answers.all()
    order = (F("action__area__position").asc(nulls_last=True), "action__position", "action_id")
    found = list(wanted.filter(action__archived_at=None).order_by(*order).values_list(*COLUMNS, named=True))
    found.sort(key=lambda row: row.action__kind != Action.Kind.DELIVERY)
    days = dates_of([row.action_id for row in found])
    first = ratings_before(period)
    return [_row(row, days[row.action_id], first.get(row.action_id), period.plan, on) for row in found]


def ratings_before(period: ReportingPeriod) -> dict[int, str]:
    """The rating each action had before anything was said of it in this round. One query."""
    said = period.updates.order_by("-pk").values_list("action_id", "rag_before")
    return dict(said)


def progress(rows: Iterable[Row]) -> Progress:
    """How many of these are answered."""
    states = [row.done for row in rows]
    return Progress(sum(states), len(states))


def count(answers: QuerySet[Answer]) -> Progress:
    """The same of stored answers, without their rows. One query."""
    states = list(answers.filter(action__archived_at=None).values_list("state", flat=True))
    return Progress(sum(state in DONE for state in states), len(states))


def of_plan(plan: Plan) -> list[Any]:
    """The rounds of a plan, the newest first, each with how many actions it `asked` about and how many `answered`."""
    found = list(_counted(plan.periods.defer("snapshot")).order_by("-opens_on", "-pk"))
    for each in found:
        each.plan = plan
    return found


def with_open_round(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with their open round at hand, within the same query: its `round` (address), title, last day and counts."""
    live = Q(open_round__answers__action__archived_at=None)
    return plans.annotate(
        open_round=FilteredRelation("periods", condition=Q(periods__state=ReportingPeriod.State.OPEN)),
    ).annotate(
        round=F("open_round__slug"),
        round_title=F("open_round__title"),
        round_closes_on=F("open_round__closes_on"),
        round_asked=Count("open_round__answers", filter=live),
        round_answered=Count("open_round__answers", filter=live & Q(open_round__answers__state__in=DONE)),
    )


def _counted(periods: QuerySet[ReportingPeriod]) -> QuerySet[ReportingPeriod]:
    live = Q(answers__action__archived_at=None)
    return periods.annotate(
        asked=Count("answers", filter=live),
        answered=Count("answers", filter=live & Q(answers__state__in=DONE)),
        to_look=Count("answers", filter=live & Q(answers__state=Answer.State.ANSWERED)),
    )


def open_period(plan: Plan) -> ReportingPeriod | None:
    """The round of this plan that takes answers now."""
    found: ReportingPeriod | None = plan.periods.filter(state=ReportingPeriod.State.OPEN).first()
    return found


def proposal(plan: Plan, on: date) -> Proposal:
    """The next round: a quarter after the last one, as long as that was; never on a day that is over."""
    last = plan.periods.order_by("-opens_on").first()
    if last is None:
        opens = _working_day(on)
        return Proposal(f"{opens:%B %Y}", opens, opens + WINDOW)
    opens = _months_after(last.opens_on, 3)
    while opens < on or opens <= last.closes_on:
        opens = _months_after(opens, 3)
    opens = _working_day(opens)
    return Proposal(f"{opens:%B %Y}", opens, opens + (last.closes_on - last.opens_on))


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _working_day(day: date) -> date:
    return day if is_working_day(day) else add_working_days(day, 1)


def link_token(ask: Ask) -> str:
    """The signed words of an ask's link. Whoever holds them may answer for its person in this round, and no more."""
    return signing.dumps([ask.pk, ask.link], salt=SALT)


def read_token(token: str) -> Ask | None:
    """The ask a link belongs to; none when it was altered, replaced by a newer link, or its period is locked."""
    try:
        pk, link = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    asks = Ask.objects.select_related("person", "period__plan__authority")
    ask: Ask | None = asks.filter(pk=pk, link=link).first()
    return None if ask is None or ask.period.state == ReportingPeriod.State.LOCKED else ask


def link_url(ask: Ask) -> str:
    """The whole address of an ask's link, for a mail."""
    about = {"authority": ask.period.plan.authority.slug, "token": link_token(ask)}
    return f"{settings.BASE_URL.rstrip('/')}{reverse('plans:answer_link', kwargs=about)}"


def address_of(person: Person) -> str:
    """Where a person gets mail: their own address, or the one they sign in with."""
    signs_in = person.user is not None and person.user.is_active
    return person.email or (person.user.email if signs_in and person.user else "")


def asked_for(actions: Iterable[Action]) -> dict[int, Person | None]:
    """Who answers for each action: its lead in person, who holds the post, the body's contact. One query.

    None where there is nobody, or nobody who can be written to.
    """
    found: dict[int, Person | None] = {action.pk: None for action in actions}
    leads = Participation.objects.filter(action__in=list(found), part=Participation.Part.LEAD)
    wanted = ("person__user", "post__holder__user", "body__contact__user")
    for lead in leads.select_related(*wanted):
        found[lead.action_id] = _reached(lead.person, lead.post, lead.body)
    return found


def _reached(person: Person | None, post: Post | None, body: Body | None) -> Person | None:
    who = person or (post.holder if post else None) or (body.contact if body else None)
    return who if who is not None and who.closed_on is None and address_of(who) else None


def _row(row: Any, days: list[Any], before: str | None, plan: Plan, on: date) -> Row:
    day, day_sub = next_day(days, by_when=row.action__by_when, on=on)
    return Row(
        pk=row.pk,
        action_id=row.action_id,
        ref=row.action__ref,
        title=row.action__title,
        kind=row.action__kind,
        area=_area_of(row),
        rag=row.action__rag,
        seen=row.action__latest_id,
        before=before or row.action__rag,
        last_comment=row.action__latest__comment or "",
        last_path=row.action__latest__path_to_green or "",
        day=day,
        day_sub=day_sub,
        overdue=rules.days_overdue(row.action__due_on, on=on, tracked=plan.is_tracked),
        **{name: getattr(row, name) for name in ("state", "question", "draft")},
        person_id=row.ask__person_id,
        person=row.ask__person__name or "",
        update_id=row.update_id,
        update_rag=row.update__rag or "",
        comment=row.update__comment or "",
        path_to_green=row.update__path_to_green or "",
        help_wanted=row.update__help_wanted or "",
        said_by=row.update__said_by__name or row.update__by__name or "",
        said_at=row.update__at,
        source=row.update__source or "",
    )


def _area_of(row: Any) -> str:
    return f"{row.action__area__code} {row.action__area__title}" if row.action__area__code else "Communications"
