"""Everything about one action on one page."""

from collections.abc import Callable
from typing import Any

from django.db.models.functions import Length
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.views import PermissionMixin
from plans import datelines, rules, slips, timeline
from plans.models import Action, Participation, RagUpdate
from plans.rows import plural
from plans.views.find import find_action, link, plan_url


class ActionPage(PermissionMixin, TemplateView):
    """What was agreed, by when, who; how it stands; and what has happened, newest first."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/action.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action = find_action(self.request, self.kwargs["slug"], self.kwargs["ref"])
        plan, on = action.plan, timezone.localdate()
        every_day = list(slips.against_agreed(action.dates, plan).order_by("position", "pk"))
        days = [day for day in every_day if day.removed_at is None]
        moved = slips.read(days)
        evidence = list(evidence_of(action))
        ids = {"actiondate": [day.pk for day in every_day], "evidence": [row.pk for row in evidence]}
        cursor = timeline.read_cursor(self.request.GET.get("before", ""))
        entries, more = timeline.page(action, ids, cursor, self._withdraw_url(action))
        may_rate = not action.archived_at and plan.state != "closed"
        return super().get_context_data(
            **kwargs, action=action, plan=plan, plan_url=plan_url(plan),
            action_url=link("plans:action", plan, ref=action.ref),
            may_rate=may_rate and self.request.user.has_perm(Perm.UPDATE_RAG, action),
            standing=standing_of(action, days, on), slips=moved, agreed_at=days[0].agreed_at if days else None,
            lines=datelines.lines(days, on=on, tracked=plan.is_tracked, slips=moved),
            queried=[day for day in days if day.queried], parts=parts_of(action),
            evidence=[row for row in evidence if row.removed_at is None],
            entries=entries, more=more, earlier=cursor != timeline.START, neighbours=neighbours(action), on=on,
        )  # fmt: skip

    def _withdraw_url(self, action: Action) -> Callable[[RagUpdate], str]:
        now, user = timezone.now(), self.request.user
        back = f"?next={link('plans:action', action.plan, ref=action.ref)}"

        def url(update: RagUpdate) -> str:
            own = update.pk == action.latest_id and update.by_id == user.pk and update.source != "import"
            may = own and not action.archived_at and rules.may_withdraw(at=update.at, now=now)
            return f"{link('plans:withdraw', action.plan, pk=update.pk)}{back}" if may else ""

        return url


def evidence_of(action: Action) -> Any:
    """Every link and file there ever was beside an action, newest first; files without their bytes, with their size."""
    rows = action.evidence.select_related("document").defer("document__content").order_by("-pk")
    return rows.annotate(size=Length("document__content"))


def standing_of(action: Action, days: list[Any], on: Any) -> dict[str, Any]:
    """Direction, overdue, stale and contradiction: what stands beside the rating at the head of the page."""
    tracked, latest = action.plan.is_tracked, action.latest
    overdue = rules.days_overdue(action.due_on, on=on, tracked=tracked)
    suggested = rules.suggestion(days, on=on, tracked=tracked)
    last = timezone.localdate(latest.at) if latest else None
    after = action.plan.stale_after_days
    return {
        "direction": rules.direction(latest.rag_before, action.rag) if latest else "",
        "was": latest.rag_before if latest else "",
        "overdue": overdue,
        "overdue_words": f"{plural(overdue, 'day')} overdue",
        "queried_words": f"{plural(action.queried, 'date')} queried",
        "queried_sentence": queried_sentence(action.queried, len(days)),
        "stale": tracked and rules.is_stale(last, on=on, after_days=after, rag=action.rag),
        "stale_words": f"No update for {(on - last).days} days" if last else "",
        "contradiction": rules.contradiction(action.rag, suggested, overdue),
        "dates": datelines.heading(days, on=on),
    }


def queried_sentence(queried: int, total: int) -> str:
    """ "2 of the 11 dates are queried."; the words stand over them."""
    if total == 1:
        return "Its date is queried."
    return f"{queried} of the {total} dates {'is' if queried == 1 else 'are'} queried."


def parts_of(action: Action) -> dict[str, Any]:
    """The lead and the others with their part."""
    rows = action.participations.select_related("person__agency", "post__holder", "body__contact").order_by("position")
    found = list(rows)
    return {
        "lead": next((row for row in found if row.part == Participation.Part.LEAD), None),
        "others": [row for row in found if row.part != Participation.Part.LEAD],
    }


def neighbours(action: Action) -> dict[str, Action]:
    """The actions before and after this one in the plan's order."""
    order = action.plan.actions.live().order_by("-kind", "area__position", "position", "pk")
    ids = list(order.values_list("pk", flat=True))
    if action.pk not in ids:
        return {}
    at = ids.index(action.pk)
    beside = {"previous": ids[at - 1] if at else None, "next": ids[at + 1] if at + 1 < len(ids) else None}
    found = {row.pk: row for row in Action.objects.filter(pk__in=[pk for pk in beside.values() if pk])}
    return {name: found[pk] for name, pk in beside.items() if pk}
