"""While Redis refuses or does not answer at all: pages work, people stay signed in, accepted work is done later."""

from typing import Any

import pytest

from accounts.permissions import Role
from core.models import Job
from scripts.throwaway import wait_until
from tests.accounts.signing import PASSWORD
from tests.core.web_visitor import Visitor
from tests.factories.accounts import user_with
from tests.servers import WebServer

REQUESTS = 200
WRONG = 12


@pytest.fixture
def visitor(queue: Any) -> Visitor:
    """A manager of Fenshire, signed in to a real server that uses this queue."""
    user = user_with(Role.PROJECT_MANAGER, user__email="mo@fenshire.example")
    user.set_password(PASSWORD)
    user.save()
    place = queue.folder / "web"
    place.mkdir()
    server = queue.start(WebServer(place, **queue.env))
    made = Visitor(server.url)
    assert made.sign_in(user.email, PASSWORD).status_code == 302
    return made


def check(queue: Any, visitor: Visitor, invited: int) -> None:
    """200 requests, a tenth of which ask for work that Redis would be told of."""
    visitor.seconds.clear()
    people = [f"guest{number}@health.example" for number in range(invited)]
    for address in people:
        form = {"name": address.split("@")[0], "email": address, "roles": "viewer"}
        assert visitor.send("/fenshire/people/invite/", **form).status_code == 302
    while len(visitor.seconds) < REQUESTS - 2 * WRONG:
        assert visitor.get("/fenshire/home/").status_code == 200
    stranger = Visitor(visitor.base)
    answers = [stranger.sign_in("mo@fenshire.example", "wrong").status_code for _ in range(WRONG)]
    assert answers == [200] * 10 + [429] * 2
    both = Visitor(visitor.base, seconds=visitor.seconds + stranger.seconds)
    assert len(both.seconds) >= REQUESTS
    assert (visitor.faults(), stranger.faults()) == ([], [])
    assert both.p95() <= 2, both.p95()


def everything_done() -> bool:
    return not Job.objects.exclude(state=Job.State.DONE).exists()


def test_a_redis_that_refuses_stops_nothing(queue: Any, visitor: Visitor) -> None:
    queue.redis.kill()
    check(queue, visitor, invited=20)
    assert Job.objects.filter(state=Job.State.WAITING).count() == 20
    queue.redis.start()
    queue.worker()
    queue.beat()
    wait_until(everything_done, "the accepted work", 60)


def test_a_redis_that_never_answers_stops_nothing(queue: Any, visitor: Visitor) -> None:
    queue.worker()
    queue.beat()
    queue.redis.freeze()
    check(queue, visitor, invited=20)
    queue.redis.thaw()
    wait_until(everything_done, "the accepted work", 60)
    assert Job.objects.exclude(key__startswith="daily:").count() == 20
