"""The two worked examples of docs/api.md, by programs that know nothing of ours, against a running server."""

import json
import os
import subprocess
import sys
from pathlib import Path

import requests

from core.ratings import Rag
from plans.models import Action, RagUpdate
from plans.services import updates
from tests.api.calling import key_of
from tests.servers import WebServer
from tests.world import Council, build

CLIENTS = Path(__file__).parent / "clients"


def run(name: str, *words: str) -> tuple[int, str]:
    """The program's exit code and what it printed."""
    env = {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "default"}
    command = [sys.executable, str(CLIENTS / f"{name}.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=env, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout.strip()


def rate(council: Council, rag: str, words: str) -> RagUpdate:
    action = Action.objects.get(pk=council.rows["action"].pk)
    by = council.user("project_officer")
    return updates.update_rag(action=action, said=updates.Said(rag, words), seen=action.latest_id, by=by)


def test_a_warehouse_loads_everything_and_then_what_has_changed(web_server: WebServer, tmp_path: Path) -> None:
    fen = build("fenshire", "Fen")
    key, base = key_of(fen, "read").removeprefix("Api-Key "), f"{web_server.url}/api/v1/fenshire"
    assert run("warehouse", base, key, str(tmp_path)) == (0, "first 4 actions, 2 updates")
    run("warehouse", base, key, str(tmp_path))
    assert run("warehouse", base, key, str(tmp_path)) == (0, "night 0 changes")
    said = rate(fen, Rag.RED, "Trainer is ill.")
    assert run("warehouse", base, key, str(tmp_path)) == (0, "night 1 changes")
    actions = json.loads((tmp_path / "actions.json").read_text())
    assert actions[str(said.action_id)]["rag_text"] == "R Off track"
    assert json.loads((tmp_path / "updates.json").read_text())[str(said.pk)]["comment"] == "Trainer is ill."
    assert run("warehouse", base, key, str(tmp_path)) == (0, "night 0 changes")


def test_a_case_system_posts_an_update_and_is_told_who_was_faster(web_server: WebServer) -> None:
    fen = build("fenshire", "Fen")
    key, base = key_of(fen, "write").removeprefix("Api-Key "), f"{web_server.url}/api/v1/fenshire"
    read = fen.rows["update"].pk
    code, words = run("case_system", base, key, "1.1", "red", "Trainer is ill.")
    assert (code, RagUpdate.objects.get(pk=int(words)).comment) == (0, "Trainer is ill.")
    late = run("case_system", base, key, "1.1", "green", "All well.", str(read))
    assert late == (3, "write said R Off track: Trainer is ill.")
    assert run("case_system", base, key, "1.1", "amber", "")[0] == 1
    assert RagUpdate.objects.filter(action=fen.rows["action"]).count() == 2


def test_a_read_key_writes_nothing_and_another_council_is_not_there(web_server: WebServer) -> None:
    fen = build("fenshire", "Fen")
    build("marlshire", "Marl")
    headers = {"Authorization": key_of(fen, "read")}
    path = f"{web_server.url}/api/v1/fenshire/actions/{fen.rows['action'].pk}/archive/"
    refused = requests.post(path, json={"reason": "x"}, headers=headers, timeout=30)
    assert (refused.status_code, refused.json()["detail"]) == (403, "This key may read, not write.")
    other = requests.get(f"{web_server.url}/api/v1/marlshire/plans/", headers=headers, timeout=30)
    assert (other.status_code, other.headers["Content-Type"]) == (404, "application/problem+json")
