"""Pages of alignment and the states each can have. Written by hand."""

from tests.browser.looking.councils import EMPTY
from tests.browser.looking.states import LEAD, MANAGER, VIEWER, At, Page, conflict, error, full
from tests.browser.looking.table_house import A_FORM, ADDS, NO_FORM

MESSAGE, EVENT, POLICY = {"pk": "message.pk"}, {"pk": "event.pk"}, {"pk": "policy.pk"}
MOVE = {"pk": "reviewed.pk", "state": "=recommended"}
BARE = "A row has words, and without more of them it is the typical page"

ALIGNMENT: dict[str, Page] = {
    "governance:messages": Page(At(EMPTY), At(), full(), NO_FORM, NO_FORM, also={"reader": At(role=VIEWER)}),
    "governance:message_new": Page(At(EMPTY), At(), full(), error(), ADDS),
    "governance:message": Page(BARE, At(), full(), NO_FORM, NO_FORM, about=MESSAGE, also={"reader": At(role=VIEWER)}),
    "governance:message_edit": Page(
        A_FORM,
        At(),
        full(),
        error({"words": ""}),
        conflict({"words": "Mine", "version": "0"}),
        about=MESSAGE,
    ),
    "governance:message_use": Page(A_FORM, At(), full(), error({"where": ""}), ADDS, about=MESSAGE),
    "governance:events": Page(At(EMPTY), At(), full(), NO_FORM, NO_FORM, also={"reader": At(role=VIEWER)}),
    "governance:event_new": Page(At(EMPTY), At(), full(), error(), ADDS),
    "governance:event": Page(BARE, At(), full(), NO_FORM, NO_FORM, about=EVENT, also={"reader": At(role=LEAD)}),
    "governance:event_edit": Page(
        A_FORM, At(), full(), error({"title": ""}), conflict({"title": "Mine", "version": "0"}), about=EVENT
    ),
    "governance:paper_new": Page(A_FORM, At(), full(), error(), ADDS, about=EVENT),
    "governance:policies": Page(
        At(EMPTY),
        At(),
        full(),
        NO_FORM,
        NO_FORM,
        also={"overdue": At(query="?show=overdue"), "reader": At(role=VIEWER)},
    ),
    "governance:policy_new": Page(At(EMPTY), At(), full(), error(), ADDS),
    "governance:policy": Page(BARE, At(), full(), NO_FORM, NO_FORM, about=POLICY, also={"reader": At(role=VIEWER)}),
    "governance:policy_edit": Page(
        A_FORM, At(), full(), error({"title": ""}), conflict({"title": "Mine", "version": "0"}), about=POLICY
    ),
    "governance:policy_move": Page(
        A_FORM,
        At(),
        full(),
        error({"recommendation": ""}),
        conflict({"recommendation": "Mine", "version": "0"}),
        about=MOVE,
    ),
    "governance:position": Page(
        At(EMPTY), At(), full(), NO_FORM, NO_FORM, about={"slug": "plan.slug"}, also={"manager": At(role=MANAGER)}
    ),
}
