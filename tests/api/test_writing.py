"""Writing: the services and rules of the pages, versions, and nothing else than what may be written."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import AuditEvent, Job, Webhook
from plans.models import Action, ActionDate, DateRevision, PlanImport, ReportingPeriod
from plans.services import imports
from tests.api.calling import Caller
from tests.api.made_files import csv_file
from tests.world import Council, every_row

pytestmark = pytest.mark.django_db
NEW = {"plan": "fen-plan", "ref": "1.9", "what": "Leaders meet.", "area": "OD1", "by_when": "March 2030"}


def test_an_action_is_created_with_its_dates_read(officer: Caller) -> None:
    made = officer.post("actions/", NEW)
    assert made.status_code == 201
    assert (made.json()["title"], made.json()["dates"][0]["end"]) == ("Leaders meet", "2030-03-31")
    assert AuditEvent.objects.filter(verb="added", thing="action", thing_id=made.json()["id"]).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"plan": "other-plan"}, "plan"), ({"area": "OD77"}, "area"), ({"priority": 77}, "priority"),
        ({"ref": "1.1"}, "ref"), ({"what": " "}, "what"), ({"area": None}, "area"), ({"area": "OD3"}, "area"),
        ({"colour": "red"}, "colour"), ({"what": 5}, "what"), ({"what": "a\x00b"}, "what"), ({"kind": "joke"}, "kind"),
    ],
)  # fmt: skip
def test_what_cannot_be_created_is_refused_by_its_name(changes: Any, field: str, officer: Caller) -> None:
    before = every_row()
    answer = officer.post("actions/", NEW | changes)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert every_row() == before


def test_what_is_missing_is_named(officer: Caller) -> None:
    assert set(officer.post("actions/", {}).json()["errors"]) == {"plan", "ref", "what"}


def test_a_change_is_made_from_the_version_that_was_read(fen: Council, officer: Caller) -> None:
    path = f"actions/{fen.rows['action'].pk}/"
    etag = officer.get(path)["ETag"]
    changed = officer.patch(path, {"what": "Otherwise."}, If_Match=etag)
    assert (changed.status_code, changed.json()["what"], changed.json()["who"]) == (200, "Otherwise.", "Fen who")
    assert changed["ETag"] != etag
    assert officer.patch(path, {"who": "Us"}, If_Match=changed["ETag"]).status_code == 200


def test_a_change_without_its_version_or_from_an_old_one_is_refused(fen: Council, officer: Caller) -> None:
    path = f"actions/{fen.rows['action'].pk}/"
    etag = officer.get(path)["ETag"]
    assert officer.patch(path, {"what": "Mine."}).status_code == 428
    assert officer.patch(path, {"what": "Mine."}, If_Match="*").status_code == 428
    officer.patch(path, {"what": "Theirs."}, If_Match=etag)
    late = officer.patch(path, {"what": "Mine."}, If_Match=etag)
    assert (late.status_code, late.json()["theirs"]["what"]) == (412, "Theirs.")
    assert officer.patch(path, {"what": "Mine."}, If_Match='"nonsense"').status_code == 412
    assert Action.objects.get(pk=fen.rows["action"].pk).what == "Theirs."


def test_a_rating_in_between_is_no_conflict_with_the_words(fen: Council, officer: Caller) -> None:
    path = f"actions/{fen.rows['action'].pk}/"
    etag = officer.get(path)["ETag"]
    officer.post(f"{path}updates/", {"rag": "green", "seen": fen.rows["update"].pk})
    assert officer.patch(path, {"what": "Otherwise."}, If_Match=etag).status_code == 200


def test_an_action_is_archived_with_its_reason_and_restored(fen: Council, officer: Caller) -> None:
    path = f"actions/{fen.rows['action'].pk}/"
    assert officer.post(f"{path}archive/").status_code == 400
    assert officer.post(f"{path}archive/", {"reason": "Merged"}).json()["archived_reason"] == "Merged"
    assert officer.post(f"{path}restore/").json()["archived_at"] is None


def test_a_date_is_done_undone_moved_and_answered(fen: Council, officer: Caller) -> None:
    path = f"dates/{fen.rows['date'].pk}/"
    assert officer.post(f"{path}done/").json()["state"] == "done"
    assert officer.post(f"{path}undo/").json()["done_on"] is None
    moved = officer.post(f"{path}move/", {"start": "2028-05-01", "end": "2028-05-31", "reason": "Late", "seen": 0})
    assert (moved.json()["end"], moved.json()["seen"]) == ("2028-05-31", DateRevision.objects.get().pk)
    queried = f"dates/{fen.rows['queried'].pk}/answer/"
    assert officer.post(queried, {"start": "2028-05-21", "seen": 0}).json()["queried"] is False


def test_a_date_that_somebody_moved_first_is_shown(fen: Council, officer: Caller) -> None:
    path, body = f"dates/{fen.rows['date'].pk}/move/", {"start": "2028-05-01", "reason": "Late", "seen": 0}
    assert officer.post(path, body | {"end": "2028-05-31"}).status_code == 200
    late = officer.post(path, body | {"start": "2028-06-01", "end": "2028-06-30"})
    assert (late.status_code, late.json()["theirs"]["end"]) == (412, "2028-05-31")


def test_done_in_the_future_is_refused(fen: Council, officer: Caller) -> None:
    tomorrow = (timezone.localdate() + timedelta(1)).isoformat()
    answer = officer.post(f"dates/{fen.rows['date'].pk}/done/", {"done_on": tomorrow})
    assert list(answer.json()["errors"]) == ["done_on"]
    assert ActionDate.objects.get(pk=fen.rows["date"].pk).done_on is None


def test_a_link_becomes_evidence(fen: Council, officer: Caller) -> None:
    path = f"actions/{fen.rows['action'].pk}/evidence/"
    made = officer.post(path, {"title": "Minutes", "url": "https://example.org/minutes"})
    assert made.status_code == 201
    assert officer.get(path).json()["results"][-1] == made.json()
    assert officer.post(path, {"title": "Bad", "url": "javascript:alert(1)"}).status_code == 400


def test_a_file_becomes_evidence_and_is_taken_away(fen: Council, officer: Caller) -> None:
    sheet = csv_file("sheet.csv", b"Team,Score\nNorth,8\n")
    made = officer.send(f"actions/{fen.rows['action'].pk}/files/", {"file": sheet, "shows": "8 out of 10"}).json()
    content = officer.get(f"documents/{made['document']}/content/")
    assert (content.content, content["X-Content-Type-Options"]) == (b"Team,Score\nNorth,8\n", "nosniff")
    assert content["Content-Disposition"].startswith("attachment")
    assert officer.get(f"documents/{made['document']}/").json()["size"] == 19
    assert officer.post(f"evidence/{made['id']}/remove/").status_code == 200
    assert officer.get(f"documents/{made['document']}/content/").status_code == 404


def test_a_date_is_added_and_another_given_its_day(fen: Council, officer: Caller) -> None:
    path = f"actions/{fen.rows['action'].pk}/"
    assert officer.post(f"{path}dates/", {"start": "2028-09-04"}).status_code == 428
    added = officer.post(f"{path}dates/", {"start": "2028-09-04"}, If_Match=officer.get(path)["ETag"])
    assert (added.status_code, added.json()["dates"][-1]["end"]) == (201, "2028-09-04")
    unknown = f"dates/{fen.rows['unknown'].pk}/"
    assert officer.post(f"{unknown}set/", {"start": "2028-06-01", "seen": 0}).json()["state"] == "planned"


def test_a_file_is_imported_in_two_steps(fen: Council, officer: Caller) -> None:
    answer = officer.send("imports/", {"file": csv_file(), "plan": "fen-plan"})
    assert (answer.status_code, answer.json()["state"], answer.json()["plan"]) == (202, "checking", "fen-plan")
    row = PlanImport.objects.get(pk=answer.json()["id"])
    assert Job.objects.filter(pk=row.job_id, work="plans.tasks.check_import").exists()
    imports.check(plan_import=row, seen=1)
    found = officer.get(f"imports/{row.pk}/").json()
    assert (found["state"], found["round"]) == ("checked", 1)
    assert officer.post(f"imports/{row.pk}/confirm/", {"round": 2}).status_code == 412
    assert officer.post(f"imports/{row.pk}/confirm/", {"round": 1}).json()["state"] == "confirming"


def test_a_file_that_is_none_is_refused(officer: Caller) -> None:
    assert list(officer.send("imports/", {"plan": "fen-plan"}).json()["errors"]) == ["file"]
    assert list(officer.send("imports/", {"file": csv_file(name="plan.exe")}).json()["errors"]) == ["file"]
    assert officer.post("imports/", {"file": "x"}).status_code == 415
    assert not PlanImport.objects.filter(state="checking").exists()


@pytest.mark.parametrize("role", ["viewer", "member", "lead"])
def test_readers_write_nothing(role: str, fen: Council) -> None:
    reader, before = Caller(fen, role), every_row()
    assert reader.post("actions/", NEW).status_code == 403
    assert reader.patch(f"actions/{fen.rows['action'].pk}/", {"what": "x"}, If_Match='"1"').status_code == 403
    assert reader.post(f"dates/{fen.rows['date'].pk}/done/").status_code == 403
    assert reader.get("imports/").status_code == 403
    assert every_row() == before


def test_a_change_takes_ten_queries_at_most(fen: Council, officer: Caller) -> None:
    """Where no round is open and no other system listens; the marks of a transaction are not counted."""
    ReportingPeriod.objects.filter(state="open").update(state="closed")
    Webhook.objects.update(stopped_at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        officer.post(f"actions/{fen.rows['action'].pk}/updates/", {"rag": "green", "seen": fen.rows["update"].pk})
    assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) <= 10
