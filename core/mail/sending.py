"""Handing mail over: one at a time, so that one bad recipient neither blocks nor repeats the rest."""

import hashlib
import smtplib
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from core.mail import outbox
from core.models import Mail

State = Mail.State
LONGEST = 120
"""Seconds one round of sending takes at most; what is left then waits for the next tick."""


def send_waiting() -> int:
    """Send what is due, each mail with one answer of its own. Returns how many left."""
    outbox.settle_lost()
    until, sent = time.monotonic() + LONGEST, 0
    with Line() as line:
        for mail_id in list(outbox.waiting().values_list("pk", flat=True)[:1000]):
            if line.is_dead or time.monotonic() > until:
                break
            mail = outbox.claim(mail_id)
            if mail is not None:
                sent += send(mail, line)
    return sent


def send(mail: Mail, line: "Line") -> bool:
    """Hand one claimed mail over, and write what came of it."""
    try:
        line.open()
    except (OSError, smtplib.SMTPException) as fault:
        outbox.put_back(mail, f"The mail server could not be reached: {_said(fault)}.")
        return False
    try:
        line.backend.send_messages([message(mail)])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as fault:
        _refused(mail, fault)
        return False
    except (ValueError, smtplib.SMTPNotSupportedError) as fault:
        outbox.settle(mail, State.FAILED, f"This mail cannot be sent as it is: {_said(fault)}.")
        return False
    except (OSError, smtplib.SMTPException):
        line.close()
        outbox.settle(mail, State.UNKNOWN, outbox.NOT_KNOWN)
        return False
    return outbox.settle(mail, State.SENT)


def message(mail: Mail) -> EmailMultiAlternatives:
    """The message of a row. Its Message-ID follows from the key, so that a receiver can tell a repeat."""
    headers = {**mail.headers, "Message-ID": message_id(mail.key), "Auto-Submitted": "auto-generated"}
    made = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers)
    if mail.html:
        made.attach_alternative(mail.html, "text/html")
    return made


def message_id(key: str) -> str:
    """The same for the same key, for ever."""
    place = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{place}>"


class Line:
    """The connection to the mail server: opened when first needed, asked before each mail whether it still stands."""

    def __init__(self) -> None:
        self.backend: Any = get_connection()
        self.is_dead = False

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()

    def open(self) -> None:
        """Make sure of a connection. Nothing has been handed over when this fails, so the mail can wait."""
        server = getattr(self.backend, "connection", None)
        if server is not None and not _answers(server):
            self.close()
        self.is_dead = True
        self.backend.open()
        self.is_dead = False

    def close(self) -> None:
        """Hang up, whatever the other side thinks of it."""
        try:
            self.backend.close()
        except (OSError, smtplib.SMTPException):
            self.backend.connection = None


def _answers(server: Any) -> bool:
    try:
        return bool(server.noop()[0] == 250)
    except (OSError, smtplib.SMTPException):
        return False


def _refused(mail: Mail, fault: Any) -> None:
    """The mail server said no: for now (4xx), then it is tried again, or for good (5xx)."""
    code, words = _answer(fault)
    reason = f"The mail server refused it: {code} {words}"
    if 400 <= code < 500:
        outbox.put_back(mail, reason)
    else:
        outbox.settle(mail, State.FAILED, reason)


def _answer(fault: Any) -> tuple[int, str]:
    said: Any
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(fault.recipients.values()))
    else:
        code, said = fault.smtp_code, fault.smtp_error
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return int(code), " ".join(words.split())[:300]


def _said(fault: BaseException) -> str:
    return " ".join(str(fault).split()).rstrip(".")[:200] or type(fault).__name__
