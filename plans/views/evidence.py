"""Evidence: links and files beside an action, added, handed out and taken away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views import View

from accounts.permissions import Perm
from core.uploads import papers
from core.views import PermissionMixin
from plans.forms.evidence import EvidenceForm
from plans.models import Evidence
from plans.services import evidence
from plans.views.editing import Button, FormPage, Head
from plans.views.find import find_action


class NewEvidence(FormPage):
    """Put a link or a file beside an action."""

    form_class = EvidenceForm

    def head(self) -> Head:
        lead = "A link to a document or page, or a file. Never one that names a child or a family."
        return Head("Add evidence", lead, caption=f"{self.action.ref} {self.action.title}")

    def perform(self, form: Any) -> HttpResponse:
        sent = dict(form.cleaned_data)
        file, url = sent.pop("file"), sent.pop("url")
        given: dict[str, Any] = {"action": self.action, "by": self.request.user, **sent}
        if file:
            row = evidence.add_file(name=file.name, data=file.read(), **given)
        else:
            row = evidence.add_evidence(url=url, **given)
        return self.done(f"Added {row} to {self.action.ref}.", f"{self.home()}#evidence")


class RemoveEvidence(Button):
    """Take a link or a file away."""

    def perform(self) -> HttpResponse:
        mine = Evidence.objects.in_authority(self.request.authority).visible_to(self.request.user)
        row: Any = get_object_or_404(mine, action=self.action, pk=self.kwargs["pk"])
        evidence.remove_evidence(evidence=row, by=self.request.user)
        return self.done(f"Removed {row} from {self.action.ref}.", f"{self.home()}#evidence")


class EvidenceFile(PermissionMixin, View):
    """A file that is evidence, to keep: never shown in the browser, never once it was removed."""

    permission = Perm.VIEW_PLAN

    def get(self, request: Any, slug: str, ref: str, pk: int) -> HttpResponse:
        action = find_action(request, slug, ref)
        rows = Evidence.objects.in_authority(request.authority).visible_to(request.user).select_related("document")
        row: Any = get_object_or_404(rows, action=action, pk=pk, removed_at=None, document__isnull=False)
        kind = papers.TYPES.get(row.document.kind, "application/octet-stream")
        answer = HttpResponse(bytes(row.document.content), content_type=kind)
        answer.headers["Content-Disposition"] = content_disposition_header(True, row.document.name)
        return answer
