"""Who may call what of the API: the second half of the table in matrix.py."""

from tests.security.harness import Route
from tests.security.roles import EVERYBODY, KEEPERS, RATERS

PLAN = {"slug": "plan.slug"}
ACTION = {"pk": "action.pk"}
DATE = {"pk": "date.pk"}
RATING = {"rag": "red", "comment": "Trainer is ill.", "seen": "@update.pk"}
NEW_ACTION = {"plan": "@plan.slug", "ref": "1.9", "area": "@area.code", "what": "Leaders meet"}
DAYS = {"start": "2028-05-01", "end": "2028-05-31", "reason": "Room lost", "seen": 0}
ANSWER = {"start": "2028-05-21", "end": "2028-05-25", "seen": 0}
LINK = {"title": "Minutes", "url": "https://example.org/minutes"}
SINCE = "?since=2000-01-01T00:00:00Z"


def _read(about: dict[str, str] | None = None, query: str = "") -> Route:
    return Route(about or {}, get=EVERYBODY, query=query, api=True)


API: dict[str, Route] = {
    "api:plans": _read(),
    "api:plan": _read(PLAN),
    "api:plan_csv": _read(PLAN),
    "api:plan_docx": _read(PLAN),
    "api:plan_xlsx": _read(PLAN),
    "api:trajectory": _read(PLAN),
    "api:statements": _read(),
    "api:statement": _read({"pk": "statement.pk"}),
    "api:priorities": _read(),
    "api:priority": _read({"pk": "priority.pk"}),
    "api:areas": _read(),
    "api:area": _read({"pk": "area.pk"}),
    "api:participations": _read(),
    "api:participation": _read({"pk": "part.pk"}),
    "api:updates": _read(),
    "api:update": _read({"pk": "update.pk"}),
    "api:dates": _read(),
    "api:date": _read(DATE),
    "api:evidence": _read(),
    "api:evidence_one": _read({"pk": "evidence.pk"}),
    "api:documents": _read(),
    "api:document": _read({"pk": "file.document_id"}),
    "api:document_content": _read({"pk": "file.document_id"}),
    "api:periods": _read(),
    "api:period": _read({"pk": "round.pk"}),
    "api:snapshot": _read({"pk": "past.pk"}),
    "api:baselines": _read(),
    "api:baseline": _read({"pk": "baseline.pk"}),
    "api:changes": _read(query=SINCE),
    # writing
    "api:actions": Route(get=EVERYBODY, post=KEEPERS, sends=NEW_ACTION, api=True),
    "api:action": Route(ACTION, get=EVERYBODY, patch=KEEPERS, sends={"what": "Otherwise"}, version="1", api=True),
    "api:action_archive": Route(ACTION, post=KEEPERS, sends={"reason": "Merged"}, api=True),
    "api:action_restore": Route({"pk": "archived.pk"}, post=KEEPERS, api=True),
    "api:action_updates": Route(ACTION, get=EVERYBODY, post=RATERS, sends=RATING, api=True),
    "api:action_dates": Route(
        ACTION, get=EVERYBODY, post=KEEPERS, sends={"start": "2028-09-04"}, version="1", api=True
    ),
    "api:action_evidence": Route(ACTION, get=EVERYBODY, post=KEEPERS, sends=LINK, api=True),
    "api:action_files": Route(ACTION, post=KEEPERS, sends={"title": "Sheet"}, file="sheet.csv", api=True),
    "api:evidence_remove": Route({"pk": "evidence.pk"}, post=KEEPERS, api=True),
    "api:date_done": Route(DATE, post=KEEPERS, api=True),
    "api:date_undo": Route({"pk": "done.pk"}, post=KEEPERS, api=True),
    "api:date_move": Route(DATE, post=KEEPERS, sends=DAYS, api=True),
    "api:date_answer": Route({"pk": "queried.pk"}, post=KEEPERS, sends=ANSWER, api=True),
    "api:date_set": Route({"pk": "unknown.pk"}, post=KEEPERS, sends=ANSWER, api=True),
    "api:imports": Route(get=KEEPERS, post=KEEPERS, file="plan.csv", api=True),
    "api:import": Route({"pk": "import.pk"}, get=KEEPERS, api=True),
    "api:import_confirm": Route({"pk": "import.pk"}, post=KEEPERS, sends={"round": 1}, api=True),
}
