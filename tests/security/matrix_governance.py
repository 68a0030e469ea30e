"""Who may open and send what of the Steering Group's pages; part of the table in matrix.py."""

from tests.security.harness import Route
from tests.security.roles import EVERYBODY, KEEPERS, MEM

LOGGERS = KEEPERS | {MEM}
MESSAGE, EVENT = {"pk": "message.pk"}, {"pk": "event.pk"}
WORDS = {"title": "One message", "words": "We start with what works."}

ALIGNMENT: dict[str, Route] = {
    "governance:messages": Route(get=EVERYBODY),
    "governance:message_new": Route(get=KEEPERS, post=KEEPERS, sends=WORDS),
    "governance:message": Route(MESSAGE, get=EVERYBODY),
    "governance:message_edit": Route(MESSAGE, get=KEEPERS, post=KEEPERS, sends=WORDS),
    "governance:message_withdraw": Route(MESSAGE, post=KEEPERS),
    "governance:message_use": Route(
        MESSAGE, get=LOGGERS, post=LOGGERS, sends={"agency": "@quiet_agency.pk", "where": "Staff newsletter"}
    ),
    "governance:message_chase": Route(MESSAGE | {"agency": "quiet_agency.pk"}, post=KEEPERS),
    "governance:events": Route(get=EVERYBODY),
    "governance:event_new": Route(
        get=KEEPERS, post=KEEPERS, sends={"kind": "workshop", "title": "A workshop", "starts_on": "5 March 2030"}
    ),
    "governance:event": Route(EVENT, get=EVERYBODY),
    "governance:event_edit": Route(EVENT, get=KEEPERS, post=KEEPERS, sends={"place": "Town hall"}),
    "governance:event_cancel": Route(EVENT, post=KEEPERS),
    "governance:paper_new": Route(
        EVENT, get=KEEPERS, post=KEEPERS, sends={"title": "Programme", "url": "https://example.org/programme"}
    ),
    "governance:paper_file": Route(EVENT | {"paper": "paper_file.pk"}, get=EVERYBODY),
    "governance:paper_remove": Route(EVENT | {"paper": "paper.pk"}, post=KEEPERS),
    "governance:policies": Route(get=EVERYBODY),
    "governance:policy_new": Route(get=KEEPERS, post=KEEPERS, sends={"kind": "form", "title": "Referral form"}),
    "governance:policies_file": Route(get=EVERYBODY),
    "governance:policy": Route({"pk": "policy.pk"}, get=EVERYBODY),
    "governance:policy_edit": Route({"pk": "policy.pk"}, get=KEEPERS, post=KEEPERS, sends={"every_months": "12"}),
    "governance:policy_move": Route(
        {"pk": "reviewed.pk", "state": "=recommended"}, get=KEEPERS, post=KEEPERS,
        sends={"recommendation": "Use the family’s words."},
    ),
    "governance:policy_close": Route({"pk": "policy.pk"}, post=KEEPERS),
    "governance:position": Route({"slug": "plan.slug"}, get=EVERYBODY),
}  # fmt: skip
"""Core messages, events, policies and forms, and the position of a plan."""

GOVERNANCE: dict[str, Route] = {**ALIGNMENT}
"""All of the Steering Group's pages."""
