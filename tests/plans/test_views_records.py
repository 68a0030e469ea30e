"""Every write by hand is on record; whatever is refused changes nothing."""

import pytest
from django.test import Client

from plans.models import Plan
from plans.services import actions
from tests.plans.editing import client_of, writes
from tests.world import Council, build, every_row

ROUTES = (
    "new", "edit", "state", "part_new", "part_edit", "part_archive", "part_restore", "part_move", "action_new",
    "action_edit", "action_archive", "action_restore", "action_move", "lead", "date_done", "date_move",
    "date_answer", "evidence_new", "evidence_remove",
)  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def fen() -> Council:
    return build("fenshire", "Fen")


@pytest.fixture
def client(fen: Council) -> Client:
    return client_of(fen, "project_manager")


@pytest.mark.parametrize("name", ROUTES)
def test_every_write_is_on_record(name: str, fen: Council, client: Client) -> None:
    if name == "action_move":
        words = actions.Words("8.3", "Another.", area=fen.rows["area"])
        actions.create_action(plan=fen.rows["plan"], words=words, by=fen.user("project_officer"))
    address, data = writes(fen)[name]
    before = every_row()
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context and answer.context.get("form").errors
    after = every_row()
    changed = {table for table in after if after[table] != before[table]}
    assert changed - {"AuditEvent", "DateRevision"}, "nothing was written"
    assert changed & {"AuditEvent", "DateRevision"}, "nothing is on record"


@pytest.mark.parametrize(
    "name", [name for name in ROUTES if name not in ("part_restore", "action_restore", "evidence_remove", "date_done")]
)
def test_an_empty_form_changes_nothing_and_says_why(name: str, fen: Council, client: Client) -> None:
    address, _ = writes(fen)[name]
    before = every_row()
    answer = client.post(address, {})
    assert answer.status_code == (302 if name.endswith("_move") and name != "date_move" else 400)
    assert every_row() == before


@pytest.mark.parametrize("name", [name for name in ROUTES if name not in ("new", "edit", "state")])
def test_a_closed_plan_takes_no_change(name: str, fen: Council, client: Client) -> None:
    address, data = writes(fen)[name]
    Plan.objects.filter(pk=fen.rows["plan"].pk).update(state="closed")
    before = every_row()
    answer = client.post(address, data)
    assert answer.status_code in (302, 400)
    assert every_row() == before
