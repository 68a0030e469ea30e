"""What the API says of plans, as plain data. Ratings carry letter and word; due states are as at the day asked."""

from core.api.kinds import Json
from core.api.shape import DAY, MOMENT, NUMBER, WORDS, Shape, many, maybe, word_of
from core.models import Job
from core.ratings import CHOICES
from plans import rules
from plans.models import (
    Action,
    ActionDate,
    Answer,
    Baseline,
    DeliveryArea,
    Evidence,
    Participation,
    Plan,
    PlanImport,
    Priority,
    RagUpdate,
    ReportingPeriod,
    Statement,
)

SLUG: Json = WORDS | {"description": "The plan's own word in addresses."}
OF_ACTION: Json = NUMBER | {"description": "The id of the action it belongs to."}
ARCHIVED = ("archived_at", "archived_reason", "version")
ANYTHING: Json = {"type": "object", "additionalProperties": True}

TOLD = ("due", "due_done", "done_now", "forecast_now", "overdue", "new", "gone")
"""Figures of a trajectory as at the day asked."""

PLAN = Shape(
    "Plan", "A plan of the council for one period.", Plan,
    ("id", "slug", "title", "starts_on", "ends_on", "state", "credit", "version"),
)  # fmt: skip
PRIORITY = Shape(
    "Priority", "One of the high-level priorities watched by the Board.", Priority,
    ("id", "number", "title", "change_needed", "by_words", "position", *ARCHIVED), {"plan": SLUG},
)  # fmt: skip
AREA = Shape(
    "Area", "A delivery area, watched by the Steering Group.", DeliveryArea,
    ("id", "code", "title", "change_needed", "by_words", "position", *ARCHIVED), {"plan": SLUG},
)  # fmt: skip
STATEMENT = Shape(
    "Statement", "One sentence the plan stands on.", Statement,
    ("id", "kind", "text", "tag", "attribution", "position", *ARCHIVED),
    {"plan": SLUG, "area": maybe(WORDS), "priority": maybe(NUMBER)},
)  # fmt: skip
UPDATE = Shape(
    "Update", "What somebody said about an action on a day. Never edited; a correction is a further one.", RagUpdate,
    ("id", "rag", "rag_before", "comment", "path_to_green", "help_wanted", "suggested", "source", "at"),
    {
        "action": OF_ACTION, "rag_text": WORDS, "by": WORDS, "said_by": maybe(WORDS),
        "period": maybe(WORDS | {"description": "The round it answers."}),
        "withdraws": maybe(NUMBER | {"description": "The update it takes back."}),
    },
)  # fmt: skip
DATE = Shape(
    "Date", "One date of an action, read from its by-when words. `start` and `end` are inclusive days.", ActionDate,
    ("id", "kind", "start", "end", "precision", "label", "queried", "reason", "source", "done_on"),
    {
        "action": OF_ACTION, "state": word_of([(state, state) for state in rules.DueState]),
        "every": {"type": ["object", "null"], "additionalProperties": NUMBER},
        "occurrence_of": maybe(NUMBER),
        "seen": NUMBER | {"description": "What to send as `seen` when you change it: its newest revision, or 0."},
    },
)  # fmt: skip
PART = Shape(
    "Participation", "Who has what part in an action: a person, a post, a body, or only words so far.", Participation,
    ("id", "part", "words", "queried"),
    {"action": OF_ACTION, "person": maybe(NUMBER), "post": maybe(NUMBER), "body": maybe(NUMBER)},
)  # fmt: skip
ACTION = Shape(
    "Action", "One thing that needs to happen, with its dates and who takes part.", Action,
    (
        "id", "kind", "ref", "title", "what", "by_when", "who", "monitored_through", "workstream", "rag", "due_on",
        "queried", "has_lead", "position", *ARCHIVED,
    ),
    {
        "plan": SLUG, "area": maybe(WORDS), "priority": maybe(NUMBER), "rag_text": WORDS,
        "direction": word_of([(way, way) for way in rules.Direction], blank=True), "days_overdue": NUMBER,
        "latest": maybe(UPDATE), "dates": many(DATE), "participations": many(PART),
    },
)  # fmt: skip
EVIDENCE = Shape(
    "Evidence", "A link or a file that shows how an action stands.", Evidence,
    ("id", "title", "url", "shows"),
    {
        "action": OF_ACTION, "added_by": WORDS, "added_at": MOMENT,
        "document": maybe(NUMBER | {"description": "Its file, to fetch at documents/<id>/content/."}),
    },
)  # fmt: skip
DOCUMENT = Shape(
    "Document", "A file that is evidence for an action.",
    more={
        "id": NUMBER, "name": WORDS, "kind": WORDS, "sha256": WORDS, "added_at": MOMENT, "action": OF_ACTION,
        "evidence": NUMBER, "size": NUMBER,
    },
)  # fmt: skip
PERIOD = Shape(
    "Period", "A reporting period and how far its update round is.", ReportingPeriod,
    (
        "id", "slug", "title", "opens_on", "closes_on", "state", "opened_at", "closed_at", "locked_at",
        "where_we_are", "working_well", "worries", "version",
    ),
    {
        "plan": SLUG,
        "answers": {
            "type": "object", "properties": dict.fromkeys(Answer.State.values, NUMBER),
            "required": Answer.State.values, "additionalProperties": False,
        },
    },
)  # fmt: skip
SNAPSHOT = Shape(
    "Snapshot", "A locked period as it stood, never changed.",
    more={"period": NUMBER, "slug": WORDS, "locked_at": MOMENT, "snapshot": ANYTHING},
)  # fmt: skip
HELD = Shape(
    "BaselineDate", "One date as a baseline holds it.",
    more={"date": NUMBER, "action": OF_ACTION, "start": DAY, "end": DAY},
)  # fmt: skip
BASELINE = Shape(
    "Baseline", "The dates of a plan frozen on one day. The newest is the one that counts.", Baseline,
    ("id", "number", "reason", "at"), {"plan": SLUG, "by": WORDS, "dates": many(HELD)},
)  # fmt: skip
TRAJECTORY = Shape(
    "Trajectory", "The milestones of a plan counted up to the end of each month: as agreed, as forecast, as done.",
    more={
        "plan": SLUG, "on": DAY,
        "months": {"type": "array", "items": DAY},
        "baseline": {"type": "array", "items": NUMBER},
        "forecast": {"type": "array", "items": NUMBER},
        "done": {"type": "array", "items": maybe(NUMBER)},
        **dict.fromkeys(TOLD, NUMBER),
    },
)  # fmt: skip
CHANGE = Shape(
    "Change", "One thing that changed: a rating, a date, or anything else on record.",
    more={
        "id": NUMBER | {"description": "Counts within its kind: (kind, id) is one change."},
        "kind": word_of([("rating", "a rating"), ("date", "a date"), ("change", "any other change")]),
        "at": MOMENT, "by": WORDS, "said_by": maybe(WORDS), "plan": SLUG,
        "action": {
            "type": ["object", "null"], "properties": {"id": NUMBER, "ref": WORDS, "title": WORDS},
            "required": ["id", "ref", "title"], "additionalProperties": False,
        },
        "what": WORDS, "before": ANYTHING, "after": ANYTHING, "direction": WORDS, "words": WORDS,
        "thing": WORDS, "thing_id": NUMBER,
    },
)  # fmt: skip
IMPORT = Shape(
    "Import", "A file on its way into a plan: being checked, checked, being confirmed, applied or refused.", PlanImport,
    ("id", "state", "refusal"),
    {
        "plan": maybe(SLUG), "file": WORDS, "round": NUMBER | {"description": "Send it back to confirm this check."},
        "changes": ANYTHING, "found": {"type": "object", "additionalProperties": NUMBER},
        "problems": {"type": "array"}, "work": word_of(Job.State.choices, blank=True), "failure": WORDS,
    },
)  # fmt: skip
RATINGS_TO_SEND = [value for value, _ in CHOICES if value != "not_rated"]
