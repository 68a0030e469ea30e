"""The trail: one event for each change, in the same transaction."""

from datetime import date

import pytest
from django.db import transaction

from accounts.models import Body, User
from core import audit
from core.models import AuditEvent
from tests.factories.accounts import AuthorityFactory, BodyFactory, PersonFactory

pytestmark = pytest.mark.django_db


def save(row: Body, **changes: object) -> list[str]:
    return audit.save_changes(row, changes, verb="changed", authority=row.authority, by=User.objects.system())


def test_a_change_is_kept_as_from_and_to() -> None:
    body = BodyFactory(name="Board")
    assert save(body, name="Partnership", closed_on=date(2018, 7, 16)) == ["name", "closed_on"]
    event = AuditEvent.objects.get()
    assert event.before == {"name": "Board", "closed_on": None}
    assert event.after == {"name": "Partnership", "closed_on": "2018-07-16"}
    assert (event.thing, event.thing_id, event.label) == ("body", body.pk, "Partnership")
    assert event.authority == AuthorityFactory()


def test_no_change_is_no_event() -> None:
    body = BodyFactory(name="Board")
    assert save(body, name="Board") == []
    assert not AuditEvent.objects.exists()


def test_another_row_is_named_by_its_words() -> None:
    save(BodyFactory(), contact=PersonFactory(name="Lena Whitcombe"))
    assert AuditEvent.objects.get().after == {"contact": "Lena Whitcombe"}


def test_a_change_that_is_undone_leaves_no_event() -> None:
    body = BodyFactory(name="Board")
    with transaction.atomic():
        save(body, name="Partnership")
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()
    assert Body.objects.get().name == "Board"


def test_a_very_long_name_is_cut_in_the_label_alone() -> None:
    event = audit.record("noted", PersonFactory.build(pk=1, name="x" * 500), authority=None, by=User.objects.system())
    assert len(event.label) == 300
