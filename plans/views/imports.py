"""Import pages: choose a file, check what was found, confirm. Every step can be left and come back to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View
from django.views.generic import FormView, TemplateView

from accounts.permissions import Perm
from core.errors import RuleBroken, StaleVersion
from core.views import PermissionMixin, ServiceFormMixin
from plans.forms.imports import FileForm
from plans.models import Plan, PlanImport
from plans.services import imports
from plans.views import import_pages

READ_AGAIN = "This file was read again in another tab. This is what was found last."
State = PlanImport.State


class ImportStart(PermissionMixin, ServiceFormMixin, FormView):
    """Step 1: the file, or pasted text."""

    permission = Perm.IMPORT_PLAN
    template_name = "plans/import/start.html"
    form_class = FileForm

    def get_form_kwargs(self) -> dict[str, Any]:
        plans = Plan.objects.in_authority(self.request.authority).visible_to(self.request.user)
        return {**super().get_form_kwargs(), "plans": list(plans.exclude(state=Plan.State.CLOSED).order_by("title"))}

    def get_initial(self) -> dict[str, Any]:
        return {"plan": self.request.GET.get("plan", "")[:60]}

    def perform(self, form: FileForm) -> HttpResponse:
        plan = next((plan for plan in self.get_form_kwargs()["plans"] if plan.slug == form.cleaned_data["plan"]), None)
        row = imports.start_import(
            authority=self.request.authority, plan=plan, name=form.cleaned_data["name"],
            data=form.cleaned_data["data"], by=self.request.user,
        )  # fmt: skip
        return HttpResponseRedirect(_url("plans:import", row))


class OneImport(PermissionMixin):
    """A page about one import of this council."""

    permission = Perm.IMPORT_PLAN
    kwargs: dict[str, Any]

    def row(self) -> PlanImport:
        """The import the address names; another council's is not there."""
        rows = PlanImport.objects.in_authority(self.request.authority).select_related("plan", "job", "by")
        row: PlanImport = get_object_or_404(
            rows.defer("document__content").select_related("document"), pk=self.kwargs["pk"]
        )
        row.authority = self.request.authority
        return row

    def back(self, row: PlanImport, sentence: str = "") -> HttpResponse:
        """To the import's page, with a sentence when something went otherwise than asked."""
        if sentence:
            messages.warning(self.request, sentence)
        return HttpResponseRedirect(_url("plans:import", row))


class ImportPage(OneImport, TemplateView):
    """Step 2: what was found. Also the page that waits, the one that refuses, and the result."""

    def get_template_names(self) -> list[str]:
        return [f"plans/import/{self.stage}.html"]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.row()
        self.stage = import_pages.stage(row)
        if request.htmx and self.stage != "waiting":
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        every = request.GET.get("every") == "1"
        return self.render_to_response(import_pages.context(row, self.stage, request.user, every=every))

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.row()
        if row.state != State.CHECKED:
            return self.back(row)
        choices, faults = import_pages.read_choices(row, request.POST)
        if faults:
            self.stage = "check"
            context = import_pages.context(row, "check", request.user, given=request.POST, faults=faults)
            return self.render_to_response(context, status=400)
        try:
            again = imports.choose(plan_import=row, choices=choices, seen=_seen(request), by=request.user)
        except StaleVersion:
            return self.back(row, READ_AGAIN)
        return HttpResponseRedirect(_url("plans:import" if again else "plans:import_confirm", row))


class ImportConfirm(OneImport, TemplateView):
    """Step 3: what will be done, in one sentence, and the button that does it."""

    template_name = "plans/import/confirm.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.row()
        if import_pages.stage(row) != "check" or not import_pages.does_something(row):
            return self.back(row)
        return self.render_to_response(import_pages.confirm_context(row, request.user))

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.row()
        in_force = request.POST.get("in_force") == "yes"
        try:
            imports.ask_confirm(plan_import=row, seen=_seen(request), in_force=in_force, by=request.user)
        except StaleVersion:
            return self.back(row, "" if row.state == State.APPLIED else READ_AGAIN)
        except RuleBroken as refusal:
            return self.back(row, refusal.message)
        return self.back(row)


class ImportAgain(OneImport, View):
    """Reads the kept file once more, after work that stopped or a plan that has changed."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.row()
        if import_pages.stage(row) in ("stopped", "check", "refused"):
            imports.check_again(plan_import=row, notice="", by=request.user)
        return self.back(row)


def _seen(request: Any) -> int:
    given = request.POST.get("round", "")
    return int(given) if given.isdecimal() and len(given) < 6 else 0


def _url(name: str, row: PlanImport) -> str:
    return reverse(name, kwargs={"authority": row.authority.slug, "pk": row.pk})
