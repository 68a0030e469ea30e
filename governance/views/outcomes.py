"""What came of meetings, for everybody: decisions, the action log, requests to the Board, blocks."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from governance.models import Block, BoardRequest, Decision, MeetingAction
from governance.views.in_meeting import link

PAGE = 50
OPEN = Q(state=MeetingAction.State.OPEN)


def owns(user: Any, row: Any) -> bool:
    """Whether this is somebody's own to report on."""
    return bool(row.owner and row.owner.user_id == user.pk)


def numbered(words: str, letter: str) -> int | None:
    """The number in "D17" or "17"; None when it is something else."""
    bare = words.strip().upper().removeprefix(letter)
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 9 else None


def chips(rows: QuerySet[Any], looks: dict[str, tuple[str, Q]], chosen: str) -> list[dict[str, Any]]:
    """What can be chosen above a list, each with its number. One query."""
    if not looks:
        return []
    counts = rows.aggregate(**{f"n_{key}": Count("pk", filter=look[1], distinct=True) for key, look in looks.items()})
    return [
        {"url": f"?show={key}", "label": label, "count": counts[f"n_{key}"], "current": key == chosen}
        for key, (label, _) in looks.items()
    ]


class Register(PermissionMixin, TemplateView):
    """A list of one kind of row, a page at a time, with what can be chosen above it."""

    permission = Perm.VIEW_MEETINGS
    model: type[Any]
    letter = ""
    texts: tuple[str, ...] = ()

    def rows(self) -> QuerySet[Any]:
        """The rows of this council."""
        found: QuerySet[Any] = self.model.objects.in_authority(self.request.authority).visible_to(self.request.user)
        words = self.request.GET.get("q", "").strip()[:200]
        if not words:
            return found
        wanted, number = Q(), numbered(words, self.letter)
        for name in self.texts:
            wanted |= Q(**{f"{name}__icontains": words.replace("\x00", "")})
        return found.filter(wanted | Q(number=number) if number is not None else wanted)

    def looks(self) -> dict[str, tuple[str, Q]]:
        """What can be chosen above the list: by its word in the address, the label and the condition."""
        return {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        looks, rows = self.looks(), self.rows()
        chosen = self.request.GET.get("show", "")
        chosen = chosen if chosen in looks else next(iter(looks), "")
        above = chips(rows, looks, chosen)
        shown = rows.filter(looks[chosen][1]) if looks else rows
        page = Paginator(self.ordered(shown), PAGE).get_page(self.request.GET.get("page", ""))
        return super().get_context_data(**kwargs, page=page, chips=above, q=self.request.GET.get("q", "")[:200],
                                        show=chosen, on=timezone.localdate())  # fmt: skip

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The newest first."""
        return rows.order_by("-number")


class DecisionLog(Register):
    """Every decision, the newest first; searched by its words or number."""

    template_name = "governance/outcomes/decisions.html"
    model, letter, texts = Decision, "D", ("text", "reason")

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("meeting", "action__plan", "ratified_by", "replaced_by")


class ActionLog(Register):
    """What meetings gave people to do: what is open first, the longest due on top."""

    template_name = "governance/outcomes/actions.html"
    model, letter, texts = MeetingAction, "A", ("text", "owner__name")

    def rows(self) -> QuerySet[Any]:
        found = super().rows().select_related("owner", "meeting", "action__plan")
        return found.annotate(told=Count("reports"))

    def looks(self) -> dict[str, tuple[str, Q]]:
        late = OPEN & Q(due_on__lt=timezone.localdate())
        states = MeetingAction.State
        return {
            "open": ("Open", OPEN), "overdue": ("Overdue", late), "done": ("Done", Q(state=states.DONE)),
            "superseded": ("Superseded", Q(state=states.SUPERSEDED)), "all": ("All", ~Q(pk=None)),
        }  # fmt: skip

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        first = Case(When(OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
        return rows.order_by(first, F("due_on").asc(nulls_last=True), "-number")


class RequestList(Register):
    """What was asked of the Board and what it said."""

    template_name = "governance/outcomes/requests.html"
    model, letter, texts = BoardRequest, "B", ("ask", "answer")

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("action__plan", "plan", "owner")

    def looks(self) -> dict[str, tuple[str, Q]]:
        waiting = Q(state__in=[BoardRequest.State.RAISED, BoardRequest.State.SENT])
        return {
            "waiting": ("Waiting", waiting), "answered": ("Answered", Q(state="answered")),
            "withdrawn": ("Withdrawn", Q(state="withdrawn")), "all": ("All", ~Q(pk=None)),
        }  # fmt: skip


class BlockList(Register):
    """What stands in the way of actions, and how it was cleared."""

    template_name = "governance/outcomes/blocks.html"
    model, texts = Block, ("text", "how_cleared")

    def rows(self) -> QuerySet[Any]:
        found: QuerySet[Any] = Block.objects.in_authority(self.request.authority).visible_to(self.request.user)
        return found.select_related("action__plan", "owner")

    def looks(self) -> dict[str, tuple[str, Q]]:
        is_open = Q(cleared_on=None)
        return {"open": ("Open", is_open), "cleared": ("Cleared", ~is_open)}

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.order_by("opened_on", "pk")


class Outcome(PermissionMixin, TemplateView):
    """One numbered row on its own page."""

    permission = Perm.VIEW_MEETINGS
    model: type[Any]
    beside: tuple[str, ...] = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = self.model.objects.in_authority(self.request.authority).visible_to(self.request.user)
        row = get_object_or_404(mine.select_related(*self.beside), number=self.kwargs["number"])
        return super().get_context_data(**kwargs, row=row, on=timezone.localdate(), **self.more(row))

    def more(self, row: Any) -> dict[str, Any]:
        """What else its page shows."""
        return {}


class DecisionPage(Outcome):
    """One decision, with its reason and what became of it."""

    template_name = "governance/outcomes/decision.html"
    model = Decision
    beside = ("meeting__body", "item", "action__plan", "ratified_by", "replaces", "replaced_by", "by")


class ActionLogPage(Outcome):
    """One action of a meeting, or superleader task, with its reports."""

    template_name = "governance/outcomes/action.html"
    model = MeetingAction
    beside = ("meeting", "action__plan", "owner", "by")

    def more(self, row: MeetingAction) -> dict[str, Any]:
        runs = self.request.user.has_perm(Perm.RUN_MEETINGS, self.request.authority)
        is_open, about = row.state == MeetingAction.State.OPEN, {"number": row.number}
        may = is_open and (runs or owns(self.request.user, row))
        return {
            "reports": row.reports.select_related("by").order_by("-pk"),
            "report_url": link(self.request, "action_report", **about) if may else "",
            "supersede_url": link(self.request, "action_supersede", **about) if is_open and runs else "",
        }


class RequestPage(Outcome):
    """One request to the Board: what, by when, what if not, and the answer."""

    template_name = "governance/outcomes/request.html"
    model = BoardRequest
    beside = ("action__plan", "plan", "meeting", "owner", "board", "by")
