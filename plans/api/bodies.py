"""What the writes take."""

from core.api.bodies import Body
from core.api.kinds import day, flag, number, one_of, text
from plans.api.shapes import RATINGS_TO_SEND
from plans.models import Action

SEEN = number("`seen` of the date as you read it. Somebody changed it since: 412.").needed()

WORDS = {
    "ref": text("Letters, numbers and points, like 2.10.", most=20, least=1).needed(),
    "what": text("What needs to happen.", least=1).needed(),
    "title": text("Left empty, it is the first sentence of what needs to happen.", most=300),
    "by_when": text("In the plan’s own words. The dates are read from them."),
    "who": text("Who leads and is involved, in the plan’s own words."),
    "monitored_through": text(),
    "area": text("Code of the delivery area; null for a communications activity.", most=20, default=None).or_null(),
    "priority": number("Number of the priority it serves.", least=1, most=32_767).or_null(),
}
NEW_ACTION = Body(
    "NewAction",
    {
        "plan": text("The plan’s slug.", most=60, least=1).needed(),
        "kind": one_of(Action.Kind.values, default=Action.Kind.DELIVERY.value),
        **WORDS,
    },
)
CHANGED_ACTION = Body("ChangedAction", WORDS, partial=True)
REASON = Body("Reason", {"reason": text("Why.", most=500, least=1).needed()})

NEW_UPDATE = Body(
    "NewUpdate",
    {
        "rag": one_of(RATINGS_TO_SEND).needed(),
        "comment": text("A sentence; needed for amber, red, anything worse than before, and a moved date."),
        "path_to_green": text(),
        "help_wanted": text(),
        "next_date": day("The new day of the date it is held to next.").or_null(),
        "seen": number("Id of the newest update you know, null for none. There is a newer one: 412.", least=1)
        .or_null()
        .needed(),
    },
)
DONE = Body("DateDone", {"done_on": day("Today, when nothing is said.").or_null()})
DAYS = {
    "start": day("The first day.").needed(),
    "end": day("The last day; the first, when nothing is said.").or_null(),
}
MOVED = Body(
    "DateMoved",
    {
        **DAYS,
        "reason": text("Why it has moved.", most=500, least=1).needed(),
        "words": text("The by-when words from now on. Left out, they are written in their own form.").or_null(),
        "seen": SEEN,
    },
)
NEW_DATE = Body("NewDate", DAYS | {"words": MOVED.members["words"]})
SET = Body("DateSet", {**DAYS, "reason": text("How you know.", most=500), "seen": SEEN})
ANSWERED = Body("QueryAnswered", {**DAYS, "reason": text("How you know.", most=500), "seen": SEEN})
LINK = Body(
    "NewLink",
    {
        "title": text("What it is called.", most=200, least=1).needed(),
        "url": text("It starts with https://", most=500, least=8).needed(),
        "shows": text("What it shows.", most=300),
    },
)
FILE = Body(
    "NewFile",
    {"title": text("What it is called.", most=200), "shows": text("What it shows.", most=300)},
    file=True,
)
NEW_IMPORT = Body(
    "NewImport",
    {"plan": text("Slug of the plan it goes into. Left out: the plan of its title, else a new draft.", most=60)},
    file=True,
)
CONFIRMED = Body(
    "ImportConfirmed",
    {
        "round": number("`round` of the check you read. Another check since: 412.", least=1, most=99_999).needed(),
        "in_force": flag("Whether the plan is in force; for managers.", default=False),
    },
)
