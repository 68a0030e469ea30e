"""What the officer does in a round by one button or a short form, and how the manager locks it."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from accounts.permissions import Perm
from core.errors import RuleBroken, StaleVersion
from plans import rounds
from plans.forms.rounds import LockForm, SendBackForm
from plans.rows import plural
from plans.services import rounds as services
from plans.views.editing import Button, FormPage, Head
from plans.views.find import plan_url
from plans.views.rounds import lines
from plans.views.rounds.find import OfRound, State


class RoundAct(OfRound, Button):
    """One thing done to a whole round: open, close, open again, chase, ask the new leads, accept what was seen."""

    def perform(self) -> HttpResponse:
        return self.done(getattr(self, f"_{self.kwargs['act']}")())

    def _open(self) -> str:
        services.open_round(period=self.period, on=timezone.localdate(), by=self.request.user)
        return f"Opened the round {self.period}."

    def _close(self) -> str:
        services.close_round(period=self.period, by=self.request.user)
        return f"Closed the round {self.period}. What is said from now on belongs to the next one."

    def _reopen(self) -> str:
        services.reopen(period=self.period, on=timezone.localdate(), by=self.request.user)
        return f"Opened the round {self.period} again. Edit its last day to give people more time."

    def _chase(self) -> str:
        sent = services.chase(period=self.period, on=timezone.localdate(), by=self.request.user)
        nobody = "Nobody was written to: everybody still silent had a mail today, or gets none."
        return f"Wrote to {plural(sent, 'lead')} once more." if sent else nobody

    def _ask(self) -> str:
        fresh = services.ask_again(period=self.period, on=timezone.localdate(), by=self.request.user)
        return f"Asked {plural(fresh, 'more lead')}." if fresh else "Looked again at who leads what. Nobody is new."

    def _accept(self) -> str:
        seen = [int(pk) for pk in self.request.POST.getlist("seen") if pk.isdecimal() and len(pk) < 19]
        count = services.accept_all(period=self.period, seen=seen, by=self.request.user)
        return f"Accepted {plural(count, 'answer')}." if count else "Nothing was left to accept."


class AcceptAnswer(OfRound, Button):
    """Take one answer as it is."""

    def perform(self) -> HttpResponse:
        seen = self.request.POST.get("seen", "")
        ref = self.answer.action.ref
        try:
            services.accept(
                answer=self.answer,
                seen=int(seen) if seen.isdecimal() and len(seen) < 19 else None,
                by=self.request.user,
            )
        except StaleVersion as stale:
            raise RuleBroken(f"{ref} was answered again meanwhile. The newer answer is shown here.") from stale
        return self.done(f"Accepted {ref}.", f"{self.home()}#a-{ref}")


class SendBack(OfRound, FormPage):
    """Send one answer back with a question; a newer answer given meanwhile is shown first."""

    form_class = SendBackForm
    template_name = "plans/rounds/send_back.html"

    def head(self) -> Head:
        action = self.answer.action
        return Head("Send this answer back", caption=f"{action.ref} {action.title}")

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.answer.update_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, answer=self.answer, said=self.answer.update)

    def perform(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        services.send_back(answer=self.answer, question=data["question"], seen=data["seen"], by=self.request.user)
        ref = self.answer.action.ref
        return self.done(f"Sent {ref} back with your question.", f"{self.home()}#a-{ref}")

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return self.perform(form)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            return self.form_invalid(form)
        except StaleVersion:
            return self.newer(form)

    def newer(self, form: Any) -> HttpResponse:
        """The page once more, with the newer answer and the question as it was typed."""
        del self.answer
        again = form.data.copy()
        again["seen"] = self.answer.update_id or ""
        context = self.get_context_data(form=SendBackForm(again), newer=True, page_error=True)
        return self.render_to_response(context, status=412)


class LockRound(OfRound, FormPage):
    """What is still missing, and the lock."""

    permission = Perm.LOCK_PERIOD
    form_class = LockForm
    template_name = "plans/rounds/lock.html"

    def head(self) -> Head:
        lead = "Everything is kept as it stands now, and nothing in this period changes again."
        return Head(f"Lock {self.period.title}", lead, caption=self.plan.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on = timezone.localdate()
        rows = rounds.rows(self.period, on=on)
        is_open = self.period.state == State.OPEN
        made = lines.answers(rows, base=plan_url(self.plan), here=self.to("round_lock"), is_open=is_open, on=on)
        return super().get_context_data(
            **kwargs, period=self.period, plan=self.plan, plan_url=plan_url(self.plan), progress=rounds.progress(rows),
            lacking=[line for line in made if line.lacks], silent=[line for line in made if not line.seen],
            sent_back=[line for line in made if line.state == "sent_back"], is_open=is_open,
            unconfirmed=[line for line in made if line.seen and line.state == "waiting"],
            locked=self.period.state == State.LOCKED, planned=self.period.state == State.PLANNED,
            round_url=self.to("round_edit").removesuffix("edit/"),
        )  # fmt: skip

    def frozen(self) -> str:
        if self.period.state == State.LOCKED:
            return "This period is locked. It stays as it is."
        return "This round has not been opened yet." if self.period.state == State.PLANNED else super().frozen()

    def perform(self, form: Any) -> HttpResponse:
        services.lock_period(period=self.period, on=timezone.localdate(), by=self.request.user)
        return self.done(f"Locked {self.period}. It stays as it is.", self.to("round_said"))
