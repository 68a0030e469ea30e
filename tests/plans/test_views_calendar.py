"""The calendar page, and the addresses that calendar programs fetch."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags
from icalendar import Calendar

from accounts.models import Membership, User
from core.ratings import Rag
from plans.models import Action, CalendarFeed, Plan
from plans.services import actions, dates, feeds, plans, updates
from tests.factories.accounts import PersonFactory, marlshire, user_with
from tests.factories.plans import AreaFactory, PlanFactory
from tests.world import every_row

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
URL = "/fenshire/plans/plan/calendar/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(slug="plan", title="Our plan", starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31))


def add(plan: Plan, ref: str, by_when: str, by: User, **more: Any) -> Action:
    area = plan.deliveryareas.first() or AreaFactory(plan=plan, code="OD1")
    title = f"Leaders; learn, {ref}"
    words = actions.Words(ref, title, title, by_when=by_when, area=area, **more)
    return actions.create_action(plan=plan, words=words, by=by)


def led_by(user: User, action: Action, by: User) -> None:
    person = PersonFactory(name=f"Leader of {action.ref}", user=user)
    actions.set_parts(action=action, parts=[actions.Part("lead", person.name, person=person)], by=by)


def page(user: User, query: str = "") -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode().split("<main")[1].split("app-monthlist")[1]).split())


def test_a_month_shows_its_dates_and_bank_holidays(plan: Plan, officer: User) -> None:
    add(plan, "1.1", "30 November 2026 – 2 December 2026", officer)
    add(plan, "1.2", "December 2026", officer)
    text = page(officer, "?month=2026-12")
    assert "25 December 2026 Christmas Day" in text
    client = Client()
    client.force_login(officer)
    whole = strip_tags(client.get(f"{URL}?month=2026-12").content.decode())
    assert "This month, without a day" in whole


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("", {"1.1", "1.2"}),
        ("&lead=mine", {"1.2"}),
        ("&workstream=Training", {"1.1"}),
        ("&area=OD1", {"1.1", "1.2"}),
        ("&area=none", set()),
        ("&lead=Leader of 1.2", {"1.2"}),
    ],
)
def test_filters_leave_only_what_is_wanted(plan: Plan, officer: User, query: str, refs: set[str]) -> None:
    add(plan, "1.1", "24 November 2026", officer, workstream="Training")
    led_by(officer, add(plan, "1.2", "25 November 2026", officer), officer)
    text = page(officer, f"?month=2026-11{query}")
    assert {ref for ref in ("1.1", "1.2") if f"{ref} Leaders" in text} == refs


def test_the_calendar_takes_the_same_number_of_queries_for_one_date_and_for_twenty(plan: Plan, officer: User) -> None:
    client = Client()
    client.force_login(officer)
    add(plan, "1.1", "24 November 2026", officer)
    one = _queries(client)
    for number in range(2, 22):
        add(plan, f"1.{number}", "24 November 2026", officer)
    assert _queries(client) == one <= 10


def _queries(client: Client) -> int:
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        client.get(URL)
    return len(asked)


# -- addresses ---------------------------------------------------------------------------------


def fetch(key: str, **headers: str) -> Any:
    return Client().get(f"/fenshire/feeds/{key}.ics", headers=headers)


def events(key: str) -> dict[str, Any]:
    answer = fetch(key)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def made(plan: Plan, user: User, of: Plan | None = None) -> str:
    return feeds.make_feed(authority=plan.authority, plan=of, by=user)[1]


def test_the_address_is_shown_once_and_only_its_hash_is_kept(plan: Plan, officer: User) -> None:
    client = Client()
    client.force_login(officer)
    text = client.post("/fenshire/plans/feeds/", {"plan": "plan"}).content.decode()
    key = text.split("/fenshire/feeds/")[1].split(".ics")[0]
    assert len(key) >= 40
    assert key not in str(every_row())
    assert key not in client.get("/fenshire/plans/feeds/").content.decode()
    assert fetch(key).status_code == 200


def test_dates_are_whole_days_with_the_day_after_as_their_end(plan: Plan, officer: User) -> None:
    action = add(plan, "1.1", "24-26 November 2026", officer)
    updates.update_rag(action=action, said=updates.Said(Rag.AMBER, "Late."), seen=None, by=officer)
    (event,) = events(made(plan, officer, plan)).values()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 11, 24), date(2026, 11, 27))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert str(event["SUMMARY"]).startswith("1.1 Leaders; learn, 1.1")
    assert "Rating: A At risk" in event["DESCRIPTION"]
    assert str(event["URL"]).endswith("/fenshire/plans/plan/actions/1.1/")


def test_a_month_stands_on_its_last_day_and_says_so(plan: Plan, officer: User) -> None:
    add(plan, "1.1", "December 2026", officer)
    ((summary, event),) = events(made(plan, officer, plan)).items()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert summary.endswith("by the end of December 2026")


def test_an_id_stays_and_counts_up_when_its_date_moves(plan: Plan, officer: User, clock: Any) -> None:
    action, key = add(plan, "1.1", "24 November 2026", officer), made(plan, officer, plan)
    (before,) = events(key).values()
    clock.shift(timedelta(days=1))
    day = dates.current(action)[0]
    dates.move_date(date_row=day, start=date(2026, 12, 1), end=date(2026, 12, 1), reason="Room lost", by=officer)
    (after,) = events(key).values()
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_what_is_queried_to_be_confirmed_or_archived_is_left_out_and_done_is_marked(plan: Plan, officer: User) -> None:
    add(plan, "1.1", "21-15 May 2027 Dates TBC", officer)
    gone = add(plan, "1.2", "24 November 2026", officer)
    actions.archive_action(action=gone, reason="Merged", by=officer)
    day = dates.current(add(plan, "1.3", "19 November 2026", officer))[0]
    dates.mark_done(date_row=day, done_on=NOW.date(), on=NOW.date(), by=officer)
    assert [summary[:9] for summary in events(made(plan, officer, plan))] == ["Done: 1.3"]


def test_my_dates_are_those_i_lead_in_plans_in_force(plan: Plan, officer: User) -> None:
    lead = user_with("viewer")
    led_by(lead, add(plan, "1.1", "24 November 2026", officer), officer)
    add(plan, "1.2", "25 November 2026", officer)
    key = made(plan, lead)
    assert [summary[:3] for summary in events(key)] == ["1.1"]
    plans.set_state(plan=plan, state="draft", by=officer)
    assert events(key) == {}


def test_rights_are_asked_again_with_every_fetch(plan: Plan, officer: User) -> None:
    add(plan, "1.1", "24 November 2026", officer)
    viewer = user_with("viewer")
    key = made(plan, viewer, plan)
    assert len(events(key)) == 1
    plans.set_state(plan=plan, state="draft", by=officer)
    assert events(key) == {}
    Membership.objects.filter(user=viewer).update(suspended_at=timezone.now())
    assert fetch(key).status_code == 404


def test_a_revoked_address_is_gone_and_a_wrong_one_is_not_there(plan: Plan, officer: User) -> None:
    key = made(plan, officer, plan)
    client = Client()
    client.force_login(officer)
    feed = CalendarFeed.objects.get()
    assert client.post(f"/fenshire/plans/feeds/{feed.pk}/revoke/").status_code == 302
    assert fetch(key).status_code == 410
    assert fetch("x" * 43).status_code == 404
    assert Client().get(f"/marlshire/feeds/{key}.ics").status_code == 404


def test_a_key_opens_nothing_in_another_council(plan: Plan, officer: User) -> None:
    marlshire()
    assert Client().get(f"/marlshire/feeds/{made(plan, officer, plan)}.ics").status_code == 404


def test_nobody_revokes_the_address_of_somebody_else(plan: Plan, officer: User) -> None:
    made(plan, officer, plan)
    client = Client()
    client.force_login(user_with("administrator"))
    assert client.post(f"/fenshire/plans/feeds/{CalendarFeed.objects.get().pk}/revoke/").status_code == 403
    assert CalendarFeed.objects.get().revoked_at is None


def test_fetching_changes_nothing_and_what_is_known_is_not_sent_again(plan: Plan, officer: User, clock: Any) -> None:
    add(plan, "1.1", "24 November 2026", officer)
    key = made(plan, officer, plan)
    before, first = every_row(), fetch(key)
    clock.shift(timedelta(days=2))
    assert fetch(key).content == first.content
    assert fetch(key, **{"if-none-match": first["ETag"]}).status_code == 304
    assert first["Cache-Control"] == "private, no-cache"
    assert every_row() == before


def test_what_left_the_plan_leaves_the_calendar_whatever_day_was_seen_last(plan: Plan, officer: User) -> None:
    action, key = add(plan, "1.1", "24 November 2026", officer), made(plan, officer, plan)
    seen = fetch(key)["Last-Modified"]
    actions.archive_action(action=action, reason="Merged", by=officer)
    assert fetch(key, **{"if-modified-since": seen}).status_code == 200
    assert events(key) == {}


def test_words_of_the_plan_cannot_add_lines_to_the_file(plan: Plan, officer: User) -> None:
    area = AreaFactory(plan=plan, code="OD1")
    what = "Learn\nEND:VEVENT\r\nBEGIN:VALARM"
    words = actions.Words("1.1", what, title="x\r\nATTACH:http://evil.example", by_when="24 November 2026", area=area)
    actions.create_action(plan=plan, words=words, by=officer)
    whole = Calendar.from_ical(fetch(made(plan, officer, plan)).content)
    assert [part.name for part in whole.walk()] == ["VCALENDAR", "VEVENT"]
    assert "ATTACH" not in whole.walk("VEVENT")[0]


def test_a_feed_takes_the_same_number_of_queries_for_one_date_and_for_twenty(plan: Plan, officer: User) -> None:
    key = made(plan, officer, plan)
    add(plan, "1.1", "24 November 2026", officer)
    one = _fetched(key)
    for number in range(2, 22):
        add(plan, f"1.{number}", "24 November 2026", officer)
    assert _fetched(key) == one <= 6


def _fetched(key: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        fetch(key)
    return len(asked)


def test_a_long_stretch_is_said_by_its_end(plan: Plan, officer: User) -> None:
    add(plan, "1.1", "September 2026 to December 2026", officer)
    (summary,) = events(made(plan, officer, plan))
    assert summary.endswith("by the end of December 2026")
