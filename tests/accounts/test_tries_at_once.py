"""Two hundred wrong passwords at the same moment, against a real server, with Redis away."""

import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt

from accounts.permissions import Role
from tests.accounts.signing import PASSWORD
from tests.core.web_visitor import Visitor
from tests.factories.accounts import user_with
from tests.servers import WebServer

ADDRESS = "mo@fenshire.example"
NO_REDIS = "redis://127.0.0.1:1/0"


@pytest.fixture
def server(postgres: None, transactional_db: None, tmp_path: Path, settings: Any) -> Any:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    user = user_with(Role.PROJECT_MANAGER, user__email=ADDRESS)
    user.set_password(PASSWORD)
    user.save()
    made = WebServer(tmp_path, REDIS_URL=NO_REDIS)
    made.start()
    yield made
    made.kill()


def attack(server: WebServer, tries: int) -> Counter[str]:
    """So many wrong passwords, all at once, each from a browser of its own."""
    visitors = [Visitor(server.url) for _ in range(tries)]
    tokens = [visitor.token("/accounts/login/") for visitor in visitors]
    start, said = threading.Barrier(tries), Counter[str]()

    def try_it(visitor: Visitor, token: str) -> None:
        start.wait(60)
        data = {"login": ADDRESS, "password": "wrong", "csrfmiddlewaretoken": token}
        answer = visitor.session.post(f"{visitor.base}/accounts/login/", data=data, timeout=120)
        looked = "The email or the password is wrong" in answer.text
        said["looked at" if looked else f"refused {answer.status_code}"] += 1

    threads = [threading.Thread(target=try_it, args=pair) for pair in zip(visitors, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def check(server: WebServer, tries: int) -> None:
    owner = Visitor(server.url)
    assert owner.sign_in(ADDRESS, PASSWORD).status_code == 302
    owner.send("/accounts/logout/")
    assert attack(server, tries) == {"looked at": 10, "refused 429": tries - 10}
    assert owner.sign_in(ADDRESS, PASSWORD).status_code == 302
    assert Visitor(server.url).sign_in(ADDRESS, PASSWORD).status_code == 429
    assert AccessAttempt.objects.get(user_agent="unknown browser").failures_since_start == 10


def test_of_sixty_wrong_passwords_at_once_ten_are_looked_at_and_the_owner_comes_in(server: WebServer) -> None:
    check(server, 60)


@pytest.mark.soak
def test_of_two_hundred_wrong_passwords_at_once_ten_are_looked_at(server: WebServer) -> None:
    check(server, 200)
