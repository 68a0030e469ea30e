"""A real plan gives exactly what the plan contract says, from Word, text and Excel alike."""

from typing import Any

import docx
import pytest

from plans.plan_files import ParsedPlan, read
from tests.conftest import SHARED

INPUTS = SHARED / "inputs"


def plan(ending: str, **choices: Any) -> ParsedPlan:
    (path,) = INPUTS.glob(f"*-plan.{ending}")
    return read(path, name=path.name, **choices)


@pytest.mark.parametrize("ending", ["docx", "txt"])
def test_from_word_and_text_the_whole_plan_is_found(ending: str) -> None:
    counts = plan(ending).counts
    assert {name: counts[name] for name in counts if name != "leads_to_confirm"} == {
        "priorities": 3, "areas": 4, "actions": 28, "communications": 5, "statements": 22, "measures": 18, "queries": 3,
    }  # fmt: skip


def test_from_excel_the_areas_and_actions_are_found() -> None:
    counts = plan("xlsx").counts
    assert (counts["areas"], counts["actions"], counts["queries"]) == (4, 28, 3)


@pytest.mark.parametrize("ending", ["docx", "txt", "xlsx"])
def test_each_area_has_its_actions_in_order_and_no_rating_is_invented(ending: str) -> None:
    found = plan(ending)
    refs = [f"{area}.{number}" for area, last in ((1, 5), (2, 12), (3, 5), (4, 6)) for number in range(1, last + 1)]
    assert [action.ref for action in found.actions] == refs
    assert [area.code for area in found.areas] == ["OD1", "OD2", "OD3", "OD4"]
    assert {(action.rag, action.update) for action in found.actions} == {("not_rated", "")}


@pytest.mark.parametrize("ending", ["docx", "txt", "xlsx"])
def test_the_faults_of_the_source_are_queried_and_nothing_else(ending: str) -> None:
    by_ref = {action.ref: action for action in plan(ending).actions}
    assert [one.queried for one in by_ref["2.1"].dates] == [False] * 9 + [True] * 2
    assert [one.queried for one in by_ref["2.4"].dates] == [True, False]
    assert {ref for ref, action in by_ref.items() if any(one.queried for one in action.dates)} == {"2.1", "2.4"}


def test_every_cell_of_the_word_tables_is_kept_verbatim() -> None:

    (path,) = INPUTS.glob("*-plan.docx")
    written = {}
    for table in docx.Document(str(path)).tables:
        for row in table.rows:
            cells = [cell.text.strip() for cell in row.cells]
            written[cells[0]] = cells[1:]
    for action in plan("docx").actions:
        assert [action.what, action.by_when, action.who, action.monitored_through, ""] == written[action.ref]


def test_word_text_and_excel_say_the_same() -> None:
    word, text, excel = (plan(ending) for ending in ("docx", "txt", "xlsx"))
    cells = ("ref", "area", "what", "by_when", "who", "lead", "lead_queried", "involved", "monitored_through", "dates")
    for one, two, three in zip(word.actions, text.actions, excel.actions, strict=True):
        assert [getattr(one, name) for name in cells] == [getattr(two, name) for name in cells]
        assert [getattr(one, name) for name in cells] == [getattr(three, name) for name in cells]
    assert (word.priorities, word.statements, word.measures, word.credit) == (
        text.priorities, text.statements, text.measures, text.credit,
    )  # fmt: skip


def test_reading_twice_gives_the_same() -> None:
    assert plan("docx") == plan("docx")
