"""A mail server for tests that takes, refuses, stalls or hangs up as it is told."""

import socketserver
import threading
from typing import Any


class _Talk(socketserver.StreamRequestHandler):
    """One connection: just enough of SMTP."""

    def handle(self) -> None:
        sink: Sink = self.server.sink  # type: ignore[attr-defined]  # set by Sink
        taken = 0
        self.say("220 sink")
        recipient = ""
        for raw in self.rfile:
            line = raw.decode(errors="replace").strip()
            word = line[:4].upper()
            if word == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                self.say(sink.answers.get(recipient, "250 OK"))
            elif word == "DATA":
                self.say("354 Go on")
                words = self.words()
                if words is None or not sink.take(recipient, words):
                    return
                self.say("250 Taken")
                taken += 1
                if taken == sink.hangs_up_after:
                    return
            elif word == "QUIT":
                self.say("221 Bye")
                return
            else:
                self.say("250 OK")

    def words(self) -> str | None:
        lines = []
        for raw in self.rfile:
            if raw in (b".\r\n", b".\n"):
                return b"".join(lines).decode(errors="replace")
            lines.append(raw)
        return None

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class Sink:
    """`taken` is what arrived, as (recipient, words). `answers` is what to say to a recipient.

    A mail to `stalls_on` is taken, and then nothing more is said until the sink is closed: its sender cannot know.
    """

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.answers: dict[str, str] = {}
        self.stalls_on = ""
        self.hangs_up_after = 0
        self.stalling = threading.Event()
        self.closing = threading.Event()
        self.server: Any = _Server(("127.0.0.1", 0), _Talk)
        self.server.sink = self
        self.port: int = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def take(self, recipient: str, words: str) -> bool:
        """Keep one mail. False when nothing more is to be said on this connection."""
        self.taken.append((recipient, words))
        if recipient != self.stalls_on:
            return True
        self.stalling.set()
        self.closing.wait(120)
        return False

    def close(self) -> None:
        """Stop listening and end what stalls."""
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self) -> "Sink":
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()
