"""Evidence: links beside an action, added and taken away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from plans.forms.evidence import EvidenceForm
from plans.models import Evidence
from plans.services import evidence
from plans.views.editing import Button, FormPage, Head


class NewEvidence(FormPage):
    """Put a link beside an action."""

    form_class = EvidenceForm

    def head(self) -> Head:
        lead = "A link to a document or page. Never one that names a child or a family."
        return Head("Add evidence", lead, caption=f"{self.action.ref} {self.action.title}")

    def perform(self, form: Any) -> HttpResponse:
        row = evidence.add_evidence(action=self.action, by=self.request.user, **form.cleaned_data)
        return self.done(f"Added {row} to {self.action.ref}.", f"{self.home()}#evidence")


class RemoveEvidence(Button):
    """Take a link away."""

    def perform(self) -> HttpResponse:
        mine = Evidence.objects.in_authority(self.request.authority).visible_to(self.request.user)
        row: Any = get_object_or_404(mine, action=self.action, pk=self.kwargs["pk"])
        evidence.remove_evidence(evidence=row, by=self.request.user)
        return self.done(f"Removed {row} from {self.action.ref}.", f"{self.home()}#evidence")
