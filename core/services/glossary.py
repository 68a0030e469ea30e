"""The glossary: words of the field and what they mean in this council."""

from typing import Any

from django.db import IntegrityError, transaction

from core import audit
from core.errors import RuleBroken
from core.models import GlossaryTerm
from core.services.first_words import FIRST_WORDS


def meanings(*, authority: Any) -> dict[str, str]:
    """Every word of the council's glossary with its meaning, in the order of the alphabet."""
    rows = GlossaryTerm.objects.in_authority(authority).values_list("term", "meaning")
    return dict(sorted(rows, key=lambda row: row[0].casefold()))


@transaction.atomic
def define(*, authority: Any, term: str, meaning: str, by: Any) -> GlossaryTerm:
    """Add a word."""
    _refuse_twin(authority, term, own=0)
    try:
        with transaction.atomic():
            row = GlossaryTerm.objects.create(authority=authority, term=term, meaning=meaning)
    except IntegrityError:
        raise _already(term) from None
    audit.record("defined", row, authority=authority, by=by, after={"meaning": meaning})
    return row


@transaction.atomic
def change(*, row: GlossaryTerm, term: str, meaning: str, by: Any) -> None:
    """Say a word or its meaning differently."""
    _refuse_twin(row.authority, term, own=row.pk)
    try:
        with transaction.atomic():
            audit.save_changes(
                row, {"term": term, "meaning": meaning}, verb="redefined", authority=row.authority, by=by
            )
    except IntegrityError:
        raise _already(term) from None


@transaction.atomic
def remove(*, row: GlossaryTerm, by: Any) -> None:
    """Take a word out of the glossary. The trail keeps what it meant."""
    before = {"term": row.term, "meaning": row.meaning}
    audit.record("removed the word", row, authority=row.authority, by=by, before=before)
    row.delete()


def start(*, authority: Any, by: Any) -> None:
    """Give a new council the first words, to be changed to its own."""
    rows = [GlossaryTerm(authority=authority, term=term, meaning=meaning) for term, meaning in FIRST_WORDS]
    GlossaryTerm.objects.bulk_create(rows)
    audit.record("started the glossary of", authority, authority=authority, by=by, after={"words": len(rows)})


def _refuse_twin(authority: Any, term: str, own: int) -> None:
    if GlossaryTerm.objects.in_authority(authority).filter(term__iexact=term).exclude(pk=own).exists():
        raise _already(term)


def _already(term: str) -> RuleBroken:
    return RuleBroken(f"“{term}” is in the glossary already. Change it there", "term")
