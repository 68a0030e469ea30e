"""The outbox: a row for each mail and recipient, sent once, and never twice by itself."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core import mail as django_mail
from django.utils import timezone

from accounts.models import User
from core import mail
from core.errors import RuleBroken
from core.mail import outbox, sending
from core.models import AuditEvent, Mail
from tests.core.smtp_sink import Sink
from tests.factories.accounts import AuthorityFactory

State = Mail.State
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_bell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told: the tests send by hand."""
    monkeypatch.setattr(outbox, "ring", lambda: None)


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    """A mail server that does as it is told."""
    with Sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 1
        yield server


def queue(key: str = "one", to: str = "lena@health.example", **more: Any) -> Mail:
    words = {"kind": "reminder", "subject": "One action overdue", "text": "Say how it stands."}
    return mail.queue(key=key, to=to, authority=AuthorityFactory(), **(words | more))


def state_of(row: Mail) -> str:
    row.refresh_from_db()
    return row.state


def later(**how: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**how), tick=True)


def test_the_same_key_is_one_mail_and_it_leaves_once() -> None:
    assert queue().pk == queue(subject="Otherwise").pk
    assert [mail.send_waiting(), mail.send_waiting()] == [1, 0]
    assert [sent.to for sent in django_mail.outbox] == [["lena@health.example"]]


def test_both_texts_the_headers_and_a_message_id_that_follows_from_the_key() -> None:
    queue(html="<p>Say how it <b>stands</b>.</p>", headers={"List-Unsubscribe": "<https://sofs.example/stop>"})
    mail.send_waiting()
    sent: Any = django_mail.outbox[0]
    assert [part.get_content_type() for part in sent.message().get_payload()] == ["text/plain", "text/html"]
    assert sent.message()["List-Unsubscribe"] == "<https://sofs.example/stop>"
    assert sent.message()["Message-ID"] == sending.message_id("one")
    assert sending.message_id("one") != sending.message_id("two")


def test_a_subject_of_two_lines_becomes_one() -> None:
    assert queue(subject="One\nBcc: all@fenshire.example").subject == "One Bcc: all@fenshire.example"


def test_a_mail_that_is_being_sent_is_nobody_elses() -> None:
    row = queue()
    assert outbox.claim(row.pk)
    assert outbox.claim(row.pk) is None
    assert mail.send_waiting() == 0


def test_a_mail_whose_sender_was_stopped_is_not_known_and_not_sent_again_by_itself() -> None:
    row = queue()
    outbox.claim(row.pk)
    with later(seconds=django_settings.MAIL_LEASE_SECONDS + 1):
        assert mail.send_waiting() == 0
        assert state_of(row) == State.UNKNOWN
    with later(days=3):
        assert mail.send_waiting() == 0
    assert "Nobody can say whether it arrived" in row.failure


def test_a_slow_sender_may_still_say_that_it_was_sent() -> None:
    row = queue()
    held = outbox.claim(row.pk)
    assert held
    with later(seconds=django_settings.MAIL_LEASE_SECONDS + 1):
        outbox.settle_lost()
        assert outbox.settle(held, State.SENT)
    assert state_of(row) == State.SENT
    assert not outbox.settle(held, State.FAILED, "late")


def test_send_again_is_a_decision_somebody_takes_and_it_is_recorded() -> None:
    row = queue()
    outbox.claim(row.pk)
    with later(hours=1):
        outbox.settle_lost()
        row.refresh_from_db()
        mail.send_again(mail=row, by=User.objects.system())
        assert mail.send_waiting() == 1
    event = AuditEvent.objects.get(verb="sent again")
    assert (event.label, event.before["state"]) == ("One action overdue", "Not known")
    with pytest.raises(RuleBroken, match="Only a failed one"):
        mail.send_again(mail=row, by=User.objects.system())


def test_one_bad_recipient_neither_blocks_nor_repeats_the_rest(sink: Sink) -> None:
    sink.answers["gone@health.example"] = "550 5.1.1 No such mailbox"
    first, bad, last = queue("1"), queue("2", to="gone@health.example"), queue("3", to="omar@police.example")
    assert mail.send_waiting() == 2
    assert mail.send_waiting() == 0
    assert [state_of(row) for row in (first, bad, last)] == [State.SENT, State.FAILED, State.SENT]
    assert bad.failure == "The mail server refused it: 550 5.1.1 No such mailbox"
    assert sorted(to for to, _ in sink.taken) == ["lena@health.example", "omar@police.example"]


def test_what_is_refused_for_now_is_tried_again_later_and_five_times_in_all(sink: Sink) -> None:
    sink.answers["lena@health.example"] = "451 Try later"
    row = queue()
    mail.send_waiting()
    assert (state_of(row), row.attempts) == (State.QUEUED, 1)
    assert mail.send_waiting() == 0
    for hours in range(1, 20, 3):
        with later(hours=hours):
            mail.send_waiting()
    assert (state_of(row), row.attempts) == (State.FAILED, 5)
    assert row.failure == "The mail server refused it: 451 Try later It was tried 5 times."
    assert sink.taken == []


def test_a_mail_refused_for_now_leaves_once_it_is_taken(sink: Sink) -> None:
    sink.answers["lena@health.example"] = "451 Try later"
    row = queue()
    mail.send_waiting()
    sink.answers.clear()
    with later(minutes=2):
        assert mail.send_waiting() == 1
    assert (state_of(row), row.failure) == (State.SENT, "")


def test_a_server_that_is_away_costs_one_try_of_one_mail(sink: Sink) -> None:
    sink.close()
    rows = [queue(str(number)) for number in range(3)]
    assert mail.send_waiting() == 0
    assert [state_of(row) for row in rows] == [State.QUEUED] * 3
    assert [row.attempts for row in rows] == [1, 0, 0]
    assert rows[0].failure.startswith("The mail server could not be reached:")


def test_a_server_that_stalls_after_the_words_leaves_that_mail_not_known_and_sends_the_rest(sink: Sink) -> None:
    sink.stalls_on = "stall@health.example"
    stalled, other = queue("1", to="stall@health.example"), queue("2")
    assert mail.send_waiting() == 1
    assert [state_of(row) for row in (stalled, other)] == [State.UNKNOWN, State.SENT]


def test_a_server_that_hangs_up_between_two_mails_is_called_again(sink: Sink) -> None:
    sink.hangs_up_after = 1
    for number in range(3):
        queue(str(number), to=f"lead{number}@health.example")
    assert mail.send_waiting() == 3
    assert len(sink.taken) == 3


def test_an_address_no_server_could_take_fails_in_a_sentence() -> None:
    row = queue(to="lena@health.example\nBcc: all@fenshire.example")
    mail.send_waiting()
    assert state_of(row) == State.FAILED
    assert row.failure.startswith("This mail cannot be sent as it is:")


def test_many_mails_of_one_transaction_ring_once(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(outbox, "ring", lambda: rung.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            queue(str(number))
    assert rung == [1]


def test_nothing_of_smtp_is_taken_for_granted(sink: Sink) -> None:
    """The sink is a mail server indeed: what it took is what was written."""
    queue()
    mail.send_waiting()
    [(to, words)] = sink.taken
    assert to == "lena@health.example"
    assert sending.message_id("one") in words
    assert issubclass(smtplib.SMTPServerDisconnected, OSError)
