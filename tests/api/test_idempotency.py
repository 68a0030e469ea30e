"""A create sent twice is done once."""

import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from core.api import idempotency
from core.models import IdempotencyKey
from plans.models import Action, Evidence, PlanImport
from tests.api.calling import Caller
from tests.api.made_files import csv_file
from tests.world import Council, build

NEW = {"plan": "fen-plan", "ref": "1.9", "what": "Leaders meet.", "area": "OD1"}


@pytest.mark.django_db
def test_the_same_request_again_gets_the_first_answer_again(officer: Caller) -> None:
    first = officer.post("actions/", NEW, Idempotency_Key="k1")
    again = officer.post("actions/", NEW, Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.json(), again["ETag"]) == (first.json(), first["ETag"])
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    assert Action.objects.filter(ref="1.9").count() == 1


@pytest.mark.django_db
def test_another_body_or_address_under_the_same_key_is_refused(fen: Council, officer: Caller) -> None:
    officer.post("actions/", NEW, Idempotency_Key="k1")
    assert officer.post("actions/", NEW | {"ref": "2.0"}, Idempotency_Key="k1").status_code == 422
    path = f"actions/{fen.rows['action'].pk}/evidence/"
    assert officer.post(path, {"title": "x", "url": "https://a.example"}, Idempotency_Key="k1").status_code == 422
    assert Action.objects.filter(ref="2.0").count() == 0


@pytest.mark.django_db
def test_a_key_belongs_to_who_sent_it(fen: Council, officer: Caller) -> None:
    officer.post("actions/", NEW, Idempotency_Key="k1")
    other = Caller(fen, "project_manager").post("actions/", NEW, Idempotency_Key="k1")
    assert (other.status_code, list(other.json()["errors"])) == (400, ["ref"])


@pytest.mark.django_db
def test_a_refusal_is_not_kept_so_the_key_can_be_used_again(officer: Caller) -> None:
    assert officer.post("actions/", NEW | {"what": " "}, Idempotency_Key="k1").status_code == 400
    assert not IdempotencyKey.objects.exists()
    assert officer.post("actions/", NEW, Idempotency_Key="k1").status_code == 201


@pytest.mark.django_db
def test_what_is_still_at_work_is_asked_to_come_back(officer: Caller) -> None:
    officer.post("actions/", NEW, Idempotency_Key="k1")
    IdempotencyKey.objects.update(status=0)
    waiting = officer.post("actions/", NEW, Idempotency_Key="k1")
    assert (waiting.status_code, waiting["Retry-After"]) == (409, "1")


@pytest.mark.django_db
def test_what_was_stopped_midway_is_done_by_the_next(officer: Caller) -> None:
    officer.post("actions/", NEW, Idempotency_Key="k1")
    Action.objects.filter(ref="1.9").delete()
    IdempotencyKey.objects.update(status=0, at=timezone.now() - timedelta(minutes=2))
    assert officer.post("actions/", NEW, Idempotency_Key="k1").status_code == 201


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "a b", "x" * 121, "ä"])
def test_a_key_that_is_none_is_refused(key: str, officer: Caller) -> None:
    assert officer.post("actions/", NEW, Idempotency_Key=key).status_code == 400


@pytest.mark.django_db
def test_a_file_sent_twice_is_kept_once(fen: Council, officer: Caller) -> None:
    first = officer.send("imports/", {"file": csv_file()}, Idempotency_Key="k1")
    again = officer.send("imports/", {"file": csv_file()}, Idempotency_Key="k1")
    assert (first.status_code, again.json()) == (202, first.json())
    other = officer.send("imports/", {"file": csv_file(content=b"Ref,What\n1,x\n")}, Idempotency_Key="k1")
    assert other.status_code == 422
    assert PlanImport.objects.exclude(pk=fen.rows["import"].pk).count() == 1


@pytest.mark.django_db
def test_keys_are_forgotten_after_two_days(officer: Caller) -> None:
    today = timezone.localdate()
    officer.post("actions/", NEW, Idempotency_Key="k1")
    assert idempotency.forget(today + timedelta(2)) == 0
    assert idempotency.forget(today + timedelta(3)) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("postgres")
def test_the_same_create_fifty_times_at_once_makes_one_row() -> None:
    fen = build("fenshire", "Fen")
    path, body = f"actions/{fen.rows['action'].pk}/evidence/", {"title": "Twice", "url": "https://a.example"}
    start, found = threading.Barrier(50), []

    def send() -> None:
        try:
            caller = Caller(fen)
            start.wait(30)
            found.append(caller.post(path, body, Idempotency_Key="k1").status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted: Any = Counter(found)
    assert sum(counted.values()) == 50
    assert set(counted) <= {201, 409}
    assert counted[201] >= 1
    assert Evidence.objects.filter(title="Twice").count() == 1
