"""Who gets the newsletter: the list, adding one or many, the list as a file, and taking somebody off it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts import pasted_people
from accounts.permissions import Perm, Role
from core.daywords import say_day
from core.exports import csv_lines
from governance.forms.newsletters import PasteForm, SubscriberForm
from governance.models import Subscriber
from governance.services import subscribers
from governance.views.newsroom import NewsButton, NewsForm, Newsroom
from plans.rows import plural
from plans.views.editing import Head

SHOWN = 300
HEADINGS = ["Email", "Name", "Form", "Agreed on", "How they agreed", "Left on"]


class OfSubscribers(Newsroom):
    """A page about those who get the newsletter."""

    permission = Perm.EDIT_NEWSLETTERS

    @property
    def rows(self) -> Any:
        """The council's readers, those who left included."""
        found = Subscriber.objects.in_authority(self.request.authority).visible_to(self.request.user)
        return found.order_by("left_at", "email")

    def home(self) -> str:
        return self.url("subscribers")

    def crumbs(self) -> list[tuple[str, str]]:
        """The way here."""
        return [("Newsletter", self.url("newsletters")), ("Subscribers", self.home())]


class Subscribers(OfSubscribers, TemplateView):
    """The list: those who get it first."""

    template_name = "governance/newsletters/subscribers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = " ".join(self.request.GET.get("q", "").replace("\0", "").split())[:200]
        words = words.encode("utf-8", "ignore").decode()
        found = self.rows.filter(email__icontains=words) if words else self.rows
        here = found.filter(left_at=None).order_by("email")
        left = found.exclude(left_at=None).order_by("-left_at")
        rows = [*here[: SHOWN + 1], *left[: SHOWN + 1]]
        said = {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "q": words, "count": here.count()}
        return super().get_context_data(**kwargs, **said)


class Add(OfSubscribers, NewsForm):
    """Add one, with how they agreed."""

    form_class = SubscriberForm

    def head(self) -> Head:
        return Head("Add a subscriber", lead="Only people who agreed to get the newsletter.")

    def perform(self, form: Any) -> HttpResponse:
        row = subscribers.add(authority=self.request.authority, values=form.cleaned_data, by=self.request.user)
        return self.done(f"Added {row.email}.")


class Paste(OfSubscribers, NewsForm):
    """Add many, who agreed in the same way."""

    form_class = PasteForm

    def head(self) -> Head:
        return Head("Add many subscribers", lead="Paste people from a spreadsheet or a mail. All of them agreed.")

    def perform(self, form: Any) -> HttpResponse:
        lines = pasted_people.read(form.cleaned_data["people"], Role.VIEWER)
        how = form.cleaned_data["consent_words"]
        where, by = self.request.authority, self.request.user
        added, out = subscribers.add_many(authority=where, lines=lines, consent_words=how, by=by)
        beside = f" Left out {plural(len(out), 'line')}: on the list already, or left." if out else ""
        return self.done(f"Added {plural(added, 'subscriber')}.{beside}")


class Leave(OfSubscribers, NewsButton):
    """Take somebody off the list who asked for it another way than by their link."""

    def perform(self) -> HttpResponse:
        row = get_object_or_404(self.rows, pk=self.kwargs["pk"])
        subscribers.choose(subscriber=row, form="", by=self.request.user)
        return self.done(f"{row.email} does not get the newsletter any more.")


class File(OfSubscribers, View):
    """The list as a file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: Any, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        """A line each, with when and how they agreed, and when they left."""
        answer = StreamingHttpResponse(csv_lines(self._lines()), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="newsletter-subscribers.csv"'
        return answer

    def _lines(self) -> Iterator[list[str]]:
        yield HEADINGS
        for row in self.rows.iterator(500):
            agreed, left = (self._day(moment) for moment in (row.consented_at, row.left_at))
            yield [row.email, row.name, row.get_form_display(), agreed, row.consent_words, left]

    @staticmethod
    def _day(moment: Any) -> str:
        return say_day(timezone.localtime(moment).date()) if moment else ""
