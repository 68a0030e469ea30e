"""Who may open and send what of the Steering Group's pages; part of the table in matrix.py."""

from tests.security.harness import Route
from tests.security.matrix_newsletters import NEWSLETTERS
from tests.security.matrix_packs import PACKS
from tests.security.roles import EVERYBODY, KEEPERS, LEAD, MEM

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

BODY, SEAT = {"pk": "body.pk"}, {"pk": "body.pk", "seat": "seat.pk"}

BODIES: dict[str, Route] = {
    "governance:bodies": Route(get=EVERYBODY),
    "governance:coverage": Route(get=EVERYBODY),
    "governance:body": Route(BODY, get=EVERYBODY),
    "governance:body_terms": Route(BODY, get=KEEPERS, post=KEEPERS, sends={"purpose": "It decides"}),
    "governance:seat_new": Route(BODY, get=KEEPERS, post=KEEPERS, sends={"person": "@quiet.pk", "role": "member"}),
    "governance:seat": Route(SEAT, get=KEEPERS, post=KEEPERS, sends={"role": "adviser"}),
    "governance:seat_end": Route(SEAT, get=KEEPERS, post=KEEPERS),
    "governance:standing_new": Route(BODY, get=KEEPERS, post=KEEPERS, sends={"words": "Progress, each time"}),
    "governance:standing_end": Route(BODY | {"item": "standing.pk"}, post=KEEPERS),
}
"""Who sits where."""

LEADS = KEEPERS | {LEAD}

AHEAD = {"pk": "next_meeting.pk"}
NEXT_ITEM = AHEAD | {"item": "next_item.pk"}

MEETINGS: dict[str, Route] = {
    "governance:meetings": Route(get=EVERYBODY),
    "governance:meeting_new": Route(
        get=KEEPERS, post=KEEPERS, sends={"body": "@body.pk", "day": "3 May 2028", "time": "10am"}
    ),
    "governance:meeting": Route(AHEAD, get=EVERYBODY),
    "governance:meeting_edit": Route(AHEAD, get=KEEPERS, post=KEEPERS, sends={"place": "Town hall", "time": "10am"}),
    "governance:meeting_cancel": Route(AHEAD, get=KEEPERS, post=KEEPERS, sends={"reason": "Snow"}),
    "governance:agenda_publish": Route(AHEAD, get=KEEPERS, post=KEEPERS, sends={"reason": "A short one"}),
    "governance:agenda_save": Route(
        AHEAD, post=KEEPERS, sends={"version": "@next_meeting.version", "up": "@next_item.pk"}
    ),
    "governance:agenda_accept": Route(AHEAD, post=KEEPERS),
    "governance:agenda_add": Route(AHEAD, post=KEEPERS, sends={"action": "@later.pk"}),
    "governance:agenda_item_new": Route(AHEAD, get=KEEPERS, post=KEEPERS, sends={"title": "A visitor"}),
    "governance:agenda_item": Route(NEXT_ITEM, get=KEEPERS, post=KEEPERS, sends={"title": "Otherwise"}),
    "governance:agenda_item_swap": Route(NEXT_ITEM, get=KEEPERS, post=KEEPERS, sends={"action": "@later.pk"}),
    "governance:report_give": Route(NEXT_ITEM, get=LEADS, post=LEADS, sends={"progress": "On its way"}),
    "governance:reports": Route(AHEAD, get=KEEPERS),
    "governance:reports_ask": Route(AHEAD, post=KEEPERS, changes=frozenset()),
    "governance:reports_chase": Route(AHEAD, post=KEEPERS, changes=frozenset()),
    "governance:feedback_give": Route(
        AHEAD, get=frozenset({LEAD}), post=frozenset({LEAD}), sends={"did": "Sat in", "learned": "Much"}
    ),
}
"""Meetings, their agendas, and what is given before them. Here everything was given, so nobody is asked."""

GOVERNANCE: dict[str, Route] = {**ALIGNMENT, **NEWSLETTERS, **BODIES, **MEETINGS, **PACKS}
"""All of the Steering Group's pages."""
