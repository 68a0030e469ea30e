"""The dates of an action: marked done, changed with a reason, a query on one answered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from core.daywords import say_day
from core.errors import RuleBroken
from plans import wording
from plans.forms.dates import AddForm, AnswerForm, DoneForm, MoveForm, SetForm
from plans.models import ActionDate, DateRevision
from plans.services import answers, dates
from plans.views.conflicts import Conflict, Difference, last_saved
from plans.views.editing import Button, Editing, FormPage, Head


def offer(page: Any, form: Any, proposed: str) -> HttpResponse:
    """Show the words that would say the new date, before anything is saved."""
    data = form.data.copy()
    data["words"] = data["offered"] = proposed
    checked = type(form)(**{**page.get_form_kwargs(), "data": data, "checked": True})
    answer: HttpResponse = page.render_to_response(page.get_context_data(form=checked, offered=True))
    return answer


class OfDate(Editing):
    """A page about one date of an action."""

    @cached_property
    def row(self) -> ActionDate:
        """The date this page is about."""
        mine = ActionDate.objects.in_authority(self.request.authority).visible_to(self.request.user)
        row: ActionDate = get_object_or_404(mine, action=self.action, pk=self.kwargs["pk"], removed_at=None)
        row.action = self.action
        return row

    def home(self) -> str:
        return f"{self.url('plans:action', ref=self.action.ref)}#dates"

    def said(self) -> str:
        """The date as it stands, in words."""
        return wording.describe(self.row.start, self.row.end, self.row.precision or "day") or f"“{self.row.source}”"

    def caption(self) -> str:
        """What the date belongs to."""
        return f"{self.action.ref} {self.action.title}"


class DateForm(OfDate, FormPage):
    """A form about one date: the plan's words stand beside it."""

    template_name = "plans/edit/date.html"

    def days_of(self, form: Any) -> tuple[Any, Any]:
        """The first and last day a valid form asks for."""
        return form.cleaned_data["done_on"], form.cleaned_data["done_on"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        whole, (start, end) = self.action.by_when, dates.place_in_words(self.row)
        words = {"before": whole[:start], "marked": whole[start:end], "after": whole[end:]}
        return {**context, "row": self.row, "words": words}

    def conflict(self, form: Any, theirs: Any) -> Conflict:
        newest = DateRevision.objects.filter(date=theirs).select_related("by").order_by("-pk").first()
        data = form.data.copy()
        data["seen"] = str(newest.pk if newest else 0)
        now = (
            "No longer in the by-when words" if theirs.removed_at else wording.describe(theirs.start, theirs.end, "day")
        )
        start, end = self.days_of(form)
        mine = wording.describe(start, end, "day")
        by, at = (str(newest.by), newest.at) if newest else ("", None)
        return Conflict(self.again(data), [Difference("The date", now, mine)], by, at)


class MarkDone(DateForm):
    """Say that what a date asked for is done, today or on an earlier day."""

    form_class = DoneForm

    def head(self) -> Head:
        return Head(f"Mark {self.said()} done", caption=self.caption())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"on": timezone.localdate()}

    def get_initial(self) -> dict[str, Any]:
        return {"done_on": timezone.localdate()}

    def perform(self, form: Any) -> HttpResponse:
        done_on = form.cleaned_data["done_on"]
        dates.mark_done(date_row=self.row, done_on=done_on, on=timezone.localdate(), by=self.request.user)
        return self.done(f"{self.action.ref}: {self.said()} was marked done on {say_day(done_on)}.")


class UndoDone(OfDate, Button):
    """Take "done" back."""

    def perform(self) -> HttpResponse:
        dates.undo_done(date_row=self.row, by=self.request.user)
        return self.done(f"{self.action.ref}: {self.said()} is open again.")


class AddDate(FormPage):
    """One more date. The first press shows the new by-when words, the second saves both."""

    template_name = "plans/edit/date.html"
    form_class = AddForm

    def home(self) -> str:
        return f"{self.url('plans:action', ref=self.action.ref)}#dates"

    def head(self) -> Head:
        return Head("Add a date", caption=f"{self.action.ref} {self.action.title}")

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.action.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"checked": "words" in self.request.POST}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "words": {"before": self.action.by_when}}

    def perform(self, form: Any) -> HttpResponse:
        data, start, end = form.cleaned_data, form.cleaned_data["start"], form.cleaned_data["end"]
        proposed = dates.proposed_with(self.action, start, end)
        typed = data.get("words", "")
        if not typed or (typed == data["offered"] != proposed):
            return offer(self, form, proposed)
        about = {"start": start, "end": end, "words": typed, "version": data["seen"]}
        dates.add_date(action=self.action, by=self.request.user, **about)
        return self.done(f"{self.action.ref}: {wording.describe(start, end, 'day')} was added.")

    def conflict(self, form: Any, theirs: Any) -> Conflict:
        data = form.data.copy()
        data["seen"] = str(theirs.version)
        by, at = last_saved(theirs)
        mine = form.cleaned_data.get("words", "")
        return Conflict(self.again(data), [Difference("By when", theirs.by_when, mine)], by, at)


class MoveDate(DateForm):
    """Change a date, with its reason. The first press shows the new by-when words, the second saves both."""

    form_class = MoveForm

    def head(self) -> Head:
        return Head(f"Change {self.said()}", dates.why_fixed(self.row), caption=self.caption())

    def get_initial(self) -> dict[str, Any]:
        return {"start": self.row.start, "end": self.row.end, "seen": dates.newest_revision(self.row)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"checked": "words" in self.request.POST}

    def days_of(self, form: Any) -> tuple[Any, Any]:
        return form.cleaned_data["start"], form.cleaned_data["end"]

    def perform(self, form: Any) -> HttpResponse:
        data, (start, end) = form.cleaned_data, self.days_of(form)
        proposed = dates.proposed_words(self.row, start, end)
        typed = data.get("words", "")
        if not typed or (typed == data["offered"] != proposed):
            return offer(self, form, proposed)
        about = {"start": start, "end": end, "reason": data["reason"], "words": typed, "seen": data["seen"]}
        dates.move_date(date_row=self.row, by=self.request.user, **about)
        return self.done(f"{self.action.ref}: {self.said()} was moved to {wording.describe(start, end, 'day')}.")


class SetDate(DateForm):
    """Give a day to a date that had none."""

    form_class = SetForm

    def head(self) -> Head:
        first = "When is the next time?" if self.row.kind == ActionDate.Kind.RECURRING else "Which day is it?"
        return Head(first, dates.why_not_set(self.row), caption=self.caption())

    def get_initial(self) -> dict[str, Any]:
        return {"seen": dates.newest_revision(self.row)}

    def days_of(self, form: Any) -> tuple[Any, Any]:
        return form.cleaned_data["start"], form.cleaned_data["end"]

    def perform(self, form: Any) -> HttpResponse:
        data, (start, end) = form.cleaned_data, self.days_of(form)
        about = {"start": start, "end": end, "reason": data["reason"], "seen": data["seen"]}
        dates.set_date(date_row=self.row, by=self.request.user, **about)
        return self.done(f"{self.action.ref}: {wording.describe(start, end, 'day')} was saved.")


class AnswerQuery(DateForm):
    """Say which days were meant by words that look impossible. The words stay."""

    form_class = AnswerForm

    def head(self) -> Head:
        return Head("Which date is meant?", caption=self.caption())

    def get_initial(self) -> dict[str, Any]:
        return {"seen": dates.newest_revision(self.row)}

    def get_form_kwargs(self) -> dict[str, Any]:
        about = {"date_row": self.row, "suggested": answers.suggested_days(self.row)}
        return super().get_form_kwargs() | about

    def days_of(self, form: Any) -> tuple[Any, Any]:
        days: tuple[Any, Any] = form.answer()
        return days

    def perform(self, form: Any) -> HttpResponse:
        start, end = self.days_of(form)
        if not self.row.queried:
            raise RuleBroken("This date is not queried any more.")
        about = {"start": start, "end": end, "reason": form.cleaned_data["reason"], "seen": form.cleaned_data["seen"]}
        dates.answer_query(date_row=self.row, by=self.request.user, **about)
        return self.done(f"{self.action.ref}: “{self.row.source}” means {wording.describe(start, end, 'day')}.")
