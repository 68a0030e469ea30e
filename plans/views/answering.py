"""Answering an update round: everything one is asked for in one list, each row saved by itself."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from accounts.models import Person, User
from accounts.permissions import Perm
from accounts.services import reminders
from core.views import PermissionMixin
from plans import rounds
from plans.answering import Sent, lines
from plans.models import Action, Ask, Participation, RagUpdate, leads
from plans.rounds import Progress, Row
from plans.rows import plural
from plans.services import answering
from plans.views import round_list
from plans.views.answers_sent import Author, keep_others, save_all, save_row
from plans.views.find import find_plan, plan_url
from plans.views.round_list import Asked

NOTHING = "Nothing was changed. “Still true” beside an action says that it stands as it did"


class RoundAnswers(TemplateView):
    """What the page of a round does, whoever opens it. `asked` says whose it is."""

    asked: Asked

    def author(self, rows: list[Row]) -> Author:
        """Who answers these rows."""
        raise NotImplementedError

    def get_context_data(self, sent: Mapping[int, Sent] | None = None, **kwargs: Any) -> dict[str, Any]:
        look, path = self.request.GET.get("show", ""), self.request.path
        made = round_list.context(self.asked, look=look, path=path, sent=sent)
        return super().get_context_data(**kwargs | made, form_url=self.request.get_full_path())

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.asked.rows()
        named = request.POST.get("theirs") or request.POST.get("row") or ""
        row = next((row for row in rows if str(row.pk) == named), None)
        if not rows or (named and row is None):
            raise PermissionDenied
        if self.asked.frozen:
            messages.warning(request, self.asked.frozen)
            return HttpResponseRedirect(request.get_full_path())
        if row is None:
            return self.finish(save_all(rows, request.POST, self.author(rows)))
        done = save_one(rows, row, request, self.author(rows))
        if request.htmx:
            return changed_row(request, self.asked, row, done)
        return self.finish({row.pk: done}, row)

    def finish(self, done: Mapping[int, Sent], row: Row | None = None) -> HttpResponse:
        """What could be saved is saved: back to the list, or the page again with the rows that could not."""
        failed = {pk: each for pk, each in done.items() if each.typed}
        if failed:
            stale = any(each.theirs for each in failed.values())
            return self.render_to_response(self.get_context_data(sent=failed), status=412 if stale else 400)
        saved = sum(each.saved for each in done.values())
        what = f"{row.ref if row else plural(saved, 'action')} saved" if saved else NOTHING
        messages.success(self.request, f"{what}. {rounds.progress(self.asked.rows())} done.")
        return HttpResponseRedirect(self.request.get_full_path() + (f"#r{row.pk}" if row else ""))


class RoundPage(PermissionMixin, RoundAnswers):
    """My actions of a round, and all of them for who keeps the plan."""

    permission = Perm.VIEW_PLAN
    template_name = "plans/rounds/answer.html"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        plan = find_plan(request, kwargs["slug"])
        period = get_object_or_404(plan.periods, slug=kwargs["period"])
        period.plan = plan
        led = Participation.objects.filter(leads(request.user), action__plan=plan).values_list("action_id", flat=True)
        keeps = request.user.has_perm(Perm.UPDATE_RAG, request.authority)
        self.asked = Asked(period, frozenset(led), keeps, plan_url(plan))

    def author(self, rows: list[Row]) -> Author:
        """Oneself; or, when a keeper writes down what the leads said, each row's lead."""
        if not (self.asked.keeps and "behalf" in self.request.POST):
            return Author(self.request.user)
        asked = {row.pk: row.person_id for row in rows if row.person_id and row.action_id not in self.asked.mine}
        found = Person.objects.in_authority(self.request.authority).in_bulk(set(asked.values()))
        return Author(self.request.user, people={pk: found[person] for pk, person in asked.items()})


@method_decorator(login_not_required, name="dispatch")
class AnswerByLink(RoundAnswers):
    """The same list for whoever holds the link of a mail: that person's actions in that round, and nothing else."""

    template_name = "plans/rounds/answer_link.html"
    http_method_names = ["get", "head", "post", "options"]
    ask: Ask

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        ask = rounds.read_token(kwargs["token"])
        if ask is None or not is_alive(ask, request.authority):
            response: Any = render(request, "plans/rounds/link_ended.html", status=410)
        else:
            self.ask, self.asked = ask, Asked(ask.period, led_by(ask))
            response = super().dispatch(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def author(self, rows: list[Row]) -> Author:
        """The system writes it down; it is the answer of the link's person."""
        return Author(User.objects.system(), RagUpdate.Source.LINK, {row.pk: self.ask.person for row in rows})

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        answering.note_opened(ask=self.ask, at=timezone.now(), by=User.objects.system())
        return HttpResponse(status=204) if "here" in request.POST else super().post(request, *args, **kwargs)

    def get_context_data(self, sent: Mapping[int, Sent] | None = None, **kwargs: Any) -> dict[str, Any]:
        person = self.ask.person
        switch = reverse("reminders_link", kwargs={"token": reminders.token(person)})
        return super().get_context_data(sent, **kwargs, person=person, by_link=True, switch_url=switch)


def led_by(ask: Ask) -> frozenset[int]:
    """The actions of a plan that the person of an ask leads now, whoever led them when the mail was sent."""
    who = rounds.asked_for(Action(pk=pk) for pk in ask.period.answers.values_list("action_id", flat=True))
    return frozenset(pk for pk, person in who.items() if person and person.pk == ask.person_id)


def is_alive(ask: Ask, authority: Any) -> bool:
    """Whether a link still opens: its council's, its person still in the plan and, if they sign in, not suspended."""
    person = ask.person
    if ask.period.plan.authority_id != authority.pk or person.closed_on is not None:
        return False
    return person.user is None or bool(person.user.roles_in(authority))


def save_one(rows: list[Row], row: Row, request: Any, author: Author) -> Sent:
    """Save the row whose button was pressed, or let go of what was typed in it for what somebody else said."""
    done = Sent() if "theirs" in request.POST else save_row(row, request.POST, author)
    if done.typed or row.draft:
        answering.keep_draft(answer_id=row.pk, typed=done.typed, by=author.by)
    if not request.htmx:
        keep_others(rows, request.POST, row.pk, author)
    return done


def changed_row(request: Any, asked: Asked, row: Row, done: Sent) -> HttpResponse:
    """The row as it is now, how far the round has come, and a word for screen readers."""
    rows = asked.rows()
    now = [each for each in rows if each.pk == row.pk]
    context = round_list.context(asked, look=request.GET.get("show", ""), path=request.path, rows=rows)
    sent = {row.pk: done} if done.typed or done.saved else {}
    context |= {"lines": lines(now, base=asked.base, sent=sent), "form_url": request.get_full_path(), "oob": True}
    status = 412 if done.theirs else 400 if done.errors else 200
    response = render(request, "plans/rounds/_saved.html", context, status=status)
    said = {"announce": announcement(row, done, context["progress"])}
    response.headers["HX-Trigger"] = json.dumps(said)
    return response


def announcement(row: Row, done: Sent, progress: Progress) -> str:
    """What a screen reader is told: "2.4 saved, 20 of 28"."""
    if done.theirs:
        return f"{row.ref} not saved. Somebody saved it while you were writing."
    if done.errors:
        return f"{row.ref} not saved. {next(iter(done.errors.values()))}"
    if not done.saved:
        return f"{row.ref} is as it was saved."
    return f"{row.ref} saved, {progress}" + ("" if progress.left else ". Everything is answered.")
