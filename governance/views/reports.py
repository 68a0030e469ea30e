"""What is given before a meeting: asked for and chased by the officer, written by presenters and members."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from accounts.models import Person, User
from accounts.permissions import Perm
from core.errors import RuleBroken, StaleVersion
from governance import asking
from governance.forms.meetings import FeedbackForm, ReportForm
from governance.models import AgendaItem, ItemReport, LeaderFeedback
from governance.services import reports as services
from governance.views.find import MeetingForm, person_of, way
from governance.views.in_meeting import MeetingButton, OfMeeting
from plans.rows import plural
from plans.views.editing import Head


class Reports(OfMeeting, TemplateView):
    """Who has given what before a meeting, for whoever runs it: words of reports, never unreleased feedback."""

    template_name = "governance/meetings/reports.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everybody, on = asking.everybody(self.meeting), timezone.localdate()
        return super().get_context_data(
            **kwargs, meeting=self.meeting, crumbs=way(self.request, self.meeting), people=everybody,
            unheard=[item for item in asking.items_of(self.meeting) if item.presenter is None],
            wanted=sum(each.wants for each in everybody), is_open=self.meeting.state not in asking.OVER,
            to_ask=sum(bool(each.wants and each.asked_at is None and each.is_written_to) for each in everybody),
            to_chase=sum(each.may_be_chased(on) for each in everybody),
        )  # fmt: skip


class AskForReports(MeetingButton):
    """Write to those who were not asked yet."""

    back = "reports"

    def perform(self) -> str:
        sent = services.ask(**self.about())
        return f"Wrote to {people(sent)}." if sent else "Nobody was written to: everybody was asked already."

    def about(self) -> dict[str, Any]:
        """What both services are given."""
        now = timezone.now()
        return {"meeting": self.meeting, "on": timezone.localdate(now), "at": now, "by": self.request.user}


class ChaseReports(AskForReports):
    """Write once more to those who owe something."""

    def perform(self) -> str:
        sent = services.chase(**self.about())
        none = "Nobody was written to: everybody still silent had a mail today, or gets none."
        return f"Wrote to {people(sent)} once more." if sent else none


def people(count: int) -> str:
    """ "1 person", "3 people"."""
    return plural(count, "person") if count == 1 else f"{count} people"


class OfItem(MeetingForm):
    """A form about one item, for its presenter and for whoever runs the meeting."""

    permission: str = Perm.VIEW_MEETINGS

    @cached_property
    def item(self) -> AgendaItem:
        """The item it is on."""
        found: AgendaItem = get_object_or_404(asking.items_of(self.meeting), pk=self.kwargs["item"])
        return found

    @cached_property
    def report(self) -> ItemReport | None:
        """The report as it is now."""
        return ItemReport.objects.filter(item=self.item).first()

    @cached_property
    def is_mine(self) -> bool:
        """Whether the reader presents this item."""
        return bool(self.item.presenter and self.item.presenter.user_id == self.request.user.pk)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        runs = request.user.has_perm(Perm.RUN_MEETINGS, request.authority)
        if not runs and not (request.user.has_perm(Perm.VIEW_MEETINGS, request.authority) and self.is_mine):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def home(self) -> str:
        runs = self.request.user.has_perm(Perm.RUN_MEETINGS, self.request.authority)
        return self.to("reports" if runs and not self.is_mine else "meeting")


class GiveReport(OfItem):
    """One report, by its presenter; or written down for them by whoever runs the meeting."""

    form_class: Any = ReportForm

    def head(self) -> Head:
        ref = f"{self.item.action.ref} " if self.item.action else ""
        for_whom = "" if self.is_mine else f"You write for {self.item.presenter or 'nobody yet'}. "
        lead = f"{for_whom}What the plan says is filled in; change what you like."
        return Head(f"Report on {ref}{self.item.title}", lead, caption=self.meeting.title)

    def get_initial(self) -> dict[str, Any]:
        version = self.report.version if self.report else 0
        return asking.words_of(self.item, self.report) | {"version": version}

    def perform(self, form: Any) -> HttpResponse:
        words = {name: form.cleaned_data[name] for name in ("progress", "next_steps", "request")}
        services.give_report(
            item=self.item, words=services.Words(**words), version=form.cleaned_data["version"], at=timezone.now(),
            by=self.request.user, said_by=self.item.presenter,
        )  # fmt: skip
        return self.done(f"Kept the report on {self.item.title}.")


class GiveFeedback(MeetingForm):
    """One's own words on one's work with practice, and whether they may be shown."""

    permission: str = Perm.VIEW_MEETINGS
    form_class = FeedbackForm

    @cached_property
    def person(self) -> Person:
        """The reader, who is asked because they sit on this body."""
        person = person_of(self.request)
        if person is None or not asking.of_person(self.meeting, person).leads:
            raise PermissionDenied
        return person

    def head(self) -> Head:
        lead = "Said in your name. Only what you release is shown to others, in the pack."
        return Head("Your work with practice", lead, caption=self.meeting.title)

    def get_initial(self) -> dict[str, Any]:
        return feedback_words(LeaderFeedback.objects.filter(meeting=self.meeting, person=self.person).first())

    def perform(self, form: Any) -> HttpResponse:
        give_feedback(self.meeting, self.person, form, self.request.user)
        return self.done("Kept your words.")


class LinkForms:
    """The forms on the page of a link, and keeping them in the name of its person."""

    request: Any
    meeting: Any
    asked: asking.Asked

    def form(self, key: str, data: Any = None) -> Any:
        """The form of one item, or of one's own words; its fields carry the item's number."""
        if key == "feedback":
            form: Any = FeedbackForm(data, initial=feedback_words(self.asked.feedback), prefix="own")
        else:
            item = next((each for each in self.asked.items if str(each.pk) == key), None)
            if item is None:
                raise PermissionDenied
            report = self.asked.reports.get(item.pk)
            words = asking.words_of(item, report) | {"version": report.version if report else 0}
            form = ReportForm(data, initial=words, prefix=f"i{item.pk}")
        form.form_tag = False
        return form

    def again(self, key: str, theirs: ItemReport) -> Any:
        """The form as it was typed, knowing the newer version; what somebody else wrote stands over it."""
        data = self.request.POST.copy()
        data[f"i{key}-version"] = str(theirs.version)
        form = self.form(key, data)
        form.add_error(None, f"Somebody wrote this report meanwhile: “{theirs.progress}” Save again to keep yours.")
        return form

    def give(self, key: str, form: Any) -> None:
        """Keep it in the name of the link's person; the system writes it down."""
        by = User.objects.system()
        if key == "feedback":
            give_feedback(self.meeting, self.asked.person, form, by)
            return
        item = next(each for each in self.asked.items if str(each.pk) == key)
        words = {name: form.cleaned_data[name] for name in ("progress", "next_steps", "request")}
        services.give_report(
            item=item, words=services.Words(**words), version=form.cleaned_data["version"], at=timezone.now(), by=by,
            said_by=self.asked.person,
        )  # fmt: skip


@method_decorator(login_not_required, name="dispatch")
class BeforeByLink(LinkForms, TemplateView):
    """Reports and feedback for whoever holds the link of a mail: that person's before that meeting, nothing else."""

    template_name = "governance/meetings/before_link.html"
    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        found = asking.read_token(kwargs["token"])
        if found is None or found[0].authority_id != request.authority.pk:
            response = render(request, "plans/rounds/link_ended.html", status=410)
        else:
            self.meeting, self.asked = found
            response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def get_context_data(self, bound: Any = None, key: str = "", **kwargs: Any) -> dict[str, Any]:
        forms = [(item, self.form(str(item.pk))) for item in self.asked.items]
        shown = [(item, bound if str(item.pk) == key else form) for item, form in forms]
        feedback = bound if key == "feedback" else self.form("feedback") if self.asked.leads else None
        return super().get_context_data(
            **kwargs, meeting=self.meeting, asked=self.asked, person=self.asked.person, feedback=feedback,
            reports=[(item, form, self.asked.is_given(item)) for item, form in shown], failed=bound is not None,
        )  # fmt: skip

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("about", "")
        if key == "feedback" and not self.asked.leads:
            raise PermissionDenied
        form = self.form(key, request.POST)
        if form.is_valid():
            try:
                self.give(key, form)
            except RuleBroken as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            except StaleVersion as stale:
                form = self.again(key, stale.theirs)
        if form.errors:
            return self.render_to_response(self.get_context_data(bound=form, key=key), status=400)
        messages.success(request, "Kept. You can change it until the meeting.")
        return HttpResponseRedirect(request.path)


def feedback_words(row: LeaderFeedback | None) -> dict[str, Any]:
    """What the form shows of one's own words."""
    return {"did": row.what_i_did, "learned": row.what_i_learned, "released": row.released} if row else {}


def give_feedback(meeting: Any, person: Person, form: Any, by: Any) -> None:
    """Hand a cleaned form of one's own words to the service."""
    services.give_feedback(meeting=meeting, person=person, at=timezone.now(), by=by, **form.cleaned_data)
