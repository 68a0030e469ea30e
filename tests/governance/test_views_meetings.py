"""Pages of meetings: planned, with an agenda that is kept there, published, and what is given before."""

import datetime as dt
import re
from datetime import date
from typing import Any

import pytest
from django.core import mail as django_mail
from django.test import Client

from accounts.models import User
from core.models import AuditEvent, Mail
from governance import asking, wants
from governance.models import ItemReport, LeaderFeedback, Meeting
from governance.services import items, meetings, reports
from tests.factories.accounts import BodyFactory, MembershipFactory, PersonFactory, user_with
from tests.factories.governance import NEXT_AT, ItemFactory, MeetingFactory, SeatFactory
from tests.factories.plans import ActionFactory, LeadFactory, PlanFactory, RagUpdateFactory

pytestmark = pytest.mark.django_db
HOME = "/fenshire/meetings/"
LONG = {"minutes_planned": 120, "every_months": 3}
DAY = date(2018, 7, 2)
NOW = dt.datetime(2018, 7, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def officer(client: Client) -> User:
    user = user_with("project_officer")
    client.force_login(user)
    return user


@pytest.fixture
def meeting(officer: User) -> Meeting:
    plan = PlanFactory()
    values = {"body": BodyFactory(name="Steering Group"), "plan": plan, "starts_at": NEXT_AT}
    return meetings.create_meeting(authority=plan.authority, values=values, by=officer)


def with_leads(meeting: Meeting, number: int = 4) -> None:
    for count in range(1, number + 1):
        action = ActionFactory(plan=meeting.plan, ref=f"1.{count}")
        LeadFactory(action=action, person__name=f"Lead {count}", person__email=f"lead{count}@fenshire.example")


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_meeting_is_planned_with_day_and_time_as_people_write_them(client: Client, officer: User) -> None:
    body = BodyFactory(name="Steering Group")
    data = {
        "body": body.pk,
        "day": "25 July 2028",
        "time": "2:30pm",
        "minutes_planned": 120,
        "times": 1,
        "every_months": 3,
    }
    response = client.post(f"{HOME}new/", data)
    made = Meeting.objects.get()
    assert response["Location"] == f"{HOME}{made.pk}/"
    assert made.starts_at
    assert made.starts_at.isoformat() == "2028-07-25T13:30:00+00:00"


def test_a_series_is_planned_at_once(client: Client, officer: User) -> None:
    body = BodyFactory()
    data = {
        "body": body.pk,
        "day": "25 July 2028",
        "time": "10:00",
        "minutes_planned": 120,
        "times": 4,
        "every_months": 3,
    }
    client.post(f"{HOME}new/", data)
    assert Meeting.objects.count() == 4


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"day": "25 July 2028"}, "Enter the time it begins"),
        ({"day": "25 July 2028", "time": "noonish"}, "Enter the time like 10:00 or 2:30pm"),
        ({}, "Enter the day, or say in words when it will be."),
        ({"when_words": "autumn", "times": 2}, "A series needs the day of its first meeting."),
    ],
)
def test_what_is_missing_is_said(client: Client, officer: User, sent: dict[str, Any], said: str) -> None:
    data = {"body": BodyFactory().pk, "minutes_planned": 120, "times": 1, "every_months": 3} | sent
    response = client.post(f"{HOME}new/", data)
    assert response.status_code == 400
    assert said in response.content.decode()


def test_the_page_proposes_and_takes_in_one_press(client: Client, meeting: Meeting) -> None:
    with_leads(meeting)
    assert "Take these 4 items" in words(client.get(f"{HOME}{meeting.pk}/"))
    client.post(f"{HOME}{meeting.pk}/agenda/accept/")
    page = words(client.get(f"{HOME}{meeting.pk}/"))
    assert "The agenda adds up to 120 minutes." in page
    assert "Not rated; never heard" in page


def test_minutes_and_order_are_saved_by_one_form(client: Client, meeting: Meeting) -> None:
    first, *_, last = items.of_meeting(meeting)
    sent = {"version": 1, f"minutes-{first.pk}": "30", "up": last.pk}
    client.post(f"{HOME}{meeting.pk}/agenda/", sent)
    now = items.of_meeting(meeting)
    assert (now[0].minutes, now[1].pk) == (30, last.pk)
    response = client.post(f"{HOME}{meeting.pk}/agenda/", sent, follow=True)
    assert "Somebody changed this agenda meanwhile." in words(response)


def test_minutes_that_are_no_number_are_said(client: Client, meeting: Meeting) -> None:
    first = items.of_meeting(meeting)[0]
    data = {"version": 1, f"minutes-{first.pk}": "²"}
    response = client.post(f"{HOME}{meeting.pk}/agenda/", data, follow=True)
    assert "Enter the minutes for “Project report” as a whole number" in words(response)


def test_an_item_is_edited_swapped_and_added(client: Client, meeting: Meeting) -> None:
    with_leads(meeting)
    client.post(f"{HOME}{meeting.pk}/agenda/add/", {"action": meeting.plan.actions.get(ref="1.1").pk})
    item = meeting.items.get(kind="delivery")
    client.post(f"{HOME}{meeting.pk}/items/{item.pk}/", {"title": "Otherwise", "minutes": 25, "presenter": ""})
    item.refresh_from_db()
    assert (item.title, item.minutes, item.presenter) == ("Otherwise", 25, None)
    client.post(f"{HOME}{meeting.pk}/items/{item.pk}/swap/", {"action": meeting.plan.actions.get(ref="1.2").pk})
    assert meeting.items.get(kind="delivery").action.ref == "1.2"
    client.post(f"{HOME}{meeting.pk}/items/new/", {"title": "A visitor", "minutes": 5, "presenter": ""})
    assert meeting.items.filter(kind="extra", title="A visitor").exists()


def test_publishing_asks_for_a_reason_only_when_it_does_not_add_up(client: Client, meeting: Meeting) -> None:
    page = words(client.get(f"{HOME}{meeting.pk}/publish/"))
    assert "The agenda leaves 80 minutes free" in page
    assert "Why is it so?" in page
    assert client.post(f"{HOME}{meeting.pk}/publish/", {"reason": ""}).status_code == 400
    with_leads(meeting)
    client.post(f"{HOME}{meeting.pk}/agenda/accept/")
    assert "Why is it so?" not in words(client.get(f"{HOME}{meeting.pk}/publish/"))
    client.post(f"{HOME}{meeting.pk}/publish/")
    meeting.refresh_from_db()
    assert meeting.state == "published"


def test_an_agenda_is_read_by_all_once_it_is_published(client: Client, meeting: Meeting) -> None:
    client.force_login(user_with("viewer"))
    assert "The agenda is not published yet." in words(client.get(f"{HOME}{meeting.pk}/"))
    Meeting.objects.filter(pk=meeting.pk).update(state="published")
    page = words(client.get(f"{HOME}{meeting.pk}/"))
    assert "Any other business" in page
    assert "Take off" not in page


def test_a_cancelled_meeting_says_why(client: Client, meeting: Meeting) -> None:
    client.post(f"{HOME}{meeting.pk}/cancel/", {"reason": "The hall is flooded"})
    assert "The hall is flooded" in words(client.get(f"{HOME}{meeting.pk}/"))


def test_the_list_and_the_page_take_the_same_queries_for_few_and_many(
    client: Client, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    for url in (HOME, f"{HOME}{meeting.pk}/", f"{HOME}{meeting.pk}/reports/"):
        with django_assert_max_num_queries(40) as few:
            client.get(url)
        for _ in range(4):
            action = ActionFactory(plan=meeting.plan)
            RagUpdateFactory(action=action)
            person = PersonFactory(email="a@fenshire.example")
            SeatFactory(body=meeting.body, person=person)
            ItemFactory(meeting=meeting, action=action, presenter=person)
            MeetingFactory(authority=meeting.authority, body=meeting.body, plan=meeting.plan)
        with django_assert_max_num_queries(len(few)):
            client.get(url)


def asked(meeting: Meeting) -> asking.Asked:
    with_leads(meeting, 1)
    action = meeting.plan.actions.get(ref="1.1")
    RagUpdateFactory(action=action, comment="Nine teams began.", path_to_green="Two more", help_wanted="None")
    ItemFactory(meeting=meeting, action=action, presenter=asking.Person.objects.get(name="Lead 1"))
    SeatFactory(body=meeting.body, person=asking.Person.objects.get(name="Lead 1"))
    return asking.everybody(meeting)[0]


def test_each_person_gets_one_mail_and_one_chaser_a_day(meeting: Meeting, officer: User) -> None:
    asked(meeting)
    about = {"meeting": meeting, "by": officer}
    assert reports.ask(on=DAY, at=NOW, **about) == 1
    assert reports.ask(on=DAY, at=NOW, **about) == 0
    assert reports.chase(on=DAY, at=NOW, **about) == 0
    later = NOW + dt.timedelta(days=1)
    assert reports.chase(on=later.date(), at=later, **about) == 1
    assert Mail.objects.count() == 2
    assert "/fenshire/before/" in Mail.objects.earliest("pk").text
    assert not django_mail.outbox


def test_the_link_is_filled_in_from_the_plan_and_answers_in_that_name(client: Client, meeting: Meeting) -> None:
    who = asked(meeting)
    client.logout()
    url = f"/fenshire/before/{asking.link_token(meeting, who.person, 1)}/"
    page = client.get(url)
    assert "Nine teams began." in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    item = who.items[0].pk
    sent = {"about": item, f"i{item}-progress": "Ten <b>teams</b>", f"i{item}-version": 0}
    assert client.post(url, sent).status_code == 302
    report = ItemReport.objects.get()
    assert (report.progress, report.said_by, report.given_by.kind) == ("Ten <b>teams</b>", who.person, "system")
    assert "Ten &lt;b&gt;teams" in client.get(url).content.decode()
    assert client.post(url, {"about": "feedback", "own-did": "Sat in"}).status_code == 302
    assert not LeaderFeedback.objects.get().released


def test_what_was_written_meanwhile_is_shown_before_it_is_lost(client: Client, meeting: Meeting, officer: User) -> None:
    who = asked(meeting)
    reports.give_report(item=who.items[0], words=reports.Words("Theirs"), version=0, at=NOW, by=officer)
    url = f"/fenshire/before/{asking.link_token(meeting, who.person, 1)}/"
    item = who.items[0].pk
    sent = {"about": item, f"i{item}-progress": "Mine", f"i{item}-version": 1}
    response = client.post(url, sent)
    assert response.status_code == 400
    assert "Theirs" in response.content.decode()
    assert "Mine" in response.content.decode()


@pytest.mark.parametrize("token", ["x", "WzEsMSwxXQ:bad:bad"])
def test_a_broken_link_has_ended(client: Client, meeting: Meeting, token: str) -> None:
    assert client.get(f"/fenshire/before/{token}/").status_code == 410


def test_a_link_ends_with_its_meeting(client: Client, meeting: Meeting) -> None:
    who = asked(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state="held")
    assert client.get(f"/fenshire/before/{asking.link_token(meeting, who.person, 1)}/").status_code == 410


def test_only_its_author_reads_and_releases_feedback(client: Client, meeting: Meeting, officer: User) -> None:
    ann = user_with("member", name="Ann Field")
    person = PersonFactory(user=ann, name="Ann Field")
    SeatFactory(body=meeting.body, person=person)
    client.force_login(ann)
    url = f"{HOME}{meeting.pk}/feedback/"
    client.post(url, {"did": "I sat in on a mapping", "learned": ""})
    row = LeaderFeedback.objects.get()
    assert "I sat in on a mapping" in client.get(url).content.decode()
    client.force_login(officer)
    assert client.get(url).status_code == 403
    page = client.get(f"{HOME}{meeting.pk}/reports/").content.decode()
    assert "Given, not released" in page
    assert "I sat in" not in page
    assert not LeaderFeedback.objects.readable_by(officer).exists()
    assert LeaderFeedback.objects.readable_by(ann).get() == row
    assert "I sat in" not in str(list(AuditEvent.objects.values_list("before", "after")))


def test_nobody_writes_feedback_for_another(meeting: Meeting, officer: User) -> None:
    with pytest.raises(reports.RuleBroken, match="Only the person"):
        reports.give_feedback(
            meeting=meeting, person=PersonFactory(), did="x", learned="", released=True, at=NOW, by=officer
        )


def test_an_officer_writes_a_report_for_its_presenter(client: Client, meeting: Meeting) -> None:
    who = asked(meeting)
    url = f"{HOME}{meeting.pk}/items/{who.items[0].pk}/report/"
    client.post(url, {"progress": "Told by telephone", "version": 0})
    assert ItemReport.objects.get().said_by == who.person
    assert client.post(url, {"progress": "Old page", "version": 0}).status_code == 412


def test_my_work_says_what_is_wanted_before_a_meeting(meeting: Meeting, officer: User) -> None:
    ann = MembershipFactory(role="member").user
    person = PersonFactory(user=ann)
    ItemFactory(meeting=meeting, presenter=person)
    SeatFactory(body=meeting.body, person=person)
    on = date(2018, 7, 20)
    assert [each.title for each in wants.of_person(meeting.authority, officer, on)] == ["Agendas to publish"]
    found = wants.of_person(meeting.authority, ann, on)
    assert [line.title for line in found[0].lines] == ["Team development plans", "Your work with practice"]
    assert wants.of_person(meeting.authority, ann, date(2018, 6, 1)) == []
