"""Rating an action, in its row or on a page of its own, and taking a mis-click back."""

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View
from django.views.generic import FormView

from accounts.models import Person
from accounts.permissions import Perm
from core.errors import RuleBroken, StaleVersion
from core.ratings import RATINGS
from core.views import PermissionMixin, ServiceFormMixin
from plans import rows, rules
from plans.forms.updates import UpdateForm
from plans.models import Action, RagUpdate
from plans.services import dates, updates
from plans.views.find import find_action, link, plan_url, row_view
from plans.views.table import look_of, safe_next


class UpdateRag(PermissionMixin, ServiceFormMixin, FormView):
    """A rating and a sentence for one action. In a row of the plan the form comes and goes by htmx."""

    permission = Perm.UPDATE_RAG
    form_class = UpdateForm

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.action = find_action(request, kwargs["slug"], kwargs["ref"])

    def get_permission_object(self) -> Any:
        return self.action

    def get_template_names(self) -> list[str]:
        return ["plans/_open.html" if self.request.htmx else "plans/update.html"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"action": self.action, **whose_answer(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs, **form_context(self.request, self.action))
        context["form"].tell(context["open_date"])
        return context

    def perform(self, form: Any) -> HttpResponse:
        given = {"seen": form.cleaned_data["seen"], "said_by": form.cleaned_data.get("said_by")}
        try:
            updates.update_rag(action=self.action, said=form.said(), by=self.request.user, **given)
        except StaleVersion as stale:
            return self.conflict(form, stale.theirs)
        return saved(self.request, self.action, form.cleaned_data["rag"])

    def conflict(self, form: Any, theirs: Any) -> HttpResponse:
        """Both texts, nothing lost; saving again from here has seen theirs."""
        self.action = find_action(self.request, self.kwargs["slug"], self.kwargs["ref"])
        form.data = form.data.copy()
        form.data["seen"] = self.action.latest_id or ""
        mine = {"rag": form.cleaned_data["rag"], "text": form.cleaned_data["comment"]}
        context = self.get_context_data(form=form, theirs=shown(theirs), mine=mine)
        row = changed_row(self.request, self.action) if self.request.htmx else {}
        return self.render_to_response(context | row, status=412)


class WithdrawUpdate(PermissionMixin, View):
    """Takes back one's own update within ten minutes."""

    permission = Perm.UPDATE_RAG
    http_method_names = ["post"]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        mine = RagUpdate.objects.in_authority(request.authority).visible_to(request.user)
        found = mine.select_related("action__plan").filter(action__plan__slug=kwargs["slug"])
        self.update: RagUpdate = get_object_or_404(found, pk=kwargs["pk"])
        self.update.action.plan.authority = request.authority

    def get_permission_object(self) -> Any:
        return self.update.action

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        action = self.update.action
        try:
            row = updates.withdraw_update(update=self.update, by=request.user)
        except RuleBroken as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, withdrawn_words(self.update, RATINGS[row.rag].word))
        return HttpResponseRedirect(f"{safe_next(request, plan_url(action.plan))}#a-{action.ref}")


def whose_answer(request: Any) -> dict[str, Any]:
    """Whose answer it may be, and whose it is at first when the page one comes from says so."""
    return {"people": people_for(request), "said_by": request.GET.get("for", "")}


def people_for(request: Any) -> Any:
    """Whose answer a keeper may enter; nobody else is asked."""
    if not request.user.has_perm(Perm.UPDATE_RAG, request.authority):
        return None
    return Person.objects.in_authority(request.authority).filter(closed_on=None).order_by("name")


def form_context(request: Any, action: Action) -> dict[str, Any]:
    """What stands beside the form: what was said last, what the dates suggest, what is queried."""
    days, on = dates.current(action), timezone.localdate()
    plan = action.plan
    suggested = rules.suggestion(days, on=on, tracked=plan.is_tracked)
    overdue = rules.days_overdue(action.due_on, on=on, tracked=plan.is_tracked)
    return {
        "action": action,
        "plan": plan,
        "plan_url": plan_url(plan),
        "action_url": link("plans:action", plan, ref=action.ref),
        "form_url": request.get_full_path(),
        "back_url": f"{safe_next(request, plan_url(plan))}#a-{action.ref}",
        "open_date": rules.next_open(days) or rules.only_unknown(days),
        "suggested": suggested,
        "contradiction": rules.contradiction(action.rag, suggested, overdue),
        "queried": [day for day in days if day.queried],
        "closed": plan.state == plan.State.CLOSED,
        "look": look_of(request),
    }


def saved(request: Any, action: Action, rag: str) -> HttpResponse:
    """Back to the row: by htmx the changed row itself and a word for screen readers, else the page it stands on."""
    back = safe_next(request, plan_url(action.plan))
    if not request.htmx:
        messages.success(request, f"Rating saved for {action.ref}: {RATINGS[rag].word}.")
        return HttpResponseRedirect(f"{back}#a-{action.ref}")
    response = render(request, "plans/_rows.html", changed_row(request, action))
    said = f"{action.ref} saved as {RATINGS[rag].word}."
    response.headers["HX-Trigger"] = json.dumps({"announce": said})
    response.headers["HX-Trigger-After-Settle"] = "rated"
    return response


def changed_row(request: Any, action: Action) -> dict[str, Any]:
    """The row as the table shows it now, to take the place of the one on the page."""
    asked = request.GET.get("next", "")
    view = row_view(request, action.plan, f"?{urlencode({'next': asked})}" if asked else "")
    made = rows.load(Action.objects.filter(pk=action.pk), view)
    return {"rows": made, "look": look_of(request), "oob": True}


def shown(update: RagUpdate | None) -> dict[str, Any] | None:
    """What somebody else saved, for the page that shows both texts."""
    if update is None:
        return None
    text = update.comment or ("Took back what was said before." if update.withdraws_id else "")
    name = f"{update.by} for {update.said_by}" if update.said_by else str(update.by)
    return {"rag": update.rag, "text": text, "by": name, "at": update.at}


def withdrawn_words(update: RagUpdate, word: str) -> str:
    """What happened, and what a withdrawal leaves as it is."""
    said = f"Your update of {update.action.ref} is withdrawn. Its rating is {word} again."
    together = {"by": update.by_id, "kind": "moved", "reason": update.comment[:500]}
    moved = update.comment and update.action.date_revisions.filter(**together).exists()
    return f"{said} The date you moved with it stays moved; change it on the action’s page." if moved else said
