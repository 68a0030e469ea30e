"""A small keep-alive HTTP client: cheap, so that the client takes little of the machine that is measured."""

import re
import socket
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit


class Answer(NamedTuple):
    status: int
    headers: dict[str, list[str]]
    body: bytes

    def field(self, name: str) -> str:
        """The value of the first form field of this name in the page."""
        tag = re.search(rb'<input[^>]*\bname="%s"[^>]*>' % name.encode(), self.body)
        value = re.search(rb'\bvalue="([^"]*)"', tag.group(0)) if tag else None
        if value is None:
            raise AssertionError(f"no field {name} in the page")
        return value.group(1).decode()


class Http:
    """One connection to one server, with its cookies."""

    def __init__(self, base: str) -> None:
        at = urlsplit(base)
        self.address = (at.hostname or "", at.port or 80)
        self.host = f"{at.hostname}:{at.port}"
        self.socket: socket.socket | None = None
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def post(self, path: str, form: Mapping[str, str], want: int = 302) -> Answer:
        body = urlencode(form).encode()
        return self.request("POST", path, body, "application/x-www-form-urlencoded", want=want)

    def request(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        content_type: str = "",
        extra: Mapping[str, str] | None = None,
        want: int = 200,
    ) -> Answer:
        answer = self._send(self._head(method, path, body, content_type, extra or {}) + body)
        for cookie in answer.headers.get("set-cookie", []):
            name, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        if answer.status != want:
            raise AssertionError(f"{method} {path}: {answer.status}, not {want}: {answer.body[:300]!r}")
        return answer

    def _head(self, method: str, path: str, body: bytes, content_type: str, extra: Mapping[str, str]) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", "Accept: text/html,application/json,*/*"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method != "GET":
            lines += [f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in extra.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def _send(self, raw: bytes) -> Answer:
        """Once more on a fresh connection when the server has closed the kept one."""
        fresh = self.socket is None
        try:
            connection = self.socket = self.socket or self._connect()
            connection.sendall(raw)
            answer = read_answer(connection)
        except (ConnectionError, EOFError):
            self.close()
            if fresh:
                raise
            return self._send(raw)
        if answer.headers.get("connection", [""])[0].lower() == "close":
            self.close()
        return answer

    def _connect(self) -> socket.socket:
        made = socket.create_connection(self.address, timeout=120)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket = None


def read_answer(connection: socket.socket) -> Answer:
    with connection.makefile("rb") as stream:
        status = stream.readline()
        if not status:
            raise EOFError
        headers: dict[str, list[str]] = {}
        while line := stream.readline().strip():
            name, _, value = line.decode("latin1").partition(":")
            headers.setdefault(name.lower(), []).append(value.strip())
        if "chunked" in headers.get("transfer-encoding", [""])[0]:
            body = b""
            while size := int(stream.readline().split(b";")[0], 16):
                body += stream.read(size)
                stream.readline()
            stream.readline()
        else:
            body = stream.read(int(headers.get("content-length", ["0"])[0]))
        return Answer(int(status.split()[1]), headers, body)
