"""Pages of a meeting in session and of what came of it, and the states each can have. Written by hand."""

from tests.browser.looking.councils import EMPTY
from tests.browser.looking.states import LEAD, MANAGER, VIEWER, At, Page, error, full
from tests.browser.looking.table_house import A_FORM, ADDS, NO_FORM

SESSION, HELD = {"pk": "session.pk"}, {"pk": "held.pk"}
APPENDED = "What is recorded is added; nobody changes what another wrote"
ONE_ROW = "It has as many lines as it was drawn with"
ONCE = "Done twice it is refused in a sentence"
MEMBER = "member"
NO_NOTE = {"press": "#notes form [type=submit]", "shows": "#notes .govuk-error-summary"}

ROOM: dict[str, Page] = {
    "governance:room": Page(
        At(query="?item=0"),
        At(shows=".app-timer[data-seconds]"),
        full(),
        error(**NO_NOTE),
        APPENDED,
        about=SESSION,
        also={
            "an item to come": At(query="?item={later_item.pk}"),
            "a member": At(role=MEMBER, shows="#notes form"),
            "minutes agreed": At(about={"pk": "agreed.pk"}),
            "ended": At(about=HELD),
        },
    ),
    "governance:minutes": Page(
        At(role=VIEWER, about=HELD, shows=".app-empty"),
        At(about=SESSION),
        full(about=SESSION),
        NO_FORM,
        NO_FORM,
        about=HELD,
        also={"agreed": At(role=VIEWER, about={"pk": "agreed.pk"}), "the chair": At(role=LEAD)},
    ),
    "governance:decisions": Page(
        At(EMPTY, shows=".app-empty"), At(), full(), NO_FORM, NO_FORM, also={"nothing found": At(query="?q=zzzz")}
    ),
    "governance:decision": Page(
        ONE_ROW,
        At(),
        full(),
        NO_FORM,
        NO_FORM,
        about={"number": "decision.number"},
        also={"to be ratified": At(about={"number": "waiting.number"})},
    ),
    "governance:meeting_actions": Page(
        At(EMPTY, shows=".app-empty"),
        At(),
        full(),
        NO_FORM,
        NO_FORM,
        also={"all": At(query="?show=all"), "manager": At(role=MANAGER)},
    ),
    "governance:meeting_action": Page(ONE_ROW, At(), full(), NO_FORM, NO_FORM, about={"number": "given.number"}),
    "governance:action_report": Page(A_FORM, At(), full(), error(), APPENDED, about={"number": "given.number"}),
    "governance:action_supersede": Page(A_FORM, At(), full(), error(), ONCE, about={"number": "given.number"}),
    "governance:task_new": Page(A_FORM, At(role=MANAGER), full(role=MANAGER), error(role=MANAGER), ADDS),
    "governance:requests": Page(
        At(EMPTY, shows=".app-empty"), At(), full(), NO_FORM, NO_FORM, also={"all": At(query="?show=all")}
    ),
    "governance:request_new": Page(A_FORM, At(), full(), error(), ADDS),
    "governance:request": Page(
        ONE_ROW,
        At(),
        full(),
        NO_FORM,
        NO_FORM,
        about={"number": "sent.number"},
        also={"raised": At(about={"number": "raised.number"})},
    ),
    "governance:request_answer": Page(A_FORM, At(), full(), error(), ONCE, about={"number": "sent.number"}),
    "governance:blocks": Page(
        At(EMPTY, shows=".app-empty"), At(), full(), NO_FORM, NO_FORM, also={"reader": At(role=VIEWER)}
    ),
    "governance:block_new": Page(A_FORM, At(), full(), error(), ADDS),
    "governance:block_clear": Page(A_FORM, At(), full(), error(), ONCE, about={"pk": "block.pk"}),
}
