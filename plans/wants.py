"""What a council's plans want of one person today: of a lead for their actions, of a keeper for what is unclear."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Perm
from core.daywords import say_day
from core.models import Mail
from core.ratings import RATINGS, Rag
from plans import rules
from plans.models import Action, Answer, Participation, Plan, PlanImport, leads
from plans.rounds import TO_ANSWER
from plans.rows import plural

FEW = 10
COLUMNS = (
    "pk", "ref", "title", "rag", "due_on", "queried", "latest_id", "latest__at", "plan_id", "plan__slug",
    "plan__stale_after_days",
)  # fmt: skip

UNDER_WAY = Q(period__state__in=["open", "closed"], action__archived_at=None, period__plan__state=Plan.State.IN_FORCE)
ROUND = (
    "period_id", "period__title", "period__slug", "period__state", "period__closes_on", "period__plan__slug",
    "period__plan__title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: what about, why, and where it is done."""

    ref: str
    title: str
    url: str
    said: str
    button: str
    button_url: str
    still: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Things of one kind to do. `more` is how many are not listed; they are at `more_url`."""

    title: str
    lines: list[Line]
    more: int = 0
    more_url: str = ""

    @property
    def count(self) -> int:
        """How many there are, listed or not."""
        return len(self.lines) + self.more


def of_person(authority: Any, user: Any, on: date) -> list[Wanted]:
    """Everything the plans in force want of this person, the most pressing first; kinds of nothing are left out."""
    wanted = [*_of_rounds(authority, user, on), *_of_lead(authority, user, on)]
    if user.has_perm(Perm.IMPORT_PLAN, authority):
        wanted.append(_imports(authority))
    if user.has_perm(Perm.EDIT_PLAN, authority):
        wanted += _of_keeper(authority, user, on)
    if user.has_perm(Perm.VIEW_MAIL, authority):
        wanted.append(_mails(authority))
    return [each for each in wanted if each.lines]


def in_force(authority: Any, user: Any) -> QuerySet[Action]:
    """Live actions of the plans in force that this user may read."""
    mine: QuerySet[Action] = Action.objects.in_authority(authority).visible_to(user).live()
    return mine.filter(plan__state=Plan.State.IN_FORCE).order_by("-plan__starts_on", "area__position", "position", "pk")


def _of_lead(authority: Any, user: Any, on: date) -> list[Wanted]:
    led = Participation.objects.filter(leads(user), action__plan__authority=authority)
    mine = in_force(authority, user).filter(pk__in=led.values("action_id"))
    trouble, risk, quiet = Wanted("Off track or overdue", []), Wanted("At risk", []), Wanted("Waiting for a word", [])
    for action in mine.values_list(*COLUMNS, named=True):
        overdue = rules.days_overdue(action.due_on, on=on, tracked=True)
        if overdue or action.rag == Rag.RED:
            trouble.lines.append(_own(action, authority, on, overdue))
        elif action.rag == Rag.AMBER:
            risk.lines.append(_own(action, authority, on, overdue))
        elif _is_quiet(action, on):
            quiet.lines.append(_own(action, authority, on, overdue))
    return [trouble, risk, quiet]


def _is_quiet(action: Any, on: date) -> bool:
    last = _last(action)
    return last is None or rules.is_stale(last, on=on, after_days=action.plan__stale_after_days, rag=action.rag)


def _last(action: Any) -> date | None:
    return timezone.localdate(action.latest__at) if action.latest__at else None


def _own(action: Any, authority: Any, on: date, overdue: int) -> Line:
    """A line about an action of one's own: how it stands, and the way to say so anew."""
    url, last = _url(action, authority), _last(action)
    home = urlencode({"next": reverse("home", kwargs={"authority": authority.slug})})
    word = RATINGS[action.rag].word
    said = [f"{plural(overdue, 'day')} overdue."] if overdue else []
    said.append(f"{word}, last updated {say_day(last)}." if last else "Never updated.")
    update_url = f"{url}update/?{home}"
    calm = action.rag in (Rag.GREEN, Rag.COMPLETE) and last is not None and not overdue
    still = {"url": update_url, "rag": action.rag, "seen": action.latest_id, "label": f"Still {word.lower()}"}
    return Line(action.ref, action.title, url, " ".join(said), "Update", update_url, still if calm else None)


def _of_keeper(authority: Any, user: Any, on: date) -> list[Wanted]:
    delivery = in_force(authority, user).filter(Q(kind=Action.Kind.DELIVERY) | Q(queried__gt=0))
    kinds = {
        "queried": ("Dates to answer", Q(queried__gt=0), {"show": "queried"}),
        "no_lead": ("Actions without a lead", Q(has_lead=False), {"lead": "-"}),
        "overdue": ("Overdue, but not rated off track", Q(due_on__lt=on) & ~Q(rag=Rag.RED), {"due": "overdue"}),
        "never": ("Never updated", Q(latest__isnull=True), {"show": "never"}),
    }
    made = []
    for name, (title, condition, query) in kinds.items():
        counted = delivery.filter(condition).annotate(count=Window(Count("pk")))
        found = list(counted.values_list(*COLUMNS, "count", named=True)[:FEW])
        lines = [_kept(name, action, authority, on) for action in found]
        plan_url, more = (_plan_url(found[0], authority), found[0].count - len(found)) if found else ("", 0)
        made.append(Wanted(title, lines, more, f"{plan_url}?{urlencode(query)}#table"))
    return made


def _kept(kind: str, action: Any, authority: Any, on: date) -> Line:
    """A line about somebody else's action: what is unclear, and where it is made clear."""
    url = _url(action, authority)
    home = urlencode({"next": reverse("home", kwargs={"authority": authority.slug})})
    overdue = rules.days_overdue(action.due_on, on=on, tracked=True)
    said, button, button_url = {
        "queried": (f"{plural(action.queried, 'date')} queried.", "Answer", f"{url}#dates"),
        "no_lead": ("Nobody is accountable for it yet.", "Name a lead", f"{url}lead/"),
        "overdue": (rules.contradiction(action.rag, Rag.RED, overdue), "Update", f"{url}update/?{home}"),
        "never": ("Never rated.", "Update", f"{url}update/?{home}"),
    }[kind]
    return Line(action.ref, action.title, url, said, button, button_url)


def _of_rounds(authority: Any, user: Any, on: date) -> list[Wanted]:
    """Rounds under way: what this person is asked, and for those who run rounds how far they are. One query."""
    runs, locks = user.has_perm(Perm.RUN_ROUNDS, authority), user.has_perm(Perm.LOCK_PERIOD, authority)
    left, mine = Q(state__in=TO_ANSWER), Q(ask__person__user=user)
    counts = {
        "asked": Count("pk"),
        "left": Count("pk", filter=left),
        "look": Count("pk", filter=Q(state=Answer.State.ANSWERED)),
        "nobody": Count("pk", filter=Q(ask=None)),
        "mine": Count("pk", filter=mine),
        "mine_left": Count("pk", filter=mine & left),
    }
    every = Answer.objects.in_authority(authority).filter(UNDER_WAY).order_by("period__closes_on", "period_id")
    rows = list(every.values(*ROUND).annotate(**counts).values_list(*ROUND, *counts, named=True))
    begun = [row for row in rows if row.period__state == "open" or locks]
    return [
        Wanted("Update round", [_to_answer(row, authority, on) for row in begun if row.mine_left and _is_open(row)]),
        Wanted("Update round to run", [_to_run(row, authority, on) for row in begun if runs]),
    ]


def _is_open(row: Any) -> bool:
    return bool(row.period__state == "open")


def _to_answer(row: Any, authority: Any, on: date) -> Line:
    said = f"{row.mine_left} of your {plural(row.mine, 'action')} still to answer. {_closes(row, on)}"
    return _round_line(row, "plans:round", authority, said, "Answer")


def _to_run(row: Any, authority: Any, on: date) -> Line:
    parts = [f"{row.asked - row.left} of {row.asked} answered"]
    parts += [f"{row.look} to look at"] if row.look else []
    parts += [f"{row.nobody} with nobody to ask"] if row.nobody else []
    words = ", ".join(parts)
    if not _is_open(row):
        return _round_line(row, "plans:round_lock", authority, f"{words}. It is closed and not locked yet.", "Lock")
    return _round_line(row, "plans:round_answers", authority, f"{words}. {_closes(row, on)}", "Look at answers")


def _closes(row: Any, on: date) -> str:
    today = row.period__closes_on == on
    return "It closes at the end of today." if today else f"It closes at the end of {say_day(row.period__closes_on)}."


def _round_line(row: Any, name: str, authority: Any, said: str, button: str) -> Line:
    about = {"authority": authority.slug, "slug": row.period__plan__slug, "period": row.period__slug}
    url = reverse(name, kwargs=about)
    return Line("", f"{row.period__title}, {row.period__plan__title}", url, said, button, url)


def _imports(authority: Any) -> Wanted:
    """Files that were checked and wait for a yes."""
    waiting = PlanImport.objects.in_authority(authority).filter(state=PlanImport.State.CHECKED)
    lines = []
    for row in waiting.select_related("document", "by").order_by("-pk")[:FEW]:
        url = reverse("plans:import", kwargs={"authority": authority.slug, "pk": row.pk})
        said = f"Brought by {row.by} on {say_day(timezone.localdate(row.created_at))}. Nothing is stored yet."
        lines.append(Line("", row.document.name, url, said, "Look and confirm", url))
    return Wanted("Imports to confirm", lines)


def _mails(authority: Any) -> Wanted:
    """Mails that did not get through, or of which nobody knows."""
    trouble = Mail.objects.in_authority(authority).filter(state__in=(Mail.State.FAILED, Mail.State.UNKNOWN))
    page = reverse("accounts:mail", kwargs={"authority": authority.slug})
    rows = list(trouble.defer("text", "html").order_by("-pk")[: FEW + 1])
    lines = [Line("", row.subject, page, f"To {row.to}. {row.failure}", "Look", page) for row in rows[:FEW]]
    more = trouble.count() - FEW if len(rows) > FEW else 0
    return Wanted("Mails that did not get through", lines, more, page)


def _plan_url(action: Any, authority: Any) -> str:
    return reverse("plans:plan", kwargs={"authority": authority.slug, "slug": action.plan__slug})


def _url(action: Any, authority: Any) -> str:
    return f"{_plan_url(action, authority)}actions/{action.ref}/"
