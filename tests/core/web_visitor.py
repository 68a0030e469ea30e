"""Somebody who uses the pages of a real server over HTTP, and notes how it answered and how long it took."""

import re
import time
from dataclasses import dataclass, field

import requests


@dataclass
class Visitor:
    """A browser with cookies and without a screen."""

    base: str
    session: requests.Session = field(default_factory=requests.Session)
    statuses: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def get(self, path: str) -> requests.Response:
        """Load a page; a redirect is not followed."""
        return self._ask("GET", path)

    def send(self, path: str, **fields: str) -> requests.Response:
        """Send the form of a page, with its token."""
        token = self.token(path)
        return self._ask("POST", path, {**fields, "csrfmiddlewaretoken": token})

    def token(self, path: str) -> str:
        """The token of a page's form; nothing when the page is not there."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path).text)
        return found[1] if found else ""

    def sign_in(self, address: str, password: str) -> requests.Response:
        """By password."""
        return self.send("/accounts/login/", login=address, password=password)

    def p95(self) -> float:
        """Of a hundred answers, ninety-five came within so many seconds."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]

    def faults(self) -> list[int]:
        """Answers that say that something broke, but for the page that says when to come back."""
        return [status for status in self.statuses if status >= 500 and status != 503]

    def _ask(self, method: str, path: str, data: dict[str, str] | None = None) -> requests.Response:
        began = time.monotonic()
        answer = self.session.request(method, self.base + path, data=data, allow_redirects=False, timeout=30)
        self.seconds.append(time.monotonic() - began)
        self.statuses.append(answer.status_code)
        return answer
