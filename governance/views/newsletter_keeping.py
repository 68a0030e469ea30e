"""Keeping the newsletter: ask for a draft, edit it, sign it off, take it back, send it."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.daywords import say_day
from core.errors import RuleBroken, StaleVersion
from core.models import Job
from governance.anonymity import look
from governance.forms.newsletters import ConfirmForm, DraftForm, IssueForm
from governance.issues import content
from governance.models import Example, Meeting, Newsletter
from governance.services import newsletters, sending_newsletters
from governance.views.newsroom import NewsButton, NewsForm, Newsroom
from plans.models import Plan
from plans.views.editing import Head

WAITING = (Job.State.WAITING, Job.State.RUNNING)


class AskDraft(NewsForm):
    """Ask for the draft of the next issue."""

    permission = Perm.EDIT_NEWSLETTERS
    form_class = DraftForm

    def head(self) -> Head:
        lead = "It tells what has changed in the plan since the last issue. You edit it before anybody reads it."
        return Head("Draft the newsletter", lead=lead)

    def get_form_kwargs(self) -> dict[str, Any]:
        where, who = self.request.authority, self.request.user
        plans = Plan.objects.in_authority(where).visible_to(who).filter(state=Plan.State.IN_FORCE)
        held = Meeting.objects.in_authority(where).visible_to(who).filter(state=Meeting.State.HELD, newsletters=None)
        held = held.exclude(plan=None).order_by("-starts_at")
        return super().get_form_kwargs() | {"plans": plans.order_by("-starts_on"), "meetings": held}

    def frozen(self) -> str:
        plans = self.get_form_kwargs()["plans"]
        return "" if plans.exists() else "There is no plan in force, so there is nothing to tell of yet."

    def perform(self, form: Any) -> HttpResponse:
        job = newsletters.ask_draft(**form.cleaned_data, by=self.request.user)
        return HttpResponseRedirect(self.url("newsletter_drafting", pk=job.pk))


class Waits(Newsroom):
    """A page that waits for a job: when it is over, the page is loaded anew."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show how far it is."""
        job = self.job()
        waits = job is not None and job.state in WAITING
        if request.htmx and not waits:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return self.shown(job, waits=waits)

    def job(self) -> Job | None:
        """What the page waits for."""
        raise NotImplementedError

    def shown(self, job: Any, *, waits: bool) -> HttpResponse:
        """The page, or where one goes when it is over."""
        raise NotImplementedError


class Drafting(Waits, TemplateView):
    """How far the draft is; then the editor."""

    permission = Perm.EDIT_NEWSLETTERS
    template_name = "governance/newsletters/drafting.html"

    def job(self) -> Job:
        rows = Job.objects.in_authority(self.request.authority).filter(work=newsletters.WORK)
        found: Job = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    def shown(self, job: Any, *, waits: bool) -> HttpResponse:
        if job.state == Job.State.DONE:
            return HttpResponseRedirect(self.url("newsletter", number=job.result["number"]))
        return self.render_to_response(self.get_context_data(job=job, waits=waits))


class Edit(NewsForm):
    """The words of a draft."""

    permission = Perm.EDIT_NEWSLETTERS
    form_class = IssueForm
    template_name = "governance/newsletters/edit.html"

    def head(self) -> Head:
        since = say_day(timezone.localtime(self.issue.since).date()) if self.issue.since else ""
        lead = f"Drafted from what changed since {since}. " if since else ""
        return Head("Edit the draft", lead=f"{lead}Never name a child or a family.", caption=str(self.issue))

    def frozen(self) -> str:
        return "" if self.issue.state == Newsletter.State.DRAFT else "Only a draft can be edited."

    def get_initial(self) -> dict[str, Any]:
        return IssueForm.values_of(self.issue)

    def get_form_kwargs(self) -> dict[str, Any]:
        checked = Example.objects.in_authority(self.request.authority).filter(state=Example.State.CHECKED, consent=True)
        return super().get_form_kwargs() | {"examples": checked.order_by("-checked_at")}

    def perform(self, form: Any) -> HttpResponse:
        values = dict(form.cleaned_data)
        version = values.pop("version")
        newsletters.edit(newsletter=self.issue, values=values, version=version, by=self.request.user)
        return self.done("Saved the draft.")


class SignOff(NewsForm):
    """Look at the whole issue and the warnings about its words, and let it go out."""

    permission = Perm.SIGN_OFF_NEWSLETTERS
    form_class = ConfirmForm
    template_name = "governance/newsletters/sign_off.html"

    def head(self) -> Head:
        return Head(
            "Sign this issue off", lead="Read it as its readers will.", caption=f"{self.issue}: {self.issue.title}"
        )

    def frozen(self) -> str:
        if self.issue.state != Newsletter.State.DRAFT:
            return "Only a draft can be signed off."
        mine = self.issue.edited_by_id == self.request.user.pk
        return "You edited this issue last. Somebody else signs it off." if mine else ""

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.issue.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        warnings = look(content.texts(self.issue))
        return super().get_form_kwargs() | {"warnings": warnings, "submit_label": "Sign off"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, issue=content.of(self.issue))

    def perform(self, form: Any) -> HttpResponse:
        asked = {"version": form.cleaned_data["version"], "confirmed": form.confirmed_keys()}
        try:
            newsletters.sign_off(newsletter=self.issue, **asked, by=self.request.user)
        except StaleVersion:
            here = self.url("newsletter_sign_off", number=self.issue.number)
            return self.refused("Somebody changed this issue meanwhile. Read it again before you sign it off.", here)
        return self.done(f"Signed off newsletter {self.issue.number}. It can be sent now.")


class TakeBack(NewsButton):
    """Make a signed-off issue a draft again."""

    permission = Perm.EDIT_NEWSLETTERS

    def perform(self) -> HttpResponse:
        newsletters.take_back(newsletter=self.issue, by=self.request.user)
        return self.done("Taken back. It can be edited, and has to be signed off again.")


class Send(Waits, TemplateView):
    """Send a signed-off issue, and see how far that is and what came of each mail."""

    permission = Perm.EDIT_NEWSLETTERS
    template_name = "governance/newsletters/send.html"

    def job(self) -> Job | None:
        return sending_newsletters.job_of(self.issue)

    def shown(self, job: Any, *, waits: bool) -> HttpResponse:
        went = sending_newsletters.how_it_went(self.issue)
        readers = sending_newsletters.readers(self.request.authority).count()
        said = {"row": self.issue, "job": job, "waits": waits, "went": went, "readers": readers}
        over = job is not None and job.state == Job.State.DONE
        return self.render_to_response(self.get_context_data(**said, over=over, total=sum(went.values())))

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for it to be sent; pressed twice, it is sent once."""
        here = self.url("newsletter_send", number=self.issue.number)
        try:
            sending_newsletters.ask_send(newsletter=self.issue, by=request.user)
        except RuleBroken as refusal:
            return self.refused(refusal.message, here)
        return HttpResponseRedirect(here)
