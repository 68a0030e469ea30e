"""One server and one set of councils for all tests that only look."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from tests.accounts.second_step import has_just_signed_in
from tests.browser.looking import councils
from tests.servers import session_cookie
from tests.world import Council


class Looking:
    """Opens pages of the councils; one browser context for each user and size, so that nobody signs in twice.

    All are signed in at the start: what a test itself writes would stay unseen in its own transaction.
    """

    def __init__(self, browser: Any, server: LiveServer, made: dict[str, Council]) -> None:
        self.browser, self.server, self.councils = browser, server, made
        self.contexts: dict[Any, Any] = {}
        self.cookies = {
            (name, role): session_cookie(user, server.url)
            for name, council in made.items()
            for role, user in council.users.items()
        }

        has_just_signed_in(self.cookies[councils.TYPICAL, "safe"]["value"], made[councils.TYPICAL].users["safe"])

    def page(self, council: str, role: str, width: int = 1280, height: int = 800, **more: Any) -> Any:
        """A fresh tab for this user of this council; for nobody when `role` is empty."""
        key = (council if role else "", role, width, height, tuple(sorted(more.items())))
        if key not in self.contexts:
            self.contexts[key] = self._context(council, role, width, height, **more)
        return self.contexts[key].new_page()

    def _context(self, council: str, role: str, width: int, height: int, **more: Any) -> Any:
        size = {"width": width, "height": height}
        context = self.browser.new_context(base_url=self.server.url, viewport=size, locale="en-GB", **more)
        context.set_default_timeout(10_000)
        if role:
            context.add_cookies([self.cookies[council, role]])
        return context

    def close(self) -> None:
        """Close every window."""
        for context in self.contexts.values():
            context.close()


@pytest.fixture(scope="package")
def looking(postgres: None, browser: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Looking]:
    """The councils, a server in front of them and a browser. Everything is wiped away at the end."""
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        made = councils.make()
        server = LiveServer("localhost")
        opened = Looking(browser, server, made)
        try:
            yield opened
        finally:
            opened.close()
            server.stop()
            call_command("flush", verbosity=0, interactive=False)
