"""The council's registers: bodies, posts, people, agencies, localities and teams."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View

from accounts.forms import LineForm, SearchForm
from accounts.permissions import Perm
from accounts.services import registers
from accounts.services.registers import REGISTERS
from core.errors import RuleBroken
from core.views import PermissionMixin, ServiceFormMixin

SHOWN = 300
MANY = 20


class OfRegister(PermissionMixin):
    """A page about one register, named in its address."""

    permission = Perm.EDIT_REGISTERS

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # from View
        if kwargs["kind"] not in REGISTERS:
            raise Http404("No such register.")
        self.register = REGISTERS[kwargs["kind"]]
        self.row: Any = self._row(request.authority, kwargs["pk"]) if "pk" in kwargs else None

    def _row(self, authority: Any, pk: int) -> Any:
        return get_object_or_404(self.register.model._default_manager.filter(authority=authority), pk=pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What every page of a register shows."""
        shown = {"register": self.register, "registers": REGISTERS.values(), "row": self.row}
        return super().get_context_data(**kwargs, **shown)  # type: ignore[misc, no-any-return]  # from View

    def back(self) -> HttpResponse:
        """To the register."""
        return redirect("accounts:registers", authority=self.request.authority.slug, kind=self.register.kind)


class Lines(OfRegister, TemplateView):
    """One register: open lines first."""

    template_name = "accounts/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.register.model._default_manager.filter(authority=self.request.authority)
        words = SearchForm(self.request.GET).words()
        found = rows.filter(name__icontains=words) if words else rows
        link = self.register.link
        found = found.select_related(link) if link else found
        lines: list[dict[str, Any]] = [
            {"row": row, "link": getattr(row, link, None) if link else None, "email": getattr(row, "email", "")}
            for row in found.order_by(F("closed_on").asc(nulls_first=True), "name")[: SHOWN + 1]
        ]
        lines.sort(key=lambda line: (bool(line["row"].closed_on), line["row"].name.casefold()))
        more = len(lines) > SHOWN
        shown = {"lines": lines[:SHOWN], "more": more, "q": words, "many": words or len(lines) > MANY}
        return super().get_context_data(**kwargs, **shown)


class Line(OfRegister, ServiceFormMixin, FormView):
    """Add a line, or change one."""

    template_name = "accounts/register_line.html"
    form_class = LineForm

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"authority": self.request.authority, "register": self.register}
        initial = {name: getattr(self.row, name) for name in self.register.fields} if self.row else {}
        return super().get_form_kwargs() | own | {"initial": initial}

    def perform(self, form: Any) -> HttpResponse:
        about = {"register": self.register, "values": form.cleaned_data, "by": self.request.user}
        if self.row:
            registers.change(row=self.row, **about)
        else:
            registers.create(authority=self.request.authority, **about)
        messages.success(self.request, f"Saved {form.cleaned_data['name']}.")
        return self.back()


class LineAct(OfRegister, View):
    """Close a line, or open it again."""

    http_method_names = ["post"]

    def post(self, request: Any, kind: str, pk: int, act: str) -> HttpResponse:
        """Do it, and go back to the register."""
        row = self.row
        try:
            if act == "close":
                registers.close(register=self.register, row=row, on=timezone.localdate(), by=request.user)
            else:
                registers.reopen(register=self.register, row=row, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, f"{refusal.message}. Nothing has been changed.")
        else:
            messages.success(request, f"{'Closed' if act == 'close' else 'Reopened'} {row.name}.")
        return self.back()
