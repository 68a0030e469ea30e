"""What happens at once: many tries at a password, two administrators suspending each other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.test import Client

from accounts.models import Membership, User
from accounts.permissions import Role
from accounts.services import people
from core.errors import RuleBroken
from tests.accounts.signing import LOGIN, sign_in
from tests.factories.accounts import AuthorityFactory, user_with


def at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Do it many times in many threads, each with a connection of its own."""

    def alone(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(alone, range(count)))


def test_of_two_hundred_wrong_passwords_at_once_ten_are_looked_at(
    postgres: None, transactional_db: None, priya: User
) -> None:
    known = Client()
    sign_in(known, priya.email)
    known.post("/accounts/logout/")
    wrong = {"login": priya.email, "password": "wrong"}

    answers = at_once(200, lambda number: Client().post(LOGIN, wrong).status_code)

    assert answers.count(200) == 10
    assert answers.count(429) == 190
    assert sign_in(Client(), priya.email).status_code == 429
    assert sign_in(known, priya.email).status_code == 302


def test_the_last_two_administrators_cannot_suspend_each_other(postgres: None, transactional_db: None) -> None:
    authority = AuthorityFactory()
    for _ in range(5):
        both = [user_with(Role.ADMINISTRATOR), user_with(Role.ADMINISTRATOR)]

        def suspend(number: int, both: list[User] = both) -> bool:
            try:
                people.suspend(authority=authority, user=both[number], by=User.objects.get(pk=both[1 - number].pk))
            except RuleBroken:
                return False
            return True

        assert sorted(at_once(2, suspend)) == [False, True]
        Membership.objects.all().delete()


def test_one_address_invited_by_many_at_once_is_one_user(postgres: None, transactional_db: None) -> None:
    admin, authority = user_with(Role.ADMINISTRATOR), AuthorityFactory()

    def invite(number: int) -> bool:
        part = people.Part(frozenset({Role.VIEWER}))
        try:
            people.invite(authority=authority, email="lena@health.example", name="Lena", part=part, by=admin)
        except RuleBroken:
            return False
        return True

    assert sorted(at_once(8, invite)) == [False] * 7 + [True]
    assert Membership.objects.filter(user__email="lena@health.example").count() == 1
