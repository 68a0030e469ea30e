"""What a council's plans want of one person today: of a lead for their actions, of a keeper for what is unclear."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Perm
from core.daywords import say_day
from core.models import Mail
from core.ratings import RATINGS, Rag
from plans import rules
from plans.models import Action, Participation, Plan, PlanImport, leads
from plans.rows import plural

FEW = 10
COLUMNS = (
    "pk", "ref", "title", "rag", "due_on", "queried", "latest_id", "latest__at", "plan_id", "plan__slug",
    "plan__stale_after_days",
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
    wanted = [*_of_lead(authority, user, on)]
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
    counts = delivery.order_by().aggregate(**{name: Count("pk", filter=kind[1]) for name, kind in kinds.items()})
    made = []
    for name, (title, condition, query) in kinds.items():
        found = list(delivery.filter(condition).values_list(*COLUMNS, named=True)[:FEW]) if counts[name] else []
        lines = [_kept(name, action, authority, on) for action in found]
        plan_url = _plan_url(found[0], authority) if found else ""
        made.append(Wanted(title, lines, counts[name] - len(found), f"{plan_url}?{urlencode(query)}#table"))
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
