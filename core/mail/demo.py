"""The demo's mail: instead of leaving, it is kept where the outbox page shows it."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from core.models import OutboxMail


class OutboxBackend(BaseEmailBackend):
    """Keeps each mail as a row for each person it is for."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            OutboxMail(to=to, subject=str(mail.subject), body=str(mail.body))
            for mail in email_messages
            for to in mail.to
        ]
        OutboxMail.objects.bulk_create(rows)
        return len(email_messages)
