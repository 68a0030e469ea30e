"""Who sits where: what a body is for, its seats, and where Signs of Safety is a standing item."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Body, Named
from core import audit
from core.daywords import say_day
from core.errors import RuleBroken, StaleVersion
from governance import rules
from governance.models import BodyTerms, Seat, StandingItem

TERMS = ("purpose", "sphere", "reports_to", "quorum", "needs_chair")
SEAT = ("person", "agency", "role", "from_on")


@transaction.atomic
def set_terms(*, body: Body, values: Mapping[str, Any], version: int, by: Any) -> BodyTerms:
    """Say what a body is for, to whom it reports and when it can decide. `must_attend` are agencies.

    `version` is the one that was looked at, 0 for none. Raises StaleVersion when it was changed meanwhile.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    terms = BodyTerms.objects.filter(body=body).first()
    if terms is not None and terms.version != version:
        raise StaleVersion(terms)
    wanted = {name: values[name] for name in TERMS if name in values}
    agencies = list(values.get("must_attend", ()))
    _refuse_terms(body, wanted, agencies)
    if terms is None:
        terms = BodyTerms.objects.create(authority=body.authority, body=body, version=0)
    before = sorted(str(agency) for agency in terms.must_attend.all())
    changed = audit.save_changes(terms, wanted, verb="changed", authority=body.authority, by=by)
    after = sorted(str(agency) for agency in agencies)
    if "must_attend" in values and before != after:
        terms.must_attend.set(agencies)
        said = {"before": {"must_attend": before}, "after": {"must_attend": after}}
        audit.record("changed who must attend", terms, authority=body.authority, by=by, **said)
        changed.append("must_attend")
    if changed or not terms.version:
        terms.version += 1
        terms.save(update_fields=["version", "changed_at"])
    return terms


@transaction.atomic
def add_seat(*, body: Body, values: Mapping[str, Any], by: Any) -> Seat:
    """Give somebody a seat on a body, for an agency, in a role, from a day."""
    Body.objects.select_for_update().get(pk=body.pk)
    wanted = {name: values.get(name) for name in SEAT}
    wanted["agency"] = wanted["agency"] or (wanted["person"].agency if wanted["person"] else None)
    _refuse_seat(body, wanted, None)
    seat: Seat = Seat.objects.create(authority=body.authority, body=body, **wanted)
    audit.record("gave the seat of", seat, authority=body.authority, by=by, after=audit.snapshot(seat, list(SEAT)))
    return seat


@transaction.atomic
def change_seat(*, seat: Seat, values: Mapping[str, Any], by: Any) -> list[str]:
    """Change the role, the agency or the first day of a seat. Who sits there stays: end it and give another."""
    seat = _lock(seat)
    wanted = {name: values[name] for name in ("agency", "role", "from_on") if name in values}
    _refuse_seat(seat.body, {"person": seat.person} | wanted, seat)
    return audit.save_changes(seat, wanted, verb="changed the seat of", authority=seat.authority, by=by)


@transaction.atomic
def end_seat(*, seat: Seat, to_on: date, by: Any) -> None:
    """Say until which day somebody sat there. The seat stays on record."""
    seat = _lock(seat)
    if seat.from_on and to_on < seat.from_on:
        raise RuleBroken(f"The seat began on {say_day(seat.from_on)}. Enter that day or a later one.", "to_on")
    audit.save_changes(seat, {"to_on": to_on}, verb="ended the seat of", authority=seat.authority, by=by)


@transaction.atomic
def add_standing_item(*, body: Body, words: str, by: Any) -> StandingItem:
    """Say that Signs of Safety is a standing item of another body, and what is said there."""
    if not words.strip():
        raise RuleBroken("Say what the standing item is.", "words")
    item: StandingItem = StandingItem.objects.create(authority=body.authority, body=body, words=words.strip()[:300])
    audit.record("added the standing item", item, authority=body.authority, by=by)
    return item


@transaction.atomic
def end_standing_item(*, item: StandingItem, on: date, by: Any) -> None:
    """It is a standing item no longer."""
    if item.ended_on is None:
        audit.save_changes(item, {"ended_on": on}, verb="ended the standing item", authority=item.authority, by=by)


def _lock(seat: Seat) -> Seat:
    rows = Seat.objects.select_for_update(of=("self",)).select_related("authority", "body", "person", "agency")
    held: Seat = rows.get(pk=seat.pk)
    if held.to_on is not None:
        raise RuleBroken("This seat has ended. It stays on record as it is.")
    return held


def _refuse_terms(body: Body, wanted: Mapping[str, Any], agencies: list[Any]) -> None:
    reports_to, sphere = wanted.get("reports_to"), wanted.get("sphere")
    _refuse_foreign(body, reports_to=reports_to)
    for agency in agencies:
        _refuse_foreign(body, must_attend=agency)
    lines = dict(BodyTerms.objects.filter(authority=body.authority).values_list("body_id", "reports_to_id"))
    if reports_to is not None and rules.leads_back(body.pk, reports_to.pk, lines):
        raise RuleBroken(f"{reports_to} reports to {body}, itself or through others. Choose another.", "reports_to")
    other = BodyTerms.objects.filter(authority=body.authority, sphere=sphere).exclude(body=body).first()
    if sphere and other is not None:
        raise RuleBroken(f"{other.body} has this sphere already.", "sphere")


def _refuse_seat(body: Body, wanted: Mapping[str, Any], seat: Seat | None) -> None:
    person = wanted.get("person")
    if person is None:
        raise RuleBroken("Choose who sits there.", "person")
    _refuse_foreign(body, person=person, agency=wanted.get("agency"))
    others = Seat.objects.filter(body=body, to_on=None).exclude(pk=seat.pk if seat else None)
    if others.filter(person=person).exists():
        raise RuleBroken(f"{person} has a seat here already.", "person")
    chair = others.filter(role=Seat.Role.CHAIR).select_related("person").first()
    if wanted.get("role") == Seat.Role.CHAIR and chair is not None:
        raise RuleBroken(f"{chair.person} is the chair. End that seat or change its role first.", "role")


def _refuse_foreign(body: Body, **rows: Named | None) -> None:
    for field, row in rows.items():
        if row is not None and row.authority_id != body.authority_id:
            raise RuleBroken("Choose from the list.", field)
