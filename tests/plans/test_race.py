"""Many people rate one action at the same moment: one is first, all others are told, nobody is silently lost."""

import threading
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from core.errors import StaleVersion
from plans.models import Action, RagUpdate
from plans.services import updates
from plans.services.updates import Said
from tests.factories.accounts import user_with
from tests.factories.plans import ActionFactory


def race(writers: int, rounds: int) -> Counter[str]:
    """`writers` people, each round from the same seen state. Counts how they fared."""
    users = [user_with("project_officer") for _ in range(writers)]
    action: Action = ActionFactory()
    outcomes: list[str] = []
    for number in range(rounds):
        action.refresh_from_db()
        start = threading.Barrier(writers)
        threads = [
            threading.Thread(target=write, args=(action, user, f"round {number}", start, outcomes)) for user in users
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return Counter(outcomes)


def write(action: Action, user: User, words: str, start: threading.Barrier, outcomes: list[str]) -> None:
    try:
        start.wait(10)
        said = Said("amber", f"{words}: {user.pk}")
        updates.update_rag(action=action, said=said, seen=action.latest_id, by=user)
        outcomes.append("won")
    except StaleVersion as stale:
        outcomes.append("told" if stale.theirs else "told nothing")
    finally:
        connection.close()


def check(writers: int, rounds: int) -> None:
    outcomes = race(writers, rounds)
    assert outcomes == {"won": rounds, "told": (writers - 1) * rounds}
    assert RagUpdate.objects.count() == rounds
    newest = RagUpdate.objects.latest("pk")
    assert (Action.objects.get().latest, newest.rag_before) == (newest, "amber")
    chain = list(RagUpdate.objects.order_by("pk").values_list("pk", "previous_id"))
    assert all(after[1] == before[0] for before, after in pairwise(chain))


@pytest.mark.django_db(transaction=True)
def test_of_ten_writers_one_wins_each_round_and_nine_are_told(postgres: Any) -> None:
    check(writers=10, rounds=3)


@pytest.mark.soak
@pytest.mark.django_db(transaction=True)
def test_of_fifty_writers_one_wins_each_of_twenty_rounds(postgres: Any) -> None:
    check(writers=50, rounds=20)
