"""Pages on which a round is answered and the states each can have. Written by hand."""

from tests.browser.looking.states import LEAD, NOBODY, VIEWER, At, Page, error, full

ROUND = {"slug": "plan.slug", "period": "round.slug"}
LINK = {"token": "link.words"}
SAVE_ALL = ".app-stickybar [type=submit]"
NO_SENTENCE = '#round li[data-todo]:has([data-asks]:checked):has([data-sentence][value=""]) button[name=row]'
ANY = "#round li[data-todo]:has([data-key]:checked) button[name=row]"
STALE = {"$-seen": "999999", "$-comment": "Mine"}
REFUSED, THEIRS = "#round li.err", "#round .app-round__theirs"

ANSWERING: dict[str, Page] = {
    "plans:round": Page(
        At(role=VIEWER, shows=".app-empty"),
        At(shows="#round li"),
        full(shows="#round li"),
        error(press=SAVE_ALL),
        At(fill=STALE, press=ANY, shows=THEIRS),
        about=ROUND,
        also={
            "lead": At(role=LEAD, shows="#round li"),
            "a row refused": At(press=NO_SENTENCE, shows=REFUSED),
            "nothing among these": At(query="?show=troubled"),
            "locked": full(about={"slug": "plan.slug", "period": "past.slug"}, shows="#round li"),
            "not open yet": full(about={"slug": "plan.slug", "period": "next.slug"}),
        },
    ),
    "plans:answer_link": Page(
        At(role=NOBODY, about={"token": "idle_link.words"}, shows=".app-empty"),
        At(role=NOBODY, shows="#round li"),
        full(role=NOBODY, shows="#round li"),
        error({"$-rag": "red", "$-comment": ""}, press=SAVE_ALL, role=NOBODY),
        At(role=NOBODY, fill=STALE | {"$-rag": "green"}, press=SAVE_ALL, shows=THEIRS),
        about=LINK,
        also={"ended": At(role=NOBODY, path="/{slug}/answer/ended/")},
    ),
}
