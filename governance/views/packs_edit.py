"""Making a pack: asked for, worded, approved, published, sent, its links ended."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.generic import FormView

from accounts.permissions import Perm
from core.errors import RuleBroken, StaleVersion
from core.views import PermissionMixin, ServiceFormMixin
from governance import packs
from governance.forms.packs import AskForm, PublishForm, ReportForm, WordsForm
from governance.models import Meeting, Pack, PackReader
from governance.services import circulating
from governance.services import packs as service
from governance.views.packs import chaired, find_pack
from plans.models import Plan


class OfPack(PermissionMixin):
    """A page or a button about one pack."""

    permission = Perm.EDIT_PACKS
    kwargs: dict[str, Any]

    @cached_property
    def pack(self) -> Pack:
        """The pack this is about."""
        return find_pack(self.request, self.kwargs["pk"])

    def home(self, pack: Pack | None = None) -> str:
        """The pack's own page."""
        about = {"authority": self.request.authority.slug, "pk": (pack or self.pack).pk}
        return reverse("governance:pack", kwargs=about)

    def done(self, words: str, url: str = "") -> HttpResponse:
        """Back to the pack, saying what happened."""
        messages.success(self.request, words)
        return HttpResponseRedirect(url or self.home())


class ForTheChair(OfPack):
    """What the chair of the body may do too, whatever else they may."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if chaired(request).filter(pk=kwargs["pk"]).exists():
            self.permission = Perm.VIEW_PACKS
        return super().dispatch(request, *args, **kwargs)


class AskPack(OfPack, ServiceFormMixin, FormView):
    """Ask for the pack of a meeting, or for a further version of one that is published."""

    template_name = "governance/packs/form.html"
    form_class = AskForm

    @cached_property
    def meeting(self) -> Any:
        """The meeting the pack is for."""
        mine = Meeting.objects.in_authority(self.request.authority).visible_to(self.request.user)
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    @cached_property
    def newest(self) -> Pack | None:
        """The newest version there is."""
        found: Pack | None = self.meeting.packs.filter(kind=Pack.Kind.STEERING).order_by("-number").first()
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        correction = self.newest is not None and self.newest.state == Pack.State.PUBLISHED
        return super().get_form_kwargs() | {"correction": correction}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = "Everything is gathered from the plan and the meeting as they stand now. It takes a few seconds."
        return super().get_context_data(**kwargs, title=f"Compile the pack: {self.meeting.title}", lead=lead)

    def perform(self, form: Any) -> HttpResponse:
        reason = form.cleaned_data.get("reason", "")
        pack = service.ask_pack(meeting=self.meeting, by=self.request.user, reason=reason)
        return HttpResponseRedirect(self.home(pack))


class AskReport(OfPack, ServiceFormMixin, FormView):
    """Ask for a report: to the Board, to the national programme, or of some of the actions."""

    template_name = "governance/packs/form.html"
    form_class = ReportForm

    def get_form_kwargs(self) -> dict[str, Any]:
        mine = Plan.objects.in_authority(self.request.authority).visible_to(self.request.user)
        return super().get_form_kwargs() | {"plans": mine.order_by("-pk")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = "It is gathered from the plan as it stands now, and edited, approved and published like a pack."
        return super().get_context_data(**kwargs, title="Compile a report", lead=lead)

    def perform(self, form: Any) -> HttpResponse:
        said = form.cleaned_data
        plan = said["plan"]
        plan.authority = self.request.authority
        about = {"plan": plan, "kind": said["kind"], "title": said["title"], "filters": form.filters()}
        return HttpResponseRedirect(self.home(service.ask_report(**about, by=self.request.user)))


class OfSection(OfPack):
    """A page about one section of a pack that is not published."""

    @cached_property
    def part(self) -> dict[str, Any]:
        """The section, with the officer's words in their places."""
        if self.pack.data is None or self.pack.state == Pack.State.PUBLISHED:
            raise Http404("Nothing of this pack can be edited.")
        data = packs.filled(self.pack.data, self.pack.words)
        key = self.kwargs["key"]
        found: dict[str, Any] | None = next((part for part in data["sections"] if part["key"] == key), None)
        if found is None or not any(block["kind"] == "slot" for block in found["blocks"]):
            raise Http404("This section has no words to edit.")
        return found


class EditWords(OfSection, ServiceFormMixin, FormView):
    """The words of one section. Figures are not there to be edited."""

    template_name = "governance/packs/words.html"
    form_class = WordsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        places = {block["slot"]: block for block in self.part["blocks"] if block["kind"] == "slot"}
        return super().get_form_kwargs() | {"places": places}

    def get_initial(self) -> dict[str, Any]:
        said = {block["slot"]: block["text"] for block in self.part["blocks"] if block["kind"] == "slot"}
        return said | {"version": self.pack.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, pack=self.pack, part=self.part)

    def perform(self, form: Any) -> HttpResponse:
        words, version = form.words(), form.cleaned_data["version"]
        try:
            changed = service.edit_words(pack=self.pack, words=words, version=version, by=self.request.user)
        except StaleVersion as stale:
            data = {**form.data.dict(), "version": str(stale.theirs.version)}
            again = self.form_class(data, places=self.get_form_kwargs()["places"])
            about = self.get_context_data(form=again, stale=True)
            return render(self.request, self.template_name, about, status=412)
        return self.done("Words saved." if changed else "Nothing was changed.", f"{self.home()}#s-{self.part['key']}")


class ApprovePack(ForTheChair, View):
    """Approve a draft as it was looked at: managers, and the chair of the body."""

    permission = Perm.APPROVE_PACKS

    def post(self, request: Any, pk: int) -> HttpResponse:
        sent = request.POST.get("version", "")
        try:
            service.approve(
                pack=self.pack, version=int(sent) if sent.isdecimal() else -1, at=timezone.now(), by=request.user
            )
        except StaleVersion:
            messages.warning(request, "The pack was changed while you were reading. Look at it again, then approve it.")
            return HttpResponseRedirect(self.home())
        except RuleBroken as refusal:
            messages.warning(request, refusal.message)
            return HttpResponseRedirect(self.home())
        return self.done("Approved. It can be published now.")


class PublishPack(ForTheChair, ServiceFormMixin, FormView):
    """Publish an approved pack: frozen with its files from then on."""

    template_name = "governance/packs/form.html"
    form_class = PublishForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"late": service.is_late(self.pack, timezone.localdate())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = "Its figures and files are frozen. What changes in the plan afterwards does not reach it."
        return super().get_context_data(**kwargs, title=f"Publish: {self.pack.title}", lead=lead, pack=self.pack)

    def perform(self, form: Any) -> HttpResponse:
        reason = form.cleaned_data.get("late_reason", "")
        service.ask_publish(pack=self.pack, late_reason=reason, on=timezone.localdate(), by=self.request.user)
        return HttpResponseRedirect(self.home())


class CompileAgain(OfPack, View):
    """Compile a draft once more from the plan of today."""

    def post(self, request: Any, pk: int) -> HttpResponse:
        try:
            service.again(pack=self.pack, by=request.user)
        except RuleBroken as refusal:
            messages.warning(request, refusal.message)
        return HttpResponseRedirect(self.home())


class Circulate(OfPack, View):
    """Send a published pack to the members not written to yet."""

    def post(self, request: Any, pk: int) -> HttpResponse:
        now = timezone.now()
        try:
            sent = circulating.circulate(pack=self.pack, on=timezone.localdate(), at=now, by=request.user)
        except RuleBroken as refusal:
            messages.warning(request, refusal.message)
            return HttpResponseRedirect(self.home())
        people = "1 member" if sent == 1 else f"{sent} members"
        return self.done(f"Sent to {people}." if sent else "Every member with an address has it already.")


class ReaderAct(OfPack, View):
    """Write to one reader again, or end their link."""

    def post(self, request: Any, pk: int, reader: int, act: str) -> HttpResponse:
        row = get_object_or_404(PackReader.objects.filter(pack=self.pack).select_related("person"), pk=reader)
        now = timezone.now()
        if act == "revoke":
            circulating.revoke(reader=row, at=now, by=request.user)
            return self.done(f"The link of {row.person.name} opens nothing any more.")
        circulating.send_again(reader=row, on=timezone.localdate(), at=now, by=request.user)
        return self.done(f"Sent to {row.person.name} again.")
