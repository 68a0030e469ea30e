"""The newsletter's pages: who reads what, the editor, the check, and a reader's own link."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from core import jobs
from core.models import Job, Mail
from governance.models import Example, Newsletter, Subscriber
from governance.services import newsletters, subscribers
from tests.factories.accounts import AuthorityFactory, marlshire, user_with
from tests.factories.newsletters import ExampleFactory, NewsletterFactory, SubscriberFactory
from tests.factories.plans import ActionFactory, PlanFactory
from tests.world import every_row

pytestmark = pytest.mark.django_db
HERE = "/fenshire/newsletters/"
PAYLOAD = "<script>alert(1)</script>"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.PasswordBackend")
    return client


@pytest.fixture
def officer() -> Client:
    return browser(user_with("project_officer"))


@pytest.fixture
def manager() -> Client:
    return browser(user_with("project_manager"))


def body(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_from_a_draft_to_the_archive(officer: Client, manager: Client) -> None:
    plan = PlanFactory()
    ActionFactory(plan=plan)
    SubscriberFactory.create_batch(2)
    answer = officer.post(f"{HERE}draft/", {"plan": plan.pk})
    where = answer["Location"]
    assert "Waiting for its turn" in body(officer.get(where))
    jobs.run(Job.objects.get().pk)
    assert officer.get(where)["Location"] == f"{HERE}1/"
    page = officer.get(f"{HERE}1/edit/")
    words = {name: value or "" for name, value in page.context["form"].initial.items() if name != "example"}
    officer.post(f"{HERE}1/edit/", {**words, "title": "Spring news", "achievements": f"One\n{PAYLOAD}"})
    page = manager.get(f"{HERE}1/sign-off/")
    assert "Spring news" in body(page)
    manager.post(f"{HERE}1/sign-off/", {"version": page.context["form"].initial["version"]})
    assert "Send it to 2 people" in body(officer.get(f"{HERE}1/send/"))
    officer.post(f"{HERE}1/send/")
    jobs.run(Job.objects.latest("pk").pk)
    assert Mail.objects.filter(kind="newsletter").count() == 2
    assert "What came of the mails" in body(officer.get(f"{HERE}1/send/"))
    reader = browser(user_with("viewer"))
    assert "1: Spring news" in body(reader.get(HERE))
    for face in ("", "?as=mail", "?as=text"):
        shown = reader.get(f"{HERE}1/{face}")
        assert shown.status_code == 200
        assert PAYLOAD not in body(shown).replace("&lt;", "<!")


def test_whoever_edited_last_is_told_that_somebody_else_signs_it_off() -> None:
    both = user_with("project_manager")
    NewsletterFactory(number=1, edited_by=both)
    client = browser(both)
    assert "You edited this issue last" in body(client.get(f"{HERE}1/sign-off/"))
    assert client.post(f"{HERE}1/sign-off/", {"version": "1"}).status_code == 400
    assert f"{HERE}1/sign-off/" not in body(client.get(f"{HERE}1/"))


def test_drafts_are_there_for_those_who_keep_or_sign_them_alone(officer: Client) -> None:
    issue = NewsletterFactory(number=7, title="Not yet")
    for role, status in (("viewer", 404), ("trainer", 404), ("member", 200), ("project_officer", 200)):
        client = browser(user_with(role))
        for path in ("", "letter/", "?as=text"):
            assert client.get(f"{HERE}7/{path}").status_code == status
        assert ("Not yet" in body(client.get(HERE))) == (status == 200)
    Newsletter.objects.filter(pk=issue.pk).update(authority=marlshire())
    assert officer.get(f"{HERE}7/").status_code == 404


def test_two_editors_see_both_texts(officer: Client) -> None:
    issue = NewsletterFactory(number=1)
    newsletters.edit(newsletter=issue, values={"title": "Theirs"}, version=1, by=user_with("project_officer"))
    sent = {"title": "Mine", "progress": "p", "achievements": "", "to_work_on": "", "version": "1"}
    answer = officer.post(f"{HERE}1/edit/", sent)
    assert answer.status_code == 412
    assert "Theirs" in body(answer)
    assert "Mine" in body(answer)


def test_a_warning_is_a_box_to_tick_before_an_issue_is_signed_off(manager: Client) -> None:
    NewsletterFactory(number=1, progress="Ben, 7, came.")
    page = manager.get(f"{HERE}1/sign-off/")
    assert "A name with an age: “Ben, 7”" in body(page)
    (key,) = re.findall(r'value="(\w{16})"', body(page))
    refused = manager.post(f"{HERE}1/sign-off/", {"version": "1"})
    assert refused.status_code == 400
    assert "Confirm each warning" in body(refused)
    manager.post(f"{HERE}1/sign-off/", {"version": "1", "confirmed": key})
    assert Newsletter.objects.get().state == "signed_off"


def test_an_issue_changed_meanwhile_is_read_again_first(manager: Client) -> None:
    issue = NewsletterFactory(number=1)
    newsletters.edit(newsletter=issue, values={"title": "x"}, version=1, by=user_with("project_officer"))
    answer = manager.post(f"{HERE}1/sign-off/", {"version": "1"}, follow=True)
    assert "Read it again before you sign it off" in body(answer)
    assert Newsletter.objects.get().state == "draft"


def test_an_example_is_offered_by_anybody_and_checked_by_somebody_else(officer: Client) -> None:
    teller = browser(user_with("practice_leader"))
    told = {"title": "Theirs", "what_went_well": "They led it.", "consent": "on"}
    assert teller.post(f"{HERE}examples/offer/", told)["Location"] == f"{HERE}examples/"
    row = Example.objects.get()
    assert "Theirs" in body(teller.get(f"{HERE}examples/"))
    assert teller.get(f"{HERE}examples/{row.pk}/").status_code == 403
    officer.post(f"{HERE}examples/{row.pk}/", {"version": "1"})
    row.refresh_from_db()
    assert row.state == "checked"
    teller.post(f"{HERE}examples/{row.pk}/edit/", {**told, "title": "Other", "version": "2"})
    row.refresh_from_db()
    assert (row.title, row.state) == ("Other", "offered")
    assert browser(user_with("viewer")).get(f"{HERE}examples/{row.pk}/edit/").status_code == 403


def test_the_list_of_readers_comes_out_as_a_file_that_runs_nothing(officer: Client) -> None:
    SubscriberFactory(name="=1+1", email="a@health.example")
    SubscriberFactory(authority=marlshire(), email="b@health.example")
    lines = b"".join(officer.get(f"{HERE}subscribers.csv").streaming_content).decode()  # type: ignore[attr-defined]  # streams
    assert "a@health.example,'=1+1" in lines
    assert "b@health.example" not in lines


def test_somebody_chooses_for_themselves_on_the_page() -> None:
    user = user_with("viewer")
    client = browser(user)
    assert user.email in body(client.post(f"{HERE}mine/", {"form": "text"}, follow=True))
    assert Subscriber.objects.get(email=user.email).form == "text"
    client.post(f"{HERE}mine/", {"form": ""})
    assert Subscriber.objects.get().left_at is not None
    client.post(f"{HERE}mine/", {"form": "odd"})
    assert Subscriber.objects.get().left_at is not None


def link(row: Subscriber, end: str = "") -> str:
    return f"/newsletter/{subscribers.token(row)}/{end}"


def test_the_readers_link_works_without_an_account_and_looking_changes_nothing(client: Client) -> None:
    row = SubscriberFactory()
    before = every_row()
    assert row.email in body(client.get(link(row)))
    assert client.get(link(row, "stop/"))["Location"] == link(row)
    assert every_row() == before
    assert "You get it as chosen here" in body(client.post(link(row), {"form": "text"}, follow=True))
    assert "do not get" in body(client.post(link(row), {"form": ""}, follow=True))


def test_one_press_in_the_mail_program_leaves_without_a_token_or_a_cookie() -> None:
    row, strict = SubscriberFactory(), Client(enforce_csrf_checks=True)
    assert strict.post(link(row, "stop/"), {}).status_code == 400
    assert strict.post(link(row), {"form": ""}).status_code == 403
    for _ in range(2):
        assert strict.post(link(row, "stop/"), {"List-Unsubscribe": "One-Click"}).status_code == 200
    row.refresh_from_db()
    assert row.left_at is not None


@pytest.mark.parametrize("words", ["1", "x:y", "%00", "a" * 3000, "é:é"])
def test_an_altered_link_is_nobodys(words: str, client: Client) -> None:
    for end in ("", "stop/"):
        assert client.get(f"/newsletter/{words}/{end}").status_code == 404


def test_the_mail_on_the_page_runs_nothing_and_is_shown_only_here(officer: Client) -> None:
    NewsletterFactory(number=1)
    answer = officer.get(f"{HERE}1/letter/")
    rules = answer["Content-Security-Policy"]
    assert "default-src 'none'" in rules
    assert "script-src" not in rules
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in officer.get(f"{HERE}1/?as=mail")["Content-Security-Policy"]


def test_lists_ask_the_database_as_often_for_twenty_rows_as_for_one(
    officer: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 21):
        NewsletterFactory(number=number, state="sent", sent_at="2018-03-06T10:00Z")
        ExampleFactory(authority=AuthorityFactory())
        SubscriberFactory()
    for path in ("", "examples/", "subscribers/"):
        with django_assert_max_num_queries(12):
            assert officer.get(f"{HERE}{path}").status_code == 200
