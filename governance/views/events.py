"""Pages of events and their papers."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Length
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.generic import TemplateView, View

from accounts.permissions import Perm
from core.uploads import papers
from core.views import PermissionMixin
from governance import alignment
from governance.forms.alignment import EditEventForm, EventForm, PaperForm
from governance.models import Event, Paper
from governance.services import events
from governance.views.keeping import Kept, KeptButton, KeptForm
from plans.views.editing import FormPage


class OfEvents(Kept):
    """About an event."""

    model = Event
    one = "governance:event"
    many = ("Events", "governance:events")


def shelf(request: Any) -> Any:
    """The papers this person may read, without their bytes, newest first."""
    rows = Paper.objects.in_authority(request.authority).visible_to(request.user).filter(removed_at=None)
    return rows.select_related("document").defer("document__content").order_by(F("dated").desc(nulls_last=True), "-pk")


class Events(PermissionMixin, TemplateView):
    """Every event: ahead, over, cancelled."""

    permission = Perm.VIEW_ALIGNMENT
    template_name = "governance/alignment/events.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = timezone.localdate()
        rows = Event.objects.in_authority(self.request.authority).visible_to(self.request.user)
        counts: dict[int, int] = {}
        for event_id in shelf(self.request).values_list("event_id", flat=True):
            counts[event_id] = counts.get(event_id, 0) + 1
        lines = [
            (row, alignment.when(row), counts.get(row.pk, 0))
            for row in rows.order_by(F("starts_on").asc(nulls_last=True), "pk")
        ]
        over = [line for line in lines if not line[0].cancelled_at and _last_day(line[0], on) < on]
        groups = [
            ("Ahead", [line for line in lines if not line[0].cancelled_at and line not in over]),
            ("Held", over[::-1]),
            ("Cancelled", [line for line in lines if line[0].cancelled_at]),
        ]
        return super().get_context_data(**kwargs, groups=[(title, found) for title, found in groups if found])


class EventPage(PermissionMixin, OfEvents, TemplateView):
    """One event with its papers."""

    permission = Perm.VIEW_ALIGNMENT
    template_name = "governance/alignment/event.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = shelf(self.request).filter(event=self.row).annotate(size=Length("document__content"))
        return super().get_context_data(
            **kwargs, event=self.row, crumbs=self.crumbs(), when=alignment.when(self.row), papers=list(rows),
            action=alignment.linked(self.request.user, self.row),
        )  # fmt: skip


class NewEvent(OfEvents, KeptForm):
    """Plan an event."""

    form_class = EventForm
    title = "Plan an event"

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        row = events.plan_event(authority=self.request.authority, values=sent, by=self.request.user)
        return self.done(f"Planned “{row}”.", self.at(self.one, pk=row.pk))


class EditEvent(OfEvents, KeptForm):
    """Change an event."""

    form_class = EditEventForm
    title = "Edit the event"

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        changed = events.edit_event(event=self.row, values=sent, version=version or 0, by=self.request.user)
        return self.done("Saved the event." if changed else "Nothing was changed.")


class CancelEvent(OfEvents, KeptButton):
    """Call an event off."""

    def perform(self) -> HttpResponse:
        events.cancel_event(event=self.row, by=self.request.user)
        return self.done(f"Cancelled “{self.row}”.")


class NewPaper(OfEvents, KeptForm):
    """Put a link or a file on an event's shelf."""

    form_class = PaperForm
    title = "Add a paper"
    lead = "A link or a file. Never one that names a child or a family."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super(FormPage, self).get_form_kwargs()

    def get_initial(self) -> dict[str, Any]:
        return {"audience": Paper.Audience.EVERYBODY}

    def keep(self, sent: dict[str, Any], version: int | None) -> HttpResponse:
        file, url = sent.pop("file"), sent.pop("url")
        given: dict[str, Any] = {"event": self.row, "by": self.request.user, **sent}
        row = events.add_file(name=file.name, data=file.read(), **given) if file else events.add_link(url=url, **given)
        return self.done(f"“{row}” is on the shelf.", f"{self.home()}#papers")


class RemovePaper(OfEvents, KeptButton):
    """Take a paper off the shelf."""

    def perform(self) -> HttpResponse:
        paper: Any = get_object_or_404(shelf(self.request), event=self.row, pk=self.kwargs["paper"])
        events.remove_paper(paper=paper, by=self.request.user)
        return self.done(f"Took “{paper}” off the shelf.", f"{self.home()}#papers")


class PaperFile(PermissionMixin, OfEvents, View):
    """A paper that is a file, to keep: never shown in the browser, never once it was removed."""

    permission = Perm.VIEW_ALIGNMENT

    def get(self, request: Any, pk: int, paper: int) -> HttpResponse:
        rows = shelf(request).filter(event=self.row, document__isnull=False)
        found: Any = get_object_or_404(rows, pk=paper)
        kind = papers.TYPES.get(found.document.kind, "application/octet-stream")
        answer = HttpResponse(bytes(found.document.content), content_type=kind)
        answer.headers["Content-Disposition"] = content_disposition_header(True, found.document.name)
        return answer


def _last_day(row: Event, on: Any) -> Any:
    """Its last day; today's date stands in while it has none, so that it is not over."""
    return row.ends_on or row.starts_on or on
