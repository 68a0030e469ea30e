"""Who gets the newsletter: with how they agreed; leaving is theirs alone to undo."""

import pytest

from accounts import pasted_people
from accounts.models import User
from core.errors import RuleBroken
from core.models import AuditEvent
from governance.models import Subscriber
from governance.services import subscribers
from tests.factories.accounts import AuthorityFactory, marlshire, user_with
from tests.factories.newsletters import SubscriberFactory

pytestmark = pytest.mark.django_db
HOW = "Signed the list"


@pytest.fixture
def officer() -> User:
    return user_with("project_officer")


def test_somebody_is_added_once_with_how_they_agreed(officer: User) -> None:
    values = {"email": "Lena@Health.example", "consent_words": HOW}
    row = subscribers.add(authority=AuthorityFactory(), values=values, by=officer)
    assert (row.email, row.consent_words) == ("lena@health.example", HOW)
    assert row.consented_at is not None
    with pytest.raises(RuleBroken, match="already"):
        subscribers.add(authority=AuthorityFactory(), values=values, by=officer)
    subscribers.add(authority=marlshire(), values=values, by=officer)


def test_whoever_left_comes_back_only_by_themselves(officer: User) -> None:
    row = SubscriberFactory(email="lena@health.example")
    subscribers.choose(subscriber=row, form="", by=User.objects.system())
    with pytest.raises(RuleBroken, match="Only they can come back"):
        subscribers.add(authority=row.authority, values={"email": row.email, "consent_words": HOW}, by=officer)
    subscribers.choose(subscriber=row, form="text", by=User.objects.system())
    row.refresh_from_db()
    assert (row.left_at, row.form, row.consent_words) == (None, "text", subscribers.BY_LINK)


def test_a_pasted_list_adds_all_but_those_who_are_there_or_left(officer: User) -> None:
    SubscriberFactory(email="here@health.example")
    SubscriberFactory(email="gone@health.example", left_at="2018-03-06T10:00Z")
    text = "New One, new@health.example\nhere@health.example\ngone@health.example\nnew@health.example"
    lines = pasted_people.read(text, "viewer")
    asked = {"authority": AuthorityFactory(), "lines": lines, "consent_words": HOW, "by": officer}
    added, out = subscribers.add_many(**asked)
    assert (added, len(out)) == (1, 3)
    assert Subscriber.objects.filter(left_at=None).count() == 2


def test_a_wrong_line_adds_nobody(officer: User) -> None:
    lines = pasted_people.read("a@health.example\nno address", "viewer")
    with pytest.raises(RuleBroken, match="Line 2"):
        subscribers.add_many(authority=AuthorityFactory(), lines=lines, consent_words=HOW, by=officer)
    assert not Subscriber.objects.exists()


def test_somebody_of_the_council_subscribes_and_leaves_themselves(officer: User) -> None:
    council = AuthorityFactory()
    subscribers.choose_own(authority=council, form="", by=officer)
    assert not Subscriber.objects.exists()
    subscribers.choose_own(authority=council, form="html", by=officer)
    row = Subscriber.objects.get()
    assert (row.email, row.consent_words) == (officer.email, subscribers.BY_THEMSELVES)
    subscribers.choose_own(authority=council, form="", by=officer)
    row.refresh_from_db()
    assert row.left_at is not None
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == ["added", "left the newsletter"]


@pytest.mark.parametrize("words", ["", "x", "1:2:3", "eyJ4IjoxfQ:1abc:sig"])
def test_an_altered_link_is_nobodys(words: str) -> None:
    row = SubscriberFactory()
    link = subscribers.token(row)
    assert subscribers.subscriber_of(link) == row
    assert subscribers.subscriber_of(words) is None
    Subscriber.objects.update(link=2)
    assert subscribers.subscriber_of(link) is None
