"""Pages of update rounds: the list, when one is, who has answered, what was said."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.generic import TemplateView

from accounts.permissions import Perm
from core.daywords import say_day
from core.views import PermissionMixin
from plans import nobody, rounds, snapshots
from plans.forms.rounds import EditPeriodForm, NewPeriodForm, NoteForm
from plans.models import Plan
from plans.services import rounds as services
from plans.views.editing import FormPage, Head
from plans.views.find import find_plan, link, plan_url
from plans.views.rounds import lines
from plans.views.rounds.find import OfRound, State, find_period
from plans.views.rounds.said import by_area, columns, in_words


class RoundList(PermissionMixin, TemplateView):
    """The rounds of a plan: open, planned, past; and the next one, proposed."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/rounds/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, on = find_plan(self.request, self.kwargs["slug"]), timezone.localdate()
        found = rounds.of_plan(plan)
        for each in found:
            each.when = lines.still_open(each, on)
        proposed = rounds.proposal(plan, on)
        return super().get_context_data(
            **kwargs,
            plan=plan,
            plan_url=plan_url(plan),
            rounds=found,
            open=next((each for each in found if each.state == State.OPEN), None),
            proposed=proposed,
            proposed_days=f"{say_day(proposed.opens_on)} to {say_day(proposed.closes_on)}",
        )


class NewRound(FormPage):
    """Plan a round, or open it at once."""

    permission = Perm.RUN_ROUNDS
    form_class = NewPeriodForm

    def head(self) -> Head:
        lead = "Every lead is asked by one mail how their actions stand. A link in it works without an account."
        return Head("Start an update round", lead, caption=self.plan.title)

    def home(self) -> str:
        return self.url("plans:rounds")

    def crumbs(self) -> list[tuple[str, str]]:
        return way(self.plan)

    def frozen(self) -> str:
        needs = "Only a plan in force has update rounds. Put the plan in force first."
        return "" if self.plan.is_tracked else needs

    def get_initial(self) -> dict[str, Any]:
        on = timezone.localdate()
        proposed = rounds.proposal(self.plan, on)
        start = NewPeriodForm.NOW if proposed.opens_on <= on else NewPeriodForm.LATER
        values = {name: getattr(proposed, name) for name in ("title", "opens_on", "closes_on")}
        return values | {"start": start}

    def perform(self, form: Any) -> HttpResponse:
        values = dict(form.cleaned_data)
        now, on = values.pop("start") == form.NOW, timezone.localdate()
        period = services.start_round(plan=self.plan, now=now, on=on, by=self.request.user, **values)
        if now:
            return self.done(f"Opened the round {period}.", self.url("plans:round_answers", period=period.slug))
        return self.done(f"Planned the round {period}. It opens on {say_day(period.opens_on)}.")


class PeriodPage(OfRound, FormPage):
    """A form about the period itself; two people at it see each other."""

    saved = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"period": self.period}

    def get_initial(self) -> dict[str, Any]:
        values: dict[str, Any] = self.get_form_class().values_of(self.period)
        return values

    def frozen(self) -> str:
        locked = "This period is locked. It stays as it is."
        return locked if self.period.state == State.LOCKED else super().frozen()

    def perform(self, form: Any) -> HttpResponse:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        version = form.cleaned_data["version"]
        changed = services.edit_period(period=self.period, values=values, version=version, by=self.request.user)
        return self.done(self.saved if changed else "Nothing was changed.")


class EditRound(PeriodPage):
    """Change what a round is called and its days."""

    form_class = EditPeriodForm
    saved = "Saved the round."

    def head(self) -> Head:
        return Head("Edit this round", caption=self.period.title)

    def home(self) -> str:
        return self.url("plans:rounds") if self.period.state == State.PLANNED else super().home()


class Note(PeriodPage):
    """Where we are, what is working well, what we are worried about: the plan's own note for a period."""

    form_class = NoteForm
    saved = "Saved the note."

    def head(self) -> Head:
        lead = "It stands over what was said, and is kept with the period when it is locked."
        return Head("Note for this period", lead, caption=self.period.title)


class Answers(OfRound, TemplateView):
    """Who has answered, what they said, whom nobody asks; accept, send back, chase."""

    template_name = "plans/rounds/answers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        period, on = self.period, timezone.localdate()
        rows, base = rounds.rows(period, on=on), plan_url(self.plan)
        is_open = period.state == State.OPEN
        made = lines.answers(rows, base=base, here=self.home(), is_open=is_open, on=on)
        show = self.request.GET.get("show", "")
        show = show if show in lines.SHOWN else ""
        return super().get_context_data(
            **(kwargs | {"period": period}),
            plan=self.plan, plan_url=base, round_url=self.to("round_edit").removesuffix("edit/"),
            crumbs=self.crumbs()[:-1], progress=rounds.progress(rows), finding=finding(made),
            when=lines.still_open(period, on), people=lines.people(period, rows, on),
            nobody=nobody.to_ask(period), chips=lines.chips(made, show), show=show,
            lines=[line for line in made if lines.SHOWN[show][1](line)],
            to_accept=[line.seen for line in made if line.state == "answered"],
            locked=period.state == State.LOCKED, is_open=is_open, closed=period.state == State.CLOSED,
            planned=period.state == State.PLANNED,
        )  # fmt: skip


def finding(made: list[lines.AnswerLine]) -> str:
    """The answer to "how far is it": "4 to look at, 1 sent back, 3 with nobody to ask."."""
    counted = {
        "to look at": sum(line.state == "answered" for line in made),
        "sent back": sum(line.state == "sent_back" for line in made),
        "waiting": sum(line.state == "waiting" for line in made),
        "accepted": sum(line.state == "accepted" for line in made),
    }
    parts = [f"{number} {words}" for words, number in counted.items() if number]
    return f"{', '.join(parts)}." if parts else "It asks about no action."


class Said(PermissionMixin, TemplateView):
    """What was said in a period: as it was frozen once it is locked, as it stands until then."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/rounds/said.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        period = find_period(self.request, self.kwargs["slug"], self.kwargs["period"])
        if period.state == State.PLANNED:
            raise Http404("Nothing was said yet.")
        now = timezone.now()
        locked = period.snapshot is not None
        frozen = period.snapshot or snapshots.of_period(period, on=timezone.localdate(now), at=now)
        base = plan_url(period.plan)
        return super().get_context_data(
            **(kwargs | {"period": period}), plan=period.plan, plan_url=base, said=frozen,
            as_at=parse_datetime(frozen["as_at"]), locked=locked, areas=by_area(frozen, base),
            crumbs=way(period.plan), note=columns(frozen), ratings=in_words(frozen["ratings"]),
        )  # fmt: skip


def way(plan: Plan) -> list[tuple[str, str]]:
    """The way to a page about a plan's rounds."""
    plans = reverse("plans:list", kwargs={"authority": plan.authority.slug})
    return [("Plans", plans), (plan.title, plan_url(plan)), ("Update rounds", link("plans:rounds", plan))]
