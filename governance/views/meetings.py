"""Meetings: the list, one meeting and what it asks next, planning, changing, cancelling, publishing."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.models import Body
from accounts.permissions import Perm
from core.views import PermissionMixin
from governance import agenda, agenda_lines, asking, rules
from governance.forms.meetings import CancelForm, EditMeetingForm, NewMeetingForm, PublishForm
from governance.models import BodyTerms, Meeting
from governance.services import meetings as services
from governance.views.find import MeetingForm, may_read_plan, person_of, way
from governance.views.in_meeting import OfMeeting, link
from plans.models import Plan, ReportingPeriod
from plans.views.editing import FormPage, Head

State = Meeting.State
COMING = (State.PLANNED, State.PUBLISHED)
SHOWN = 20


class MeetingList(PermissionMixin, TemplateView):
    """The meetings to come, those whose day is to be confirmed, and those that were."""

    permission = Perm.VIEW_MEETINGS
    template_name = "governance/meetings/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = Meeting.objects.in_authority(self.request.authority).visible_to(self.request.user)
        mine = mine.select_related("body")
        past = mine.filter(state=State.HELD).order_by("-starts_at", "-pk")
        shown = "all" in self.request.GET
        return super().get_context_data(
            **kwargs,
            coming=mine.filter(state__in=COMING, starts_at__isnull=False).order_by("starts_at", "pk"),
            unsure=mine.filter(state__in=COMING, starts_at__isnull=True).order_by("pk"),
            past=list(past if shown else past[:SHOWN]), more=not shown and past.count() > SHOWN,
            cancelled=mine.filter(state=State.CANCELLED).order_by("-starts_at", "-pk")[:SHOWN],
        )  # fmt: skip


class MeetingPage(OfMeeting, TemplateView):
    """One meeting: its agenda, which whoever runs it keeps here, and what is to be done next."""

    permission = Perm.VIEW_MEETINGS
    template_name = "governance/meetings/meeting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, on = self.meeting, timezone.localdate()
        runs = self.request.user.has_perm(Perm.RUN_MEETINGS, self.request.authority)
        lines = agenda_lines.of_meeting(meeting, on=on)
        is_open = meeting.state in COMING
        shown = runs or meeting.state != State.PLANNED
        context = {
            "meeting": meeting, "crumbs": way(self.request), "lines": lines if shown else [], "is_open": is_open,
            "keeps": runs and is_open and not meeting.opened_at, "runs": runs, "shown": shown,
            "links": may_read_plan(self.request, meeting.plan), "total": agenda_lines.total(lines),
            "balance": rules.balance(agenda_lines.total(lines), meeting.minutes_planned),
            "out_of_shape": services.out_of_shape(meeting), "mine": self.mine(),
        }  # fmt: skip
        if context["keeps"]:
            everybody = asking.everybody(meeting)
            context |= {
                "proposed": agenda.of_meeting(meeting, on=on), "wanted": sum(each.wants for each in everybody),
                "unasked": sum(bool(each.wants and each.asked_at is None) for each in everybody),
            }  # fmt: skip
        return super().get_context_data(**kwargs, **context)

    def mine(self) -> asking.Asked | None:
        """What is wanted of the reader before this meeting."""
        person = person_of(self.request)
        if person is None or self.meeting.state not in COMING:
            return None
        asked = asking.of_person(self.meeting, person)
        return asked if asked.items or asked.leads else None


class NewMeeting(FormPage):
    """Plan a meeting, or a series of them."""

    permission: str = Perm.RUN_MEETINGS
    form_class = NewMeetingForm

    def head(self) -> Head:
        return Head("Plan a meeting", "Its agenda is laid out at once; the items from the plan are proposed to you.")

    def home(self) -> str:
        return link(self.request, "meetings")

    def crumbs(self) -> list[tuple[str, str]]:
        return way(self.request)

    def get_initial(self) -> dict[str, Any]:
        mine = BodyTerms.objects.in_authority(self.request.authority).filter(sphere=BodyTerms.Sphere.STEERING)
        plans = Plan.objects.in_authority(self.request.authority).filter(state=Plan.State.IN_FORCE)
        body = mine.values_list("body", flat=True).first()
        return {"body": body, "plan": plans.order_by("-starts_on", "pk").values_list("pk", flat=True).first()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"choices": choices(self.request)}

    def perform(self, form: Any) -> HttpResponse:
        about = {"authority": self.request.authority, "values": form.values(), "by": self.request.user}
        times, months = form.cleaned_data["times"], form.cleaned_data["every_months"]
        if times > 1:
            made = services.create_series(**about, every_months=months, times=times)
            return self.done(f"Planned {len(made)} meetings.")
        meeting = services.create_meeting(**about)
        return self.done(f"Planned {meeting}.", link(self.request, "meeting", pk=meeting.pk))


class EditMeeting(MeetingForm):
    """Change when, where and about what."""

    form_class = EditMeetingForm

    def head(self) -> Head:
        return Head("Edit this meeting", caption=self.meeting.title)

    def get_initial(self) -> dict[str, Any]:
        return EditMeetingForm.values_of(self.meeting)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"choices": choices(self.request)}

    def perform(self, form: Any) -> HttpResponse:
        changed = services.edit_meeting(
            meeting=self.meeting, values=form.values(), version=form.cleaned_data["version"], by=self.request.user
        )
        return self.done("Saved the meeting." if changed else "Nothing was changed.")


class CancelMeeting(MeetingForm):
    """Call a meeting off, with a reason."""

    form_class = CancelForm

    def head(self) -> Head:
        return Head("Cancel this meeting", "Its page stays, with the reason on it.", caption=self.meeting.title)

    def perform(self, form: Any) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        services.cancel_meeting(meeting=self.meeting, reason=reason, by=self.request.user)
        return self.done("Cancelled the meeting.")


class PublishAgenda(MeetingForm):
    """Let everybody read the agenda; one that does not add up asks for a reason."""

    form_class = PublishForm

    def head(self) -> Head:
        out = services.out_of_shape(self.meeting)
        lead = out or f"{rules.balance(self.meeting.minutes_planned, self.meeting.minutes_planned)}"
        return Head("Publish the agenda", lead, caption=self.meeting.title)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"needed": bool(services.out_of_shape(self.meeting))}

    def perform(self, form: Any) -> HttpResponse:
        reason = form.cleaned_data.get("reason", "")
        services.publish_agenda(meeting=self.meeting, reason=reason, by=self.request.user)
        return self.done("Published the agenda.")


def choices(request: Any) -> dict[str, Any]:
    """The bodies, plans and reporting periods a meeting can be about."""
    plans = Plan.objects.in_authority(request.authority).visible_to(request.user)
    periods = ReportingPeriod.objects.in_authority(request.authority).visible_to(request.user)
    return {
        "body": Body.objects.in_authority(request.authority).filter(closed_on=None).order_by("name"),
        "plan": plans.exclude(state=Plan.State.CLOSED).order_by("title"),
        "period": periods.select_related("plan").defer("snapshot").order_by("-opens_on"),
    }
