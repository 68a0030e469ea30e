"""The reader of plan files on the stand-in plan: everything the plan contract says of a council's real one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plans.plan_files import ParsedPlan, read, read_text
from plans.plan_files.blocks import clean
from tests.data import fenshire
from tests.data.build_stand_in import BUILDERS

DATA = Path(__file__).resolve().parent.parent / "data"
WHOLE = {
    "priorities": 3, "areas": 4, "actions": 28, "communications": 5,
    "statements": 22, "measures": 18, "queries": 3, "leads_to_confirm": 8,
}  # fmt: skip
TABLE = {**WHOLE, "priorities": 0, "communications": 0, "statements": 0, "measures": 0}


def plan(ending: str, **choices: Any) -> ParsedPlan:
    return read(DATA / f"fenshire-plan.{ending}", name=f"fenshire-plan.{ending}", **choices)


@pytest.mark.parametrize(("ending", "counts"), [("docx", WHOLE), ("txt", WHOLE), ("xlsx", TABLE), ("csv", TABLE)])
def test_the_stand_in_gives_the_counts_of_the_contract(ending: str, counts: dict[str, int]) -> None:
    assert plan(ending).counts == counts


@pytest.mark.parametrize("ending", ["docx", "txt", "xlsx", "csv"])
def test_every_cell_is_kept_as_it_was_written(ending: str) -> None:
    for action, row in zip(plan(ending).actions, fenshire.ACTIONS, strict=True):
        assert (action.ref, action.what, action.by_when, action.who, action.monitored_through) == row
        assert (action.rag, action.update) == ("not_rated", "")


@pytest.mark.parametrize("ending", ["docx", "txt", "xlsx", "csv"])
def test_the_areas_are_coded_as_the_plan_means(ending: str) -> None:
    found = plan(ending)
    assert [area.code for area in found.areas] == ["OD1", "OD2", "OD3", "OD4"]
    assert [area.title for area in found.areas][2:] == ["Fitting systems", "Knowing how we do"]
    assert [sum(action.area == area.code for action in found.actions) for area in found.areas] == [5, 12, 5, 6]


@pytest.mark.parametrize("ending", ["docx", "txt", "xlsx", "csv"])
def test_the_faults_of_the_source_are_queried(ending: str) -> None:
    by_ref = {action.ref: action for action in plan(ending).actions}
    assert [one.queried for one in by_ref["2.1"].dates] == [False] * 9 + [True] * 2
    assert [one.queried for one in by_ref["2.4"].dates] == [True, False]
    assert by_ref["2.4"].dates[0].reason == "ends before it starts"
    assert sum(one.queried for action in by_ref.values() for one in action.dates) == 3


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "txt"])
def test_the_committed_file_is_what_the_builder_makes(ending: str) -> None:
    built = read(BUILDERS[ending](), name=f"fenshire-plan.{ending}")
    assert built == plan(ending)


def test_a_priority_has_its_number_its_title_and_four_columns() -> None:
    first, second, third = plan("docx").priorities
    assert (first.number, first.title, first.by_words) == (1, "Steady judgement of risk", "by September 2019")
    assert first.change_needed == "Judgement that is calm and shared."
    assert first.target_state == ["Less fear", "More trust"]
    assert [(line.tag, line.text) for line in first.focus] == [("practice", "less fear")]
    assert third.success == ["Figures fall", "Families agree"]
    assert second.title == "Plans that families own"


def test_the_statements_are_in_their_lists_and_signed() -> None:
    found = plan("docx").statements
    kinds = [one.kind for one in found]
    assert [kinds.count(kind) for kind in dict.fromkeys(kinds)] == [4, 6, 3, 3, 3, 3]
    assert {one.attribution for one in found[:10]} == {fenshire.CHAIR}
    assert {one.attribution for one in found[10:]} == {fenshire.DIRECTOR}
    assert [line.tag for line in plan("docx").focus] == ["leadership", "practice", "learning", "alignment", "measures"]


def test_communications_are_counted_apart_with_what_stands_under_them() -> None:
    found = plan("docx").communications
    assert found[0].what.splitlines()[1] == "Steering Group members see that partners do so"
    assert (found[1].what, found[1].by_when, found[1].dates[0].start) == (
        "Hold a day of celebration", "Planned for March 2019", date(2019, 3, 1),
    )  # fmt: skip
    assert len(found[3].what.splitlines()) == 4
    assert found[3].dates[0].every == {"months": 3}
    assert [one.what for one in found] == [one.what for one in plan("txt").communications]


def test_the_plan_has_its_title_period_and_credit() -> None:
    for ending in ("docx", "txt"):
        found = plan(ending)
        assert (found.title, found.credit) == (fenshire.TITLE, fenshire.CREDIT)
        assert found.period == (date(2017, 9, 1), date(2019, 9, 30))


def test_an_action_says_where_it_stands_and_what_its_short_title_is() -> None:
    by_ref = {action.ref: action for action in plan("docx").actions}
    assert by_ref["1.1"].where == "table 7, row 4"
    assert (
        by_ref["2.10"].title
        == "Learning materials that answer what surveys and audits find (plain language, hard conversations)"
    )
    assert by_ref["1.5"].title == "Practice leaders know the strengths and needs of their own teams"
    assert plan("xlsx").actions[0].where == "sheet ODI  Leading together, row 4"


def test_the_mapping_shows_headings_and_samples_to_check() -> None:
    first = plan("docx").mapping[0]
    assert first.columns == {"ref": 0, "what": 1, "by_when": 2, "who": 3, "monitored_through": 4, "rag": 5}
    assert first.headings[1:3] == ["What needs to happen", "By when"]
    assert (first.samples[0], first.filled[5], first.rows) == (["1.1", "1.2", "1.3"], 0, 5)


def test_the_officer_s_mapping_goes_before_the_guess() -> None:
    given = [{"table": 1, "columns": {"ref": 0, "what": 2, "by_when": 3, "who": 4, "update": 5}}]
    found = plan("csv", mapping=given)
    assert found.actions[0].update == "Sign-in sheets Survey"
    assert found.actions[0].monitored_through == ""


def test_the_json_has_the_keys_of_the_contract() -> None:
    found = plan("docx").as_json()
    assert {"source", "counts", "mapping", "priorities", "areas", "actions", "communications", "statements", "measures",
            "problems"} <= set(found)  # fmt: skip
    assert found["source"] == {"name": "fenshire-plan.docx", "kind": "docx"}
    assert {"ref", "area", "title", "what", "by_when", "dates", "who", "lead", "lead_queried", "involved",
            "monitored_through", "rag", "update"} <= set(found["actions"][0])  # fmt: skip
    assert found["communications"][1]["text"] == "Hold a day of celebration"
    assert found["actions"][0]["dates"][4] == {
        "kind": "tbc", "start": "2019-01-01", "end": "2019-12-31", "precision": "year",
        "label": "", "every": None, "queried": False, "reason": "",
    }  # fmt: skip


def test_pasted_text_reads_as_the_file_does() -> None:
    text = (DATA / "fenshire-plan.txt").read_text()
    assert read_text(text).counts == WHOLE


def test_words_that_nothing_can_store_are_left_out_and_line_breaks_kept() -> None:
    assert clean("  one\x00 two\r\nthree\ud800\v four\n") == "one two\nthree\n four"
