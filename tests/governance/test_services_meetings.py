"""Planning a meeting, a series, changing, cancelling, publishing its agenda."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from core.errors import RuleBroken, StaleVersion
from core.models import AuditEvent
from governance.models import Meeting
from governance.services import items, meetings
from tests.factories.accounts import BodyFactory, marlshire, user_with
from tests.factories.governance import NEXT_AT, SeatFactory
from tests.factories.plans import ActionFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


def planned(officer: User, **values: Any) -> Meeting:
    plan = values.pop("plan", None) or PlanFactory()
    body = values.pop("body", None) or BodyFactory(name="Steering Group")
    given = {"body": body, "plan": plan, "starts_at": NEXT_AT} | values
    return meetings.create_meeting(authority=plan.authority, values=given, by=officer)


def agenda(meeting: Meeting) -> list[tuple[str, int]]:
    return list(meeting.items.order_by("position").values_list("title", "minutes"))


def with_four(meeting: Meeting, officer: User) -> None:
    for _ in range(4):
        action = ActionFactory(plan=meeting.plan)
        items.add(meeting=meeting, item=items.Item("delivery", action.title, action=action), by=officer)


def test_a_meeting_about_a_plan_starts_with_what_every_one_has(officer: User) -> None:
    meeting = planned(officer)
    assert agenda(meeting) == [
        ("Project report", 20), ("Impact measures and leaders’ feedback", 15), ("Any other business", 5),
    ]  # fmt: skip
    assert meeting.title == "Steering Group, 25 July 2018"
    assert AuditEvent.objects.get(thing="meeting").verb == "planned"


def test_the_chair_presents_other_business(officer: User) -> None:
    seat = SeatFactory(role="chair")
    meeting = planned(officer, body=seat.body)
    assert [item.presenter for item in meeting.items.order_by("position")] == [None, None, seat.person]


def test_a_meeting_of_another_kind_starts_with_other_business_alone(officer: User) -> None:
    body = BodyFactory(name="Project team")
    values = {"body": body, "starts_at": NEXT_AT, "minutes_planned": 60}
    meeting = meetings.create_meeting(authority=body.authority, values=values, by=officer)
    assert agenda(meeting) == [("Any other business", 5)]


def test_a_day_may_be_words(officer: User) -> None:
    meeting = planned(officer, starts_at=None, when_words="autumn, to be confirmed")
    assert meeting.title == "Steering Group, autumn, to be confirmed"


def test_no_day_and_no_words_are_refused(officer: User) -> None:
    with pytest.raises(RuleBroken, match="Enter the day"):
        planned(officer, starts_at=None)


def test_another_councils_body_is_refused(officer: User) -> None:
    with pytest.raises(RuleBroken) as refusal:
        planned(officer, body=BodyFactory(authority=marlshire()))
    assert refusal.value.field == "body"


def test_another_plans_period_is_refused(officer: User) -> None:
    days = {"opens_on": dt.date(2018, 7, 1), "closes_on": dt.date(2018, 7, 9)}
    period = PlanFactory().periods.create(title="July", slug="july", **days)
    with pytest.raises(RuleBroken) as refusal:
        planned(officer, period=period)
    assert refusal.value.field == "period"


def test_a_series_keeps_its_time_of_day_and_meets_on_working_days(officer: User) -> None:
    plan, body = PlanFactory(), BodyFactory(name="Steering Group")
    values = {"body": body, "plan": plan, "starts_at": NEXT_AT}
    made = meetings.create_series(authority=plan.authority, values=values, every_months=3, times=4, by=officer)
    starts = [timezone.localtime(each.starts_at).strftime("%Y-%m-%d %H:%M") for each in made if each.starts_at]
    assert starts == ["2018-07-25 10:00", "2018-10-25 10:00", "2019-01-25 10:00", "2019-04-25 10:00"]


def test_a_series_moves_off_a_weekend(officer: User) -> None:
    plan, body = PlanFactory(), BodyFactory()
    values = {"body": body, "plan": plan, "starts_at": NEXT_AT}
    made = meetings.create_series(authority=plan.authority, values=values, every_months=1, times=2, by=officer)
    assert [each.starts_at.date().isoformat() for each in made if each.starts_at] == ["2018-07-25", "2018-08-28"]


def test_a_series_needs_a_first_day(officer: User) -> None:
    body = BodyFactory()
    values = {"body": body, "when_words": "to be confirmed"}
    with pytest.raises(RuleBroken, match="first meeting"):
        meetings.create_series(authority=body.authority, values=values, every_months=3, times=4, by=officer)


def test_a_name_nobody_gave_follows_the_day(officer: User) -> None:
    meeting = planned(officer)
    later = {"starts_at": NEXT_AT + dt.timedelta(days=1)}
    assert meetings.edit_meeting(meeting=meeting, values=later, version=1, by=officer)
    meeting.refresh_from_db()
    assert (meeting.title, meeting.version) == ("Steering Group, 26 July 2018", 2)


def test_a_name_somebody_gave_stays(officer: User) -> None:
    meeting = planned(officer, title="Special meeting")
    meetings.edit_meeting(meeting=meeting, values={"starts_at": None, "when_words": "later"}, version=1, by=officer)
    meeting.refresh_from_db()
    assert meeting.title == "Special meeting"


def test_two_who_edit_are_told(officer: User) -> None:
    meeting = planned(officer)
    meetings.edit_meeting(meeting=meeting, values={"place": "Room 1"}, version=1, by=officer)
    with pytest.raises(StaleVersion):
        meetings.edit_meeting(meeting=meeting, values={"place": "Room 2"}, version=1, by=officer)


def test_the_plan_stays_while_the_agenda_has_its_items(officer: User) -> None:
    meeting = planned(officer)
    with_four(meeting, officer)
    meeting.refresh_from_db()
    with pytest.raises(RuleBroken, match="items of this plan"):
        meetings.edit_meeting(meeting=meeting, values={"plan": PlanFactory()}, version=meeting.version, by=officer)


def test_cancelling_needs_a_reason_and_ends_every_change(officer: User) -> None:
    meeting = planned(officer)
    with pytest.raises(RuleBroken, match="Say why"):
        meetings.cancel_meeting(meeting=meeting, reason=" ", by=officer)
    meetings.cancel_meeting(meeting=meeting, reason="Snow", by=officer)
    with pytest.raises(RuleBroken, match="cancelled"):
        meetings.publish_agenda(meeting=meeting, reason="", by=officer)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancelled_because) == ("cancelled", "Snow")


def test_two_hours_with_four_items_are_published_without_a_word(officer: User) -> None:
    meeting = planned(officer)
    with_four(meeting, officer)
    published = meetings.publish_agenda(meeting=meeting, reason="", by=officer)
    assert (published.state, published.overrun_reason) == ("published", "")
    assert AuditEvent.objects.filter(verb="published the agenda of").count() == 1


def test_an_agenda_that_does_not_add_up_needs_a_reason(officer: User) -> None:
    meeting = planned(officer)
    with pytest.raises(RuleBroken, match=r"leaves 80 minutes free.*no item from the plan"):
        meetings.publish_agenda(meeting=meeting, reason="", by=officer)
    published = meetings.publish_agenda(meeting=meeting, reason="A short one before the summer", by=officer)
    assert published.overrun_reason == "A short one before the summer"


def test_an_agenda_is_published_once_and_only_with_a_day(officer: User) -> None:
    meeting = planned(officer, starts_at=None, when_words="soon")
    with pytest.raises(RuleBroken, match="on which day"):
        meetings.publish_agenda(meeting=meeting, reason="x", by=officer)
    other = planned(officer, plan=meeting.plan, body=meeting.body)
    meetings.publish_agenda(meeting=other, reason="x", by=officer)
    with pytest.raises(RuleBroken, match="published already"):
        meetings.publish_agenda(meeting=other, reason="x", by=officer)
