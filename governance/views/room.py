"""The page in the room: a tablet on the table, one item at a time, each thing saved by itself."""

import json
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from accounts.permissions import Perm
from core.daywords import say_time
from core.errors import RuleBroken
from governance import quorum, sessions
from governance.forms import room as forms
from governance.models import AgendaItem, Decision, Meeting
from governance.services import decisions, meeting_actions, requests
from governance.services import room as services
from governance.services.decisions import Decided
from governance.services.meeting_actions import Given
from governance.services.requests import Asked
from governance.views.in_meeting import MeetingButton, OfMeeting
from plans.rows import plural

FORMS: dict[str, type[forms.RoomForm]] = {
    form.key: form
    for form in (
        forms.NoteForm, forms.DecisionForm, forms.ActionForm, forms.RequestForm, forms.DeclarationForm,
        forms.AttendForm,
    )
}  # fmt: skip
SAVED = {
    "notes": "Note added.", "declarations": "Declaration recorded.", "decisions": "Recorded {}.",
    "actions": "Given as {}.", "requests": "Asked as {}.", "attendance": "Attendance noted.",
}  # fmt: skip


def chosen(every: list[sessions.Part], bound: forms.RoomForm | None, asked: str) -> sessions.Part:
    """The item that is written about: the one chosen, else the one being heard, else the meeting as a whole."""
    wanted = asked if bound is None else bound.data.get("item", "")
    if wanted == "0" or (wanted == "" and bound is not None):
        return every[0]
    named = [part for part in every[1:] if part.item and str(part.item.pk) == wanted]
    now = [part for part in every if part.is_now]
    return (named or now or every)[0]


class InRoom(OfMeeting):
    """What the page and each of its panels show."""

    permission: str = Perm.TAKE_NOTES

    @cached_property
    def runs(self) -> bool:
        """Whether this person runs the meeting; others add notes of their own."""
        return bool(self.request.user.has_perm(Perm.RUN_MEETINGS, self.request.authority))

    def shown(self, bound: forms.RoomForm | None = None) -> dict[str, Any]:
        """Everything on the page. `bound` is a form that could not be saved, with what was typed."""
        at, meeting = timezone.now(), self.meeting
        every = sessions.parts(meeting, at)
        part = chosen(every, bound, self.request.GET.get("item", ""))
        keys = [key for key in FORMS if self.runs or key == "notes"] if self._is_open else []
        made = {key: self.form(key, part.item) for key in keys}
        if bound is not None:
            made[bound.key] = bound
        late, ends = sessions.behind(meeting, every, at)
        return {
            "meeting": meeting, "parts": every[1:], "whole": every[0], "part": part, "forms": made, "runs": self.runs,
            "now": next((each for each in every if each.is_now), None), "late": late, "early": -late,
            "ends": say_time(timezone.localtime(ends).time()), "in_session": meeting.opened_at and not meeting.ended_at,
            "groups": sessions.groups(meeting), "quorum": quorum.of_meeting(meeting),
            "declared": sessions.declarations(meeting), "log": sessions.open_actions(meeting),
            "to_ratify": decisions.to_ratify(meeting), "room_url": self.to("room"), "minutes_url": self.to("minutes"),
        }  # fmt: skip

    @property
    def _is_open(self) -> bool:
        return self.meeting.opened_at is not None and self.meeting.minutes_state == Meeting.Minutes.DRAFT

    def form(self, key: str, item: AgendaItem | None, data: Any = None) -> forms.RoomForm:
        """The form of one panel, to be sent for this item."""
        return FORMS[key](data, meeting=self.meeting, item=item, action=self.to(f"room_{key}"))


class RoomPage(InRoom, TemplateView):
    """The meeting as it goes on."""

    template_name = "governance/room/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, **self.shown())


class Panel(InRoom, View):
    """One form of the page: saved by itself. Its panel is answered where scripts run, else the page."""

    permission: str = Perm.RUN_MEETINGS
    http_method_names = ["post", "options"]
    key = ""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(self.key, None, request.POST)
        if not form.is_valid():
            return self.refused(form)
        try:
            made = getattr(Keep(request.user, self.meeting), self.key)(form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return self.refused(form)
        return self.saved(form.cleaned_data["item"], SAVED[self.key].format(made))

    def refused(self, form: forms.RoomForm) -> HttpResponse:
        """The panel (or the page) once more, with what was typed."""
        return self._render(self.shown(form), status=400)

    def saved(self, item: AgendaItem | None, said: str) -> HttpResponse:
        """The panel as it is now; without scripts, the page."""
        if not self.request.htmx:
            return HttpResponseRedirect(f"{self.to('room')}?item={item.pk if item else 0}#{self.key}")
        self.request.GET = self.request.GET.copy()
        self.request.GET["item"] = str(item.pk) if item else "0"
        answer = self._render(self.shown())
        answer.headers["HX-Trigger"] = json.dumps({"announce": said})
        return answer

    def _render(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        name = f"_{self.key}" if self.request.htmx else "page"
        context["swapped"] = bool(self.request.htmx)
        return render(self.request, f"governance/room/{name}.html", context, status=status)


class Keep:
    """Which service keeps what each panel sends."""

    def __init__(self, user: Any, meeting: Meeting) -> None:
        self.by, self.meeting = user, meeting

    def notes(self, data: dict[str, Any]) -> Any:
        about = {"meeting": self.meeting, "item": data["item"], "text": data["text"]}
        return services.take_note(**about, at=timezone.now(), by=self.by)

    def declarations(self, data: dict[str, Any]) -> Any:
        return services.take_note(
            meeting=self.meeting, item=data["item"], text=data["text"], at=timezone.now(), by=self.by,
            kind="declaration", person=data["person"],
        )  # fmt: skip

    def decisions(self, data: dict[str, Any]) -> Decision:
        decided = Decided(data["text"], data["reason"], data["rejected"], data["review_on"])
        return decisions.record_decision(
            meeting=self.meeting, item=data["item"], decided=decided, replaces=data["replaces"], at=timezone.now(),
            by=self.by,
        )  # fmt: skip

    def actions(self, data: dict[str, Any]) -> Any:
        given = Given(data["text"], data["owner"], data["due_on"])
        about = {"meeting": self.meeting, "item": data["item"], "given": given, "by": self.by}
        if data["task"]:
            return meeting_actions.give_task(authority=self.meeting.authority, **about)
        return meeting_actions.give_action(**about)

    def requests(self, data: dict[str, Any]) -> Any:
        asked = Asked(data["kind"], data["ask"], data["effect"], data["by_on"], data["owner"])
        return requests.raise_in_meeting(
            meeting=self.meeting, item=data["item"], asked=asked, on=timezone.localdate(), by=self.by
        )

    def attendance(self, data: dict[str, Any]) -> Any:
        return services.set_attendance(
            meeting=self.meeting, person=data["person"], state=data["state"], agency=data.get("agency"),
            deputy_for=data.get("deputy_for"), by=self.by,
        )  # fmt: skip


class AttendancePanel(Panel):
    """Who is here: one press for a member, a small form for guests and deputies."""

    key = "attendance"

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if "here" not in request.POST:
            return super().post(request, *args, **kwargs)
        pressed, form = forms.HereForm(request.POST, meeting=self.meeting), self.form(self.key, None, request.POST)
        form.errors.clear()
        if not pressed.is_valid():
            form.add_error(None, "Choose who is here again.")
            return self.refused(form)
        try:
            Keep(request.user, self.meeting).attendance(pressed.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
            return self.refused(form)
        return self.saved(None, SAVED[self.key])


class MeetingAct(MeetingButton):
    """The buttons at the head of the page: open, next, end."""

    def perform(self) -> str:
        return str(getattr(self, f"_{self.kwargs['act']}")())

    def _open(self) -> str:
        services.open_meeting(meeting=self.meeting, at=timezone.now(), by=self.request.user)
        return "The meeting is open."

    def _next(self) -> str:
        item = services.next_item(meeting=self.meeting, at=timezone.now(), by=self.request.user)
        return "" if item else "Every item has been heard. End the meeting when it is over."

    def _end(self) -> str:
        left = services.end_meeting(meeting=self.meeting, at=timezone.now(), by=self.request.user)
        carried = f" {plural(left, 'item')} unfinished, to be taken up next time." if left else ""
        return f"The meeting has ended.{carried}"


class ItemAct(MeetingButton):
    """The buttons of one item: start it, it was heard, it is carried to the next meeting."""

    def perform(self) -> str:
        at, by = timezone.now(), self.request.user
        if self.kwargs["act"] == "start":
            services.start_item(item=self.item, at=at, by=by)
            return ""
        services.leave_item(item=self.item, unfinished=self.kwargs["act"] == "unfinished", at=at, by=by)
        return ""


class Ratify(MeetingButton):
    """A decision of an earlier meeting, taken without a quorum, stands from now on."""

    def perform(self) -> str:
        waiting = Decision.objects.in_authority(self.request.authority).filter(~Q(meeting=self.meeting))
        decision = get_object_or_404(waiting, number=self.kwargs["number"])
        decisions.ratify(decision=decision, meeting=self.meeting, by=self.request.user)
        return f"{decision} is ratified."
