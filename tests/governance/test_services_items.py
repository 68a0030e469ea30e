"""The agenda: set as a whole, added to, swapped, put in order."""

from dataclasses import replace

import pytest

from accounts.models import User
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent
from governance.models import AgendaItem, ItemReport, Meeting, Minute
from governance.services import items, meetings
from tests.factories.accounts import BodyFactory, PersonFactory, marlshire, user_with
from tests.factories.governance import NEXT_AT
from tests.factories.plans import ActionFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


@pytest.fixture
def meeting(officer: User) -> Meeting:
    plan = PlanFactory()
    values = {"body": BodyFactory(name="Steering Group"), "plan": plan, "starts_at": NEXT_AT}
    return meetings.create_meeting(authority=plan.authority, values=values, by=officer)


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("title", flat=True))


def added(meeting: Meeting, officer: User, title: str = "Using research") -> AgendaItem:
    action = ActionFactory(plan=meeting.plan)
    return items.add(meeting=meeting, item=items.Item("delivery", title, action=action), by=officer)


def test_what_is_added_stands_before_what_closes_the_meeting(meeting: Meeting, officer: User) -> None:
    added(meeting, officer, "First")
    added(meeting, officer, "Second")
    assert titles(meeting) == [
        "Project report", "First", "Second", "Impact measures and leaders’ feedback", "Any other business",
    ]  # fmt: skip


def test_every_change_is_in_the_audit_in_words(meeting: Meeting, officer: User) -> None:
    added(meeting, officer)
    event = AuditEvent.objects.get(verb="changed the agenda of")
    assert event.after["agenda"][1] == "Using research, 20 minutes"
    assert len(event.before["agenda"]) == 3


def test_setting_what_is_there_changes_nothing(meeting: Meeting, officer: User) -> None:
    items.set_items(meeting=meeting, items=items.of_meeting(meeting), by=officer, seen=1)
    meeting.refresh_from_db()
    assert meeting.version == 1
    assert not AuditEvent.objects.filter(verb="changed the agenda of").exists()


def test_up_and_down_change_places_and_stop_at_the_end(meeting: Meeting, officer: User) -> None:
    item = added(meeting, officer)
    items.move(meeting=meeting, pk=item.pk, up=True, by=officer)
    items.move(meeting=meeting, pk=item.pk, up=True, by=officer)
    assert titles(meeting)[0] == "Using research"
    items.move(meeting=meeting, pk=item.pk, up=False, by=officer)
    assert titles(meeting)[1] == "Using research"


def test_a_swap_keeps_the_place_and_the_minutes(meeting: Meeting, officer: User) -> None:
    old, other = added(meeting, officer), ActionFactory(plan=meeting.plan)
    now = [replace(item, minutes=25) if item.pk == old.pk else item for item in items.of_meeting(meeting)]
    items.set_items(meeting=meeting, items=now, by=officer)
    items.swap(meeting=meeting, pk=old.pk, item=items.Item("delivery", "Other", action=other), by=officer)
    found = meeting.items.get(title="Other")
    assert (found.position, found.minutes, found.action) == (2, 25, other)
    assert not AgendaItem.objects.filter(pk=old.pk).exists()


def test_a_report_that_was_given_is_kept_in_the_audit(meeting: Meeting, officer: User) -> None:
    item = added(meeting, officer)
    ItemReport.objects.create(authority=meeting.authority, item=item, progress="Thirteen teams began.")
    items.remove(meeting=meeting, pk=item.pk, by=officer)
    assert AuditEvent.objects.get(verb="took off the agenda").before["progress"] == "Thirteen teams began."


def test_what_has_notes_stays(meeting: Meeting, officer: User) -> None:
    item = added(meeting, officer)
    Minute.objects.create(authority=meeting.authority, meeting=meeting, item=item, text="Said", by=officer, at=NEXT_AT)
    with pytest.raises(RuleBroken, match="Something was recorded"):
        items.remove(meeting=meeting, pk=item.pk, by=officer)
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_what_was_heard_stays(meeting: Meeting, officer: User) -> None:
    item = added(meeting, officer)
    AgendaItem.objects.filter(pk=item.pk).update(state="heard")
    with pytest.raises(RuleBroken, match="being heard"):
        items.remove(meeting=meeting, pk=item.pk, by=officer)


def test_two_who_set_the_agenda_are_told(meeting: Meeting, officer: User) -> None:
    added(meeting, officer)
    with pytest.raises(StaleVersion):
        items.set_items(meeting=meeting, items=items.of_meeting(meeting), by=officer, seen=1)


def test_another_councils_rows_are_refused(meeting: Meeting, officer: User) -> None:
    stranger = PersonFactory(authority=marlshire())
    foreign = ActionFactory(plan=PlanFactory(authority=marlshire()))
    for item in (items.Item("extra", "x", presenter=stranger), items.Item("delivery", "x", action=foreign)):
        with pytest.raises(RuleBroken):
            items.add(meeting=meeting, item=item, by=officer)


@pytest.mark.parametrize(("title", "minutes"), [(" ", 20), ("x", 0), ("x", 481)])
def test_an_item_has_a_name_and_minutes(meeting: Meeting, officer: User, title: str, minutes: int) -> None:
    with pytest.raises(RuleBroken):
        items.add(meeting=meeting, item=items.Item("extra", title, minutes), by=officer)


def test_what_is_gone_cannot_be_moved(meeting: Meeting, officer: User) -> None:
    with pytest.raises(RuleBroken, match="no longer"):
        items.move(meeting=meeting, pk=0, up=True, by=officer)
