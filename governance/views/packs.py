"""Packs: the list, the page of one, its files, and the page behind a member's link."""

from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.generic import TemplateView

from accounts.models import User
from accounts.permissions import Perm
from core.models import Job
from core.views import PermissionMixin
from governance import circulation, packs
from governance.models import Meeting, Pack, PackReader, Seat
from governance.quorum import CHAIRING
from governance.services import circulating
from governance.services import packs as service

WAITING = (Job.State.WAITING, Job.State.RUNNING)
FILES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def readable(request: Any) -> Any:
    """The packs this person may read: published ones; drafts too for who edits packs and who chairs the body."""
    mine = Pack.objects.in_authority(request.authority).visible_to(request.user)
    if request.user.has_perm(Perm.EDIT_PACKS, request.authority):
        return mine
    return mine.filter(state=Pack.State.PUBLISHED) | chaired(request)


def chaired(request: Any) -> Any:
    """The packs of bodies that this person chairs."""
    mine = Pack.objects.in_authority(request.authority).visible_to(request.user)
    seats = Seat.objects.filter(person__user=request.user, to_on=None, role__in=CHAIRING)
    return mine.filter(meeting__body__in=seats.values("body"))


def find_pack(request: Any, pk: int) -> Pack:
    """The pack with this number, with its meeting and council at hand."""
    wanted = ("meeting__body", "plan", "asked_by", "approved_by")
    pack: Pack = get_object_or_404(readable(request).select_related(*wanted).defer("pdf", "word"), pk=pk)
    pack.authority = request.authority
    return pack


class PackList(PermissionMixin, TemplateView):
    """Every pack and report, the newest first, and the meetings that want one."""

    permission = Perm.VIEW_PACKS
    template_name = "governance/packs/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = readable(self.request).select_related("meeting__body", "plan").defer("data", "words")
        return super().get_context_data(**kwargs, packs=found.order_by("-pk"), meetings=self.wanting())

    def wanting(self) -> Any:
        """Meetings ahead about a plan that have no pack, for who compiles them."""
        if not self.request.user.has_perm(Perm.EDIT_PACKS, self.request.authority):
            return Meeting.objects.none()
        ahead = Meeting.objects.in_authority(self.request.authority).exclude(state=Meeting.State.CANCELLED)
        return (
            ahead.exclude(state=Meeting.State.HELD).filter(plan__isnull=False, packs=None).order_by("starts_at", "pk")
        )


class PackPage(PermissionMixin, TemplateView):
    """A pack to read, with its contents beside it; while it is compiled, how far the work is."""

    permission = Perm.VIEW_PACKS
    template_name = "governance/packs/pack.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pack = find_pack(request, kwargs["pk"])
        job = service.job_of(pack)
        waits = job is not None and job.state in WAITING
        if getattr(request, "htmx", False) and not waits:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        if pack.state == Pack.State.COMPILING or (waits and pack.state != Pack.State.PUBLISHED):
            about = {"pack": pack, "job": job, "waits": waits}
            return render(request, "governance/packs/compiling.html", self.get_context_data(**about))
        return self.render_to_response(self.get_context_data(**page_of(pack), **self.may(pack), failed=failure(job)))

    def may(self, pack: Pack) -> dict[str, Any]:
        """What this person may do with this pack."""
        edits = self.request.user.has_perm(Perm.EDIT_PACKS, self.request.authority)
        is_open = pack.state != Pack.State.PUBLISHED
        approves = service.may_approve(pack, self.request.user)
        readers = pack.readers.select_related("person").order_by("person__name") if edits else []
        return {
            "may_edit": edits and is_open, "may_approve": approves and pack.state == Pack.State.DRAFT,
            "may_publish": (edits or approves) and pack.state == Pack.State.APPROVED,
            "may_send": edits and not is_open, "readers": readers, "today": timezone.localdate(),
        }  # fmt: skip


def failure(job: Job | None) -> str:
    """Why the newest work on a pack did not end well."""
    return job.failure if job is not None and job.state == Job.State.FAILED else ""


def page_of(pack: Pack) -> dict[str, Any]:
    """What a pack's page shows, whoever reads it."""
    data = packs.filled(pack.data or {"sections": []}, {} if pack.state == Pack.State.PUBLISHED else pack.words)
    sections = data["sections"]
    for part in sections:
        part["edits"] = any(block["kind"] == "slot" for block in part["blocks"])
    for before, after in pairwise(sections):
        before["next"], after["previous"] = after, before
    return {"pack": pack, "data": data, "newer": circulating.superseded(pack)}


class PackFile(PermissionMixin, View):
    """A published pack as a file."""

    permission = Perm.VIEW_PACKS

    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        return file_of(find_pack(request, pk), kind)


def file_of(pack: Pack, kind: str) -> HttpResponse:
    """The file of a published pack, as it was frozen."""
    if pack.state != Pack.State.PUBLISHED:
        raise Http404("This pack is not published yet.")
    if kind == "json":
        content, media, name = packs.canonical(pack.data or {}), "application/json", f"pack-{pack.pk}.json"
    else:
        document = pack.pdf if kind == "pdf" else pack.word
        if document is None:
            raise Http404("This pack has no such file.")
        content, media, name = bytes(document.content), FILES[kind], document.name
    return HttpResponse(content, media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


class PackOpened(PermissionMixin, View):
    """Said by the page when a member does something on it: they have opened the pack."""

    permission = Perm.VIEW_PACKS

    def post(self, request: Any, pk: int) -> HttpResponse:
        pack = find_pack(request, pk)
        reader = PackReader.objects.filter(pack=pack, person__user=request.user).first()
        if reader is not None:
            circulating.note_opened(reader=reader, at=timezone.now(), by=request.user)
        return HttpResponse(status=202)


@method_decorator(login_not_required, name="dispatch")
class PackByLink(View):
    """The pack for whoever holds the link of a mail: that pack and its files, nothing else."""

    http_method_names = ("get", "head", "post", "options")
    reader: PackReader

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        reader = circulation.read_token(kwargs["token"], timezone.localdate())
        if reader is None or reader.authority_id != request.authority.pk:
            response: Any = render(request, "governance/packs/link_ended.html", status=410)
        else:
            self.reader = reader
            response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def get(self, request: HttpRequest, token: str, kind: str = "") -> HttpResponse:
        if kind:
            return file_of(self.reader.pack, kind)
        here = reverse("governance:pack_link", kwargs={"authority": self.reader.authority.slug, "token": token})
        about = {**page_of(self.reader.pack), "reader": self.reader, "base": here}
        return render(request, "governance/packs/by_link.html", about)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        circulating.note_opened(reader=self.reader, at=timezone.now(), by=User.objects.system())
        return HttpResponse(status=204)
