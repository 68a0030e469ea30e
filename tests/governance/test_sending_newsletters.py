"""Sending an issue: frozen, once to each reader, resumed after a stop, and words that stay words."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Authority, Membership, User
from core import jobs
from core.errors import RuleBroken
from core.models import Job, Mail
from governance.issues import letter
from governance.models import Newsletter, Subscriber
from governance.services import newsletters, sending_newsletters, subscribers
from tests.factories.accounts import AuthorityFactory, marlshire, user_with
from tests.factories.newsletters import ExampleFactory, NewsletterFactory, SubscriberFactory

pytestmark = pytest.mark.django_db
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</mj-text><mj-raw><script>x</script></mj-raw>",
    "]]><!--", "<mj-include path='/etc/passwd' />", "{{ settings.SECRET_KEY }} {% debug %}", "&lt;b&gt; & \x01 \ufffe",
    "=1+1", "a\r\nBcc: all@example.org",
)  # fmt: skip


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


def signed_off(**words: Any) -> Newsletter:
    issue: Newsletter = NewsletterFactory(**words)
    newsletters.sign_off(newsletter=issue, version=1, confirmed=set(), by=user_with("project_manager"))
    issue.refresh_from_db()
    return issue


def run(job: Job) -> Job:
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_each_reader_gets_one_mail_with_their_own_link(officer: User) -> None:
    SubscriberFactory.create_batch(3)
    SubscriberFactory(email="plain@health.example", form=Subscriber.Form.TEXT)
    SubscriberFactory(email="gone@health.example", left_at="2018-03-06T10:00Z")
    SubscriberFactory(email="other@marl.example", authority=marlshire())
    issue = signed_off()
    job = sending_newsletters.ask_send(newsletter=issue, by=officer)
    assert sending_newsletters.ask_send(newsletter=issue, by=officer) == job
    assert run(job).result == {"mails": 4}
    mails = list(Mail.objects.order_by("pk"))
    assert len(mails) == 4
    links = {mail.headers["List-Unsubscribe"] for mail in mails}
    assert len(links) == 4
    assert all(mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" for mail in mails)
    for mail in mails:
        own = mail.headers["List-Unsubscribe"].strip("<>").removesuffix("stop/")
        assert own in mail.text
        assert letter.OWN_LINK not in mail.text + mail.html
        assert bool(mail.html) == (mail.to != "plain@health.example")
        assert not mail.html or own in mail.html


def test_what_was_sent_stays_as_it_was(officer: User) -> None:
    SubscriberFactory()
    example = ExampleFactory(state="checked")
    issue = signed_off(example=example)
    run(sending_newsletters.ask_send(newsletter=issue, by=officer))
    issue.refresh_from_db()
    before = (letter.of(issue), issue.facts["issue"])
    type(example).objects.update(title="Quite another")
    Authority.objects.update(name="Renamed")
    again = Newsletter.objects.get()
    assert (letter.of(again), again.facts["issue"]) == before
    assert "A safety plan the whole network wrote" in again.html
    with pytest.raises(RuleBroken, match="not sent"):
        newsletters.take_back(newsletter=again, by=officer)
    with pytest.raises(RuleBroken, match="stays as it is"):
        newsletters.edit(newsletter=again, values={"title": "x"}, version=again.version, by=officer)


def test_a_stopped_job_goes_on_where_it_was_and_whoever_left_meanwhile_gets_nothing(officer: User) -> None:
    readers = SubscriberFactory.create_batch(5)
    job = sending_newsletters.ask_send(newsletter=signed_off(), by=officer)
    run(job)
    Mail.objects.filter(to__in=[readers[3].email, readers[4].email]).delete()
    subscribers.choose(subscriber=readers[4], form="", by=User.objects.system())
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, attempts=0)
    run(job)
    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted(reader.email for reader in readers[:4])


def test_rights_are_asked_again_when_it_is_sent(officer: User) -> None:
    SubscriberFactory()
    issue = signed_off()
    job = sending_newsletters.ask_send(newsletter=issue, by=officer)
    Membership.objects.filter(user=officer).update(role="viewer")
    assert run(job).state == Job.State.FAILED
    assert not Mail.objects.exists()
    issue.refresh_from_db()
    assert issue.state == Newsletter.State.SIGNED_OFF
    other = user_with("project_officer")
    assert run(sending_newsletters.ask_send(newsletter=issue, by=other)).result == {"mails": 1}


def test_an_issue_taken_back_before_its_job_ran_does_not_go_out(officer: User) -> None:
    SubscriberFactory()
    issue = signed_off()
    job = sending_newsletters.ask_send(newsletter=issue, by=officer)
    newsletters.take_back(newsletter=issue, by=officer)
    assert "taken back" in run(job).failure
    assert not Mail.objects.exists()


def test_a_draft_and_an_issue_without_readers_are_not_sent(officer: User) -> None:
    with pytest.raises(RuleBroken, match="signs this issue off"):
        sending_newsletters.ask_send(newsletter=NewsletterFactory(), by=officer)
    with pytest.raises(RuleBroken, match="Nobody gets"):
        sending_newsletters.ask_send(newsletter=signed_off(), by=officer)


def shape(html: str) -> list[str]:
    """The tags and the names of their attributes, without a word of the text."""
    return re.findall(r"<\s*/?\s*[a-zA-Z!?][^>]*?(?=[\s>])", re.sub(r'"[^"]*"', '""', html))


@pytest.mark.parametrize("payload", HOSTILE)
def test_typed_words_reach_the_mail_as_words(payload: str) -> None:
    names = ("title", "progress", "tool_title", "tool_words")
    council = AuthorityFactory(name="Fen")
    plain = letter.of(Newsletter(authority=council, number=1, **dict.fromkeys(names, "word")))
    made = letter.of(Newsletter(authority=council, number=1, **dict.fromkeys(names, payload)))
    assert "<script" not in made.html
    assert "<img" not in made.html
    assert "root:" not in made.html
    more = len([line for line in payload.splitlines() if line.strip()]) - 1
    assert len(shape(made.html)) == len(shape(plain.html)) + more * 4
    assert all(line.strip()[:8] in made.text for line in payload.splitlines() if line.isprintable())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_words_can_be_set_as_a_mail(title: str, words: str) -> None:
    council = Authority(slug="fen", name="Fen")
    made = letter.of(Newsletter(authority=council, number=1, title=title, progress=words, achievements=words))
    assert made.html.endswith("</html>")


def test_nothing_is_loaded_from_elsewhere_so_it_reads_with_images_off() -> None:
    html = letter.of(NewsletterFactory()).html
    assert "<img" not in html
    assert "url(" not in html
    assert "fonts.googleapis" not in html
    assert 'rel="stylesheet"' not in html
    assert 'lang="en-GB"' in html
