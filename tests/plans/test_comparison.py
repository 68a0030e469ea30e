"""What a file would change: matched by ref, by words, by likeness; silence removes nothing."""

from copy import deepcopy
from typing import Any

import pytest

from accounts.models import User
from core.ratings import Rag
from plans import comparison
from plans.matching import Row, address_ref, pair_rows, said
from plans.models import Plan
from plans.services import actions, applying, plans, updates
from tests.factories.accounts import AuthorityFactory

pytestmark = pytest.mark.django_db

DATES: dict[str, Any] = {"dates": []}
FILE: dict[str, Any] = {
    "title": "Plan",
    "mapping": [],
    "priorities": [
        {
            "number": 1,
            "title": "Risk",
            "change_needed": "Calm",
            "target_state": ["One view"],
            "success": ["Plans hold"],
            "focus": [{"tag": "leadership", "text": "leaders ask"}],
        },
    ],
    "areas": [
        {"code": "OD1", "title": "Leading", "change_needed": "Seen", "target_state": [], "focus": [], "success": []}
    ],
    "actions": [
        {
            "ref": "1.1",
            "area": "OD1",
            "title": "Leaders learn",
            "what": "Leaders learn.\nTogether.",
            "by_when": "March 2030",
            "who": "Board",
            "lead": "Board",
            "involved": [],
            "monitored_through": "Survey",
            "rag": "amber",
            "update": "Late",
        },
        {
            "ref": "1.2",
            "area": "OD1",
            "title": "Teams plan",
            "what": "Teams plan",
            "by_when": "",
            "who": "",
            "lead": "",
            "involved": [],
            "monitored_through": "",
            "rag": "not_rated",
            "update": "",
        },
    ],
    "communications": [{"text": "A newsletter for all", "by_when": "quarterly"}],
    "statements": [{"kind": "core_principle", "text": "We stay", "attribution": "Chair"}],
    "measures": ["Referrals", "Re-referrals"],
}


@pytest.fixture
def plan() -> Plan:
    authority, by = AuthorityFactory(), User.objects.system()
    made = plans.create_plan(authority=authority, values={"title": "Plan"}, by=by)
    put_in(FILE, made)
    return made


def put_in(parsed: dict[str, Any], plan: Plan) -> None:
    work = applying.Work(plan=plan, source="plan.docx", by=User.objects.system())
    applying.apply(comparison.compare(parsed, plan), work)


def changed(plan: Plan, **cells: Any) -> dict[str, Any]:
    """The lists when action 1.1 of the file says something else."""
    parsed = deepcopy(FILE)
    parsed["actions"][0] |= cells
    return comparison.compare(parsed, plan).as_json()


def fields(lists: dict[str, Any]) -> dict[str, Any]:
    assert (lists["added"], lists["missing"]) == ([], [])
    (line,) = lists["changed"]
    return {name: (both["before"], both["after"]) for name, both in line["fields"].items()}


def test_without_a_plan_all_of_a_file_is_new() -> None:
    lists = comparison.compare(FILE, None).as_json()
    assert len(lists["added"]) == 11
    assert (lists["changed"], lists["unchanged"], lists["missing"]) == ([], [], [])


def test_the_same_file_changes_nothing(plan: Plan) -> None:
    compared = comparison.compare(FILE, plan)
    assert compared.changes_nothing
    assert len(compared.as_json()["unchanged"]) == 11


def test_a_changed_cell_shows_its_words_before_and_after(plan: Plan) -> None:
    assert fields(changed(plan, by_when="June 2030")) == {"by_when": ("March 2030", "June 2030")}


def test_where_lines_break_is_not_a_change(plan: Plan) -> None:
    assert changed(plan, what="Leaders learn. Together. ")["changed"] == []


def test_an_emptied_cell_is_a_change(plan: Plan) -> None:
    assert fields(changed(plan, by_when="")) == {"by_when": ("March 2030", "")}


def test_a_column_the_file_does_not_have_is_silent(plan: Plan) -> None:
    parsed = deepcopy(FILE)
    parsed["mapping"] = [{"table": 1, "columns": {"ref": 0, "what": 1, "rag": 2}}]
    parsed["actions"][0] |= {"by_when": "", "who": "", "monitored_through": ""}
    assert comparison.compare(parsed, plan).changes_nothing


def test_an_empty_rating_never_changes_a_rating(plan: Plan) -> None:
    assert changed(plan, rag="not_rated", update="")["changed"] == []


def test_a_rating_without_its_words_is_the_same_rating(plan: Plan) -> None:
    assert changed(plan, rag="amber", update="")["changed"] == []


def test_a_changed_rating_is_a_change(plan: Plan) -> None:
    assert fields(changed(plan, rag="red", update="")) == {"rag": ("amber", "red")}


def test_new_words_at_the_same_rating_are_a_change(plan: Plan) -> None:
    assert fields(changed(plan, update="Later still")) == {"update": ("Late", "Later still")}


def test_a_rating_given_here_meanwhile_stays_when_the_file_is_silent(plan: Plan) -> None:
    action = plan.actions.get(ref="1.2")
    updates.update_rag(action=action, said=updates.Said(Rag.GREEN), seen=None, by=User.objects.system())
    assert comparison.compare(FILE, plan).changes_nothing


def test_a_row_that_is_gone_from_the_file_is_missing_and_stays(plan: Plan) -> None:
    parsed = deepcopy(FILE)
    gone = parsed["actions"].pop()
    lists = comparison.compare(parsed, plan).as_json()
    assert [(line["kind"], line["ref"]) for line in lists["missing"]] == [("action", gone["ref"])]
    assert comparison.compare(parsed, plan).changes_nothing


def test_a_kind_of_row_the_file_has_none_of_is_not_missing(plan: Plan) -> None:
    parsed = {"actions": FILE["actions"], "areas": FILE["areas"]}
    assert comparison.compare(parsed, plan).as_json()["missing"] == []


def test_an_archived_action_stays_archived_when_the_file_still_has_it(plan: Plan) -> None:
    actions.archive_action(action=plan.actions.get(ref="1.2"), reason="Done elsewhere", by=User.objects.system())
    lists = comparison.compare(FILE, plan).as_json()
    assert lists["changed"] == []
    assert [line["ref"] for line in lists["unchanged"] if line.get("archived")] == ["1.2"]


def test_an_edited_sentence_is_the_same_sentence_changed(plan: Plan) -> None:
    parsed = deepcopy(FILE)
    parsed["measures"][1] = "Re-referrals within a year"
    parsed["communications"][0]["text"] = "A newsletter for all staff"
    lists = comparison.compare(parsed, plan).as_json()
    assert [line["kind"] for line in lists["changed"]] == ["statement", "communication"]
    assert (lists["added"], lists["missing"]) == ([], [])


def test_a_file_without_refs_is_matched_by_its_words(plan: Plan) -> None:
    parsed = deepcopy(FILE)
    first, second = parsed["actions"]
    parsed["actions"] = [second | {"ref": "1.1", "ref_made": True}, first | {"ref": "1.2", "ref_made": True}]
    assert comparison.compare(parsed, plan).changes_nothing


@pytest.mark.parametrize(("ref", "clean"), [("2.10", "2.10"), ("2 (b)", "2-b"), ("1/2", "1-2"), ("", "")])
def test_a_ref_can_stand_in_an_address(ref: str, clean: str) -> None:
    assert address_ref(ref) == clean


def test_very_many_new_sentences_are_not_compared_letter_by_letter() -> None:
    def rows(word: str) -> list[Row]:
        return [Row("statement", "measure", "", {"text": f"{word} {number}"}) for number in range(300)]

    pairs = pair_rows(rows("referrals"), rows("referral"))
    assert all(None in pair for pair in pairs)


def test_spacing_is_not_words() -> None:
    assert said("a\u00a0b\n c ") == "a b c"
