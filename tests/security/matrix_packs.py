"""Who may open and send what of packs; part of the table in matrix_governance.py."""

from tests.security.harness import Route
from tests.security.roles import KEEPERS, MANAGERS, MEM, SUP

READERS = KEEPERS | {MEM, SUP}
PACK, DRAFT, APPROVED = {"pk": "pack.pk"}, {"pk": "draft_pack.pk"}, {"pk": "approved_pack.pk"}

PACKS: dict[str, Route] = {
    "governance:packs": Route(get=READERS),
    "governance:pack_ask": Route({"pk": "meeting.pk"}, get=KEEPERS, post=KEEPERS),
    "governance:report_ask": Route(
        get=KEEPERS, post=KEEPERS, sends={"plan": "@plan.pk", "kind": "board", "title": "For the Board"}
    ),
    "governance:pack": Route(PACK, get=READERS),
    "governance:pack_file": Route(PACK | {"kind": "=pdf"}, get=READERS),
    "governance:pack_opened": Route(PACK, post=READERS, changes=frozenset()),
    "governance:pack_words": Route(DRAFT | {"key": "=front"}, get=KEEPERS, post=KEEPERS, sends={"front": "We ask"}),
    "governance:pack_again": Route(DRAFT, post=KEEPERS),
    "governance:pack_approve": Route(DRAFT, post=MANAGERS, sends={"version": "@draft_pack.version"}),
    "governance:pack_publish": Route(APPROVED, get=KEEPERS, post=KEEPERS),
    "governance:pack_send": Route(PACK, post=KEEPERS),
    "governance:pack_reader": Route(PACK | {"reader": "reader.pk", "act": "=revoke"}, post=KEEPERS),
}
"""In the world nobody who reads packs chairs the body. Here nobody was sent the pack, so nobody is seen to open it."""
