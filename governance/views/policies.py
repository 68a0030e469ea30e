"""Pages of the register of policies, forms and work flows."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts.permissions import Perm
from core.exports import Value, csv_lines
from core.views import PermissionMixin
from governance import alignment
from governance.forms.alignment import EditPolicyForm, MoveForm, PolicyForm
from governance.models import PolicyReview
from governance.services import policies
from governance.views.keeping import Kept, KeptButton, KeptForm
from plans.models import Action
from plans.views.editing import Head

SHOWN = ("overdue", *PolicyReview.State.values)
COLUMNS = (
    "Kind", "Name", "Agency", "Owner", "Linked action", "State", "What is to change", "Months between reviews",
    "Next review", "Review overdue", "Published on", "Link", "Off the register on",
)  # fmt: skip


class OfPolicies(Kept):
    """About a line of the register."""

    model = PolicyReview
    one = "governance:policy"
    many = ("Policies and forms", "governance:policies")


def register(request: Any) -> Any:
    """The lines this person may read, in order."""
    rows = PolicyReview.objects.in_authority(request.authority).visible_to(request.user)
    return rows.select_related("agency", "owner").order_by(F("closed_on").asc(nulls_first=True), "title", "pk")


class Policies(PermissionMixin, TemplateView):
    """The register, all of it or those in one state; `?show=overdue` those whose review is overdue."""

    permission = Perm.VIEW_ALIGNMENT
    template_name = "governance/alignment/policies.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on, show = timezone.localdate(), self.request.GET.get("show", "")
        show = show if show in SHOWN else ""
        rows = list(register(self.request))
        lines = [(row, alignment.is_overdue(row, on)) for row in rows]
        open_ones = [line for line in lines if not line[0].closed_on]
        chips = [(name, label, len(_in(open_ones, name))) for name, label in LABELS.items()]
        return super().get_context_data(
            **kwargs, lines=_in(open_ones, show), show=show, any=bool(rows),
            chips=[chip for chip in chips if chip[2] or chip[0] in ("", show)],
            closed=[] if show else [row for row in rows if row.closed_on],
        )  # fmt: skip


LABELS = {"": "All", "overdue": "Review overdue", **dict(PolicyReview.State.choices)}


def _in(lines: list[tuple[PolicyReview, bool]], show: str) -> list[tuple[PolicyReview, bool]]:
    return [line for line in lines if show in ("", line[0].state) or (show == "overdue" and line[1])]


class Policy(PermissionMixin, OfPolicies, TemplateView):
    """One line of the register, what it can move on to, and its history."""

    permission = Perm.VIEW_ALIGNMENT
    template_name = "governance/alignment/policy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        states = [(state, alignment.step(self.row, state)) for state in alignment.next_states(self.row)]
        return super().get_context_data(
            **kwargs, policy=self.row, crumbs=self.crumbs(), states=states, history=alignment.history(self.row),
            overdue=alignment.is_overdue(self.row, timezone.localdate()),
            action=alignment.linked(self.request.user, self.row),
        )  # fmt: skip


class NewPolicy(OfPolicies, KeptForm):
    """Put a policy, form or work flow on the register."""

    form_class = PolicyForm
    title = "Add to the register"

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        row = policies.list_policy(authority=self.request.authority, values=sent, by=self.request.user)
        return self.done(f"Listed “{row}”.", self.at(self.one, pk=row.pk))


class EditPolicy(OfPolicies, KeptForm):
    """Change a line of the register."""

    form_class = EditPolicyForm
    title = "Edit the line of the register"

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        changed = policies.edit_policy(policy=self.row, values=sent, version=version or 0, by=self.request.user)
        return self.done("Saved." if changed else "Nothing was changed.")


class MovePolicy(OfPolicies, KeptForm):
    """Move a line of the register to its next state."""

    form_class = MoveForm

    def head(self) -> Head:
        return Head(alignment.step(self.row, self.kwargs["state"]), caption=str(self.row))

    def get_form_kwargs(self) -> dict[str, Any]:
        if self.request.method == "GET" and self.kwargs["state"] not in alignment.next_states(self.row):
            raise Http404("It cannot become that now.")
        return super().get_form_kwargs() | {"state": self.kwargs["state"]}

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        moved = policies.move_on(
            policy=self.row, state=self.kwargs["state"], version=version or 0, on=timezone.localdate(),
            by=self.request.user, **sent,
        )  # fmt: skip
        return self.done(f"“{moved}” is now {moved.get_state_display().lower()}.")


class ClosePolicy(OfPolicies, KeptButton):
    """Take a line off the register."""

    def perform(self) -> HttpResponse:
        policies.close_policy(policy=self.row, on=timezone.localdate(), by=self.request.user)
        return self.done(f"Took “{self.row}” off the register.")


class PoliciesFile(PermissionMixin, View):
    """The register as a CSV file."""

    permission = Perm.VIEW_ALIGNMENT

    def get(self, request: Any) -> StreamingHttpResponse:
        answer = StreamingHttpResponse(csv_lines(_rows(request)), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="policies-and-forms.csv"'
        return answer


def _rows(request: Any) -> Iterator[tuple[Value, ...]]:
    on = timezone.localdate()
    refs = dict(Action.objects.in_authority(request.authority).visible_to(request.user).values_list("pk", "ref"))
    yield COLUMNS
    for row in register(request):
        yield (
            row.get_kind_display(), row.title, str(row.agency or ""), str(row.owner or ""), refs.get(row.action_id, ""),
            row.get_state_display(), row.recommendation, row.every_months, row.next_review_on,
            "Yes" if alignment.is_overdue(row, on) else "No", row.published_on, row.url, row.closed_on,
        )  # fmt: skip
