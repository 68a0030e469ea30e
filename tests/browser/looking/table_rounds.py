"""Pages on which update rounds are run and the states each can have. Written by hand."""

from tests.browser.looking.councils import EMPTY
from tests.browser.looking.states import MANAGER, VIEWER, At, Page, conflict, error, full
from tests.browser.looking.table_house import A_FORM, ADDS, NO_FORM

PLAN = {"slug": "plan.slug"}
ROUND = {"slug": "plan.slug", "period": "round.slug"}
PAST = {"slug": "plan.slug", "period": "past.slug"}
NEXT = {"slug": "plan.slug", "period": "next.slug"}
ANSWER = ROUND | {"pk": "answer.pk"}
BUTTONS = "Its buttons do one thing each; what is refused is said in a message"
STALE = "What changed meanwhile is said in a message, and shown"
TWICE = "Done twice it is done once"
NOT_BEGUN = "A round that was not opened has nothing to show: its address is not there"

ROUNDS: dict[str, Page] = {
    "plans:rounds": Page(At(EMPTY), At(), full(), NO_FORM, NO_FORM, about=PLAN, also={"reader": full(role=VIEWER)}),
    "plans:round_new": Page(At(EMPTY), At(), full(), error({"title": ""}), ADDS, about=PLAN),
    "plans:round_edit": Page(
        A_FORM,
        At(),
        full(),
        error({"closes_on": ""}),
        conflict({"title": "Mine", "version": "0"}),
        about=ROUND,
        also={"planned": full(about=NEXT), "locked": full(about=PAST)},
    ),
    "plans:round_note": Page(
        A_FORM,
        At(),
        full(),
        error({"version": ""}),
        conflict({"worries": "Mine", "version": "0"}),
        about=ROUND,
        also={"locked": full(about=PAST)},
    ),
    "plans:round_answers": Page(
        full(about=NEXT),
        At(),
        full(),
        BUTTONS,
        STALE,
        about=ROUND,
        also={
            "manager": At(role=MANAGER),
            "to look at": At(query="?show=look"),
            "nothing among these": full(query="?show=lacks"),
            "locked": full(about=PAST),
        },
    ),
    "plans:round_send_back": Page(
        A_FORM,
        At(),
        full(),
        error({"question": ""}),
        At(fill={"question": "By when?", "seen": "999999"}, press="#form [type=submit]", shows="#newer[data-focus]"),
        about=ANSWER,
    ),
    "plans:round_lock": Page(
        full(role=MANAGER, about=NEXT),
        At(role=MANAGER),
        full(role=MANAGER),
        BUTTONS,
        TWICE,
        about=ROUND,
        also={"locked": full(role=MANAGER, about=PAST)},
    ),
    "plans:round_said": Page(
        NOT_BEGUN, At(about=PAST), full(about=PAST), NO_FORM, NO_FORM, about=ROUND, also={"open": full(role=VIEWER)}
    ),
}
