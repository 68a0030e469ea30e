"""The council's own names and words: settings and glossary."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from accounts.forms import SettingsForm, TermForm
from accounts.permissions import Perm
from accounts.services import authorities
from core.models import GlossaryTerm
from core.services import glossary
from core.views import PermissionMixin, ServiceFormMixin


class Settings(PermissionMixin, ServiceFormMixin, FormView):
    """What the council calls its bodies, and whom to ask."""

    permission = Perm.EDIT_SETTINGS
    template_name = "accounts/settings.html"
    form_class = SettingsForm

    def get_initial(self) -> dict[str, Any]:
        authority = self.request.authority
        return {name: getattr(authority, name) for name in SettingsForm.base_fields}

    def perform(self, form: Any) -> HttpResponse:
        authorities.change_settings(authority=self.request.authority, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Saved the settings.")
        return redirect("accounts:settings", authority=self.request.authority.slug)


class Glossary(PermissionMixin, TemplateView):
    """The words we use, for everybody in the council."""

    permission = Perm.VIEW_GLOSSARY
    template_name = "core/glossary.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, terms=_terms(self.request.authority))


class Term(PermissionMixin, ServiceFormMixin, FormView):
    """Add a word, or change one where it stands in the list."""

    permission = Perm.EDIT_GLOSSARY
    template_name = "core/glossary.html"
    form_class = TermForm

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        own = GlossaryTerm.objects.in_authority(request.authority)
        self.row = get_object_or_404(own, pk=kwargs["pk"]) if "pk" in kwargs else None

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {"term": self.row.term, "meaning": self.row.meaning} if self.row else {}
        own = {"action": self.request.path, "cancel_url": self._place(self.row)}
        return super().get_form_kwargs() | own | {"initial": initial}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editing = {"editing": self.row, "adding": self.row is None}
        return super().get_context_data(**kwargs, **editing, terms=_terms(self.request.authority))

    def perform(self, form: Any) -> HttpResponse:
        data, by, row = form.cleaned_data, self.request.user, self.row
        if row:
            glossary.change(row=row, by=by, **data)
        else:
            row = glossary.define(authority=self.request.authority, by=by, **data)
        messages.success(self.request, f"Saved “{row.term}”.")
        return redirect(self._place(row))

    def _place(self, row: GlossaryTerm | None) -> str:
        page = reverse("accounts:glossary", kwargs={"authority": self.request.authority.slug})
        return f"{page}#word-{row.pk}" if row else page


class RemoveTerm(PermissionMixin, View):
    """Take a word out."""

    permission = Perm.EDIT_GLOSSARY
    http_method_names = ["post"]

    def post(self, request: Any, pk: int) -> HttpResponse:
        """Do it, and go back to the list."""
        row = get_object_or_404(GlossaryTerm.objects.in_authority(request.authority), pk=pk)
        glossary.remove(row=row, by=request.user)
        messages.success(request, f"Removed “{row.term}”.")
        return redirect("accounts:glossary", authority=request.authority.slug)


def _terms(authority: Any) -> list[GlossaryTerm]:
    rows = GlossaryTerm.objects.in_authority(authority)
    return sorted(rows, key=lambda row: row.term.casefold())
