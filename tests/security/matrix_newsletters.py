"""Who may open and send what of the newsletter's pages; part of the table in matrix.py.

An issue that is not sent is there only for those who keep or sign it: see tests/governance/test_views_newsletters.py.
"""

from tests.security.harness import Route
from tests.security.roles import EVERYBODY, KEEPERS, MANAGERS, MEM

SIGNERS = MANAGERS | {MEM}
TELLERS = KEEPERS | {MEM}  # the world's example was offered by its member
SENT, NEWS, SIGNED = {"number": "issue_sent.number"}, {"number": "issue.number"}, {"number": "issue_signed.number"}
EXAMPLE = {"pk": "example.pk"}
READER = {"email": "nia@partner.example", "form": "html", "consent_words": "Asked at the launch"}
MANY = {"people": "Nia Guest <nia@partner.example>", "consent_words": "Signed the list"}
TOLD = {"title": "A plan of theirs", "what_went_well": "Everybody wrote a part.", "consent": "on"}

NEWSLETTERS: dict[str, Route] = {
    "governance:newsletters": Route(get=EVERYBODY),
    "governance:newsletter_mine": Route(post=EVERYBODY, sends={"form": "html"}),
    "governance:newsletter_draft": Route(get=KEEPERS, post=KEEPERS, sends={"plan": "@plan.pk"}),
    "governance:newsletter_drafting": Route({"pk": "draft_job.pk"}, get=KEEPERS),
    "governance:newsletter": Route(SENT, get=EVERYBODY),
    "governance:newsletter_letter": Route(SENT, get=EVERYBODY),
    "governance:newsletter_edit": Route(NEWS, get=KEEPERS, post=KEEPERS, sends={"title": "Other news"}),
    "governance:newsletter_sign_off": Route(NEWS, get=SIGNERS, post=SIGNERS),
    "governance:newsletter_take_back": Route(SIGNED, post=KEEPERS),
    "governance:newsletter_send": Route(SIGNED, get=KEEPERS, post=KEEPERS),
    "governance:examples": Route(get=EVERYBODY),
    "governance:example_offer": Route(get=EVERYBODY, post=EVERYBODY, sends=TOLD),
    "governance:example": Route(EXAMPLE, get=KEEPERS, post=KEEPERS),
    "governance:example_edit": Route(EXAMPLE, get=TELLERS, post=TELLERS, sends={"title": "Another title"}),
    "governance:example_decline": Route(EXAMPLE, post=KEEPERS),
    "governance:subscribers": Route(get=KEEPERS),
    "governance:subscriber_add": Route(get=KEEPERS, post=KEEPERS, sends=READER),
    "governance:subscriber_paste": Route(get=KEEPERS, post=KEEPERS, sends=MANY),
    "governance:subscribers_file": Route(get=KEEPERS),
    "governance:subscriber_leave": Route({"pk": "reader.pk"}, post=KEEPERS),
}
"""The newsletter, its examples and its readers."""
