"""Keeping what came of meetings: reports, tasks, requests to the Board with their answers, blocks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from accounts.models import Person
from accounts.permissions import Perm
from core.errors import RuleBroken
from core.views import PermissionMixin, ServiceFormMixin
from governance.forms import outcomes as forms
from governance.models import Block, BoardRequest, MeetingAction
from governance.services import blocks, meeting_actions, requests
from governance.services.meeting_actions import Given
from governance.services.requests import Asked
from governance.views.in_meeting import link
from governance.views.outcomes import owns
from plans.views.editing import Head


class OutcomeForm(PermissionMixin, ServiceFormMixin, FormView):
    """A page with one form about what came of a meeting."""

    permission = Perm.RUN_MEETINGS
    template_name = "plans/edit/form.html"
    http_method_names = ["get", "head", "post", "options"]
    model: type[Any] = MeetingAction
    log, log_label, page = "meeting_actions", "Action log", "meeting_action"
    title = ""

    @cached_property
    def row(self) -> Any:
        """The row this is about, in this council; None on a page that adds one."""
        if not {"number", "pk"} & set(self.kwargs):
            return None
        mine = self.model.objects.in_authority(self.request.authority).visible_to(self.request.user)
        return get_object_or_404(mine.select_related("owner", "action"), **self.kwargs)

    def home(self) -> str:
        """Where one comes from and goes back to."""
        about = {"number": self.row.number} if "number" in self.kwargs else {}
        return link(self.request, self.page if about else self.log, **about)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["form"].cancel_url = self.home()
        crumbs = [(self.log_label, link(self.request, self.log))]
        crumbs += [(str(self.row), self.home())] if "number" in self.kwargs else []
        return {**context, "head": Head(self.title, caption=self.caption()), "crumbs": crumbs}

    def caption(self) -> str:
        """What stands small above the heading."""
        words = getattr(self.row, "text", "") or getattr(self.row, "ask", "")
        return words if len(words) <= 120 else f"{words[:119].rstrip()}…"

    def done(self, words: str, url: str = "") -> HttpResponse:
        """Say what happened, on the page one goes back to."""
        messages.success(self.request, words)
        return HttpResponseRedirect(url or self.home())


class ReportAction(OutcomeForm):
    """Say how far an action has come: its owner, or who keeps the log."""

    form_class = forms.ReportForm
    title = "How far has it come?"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.kwargs = kwargs
        own = request.user.has_perm(Perm.VIEW_MEETINGS, request.authority) and owns(request.user, self.row)
        self.permission = Perm.VIEW_MEETINGS if own else Perm.RUN_MEETINGS
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: Any) -> HttpResponse:
        data, at = form.cleaned_data, timezone.now()
        meeting_actions.report(
            meeting_action=self.row, text=data["text"], done=data["done"], at=at, on=timezone.localdate(at),
            by=self.request.user,
        )  # fmt: skip
        return self.done(f"{self.row} is done." if data["done"] else f"Report on {self.row} saved.")


class SupersedeAction(OutcomeForm):
    """Take an action off the log because something else has taken its place."""

    form_class = forms.SupersedeForm
    title = "Something has taken its place"

    def perform(self, form: Any) -> HttpResponse:
        at, text = timezone.now(), form.cleaned_data["text"]
        meeting_actions.supersede(
            meeting_action=self.row, reason=text, at=at, on=timezone.localdate(at), by=self.request.user
        )
        return self.done(f"{self.row} is superseded.")


class GiveTask(OutcomeForm):
    """The manager gives a superleader a task."""

    permission = Perm.GIVE_TASKS
    form_class = forms.TaskForm
    title = "Give a superleader a task"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "superleaders": meeting_actions.superleaders(self.request.authority)}

    def perform(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        given = Given(data["text"], data["owner"], data["due_on"])
        row = meeting_actions.give_task(authority=self.request.authority, given=given, by=self.request.user)
        return self.done(f"Given to {row.owner} as {row}.", link(self.request, "meeting_action", number=row.number))


class AboutAction(OutcomeForm):
    """A form about an action of a plan; `?action=` names it at first."""

    def get_form_kwargs(self) -> dict[str, Any]:
        authority, user = self.request.authority, self.request.user
        people = Person.objects.in_authority(authority).filter(closed_on=None).order_by("name", "pk")
        given = super().get_form_kwargs()
        return {**given, "actions": forms.open_actions(authority, user), "people": people}

    def get_initial(self) -> dict[str, Any]:
        return {"action": self.request.GET.get("action", "")[:18]}


class RaiseRequest(AboutAction):
    """Ask the Board for something, for an action of the plan."""

    form_class = forms.RaiseForm
    title = "Ask the Board"
    log, log_label, page = "requests", "Requests to the Board", "request"

    def perform(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        action = data["action"]
        asked = Asked(data["kind"], data["ask"], data["effect"], data["by_on"], data["owner"])
        row = requests.raise_request(
            plan=action.plan, action=action, asked=asked, on=timezone.localdate(), by=self.request.user
        )
        return self.done(f"Raised as {row}.", link(self.request, "request", number=row.number))


class AnswerRequest(OutcomeForm):
    """What the Board said."""

    form_class = forms.AnswerForm
    model = BoardRequest
    title = "What did the Board say?"
    log, log_label, page = "requests", "Requests to the Board", "request"

    def perform(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        requests.answer(
            request=self.row, agreed=data["agreed"] == "yes", words=data["words"], on=timezone.localdate(),
            by=self.request.user,
        )  # fmt: skip
        return self.done(f"{self.row} is answered. The answer is on its action too.")


class RequestAct(PermissionMixin, View):
    """A request goes to the Board, or is withdrawn, by one button."""

    permission = Perm.RUN_MEETINGS
    http_method_names = ["post", "options"]

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = BoardRequest.objects.in_authority(request.authority).visible_to(request.user)
        row = get_object_or_404(mine, number=kwargs["number"])
        try:
            if kwargs["act"] == "send":
                requests.send(request=row, on=timezone.localdate(), by=request.user)
            else:
                requests.withdraw(request=row, by=request.user)
        except RuleBroken as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, f"{row} is {'with the Board' if kwargs['act'] == 'send' else 'withdrawn'}.")
        return HttpResponseRedirect(link(request, "request", number=row.number))


class OpenBlock(AboutAction):
    """Say what stands in the way of an action."""

    form_class = forms.BlockForm
    title = "What stands in the way"
    log, log_label = "blocks", "Blocks and delays"

    def perform(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        blocks.open_block(
            action=data["action"], text=data["text"], owner=data["owner"], on=timezone.localdate(), by=self.request.user
        )
        return self.done(f"Noted for {data['action'].ref}.")


class ClearBlock(OutcomeForm):
    """It stands in the way no longer."""

    form_class = forms.ClearForm
    model = Block
    title = "How was it cleared?"
    log, log_label = "blocks", "Blocks and delays"

    def perform(self, form: Any) -> HttpResponse:
        blocks.clear_block(block=self.row, how=form.cleaned_data["how"], on=timezone.localdate(), by=self.request.user)
        return self.done(f"Cleared for {self.row.action.ref}.")
