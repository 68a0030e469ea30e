"""Mail: each message to each recipient is a row first (`queue`), and leaves from there once (`send_waiting`)."""

from core.mail.demo import OutboxBackend
from core.mail.outbox import hand_out, queue, send_again
from core.mail.sending import send_waiting

__all__ = ["OutboxBackend", "hand_out", "queue", "send_again", "send_waiting"]
