"""What was sent from the page of a round: each row saved by itself, so that an error in one leaves the others alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Person
from core.errors import RuleBroken, StaleVersion
from plans.answering import FIELDS, Sent, is_touched
from plans.forms.answering import AnswerForm, prefix, typed
from plans.models import Action, Answer, RagUpdate
from plans.rounds import Row
from plans.services import answering, rounds, updates
from plans.views.updates import shown

AGAIN = {"rag": "Open this page again, and say it once more"}
"""For a row whose hidden part was altered on the way."""


@dataclass(frozen=True)
class Author:
    """Who answers: the user who enters it, and for each row the person whose answer it is, if that is another."""

    by: Any
    source: str = RagUpdate.Source.PAGE
    people: Mapping[int, Person] = field(default_factory=dict)


def save_all(rows: Iterable[Row], data: Any, author: Author) -> dict[int, Sent]:
    """Save every row that was touched or ticked as still true. What cannot be saved is kept as a draft."""
    done = {}
    for row in rows:
        words = typed(data, row.pk)
        if words is None or row.state == Answer.State.ACCEPTED:
            continue
        if is_touched(row, words) or f"{prefix(row.pk)}-still" in data:
            done[row.pk] = save_row(row, data, author)
            _keep(row, {} if done[row.pk].saved else words, author)
        else:
            _keep(row, {}, author)
    return done


def save_row(row: Row, data: Any, author: Author) -> Sent:
    """Save one row. Sent as it stands, it says that this is still true."""
    words = typed(data, row.pk) or {}
    if row.state == Answer.State.ACCEPTED or (row.done and not is_touched(row, words)):
        return Sent(saved=True)
    if row.since_last and not is_touched(row, words):
        rounds.confirm(answer=Answer.objects.get(pk=row.pk), by=author.by)
        return Sent(saved=True)
    if row.state == Answer.State.SENT_BACK and not is_touched(row, words):
        return Sent(words, {"comment": "Answer the question that was asked"})
    form = AnswerForm(data, prefix=prefix(row.pk))
    if not form.is_valid():
        return Sent(words, form.sentences() or AGAIN)
    return _said(row, form, words, author)


def keep_others(rows: Iterable[Row], data: Any, but: int, author: Author) -> None:
    """Keep what was typed in the other rows while one is saved by its own button without script."""
    for row in rows:
        words = typed(data, row.pk)
        if words is not None and row.pk != but and row.state != Answer.State.ACCEPTED:
            _keep(row, words if is_touched(row, words) else {}, author)


def _said(row: Row, form: AnswerForm, words: dict[str, str], author: Author) -> Sent:
    try:
        updates.update_rag(
            action=Action(pk=row.action_id),
            said=form.said(),
            seen=form.cleaned_data["seen"],
            by=author.by,
            said_by=author.people.get(row.pk),
            source=author.source,
        )
    except RuleBroken as refusal:
        return Sent(words, {refusal.field if refusal.field in FIELDS else "rag": refusal.message})
    except StaleVersion as stale:
        theirs = shown(stale.theirs)
        return Sent(words, theirs=theirs) if theirs else Sent(words, AGAIN)
    return Sent(saved=True)


def _keep(row: Row, words: Mapping[str, str], author: Author) -> None:
    if row.draft != words:
        answering.keep_draft(answer_id=row.pk, typed=words, by=author.by)
