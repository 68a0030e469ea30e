"""Pages of the newsletter and the states each can have. Written by hand."""

from tests.browser.looking.councils import EMPTY
from tests.browser.looking.states import MANAGER, NOBODY, VIEWER, At, Page, conflict, error, full
from tests.browser.looking.table_house import A_FORM, ADDS, ALONE, NO_FORM

ISSUE, SENT, SIGNED = {"number": "issue.number"}, {"number": "issue_sent.number"}, {"number": "issue_signed.number"}
EXAMPLE = {"pk": "example.pk"}
READ_AGAIN = "What changed meanwhile is said in a message, and read again"
WORDS = "An issue always has words"

NEWSLETTERS: dict[str, Page] = {
    "governance:newsletters": Page(At(EMPTY), At(), full(), NO_FORM, NO_FORM, also={"reader": At(role=VIEWER)}),
    "governance:newsletter_draft": Page(At(EMPTY), At(), full(), error({"plan": ""}), ADDS),
    "governance:newsletter_drafting": Page(
        "A job is there or it is not", At(), full(), NO_FORM, NO_FORM, about={"pk": "draft_job.pk"}
    ),
    "governance:newsletter": Page(
        WORDS,
        At(role=VIEWER),
        full(),
        NO_FORM,
        NO_FORM,
        about=SENT,
        also={
            "draft": At(about=ISSUE),
            "signed off": At(about=SIGNED),
            "as mail": At(query="?as=mail", shows="iframe"),
            "as text": At(query="?as=text", shows="pre"),
        },
    ),
    "governance:newsletter_edit": Page(
        A_FORM, At(), full(), error({"title": ""}), conflict({"title": "Mine", "version": "0"}), about=ISSUE
    ),
    "governance:newsletter_sign_off": Page(
        WORDS,
        At(role=MANAGER),
        full(role=MANAGER),
        error({"version": ""}, role=MANAGER),
        READ_AGAIN,
        about=ISSUE,
        also={"already": At(role=MANAGER, about=SIGNED)},
    ),
    "governance:newsletter_send": Page(
        WORDS, At(), full(), NO_FORM, NO_FORM, about=SIGNED, also={"draft": At(about=ISSUE), "sent": At(about=SENT)}
    ),
    "governance:examples": Page(At(EMPTY), At(), full(), NO_FORM, NO_FORM, also={"reader": At(role=VIEWER)}),
    "governance:example_offer": Page(A_FORM, At(role=VIEWER), full(), error({"title": ""}), ADDS),
    "governance:example": Page(
        WORDS,
        At(),
        full(),
        error({"version": ""}, press="#form [type=submit]"),
        READ_AGAIN,
        about=EXAMPLE,
        also={"checked": At(about={"pk": "told.pk"})},
    ),
    "governance:example_edit": Page(
        A_FORM, At(), full(), error({"title": ""}), conflict({"title": "Mine", "version": "0"}), about=EXAMPLE
    ),
    "governance:subscribers": Page(
        At(EMPTY), At(), full(), NO_FORM, NO_FORM, also={"nothing like this": At(query="?q=zzz")}
    ),
    "governance:subscriber_add": Page(A_FORM, At(), full(), error({"email": ""}), ADDS),
    "governance:subscriber_paste": Page(A_FORM, At(), full(), error({"people": ""}), ADDS),
    "newsletter_link": Page(
        A_FORM,
        At(role=NOBODY, path="/newsletter/{reader_link.words}/"),
        A_FORM,
        "Each of its choices can be made",
        ALONE,
        also={"saved": At(role=NOBODY, path="/newsletter/{reader_link.words}/", query="?saved")},
    ),
}
