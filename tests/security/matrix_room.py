"""Who may open and send what in a meeting and of what came of it: a part of the table, written by hand."""

from tests.security.harness import Route
from tests.security.roles import EVERYBODY, KEEPERS, LEAD, MANAGERS, MEM

NOTERS = KEEPERS | {MEM}
ROOM = {"pk": "session.pk"}
GIVEN = {"number": "given.number"}
OWN = KEEPERS | {LEAD}
ACTION = {"action": "@action.pk", "owner": "@person.pk"}

MEETINGS_HELD: dict[str, Route] = {
    "governance:room": Route(ROOM, get=NOTERS),
    "governance:room_notes": Route(ROOM, post=NOTERS, sends={"text": "Families were heard"}),
    "governance:room_declarations": Route(ROOM, post=KEEPERS, sends={"person": "@person.pk", "text": "Trustee"}),
    "governance:room_decisions": Route(ROOM, post=KEEPERS, sends={"text": "Lend two leaders"}),
    "governance:room_actions": Route(ROOM, post=KEEPERS, sends={"text": "Name them", "owner": "@person.pk"}),
    "governance:room_requests": Route(ROOM, post=KEEPERS, sends={"kind": "decision", "ask": "Agree the date"}),
    "governance:room_attendance": Route(ROOM, post=KEEPERS, sends={"person": "@quiet.pk", "state": "present"}),
    "governance:ratify": Route(ROOM | {"number": "waiting.number"}, post=KEEPERS),
    "governance:meeting_act": Route(ROOM | {"act": "=next"}, post=KEEPERS),
    "governance:item_act": Route(ROOM | {"item": "item.pk", "act": "=unfinished"}, post=KEEPERS),
    "governance:minutes": Route({"pk": "held.pk"}, get=EVERYBODY),
    "governance:minutes_act": Route({"pk": "held.pk", "act": "=agree"}, post=frozenset({LEAD})),
    "governance:decisions": Route(get=EVERYBODY, query="?q=decision"),
    "governance:decision": Route({"number": "decision.number"}, get=EVERYBODY),
    "governance:meeting_actions": Route(get=EVERYBODY, query="?show=all"),
    "governance:task_new": Route(get=MANAGERS, post=MANAGERS, sends={"text": "Visit", "owner": "@superleader.pk"}),
    "governance:meeting_action": Route(GIVEN, get=EVERYBODY),
    "governance:action_report": Route(GIVEN, get=OWN, post=OWN, sends={"text": "Nearly there"}),
    "governance:action_supersede": Route(GIVEN, get=KEEPERS, post=KEEPERS, sends={"text": "D3 settles it"}),
    "governance:requests": Route(get=EVERYBODY, query="?show=all"),
    "governance:request_new": Route(
        get=KEEPERS, post=KEEPERS, sends=ACTION | {"kind": "unblock", "ask": "Lend a hall"}
    ),
    "governance:request": Route({"number": "sent.number"}, get=EVERYBODY),
    "governance:request_answer": Route(
        {"number": "sent.number"}, get=KEEPERS, post=KEEPERS, sends={"agreed": "yes", "words": "From May"}
    ),
    "governance:request_act": Route({"number": "raised.number", "act": "=send"}, post=KEEPERS),
    "governance:blocks": Route(get=EVERYBODY),
    "governance:block_new": Route(get=KEEPERS, post=KEEPERS, sends=ACTION | {"text": "No hall"}),
    "governance:block_clear": Route({"pk": "block.pk"}, get=KEEPERS, post=KEEPERS, sends={"how": "Found one"}),
}
