"""Pages about plans and the states each can have. Written by hand."""

from tests.browser.looking.councils import BLANK, EMPTY
from tests.browser.looking.states import LEAD, MANAGER, SEND, VIEWER, At, Page, conflict, error, full
from tests.browser.looking.table_house import A_FORM, ADDS, NO_FORM

PLAN = {"slug": "plan.slug"}
ACTION = {"slug": "plan.slug", "ref": "action.ref"}
BARE = {"slug": "bare.slug", "ref": "action.ref"}
AREA = {"slug": "plan.slug", "kind": "=area", "pk": "area.pk"}
STATEMENT = {"slug": "plan.slug", "kind": "=statement", "pk": "statement.pk"}
PRIORITY = {"slug": "plan.slug", "kind": "=priority", "pk": "priority.pk"}
DATE = {"slug": "plan.slug", "ref": "date.action.ref", "pk": "date.pk"}
QUERIED = {"slug": "plan.slug", "ref": "queried.action.ref", "pk": "queried.pk"}
UNKNOWN = {"slug": "plan.slug", "ref": "unknown.action.ref", "pk": "unknown.pk"}
IMPORT = {"pk": "import.pk"}
ROW = {"opens": ".app-ragbutton:visible", "press": "tr.app-open [type=submit]"}
BUTTONS = "Its buttons do one thing each; what is refused is said in a message"
TWICE = "Done twice it is done once"
MORE = {"start": "3 March 2031"}
NEXT = {"start": "1 March 2031", "end": "31 March 2031", "reason": "The venue was lost"}


def stage(row: str) -> At:
    """The page of an import at another stage."""
    return At(about={"pk": f"{row}.pk"})


PLANS: dict[str, Page] = {
    # reading and rating
    "plans:list": Page(At(BLANK), At(), full(), NO_FORM, NO_FORM, also={"reader of none": At(EMPTY, VIEWER)}),
    "plans:plan": Page(
        At(EMPTY),
        At(),
        full(),
        error({"rag": "red", "comment": ""}, shows="tr.app-open .govuk-error-summary", **ROW),
        conflict({"rag": "red", "comment": "Mine", "seen": "999999"}, shows="tr.app-open #conflict", **ROW),
        about=PLAN,
        also={
            "row open": At(opens=".app-ragbutton:visible"),
            "everything": At(query="?show=all"),
            "reader": At(role=VIEWER),
            "nothing found": At(query="?q=zzzz"),
            "sorted": At(query="?sort=-due"),
            "draft": At(about={"slug": "draft.slug"}),
            "empty for readers": At(EMPTY, MANAGER),
            "second page": full(query="?show=all&page=2"),
        },
    ),
    "plans:print": Page(At(EMPTY), At(), full(), NO_FORM, NO_FORM, about=PLAN),
    "plans:trajectory": Page(
        At(EMPTY),
        At(),
        full(),
        NO_FORM,
        NO_FORM,
        about=PLAN,
        also={"one area": full(query="?area={area.code}"), "reader": At(role=VIEWER)},
    ),
    "plans:baselines": Page(
        At(EMPTY, MANAGER),
        At(role=MANAGER),
        full(role=MANAGER),
        error(role=MANAGER),
        TWICE,
        about=PLAN,
        also={"draft": At(role=MANAGER, about={"slug": "draft.slug"})},
    ),
    "plans:priority": Page(
        At(EMPTY, about={"slug": "bare.slug", "number": "priority.number"}),
        At(),
        full(),
        NO_FORM,
        NO_FORM,
        about={"slug": "plan.slug", "number": "priority.number"},
    ),
    "plans:action": Page(
        At(EMPTY, about=BARE),
        At(),
        full(),
        NO_FORM,
        NO_FORM,
        about=ACTION,
        also={"reader": At(role=VIEWER), "archived": full(about={"slug": "plan.slug", "ref": "archived.ref"})},
    ),
    "plans:update": Page(
        At(EMPTY, about=BARE),
        At(),
        full(),
        error({"rag": "red", "comment": ""}),
        conflict({"rag": "red", "comment": "Mine", "seen": "999999"}),
        about=ACTION,
        also={
            "full conflict": conflict({"rag": "amber", "comment": "Mine", "seen": "999999"}, council="full"),
            "lead": full(role=LEAD),
        },
    ),
    "plans:search": Page(
        At(query="?q=zzzz"), At(query="?q=training"), full(query="?q=county"), NO_FORM, NO_FORM, also={"no words": At()}
    ),
    "plans:neglect": Page(
        At(EMPTY), At(), full(), BUTTONS, TWICE, about=PLAN, also={"draft": At(about={"slug": "draft.slug"})}
    ),
    # keeping by hand
    "plans:new": Page(A_FORM, At(), A_FORM, error(), ADDS),
    "plans:edit": Page(
        A_FORM, At(), full(), error({"title": ""}), conflict({"title": "Mine", "version": "0"}), about=PLAN
    ),
    "plans:state": Page(
        A_FORM,
        At(role=MANAGER),
        full(role=MANAGER),
        error(role=MANAGER),
        TWICE,
        about=PLAN,
        also={"draft": At(role=MANAGER, about={"slug": "draft.slug"})},
    ),
    "plans:pdf": Page(
        At(EMPTY),
        At(),
        full(),
        "It has one button, and a job that failed says so in a note",
        ADDS,
        about=PLAN,
        also={
            "waiting": At(EMPTY, press="main form [type=submit]", shows="main a[href$='/pdf/']"),
            "reader": At(role=VIEWER),
        },
    ),
    "plans:copy": Page(
        A_FORM,
        At(),
        full(),
        error(),
        ADDS,
        about=PLAN,
        also={"what would move": full(fill={"title": "Grown", "months": "24"}, press=SEND, shows="[name=sure]")},
    ),
    "plans:copied": Page("A plan that is no copy says so", At(), full(), NO_FORM, NO_FORM, about=PLAN),
    "plans:contents": Page(At(EMPTY), At(), full(), BUTTONS, BUTTONS, about=PLAN),
    "plans:order": Page(
        At(EMPTY),
        At(query="?area={area.pk}"),
        full(query="?area={long_area.pk}"),
        BUTTONS,
        BUTTONS,
        about=PLAN,
        also={"communications": At()},
    ),
    "plans:part_new": Page(
        A_FORM,
        At(),
        full(),
        error(),
        ADDS,
        about={"slug": "plan.slug", "kind": "=area"},
        also={
            "priority": At(about={"slug": "plan.slug", "kind": "=priority"}),
            "statement": At(about={"slug": "plan.slug", "kind": "=statement"}),
        },
    ),
    "plans:part_edit": Page(
        A_FORM,
        At(),
        full(),
        error({"title": ""}),
        conflict({"title": "Mine", "version": "0"}),
        about=AREA,
        also={
            "priority": At(about=PRIORITY),
            "statement": At(about=STATEMENT),
            "full conflict": conflict({"text": "Mine", "version": "0"}, council="full", about=STATEMENT),
        },
    ),
    "plans:part_archive": Page(A_FORM, At(), full(about=STATEMENT), error(), TWICE, about=AREA),
    "plans:action_new": Page(At(EMPTY), At(), full(), error(), ADDS, about=PLAN),
    "plans:action_edit": Page(
        At(EMPTY, about=BARE),
        At(),
        full(),
        error({"what": ""}),
        conflict({"what": "Mine", "version": "0"}),
        about=ACTION,
        also={"full conflict": conflict({"what": "Mine", "version": "0"}, council="full")},
    ),
    "plans:action_archive": Page(A_FORM, At(), full(), error(), TWICE, about=ACTION),
    "plans:lead": Page(
        At(EMPTY, about=BARE),
        At(),
        full(),
        error({"words_1": "Somebody new", "part_1": ""}, press="#form [type=submit]"),
        conflict({"words_0": "Mine", "seen": "0"}, press="#form [type=submit]"),
        about=ACTION,
    ),
    "plans:date_done": Page(A_FORM, At(), A_FORM, error({"done_on": "32 March"}), TWICE, about=DATE),
    "plans:date_move": Page(
        A_FORM,
        At(),
        full(),
        error({"start": ""}),
        conflict(NEXT | {"seen": "999999"}, first=At(fill=NEXT, press="#form [type=submit]")),
        about=DATE,
        also={
            "words offered": At(
                fill=NEXT, press="#form [type=submit]", shows="[data-focus]:has-text('Nothing is saved yet')"
            )
        },
    ),
    "plans:date_next": Page(
        A_FORM,
        At(),
        full(),
        error({"start": ""}),
        conflict(MORE | {"seen": "0"}, first=At(fill=MORE, press="#form [type=submit]")),
        about=ACTION,
        also={
            "words offered": At(
                fill=MORE, press="#form [type=submit]", shows="[data-focus]:has-text('Nothing is saved yet')"
            )
        },
    ),
    "plans:date_set": Page(
        A_FORM, At(), A_FORM, error({"start": ""}), conflict(MORE | {"seen": "999999"}), about=UNKNOWN
    ),
    "plans:date_answer": Page(
        A_FORM,
        At(),
        full(),
        error(),
        conflict({"choice": "days", "start": "1 March 2031", "seen": "999999"}),
        about=QUERIED,
    ),
    "plans:evidence_new": Page(A_FORM, At(), full(), error(), ADDS, about=ACTION),
    # bringing in
    "plans:import_start": Page(At(BLANK), At(), full(), error(), ADDS),
    "plans:import": Page(
        stage("import_same"),
        At(),
        full(),
        error({"q-1.2-0": "typed", "q-1.2-0-days": "never"}, press="main form [type=submit]"),
        "Read again in another tab, it says so in a note",
        about=IMPORT,
        also={
            "waiting": stage("import_waiting"),
            "refused": stage("import_refused"),
            "stopped": stage("import_stopped"),
            "done": stage("import_done"),
        },
    ),
    "plans:import_confirm": Page(
        "With nothing to save it leads back to the check",
        At(),
        full(),
        NO_FORM,
        "Read again in another tab, it leads back",
        about=IMPORT,
        also={"manager": At(role=MANAGER)},
    ),
}
