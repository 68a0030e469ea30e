"""The pages about a plan over time and the states each can have. Written by hand."""

from tests.browser.looking.councils import BLANK, EMPTY
from tests.browser.looking.states import LEAD, SEND, VIEWER, At, Page, full
from tests.browser.looking.table_house import ADDS, NO_FORM

PLAN = {"slug": "plan.slug"}
ACTION = {"slug": "plan.slug", "ref": "action.ref"}
LONG_AGO = "2020-01-01"
NO_ERROR = "Its one field offers only what there is"


def wrong(name: str) -> At:
    """The page when the day in its address makes no sense."""
    return At(query=f"?{name}=soon", shows=".govuk-error-message")


OVER_TIME: dict[str, Page] = {
    "plans:changes": Page(
        At(EMPTY),
        At(),
        full(query=f"?since={LONG_AGO}"),
        wrong("since"),
        NO_FORM,
        about=PLAN,
        also={
            "one kind": At(query="?kind=ratings"),
            "reader": At(role=VIEWER),
            "nothing": At(query="?since=2099-01-01"),
        },
    ),
    "plans:as_at": Page(
        At(EMPTY), At(), full(), wrong("as_at"), NO_FORM, about=PLAN, also={"before": At(query=f"?as_at={LONG_AGO}")}
    ),
    "plans:action_as_at": Page(
        At(query=f"?day={LONG_AGO}"),
        At(),
        full(),
        wrong("day"),
        NO_FORM,
        about=ACTION,
        also={"reader": At(role=VIEWER)},
    ),
    "plans:clashes": Page(At(EMPTY), At(), full(), NO_FORM, NO_FORM, about=PLAN, also={"past": At(query="?past=1")}),
    "plans:calendar": Page(
        At(EMPTY),
        At(),
        full(),
        NO_FORM,
        NO_FORM,
        about=PLAN,
        also={"mine": At(role=LEAD, query="?lead=mine"), "holidays": At(query="?month=2026-12")},
    ),
    "plans:feeds": Page(At(BLANK), At(), full(), NO_ERROR, ADDS, also={"made": At(press=SEND, shows="#address")}),
}
