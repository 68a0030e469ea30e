"""Actions of a round with nobody to ask: why, and where that is put right."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from plans.models import Participation, ReportingPeriod

NAME_A_LEAD = "Name a lead"


@dataclass(frozen=True, slots=True)
class Nobody:
    """One action that nobody answers for. `register` and `pk` name the line to put right; empty, it is the lead."""

    ref: str
    title: str
    why: str
    button: str
    register: str = ""
    pk: int = 0


def to_ask(period: ReportingPeriod) -> list[Nobody]:
    """The live actions of a round without anybody to ask, in the plan's order. Two queries."""
    answers = period.answers.filter(ask=None, action__archived_at=None)
    order = ("-action__kind", F("action__area__position").asc(nulls_last=True), "action__position", "action_id")
    found = list(answers.order_by(*order).values_list("action_id", "action__ref", "action__title"))
    rows = Participation.objects.filter(action__in=[pk for pk, *_ in found], part=Participation.Part.LEAD)
    leads = {row.action_id: row for row in rows.select_related("person", "post__holder", "body__contact")}
    return [Nobody(ref, title, *_why(leads.get(pk))) for pk, ref, title in found]


def _why(lead: Any) -> tuple[str, str, str, int]:
    if lead is None:
        return "No lead is named.", NAME_A_LEAD, "", 0
    if lead.post and lead.post.holder is None:
        return f"Nobody is in the post {lead.post}.", "Say who is in it", "posts", lead.post.pk
    if lead.body and lead.body.contact is None:
        return f"{lead.body} has no contact.", "Name a contact", "bodies", lead.body.pk
    person = lead.person or (lead.post and lead.post.holder) or (lead.body and lead.body.contact)
    if person is None:
        return f"“{lead.words}” is only a word so far.", "Choose who it is", "", 0
    if person.closed_on:
        return f"{person} has left.", NAME_A_LEAD, "", 0
    return f"{person} has no email address.", "Add an address", "people", person.pk
