"""What was said in a round: taken from every update, given back with a withdrawn one, looked through by the officer."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core import audit
from core.errors import RuleBroken, StaleVersion
from plans.models import Answer, RagUpdate, ReportingPeriod
from plans.services.plans import refuse_frozen

State = Answer.State


def take(update: RagUpdate) -> None:
    """Let an update answer its action's row in the open round. Part of `update_rag`; costs one query.

    A round that was closed in the same moment takes it no more: the update then stands without a period.
    """
    if update.period_id is None:
        return
    rows = Answer.objects.filter(
        action=update.action_id, period=update.period_id, period__state=ReportingPeriod.State.OPEN
    )
    if not rows.update(update=update, state=State.ANSWERED, draft={}):
        RagUpdate.objects.filter(pk=update.pk).update(period=None)
        update.period = None


def give_back(update: RagUpdate) -> None:
    """Undo what a withdrawn update answered: what was said before it in this round, if anything, stands again."""
    if update.period_id is None:
        return
    before = update.previous if update.previous and update.previous.period_id == update.period_id else None
    rows = Answer.objects.filter(update=update).exclude(period__state=ReportingPeriod.State.LOCKED)
    for answer in rows.select_for_update(of=("self",)):
        state = State.SENT_BACK if answer.question else State.ANSWERED if before else State.WAITING
        Answer.objects.filter(pk=answer.pk).update(update=before, state=state)


@transaction.atomic
def confirm(*, answer: Answer, by: Any) -> Answer:
    """Let what was said since the last round closed stand as this round's answer."""
    answer = _locked(answer)
    if answer.state == State.WAITING and answer.update_id:
        _save(answer, {"state": State.ANSWERED}, "confirmed", by)
    return answer


@transaction.atomic
def send_back(*, answer: Answer, question: str, seen: int | None, by: Any) -> Answer:
    """Ask the lead again, with a question. `seen` is the id of the update the officer was looking at.

    Raises StaleVersion with the answer as it is now when another was given meanwhile.
    """
    answer = _locked(answer)
    words = question.strip()
    if not words:
        raise RuleBroken("Say what you would like to know.", "question")
    if answer.period.state != ReportingPeriod.State.OPEN:
        raise RuleBroken("This round is closed. Open it again before sending an answer back.")
    if answer.update_id != seen:
        raise StaleVersion(answer)
    if answer.update_id is None:
        raise RuleBroken("Nothing has been said of this action yet, so there is nothing to send back.")
    _save(answer, {"state": State.SENT_BACK, "question": words}, "sent back", by)
    return answer


@transaction.atomic
def accept(*, answer: Answer, seen: int | None, by: Any) -> Answer:
    """Take an answer as it is. Raises StaleVersion when another was given since it was looked at."""
    answer = _locked(answer)
    if answer.update_id != seen:
        raise StaleVersion(answer)
    if answer.update_id is None:
        raise RuleBroken("Nothing has been said of this action yet, so there is nothing to accept.")
    _save(answer, {"state": State.ACCEPTED, "question": ""}, "accepted", by)
    return answer


@transaction.atomic
def accept_all(*, period: ReportingPeriod, seen: Iterable[int], by: Any) -> int:
    """Take every answer that still is one of the updates `seen`; newer ones are left to be looked at."""
    period = lock_open(period)
    answered = Answer.objects.select_for_update(of=("self",)).filter(period=period, state=State.ANSWERED)
    ids = list(answered.filter(update__in=list(seen)).values_list("pk", flat=True))
    if ids:
        Answer.objects.filter(pk__in=ids).update(state=State.ACCEPTED, question="")
        audit.record("accepted answers of", period, authority=period.authority, by=by, after={"answers": len(ids)})
    return len(ids)


def lock_open(period: ReportingPeriod) -> ReportingPeriod:
    """The period as it is stored now, held until the end of the transaction. Refused once it is locked."""
    rows = ReportingPeriod.objects.select_for_update(of=("self",)).select_related("plan__authority")
    held: ReportingPeriod = rows.get(pk=period.pk)
    if held.state == ReportingPeriod.State.LOCKED:
        raise RuleBroken("This period is locked. It stays as it is.")
    refuse_frozen(held.plan)
    return held


def _locked(answer: Answer) -> Answer:
    lock_open(answer.period)
    rows = Answer.objects.select_for_update(of=("self",)).select_related("period__plan__authority", "action")
    held: Answer = rows.get(pk=answer.pk)
    return held


def _save(answer: Answer, changes: dict[str, Any], verb: str, by: Any) -> None:
    audit.save_changes(answer, changes, verb=verb, authority=answer.authority, by=by)
