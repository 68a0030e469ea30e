"""The milestone trajectory in documents: seen, said in words, in numbers, and no trouble when the file comes back."""

import io
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from docx import Document

from plans import comparison, exports, plan_files
from plans.exports import pdf
from plans.models import Plan
from tests.factories.plans import ActionDateFactory, ActionFactory, AreaFactory, PlanFactory
from tests.plans.pdf_words import read

pytestmark = [pytest.mark.django_db, pytest.mark.wide]
ON = date(2018, 7, 16)


@pytest.fixture
def plan() -> Plan:
    made = PlanFactory(title="Signs of Safety across Fenshire")
    area = AreaFactory(plan=made, code="OD1", position=1)
    for month, name in ((3, "March"), (8, "August"), (9, "September")):
        action = ActionFactory(plan=made, area=area, by_when=f"5 {name} 2018")
        ActionDateFactory(action=action, end=date(2018, month, 5), source=action.by_when)
    return made


def word(plan: Plan) -> bytes:
    file = io.BytesIO()
    exports.write_docx(replace(exports.gather(plan), chart=exports.milestones(plan, ON)), file)
    return file.getvalue()


def test_word_shows_the_chart_with_its_sentence_and_its_numbers(plan: Plan) -> None:
    chart = exports.milestones(plan, ON)
    assert chart is not None
    made = Document(io.BytesIO(word(plan)))
    (shape,) = made.inline_shapes
    assert shape._inline.docPr.get("descr") == chart.summary
    assert chart.summary in [paragraph.text for paragraph in made.paragraphs]
    assert [cell.text for cell in made.tables[-1].rows[0].cells] == list(chart.columns)
    assert len(made.tables[-1].rows) == 1 + len(chart.rows)


def test_the_word_file_comes_back_as_the_same_plan(plan: Plan) -> None:
    parsed = plan_files.read(word(plan), name="plan.docx").as_json()
    plain = io.BytesIO()
    exports.write_docx(exports.gather(plan), plain)
    without = plan_files.read(plain.getvalue(), name="plan.docx").as_json()
    assert {**parsed, "mapping": 0} == {**without, "mapping": 0}
    assert comparison.compare(parsed, plan).changes_nothing


def test_the_pdf_shows_the_chart_with_its_sentence_and_its_numbers(plan: Plan) -> None:
    chart = exports.milestones(plan, ON)
    assert chart is not None
    made = read(pdf.write_pdf(plan, on=ON, now=datetime(2018, 7, 16, 9, 0, tzinfo=ZoneInfo("Europe/London"))))
    assert chart.summary in [tag.alt for tag in made.tags if tag.kind == "Figure"]
    assert "Milestones" in made.bookmarks


def test_a_plan_without_dates_has_no_chart() -> None:
    assert exports.milestones(PlanFactory(), ON) is None
