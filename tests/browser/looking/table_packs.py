"""Packs and the states their pages can have. Written by hand."""

from tests.browser.looking.states import NOBODY, At, Page

NO_ERROR, NO_CONFLICT = "nothing is typed here", "nothing is saved here"
NOT_FULL = "its tables are those of the plan, which are looked at full"
LONG = "x" * 5_001

PACKS: dict[str, Page] = {
    "governance:packs": Page("typical is nearly empty", At(), NOT_FULL, NO_ERROR, NO_CONFLICT),
    "governance:pack": Page(
        "a pack is never empty", At(shows=".app-pack"), NOT_FULL, NO_ERROR, NO_CONFLICT,
        about={"pk": "pack.pk"}, also={"draft": At(about={"pk": "draft_pack.pk"}, shows=".app-pack")},
    ),
    "governance:pack_ask": Page(
        "it asks nothing the first time", At(), NOT_FULL, NO_ERROR, NO_CONFLICT, about={"pk": "pack.meeting_id"}
    ),
    "governance:report_ask": Page(
        "it starts empty", At(), NOT_FULL, At(press="main form [type=submit]", shows=".govuk-error-summary"),
        NO_CONFLICT,
    ),
    "governance:pack_words": Page(
        "it starts empty", At(), NOT_FULL,
        At(fill={"front": LONG}, press="main form [type=submit]", shows=".govuk-error-summary"),
        At(fill={"version": "0", "front": "Mine"}, press="main form [type=submit]", shows="#conflict[data-focus]"),
        about={"pk": "draft_pack.pk", "key": "=front"},
    ),
    "governance:pack_publish": Page(
        "it asks nothing", At(), NOT_FULL, NO_ERROR, NO_CONFLICT, about={"pk": "approved_pack.pk"}
    ),
    "governance:pack_link": Page(
        "a pack is never empty", At(role=NOBODY, shows=".app-pack"), NOT_FULL, NO_ERROR, NO_CONFLICT,
        about={"token": "pack_link.words"}, also={"ended": At(role=NOBODY, path="/{slug}/papers/ended/")},
    ),
}  # fmt: skip
