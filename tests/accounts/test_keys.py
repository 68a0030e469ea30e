"""Keys of other council systems: shown once, scoped, ended, counted, and never of use to another council."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import ServiceKey, User
from accounts.services import keys
from core.errors import RuleBroken
from core.models import AuditEvent
from tests.accounts.signing import text
from tests.factories.accounts import AuthorityFactory, marlshire
from tests.factories.plans import ActionFactory

pytestmark = pytest.mark.django_db
PLANS = "/api/v1/fenshire/plans/"


def made(scope: str = "read", days: int = 30) -> tuple[ServiceKey, str]:
    """A key of Fenshire and its words."""
    expires_at = timezone.now() + timedelta(days=days)
    return keys.make_key(
        authority=AuthorityFactory(), name="Warehouse", scope=scope, expires_at=expires_at, by=User.objects.system()
    )


def asked(client: Client, words: str, url: str = PLANS) -> int:
    """The status of a GET with this key."""
    return int(client.get(url, headers={"Authorization": f"Api-Key {words}"}).status_code)


def test_a_key_reads_its_own_council_only(client: Client) -> None:
    marlshire()
    _, words = made()
    assert asked(client, words) == 200
    assert asked(client, words, "/api/v1/marlshire/plans/") == 404
    assert asked(client, words, "/api/v1/nowhere/plans/") == 404


@pytest.mark.parametrize("words", ["", "abc", "abcdefgh.wrong", "\x00", "x" * 5000])
def test_what_is_no_key_is_refused(client: Client, words: str) -> None:
    made()
    answer = client.get(PLANS, headers={"Authorization": f"Api-Key {words}"})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Api-Key"


def test_a_key_to_read_does_not_write(client: Client) -> None:
    action = ActionFactory(plan__state="in_force")
    url = f"/api/v1/fenshire/actions/{action.pk}/updates/"
    said = {"rag": "green", "seen": None}
    for scope, status, words in (("read", 403, "This key may read, not write."), ("write", 201, "G On track")):
        header = {"Authorization": f"Api-Key {made(scope)[1]}"}
        answer = client.post(url, said, content_type="application/json", headers=header)
        assert (answer.status_code, words in answer.text) == (status, True)
    assert action.updates.get().by.name == "Warehouse"


def test_a_revoked_or_ended_key_is_refused_at_the_next_request(client: Client) -> None:
    key, words = made()
    ended, old = made()
    ServiceKey.objects.filter(pk=ended.pk).update(expiry_date=timezone.now() - timedelta(seconds=1))
    keys.revoke_key(key=key, by=User.objects.system())
    assert asked(client, words) == asked(client, old) == 401
    with pytest.raises(RuleBroken, match="ended already"):
        keys.revoke_key(key=key, by=User.objects.system())


def test_the_key_of_somebody_switched_off_is_refused(client: Client) -> None:
    key, words = made()
    User.objects.filter(pk=key.user_id).update(is_active=False)
    assert asked(client, words) == 401


def test_after_rotation_both_keys_work_until_the_old_one_ends(client: Client) -> None:
    key, words = made()
    later = timezone.now() + timedelta(days=300)
    new, new_words = keys.rotate_key(key=key, overlap=timedelta(days=7), expires_at=later, by=User.objects.system())
    assert new.user == key.user
    assert asked(client, words) == asked(client, new_words) == 200
    key.refresh_from_db()
    assert key.expiry_date < timezone.now() + timedelta(days=8)


def test_calls_are_counted_in_the_database(client: Client, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 2
    key, words = made()
    minute = timezone.now().replace(second=0, microsecond=0)
    ServiceKey.objects.filter(pk=key.pk).update(minute=minute, calls=2)
    answer = client.get(PLANS, headers={"Authorization": f"Api-Key {words}"})
    if timezone.now().replace(second=0, microsecond=0) == minute:
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 60
    ServiceKey.objects.filter(pk=key.pk).update(minute=minute - timedelta(minutes=1))
    assert asked(client, words) == 200
    key.refresh_from_db()
    assert key.calls == 1


def test_no_word_of_a_key_is_in_the_database() -> None:
    _, words = made()
    secret = words.partition(".")[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, prefix, hashed_key, name FROM accounts_servicekey")
        assert not any(secret in str(cell) for row in cursor.fetchall() for cell in row)
    assert not any(secret in str(event.after) for event in AuditEvent.objects.all())


def test_words_are_shown_once_on_the_page(client: Client, admin: User) -> None:
    sent = {"name": "Data warehouse", "scope": "read", "expires_on": "1 June 2027"}
    page = client.post("/fenshire/keys/new/", sent)
    words = page.context["words"]
    assert words in text(page)
    assert "no-store" in page["Cache-Control"]
    assert words not in text(client.get("/fenshire/keys/"))
    assert asked(Client(), words) == 200


@pytest.mark.parametrize("day", ["", "1 June 2020", "1 June 2090", "soon"])
def test_a_key_ends_within_two_years(client: Client, admin: User, day: str) -> None:
    sent = {"name": "Data warehouse", "scope": "read", "expires_on": day}
    assert client.post("/fenshire/keys/new/", sent).status_code == 400
    assert not ServiceKey.objects.exists()


def test_a_key_is_rotated_and_revoked_on_the_page(client: Client, admin: User) -> None:
    key, _ = made()
    sent = {"overlap": "0", "expires_on": "1 June 2027"}
    page = client.post(f"/fenshire/keys/{key.prefix}/rotate/", sent)
    new = page.context["key"]
    assert client.post(f"/fenshire/keys/{key.prefix}/rotate/", sent).status_code == 400
    assert "Revoked" in text(client.post(f"/fenshire/keys/{new.prefix}/revoke/", follow=True))
    assert asked(Client(), page.context["words"]) == 401


def test_a_service_is_not_one_of_the_people(client: Client, admin: User) -> None:
    made()
    assert "Warehouse" not in text(client.get("/fenshire/people/"))


def test_the_command_prints_a_key_once(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    AuthorityFactory()
    call_command("create_api_key", "--authority", "fenshire", "--scope", "read", "--name", "Warehouse")
    assert asked(client, capsys.readouterr().out.strip()) == 200
    with pytest.raises(CommandError, match="no council"):
        call_command("create_api_key", "--authority", "nowhere", "--scope", "read", "--name", "Warehouse")
