"""Helpers for tests of the pages that keep a plan by hand: addresses, forms, one good write for each route."""

from typing import Any

from django.test import Client
from django.urls import reverse

from plans.models import Action, Statement
from plans.services import actions, plans
from tests.world import Council

WORDS = {
    "ref": "1.9",
    "what": "Train everybody.",
    "by_when": "March 2030",
    "title": "",
    "who": "",
    "monitored_through": "",
}
SENTENCE = {"kind": "core_principle", "text": "Ask the family.", "tag": "", "attribution": ""}


def client_of(council: Council, role: str) -> Client:
    client = Client()
    client.force_login(council.user(role), backend="accounts.backends.PasswordBackend")
    return client


def url(name: str, council: Council, *, row: Any = None, **kwargs: Any) -> str:
    about = {"authority": council.authority.slug, "slug": council.rows["plan"].slug, **kwargs}
    return reverse(f"plans:{name}", kwargs={**about, **({"pk": row.pk} if row else {})})


def of_action(name: str, council: Council, *, row: Any = None) -> str:
    return url(name, council, row=row, ref=council.rows["action"].ref)


def edit_form(action: Action, **changes: Any) -> dict[str, Any]:
    kept = {name: getattr(action, name) for name in ("ref", "title", "what", "by_when", "who", "monitored_through")}
    return {**kept, "area": action.area_id, "version": action.version, **changes}


def fresh(council: Council) -> Action:
    found: Action = Action.objects.get(pk=council.rows["action"].pk)
    return found


def writes(fen: Council) -> dict[str, tuple[str, dict[str, Any]]]:
    """One good write for each route, by its name."""
    rows, action = fen.rows, fresh(fen)
    area = {"kind": "area"}
    sentence = {"kind": "measure", "text": "Referrals", "place": "", "tag": "", "attribution": ""}
    parts = actions.parts_seen(actions.parts_of(action))
    people = {"seen": parts, "words_0": "Police", "who_0": "", "part_0": "lead"}
    moved = {
        "start": "3 March 2031",
        "reason": "Late.",
        "words": "Fen report by 3 March 2031 21-15 May 2031",
        "seen": 0,
    }
    return {
        "new": (reverse("plans:new", kwargs={"authority": "fenshire"}), {"title": "Next plan", "stale_after_days": 45}),
        "edit": (url("edit", fen), {"title": "Other title", "stale_after_days": 45, "version": rows["plan"].version}),
        "state": (url("state", fen), {"state": "closed"}),
        "part_new": (url("part_new", fen, kind="statement"), sentence),
        "part_edit": (url("part_edit", fen, row=rows["area"], **area), {"code": "OD1", "title": "New", "version": 1}),
        "part_archive": (url("part_archive", fen, row=rows["priority"], kind="priority"), {"reason": "Merged."}),
        "part_restore": (url("part_restore", fen, row=archived_statement(fen), kind="statement"), {}),
        "part_move": (url("part_move", fen, row=second_statement(fen), kind="statement"), {"direction": "up"}),
        "action_new": (url("action_new", fen), {**WORDS, "area": rows["area"].pk}),
        "action_edit": (of_action("action_edit", fen), edit_form(action, what="Other words.")),
        "action_archive": (of_action("action_archive", fen), {"reason": "Merged."}),
        "action_restore": (url("action_restore", fen, ref="1.2"), {}),
        "action_move": (of_action("action_move", fen), {"direction": "down"}),
        "lead": (of_action("lead", fen), people),
        "date_done": (of_action("date_done", fen, row=rows["date"]), {"done_on": ""}),
        "date_move": (of_action("date_move", fen, row=rows["date"]), {**moved, "words": retold(fen)}),
        "date_answer": (of_action("date_answer", fen, row=rows["queried"]), {"choice": "days", "start": "21 May 2030"}),
        "evidence_new": (of_action("evidence_new", fen), {"title": "Report", "url": "https://a.example"}),
        "evidence_remove": (of_action("evidence_remove", fen, row=rows["evidence"]), {}),
    }


def retold(fen: Council) -> str:
    action = fresh(fen)
    return action.by_when.replace(f"March {fen.rows['plan'].ends_on.year}", "3 March 2031")


def archived_statement(fen: Council) -> Statement:
    row: Statement = plans.add_part(
        plan=fen.rows["plan"], model=Statement, values=SENTENCE, by=fen.user("project_officer")
    )
    plans.archive_part(row=row, reason="Said twice.", by=fen.user("project_officer"))
    return row


def second_statement(fen: Council) -> Statement:
    row: Statement = plans.add_part(
        plan=fen.rows["plan"], model=Statement, values=SENTENCE, by=fen.user("project_officer")
    )
    return row
