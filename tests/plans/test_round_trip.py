"""Out and in again: every kind of file says what the plan says, whatever its words, and nothing in it runs."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.models import User
from core.exports import STARTS_A_FORMULA, csv_lines
from core.ratings import Rag
from plans import comparison, exports, plan_files
from plans.models import Action, DeliveryArea, Plan, Priority, RagUpdate, Statement
from plans.services import actions, dates, plans, updates
from tests.factories.accounts import AuthorityFactory

pytestmark = pytest.mark.django_db
KINDS = ("docx", "xlsx", "csv")
NASTY = [
    "=1+1", '=HYPERLINK("http://example.org","x")', "+44 1603", "-1", "- a point\n- another", "@SUM(A1:A9)", "\u00a0=1",
    "＝1+1", "＋1", "－1", "＠x", "'quoted'", "'=1+1", '"both" \'kinds\'', "one\ntwo\n\nthree", "a\u00a0b", "a;b,c\td",
    "1. numbered", "• bulleted", "Red tape", "Amber. Not a rating", "<b>bold</b> & more", "=cmd|'/c calc'!A0", "2.10",
    "x" * 3000,
]  # fmt: skip
HIDDEN = ("docProps/", "customXml/", "docMetadata/")


def by() -> User:
    return User.objects.system()


@pytest.fixture
def plan() -> Plan:
    authority = AuthorityFactory()
    made = plans.create_plan(authority=authority, values={"title": "A plan for all", "credit": "Thanks"}, by=by())
    columns = {"change_needed": "We ask first", "by_words": "by May 2030"}
    plans.add_part(plan=made, model=Priority, values={"number": 1, "title": "Risk", **columns}, by=by())
    area = plans.add_part(plan=made, model=DeliveryArea, values={"code": "OD1", "title": "Leading", **columns}, by=by())
    words = actions.Words(ref="1.1", what="Leaders learn", area=area)
    actions.create_action(plan=made, words=words, by=by())
    return made


def add_action(plan: Plan, ref: str, **cells: str) -> Action:
    is_talk = ref.startswith("C")
    kind = Action.Kind.COMMUNICATION if is_talk else Action.Kind.DELIVERY
    words = actions.Words(
        ref=ref, area=None if is_talk else plan.deliveryareas.get(), kind=kind, **{"what": "Do it", **cells}
    )
    return actions.create_action(plan=plan, words=words, by=by())


def rate(action: Action, rag: str, comment: str) -> None:
    source = RagUpdate.Source.IMPORT
    updates.update_rag(action=action, said=updates.Said(rag, comment), seen=action.latest_id, by=by(), source=source)


def file_of(plan: Plan, kind: str) -> bytes:
    content = exports.gather(plan)
    if kind == "csv":
        return "".join(csv_lines(exports.csv_rows(content))).encode()
    file = io.BytesIO()
    {"docx": exports.write_docx, "xlsx": exports.write_xlsx}[kind](content, file)
    return file.getvalue()


def read(data: bytes, kind: str) -> dict[str, Any]:
    return plan_files.read(data, name=f"plan.{kind}").as_json()


def differences(plan: Plan, data: bytes, kind: str) -> list[Any]:
    lists = comparison.compare(read(data, kind), plan).as_json()
    return lists["added"] + lists["changed"] + lists["missing"]


def stripped(data: bytes) -> bytes:
    """A copy without properties, custom parts and whatever points to them."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.startswith(HIDDEN):
                new.writestr(
                    name, _without_links(old.read(name)) if name.endswith((".rels", "Types].xml")) else old.read(name)
                )
    return kept.getvalue()


def _without_links(xml: bytes) -> bytes:
    parts = xml.replace(b"><", b">\n<").split(b"\n")
    return b"".join(part for part in parts if not any(word in part for word in (b"docProps", b"customXml")))


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[Plan]:
    with django_db_blocker.unblock():
        call_command("seed_demo", verbosity=0)
        yield Plan.objects.get(authority__slug="fenshire", state="in_force")
        call_command("flush", interactive=False, verbosity=0)


@pytest.mark.parametrize("kind", KINDS)
def test_words_come_back_and_nothing_runs(plan: Plan, kind: str) -> None:
    for number, words in enumerate(NASTY, start=2):
        action = add_action(plan, f"1.{number}", what=words, who=words, monitored_through=words, by_when=words)
        rate(action, Rag.AMBER, words)
        rate(add_action(plan, f"2.{number}"), Rag.NOT_RATED, words)
        add_action(plan, f"C{number}", what=words)
    data = file_of(plan, kind)
    assert live_cells(data, kind) == []
    assert differences(plan, data, kind) == []
    found = {each["ref"]: each for each in read(data, kind)["actions"]}
    for stored in plan.actions.filter(ref__startswith="1.").exclude(ref="1.1").select_related("latest"):
        cells = found[stored.ref]
        for name in ("what", "who", "monitored_through", "by_when"):
            assert cells[name] == getattr(stored, name)
        assert (cells["rag"], cells["update"]) == (Rag.AMBER, stored.latest.comment)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_statements_titles_and_columns_come_back_and_nothing_runs(plan: Plan, kind: str) -> None:
    priority, area = plan.prioritys.get(), plan.deliveryareas.get()
    places: list[dict[str, Any]] = [
        {"kind": "core_principle"}, {"kind": "measure"}, {"kind": "focus", "tag": "practice"},
        {"kind": "vision_children"}, {"priority": priority, "kind": "success"}, {"area": area, "kind": "focus"},
    ]  # fmt: skip
    for words in NASTY:
        for number, where in enumerate(places):
            values = {"text": f"{words} {number}", **where}
            plans.add_part(plan=plan, model=Statement, values=values, by=by())
    for number, words in enumerate(NASTY, start=2):
        values = {"number": number, "title": words[:100], "change_needed": words, "by_words": ""}
        plans.add_part(plan=plan, model=Priority, values=values, by=by())
    data = file_of(plan, kind)
    assert live_cells(data, kind) == []
    assert differences(plan, data, kind) == []


def live_cells(data: bytes, kind: str) -> list[str]:
    """The cells that a spreadsheet would run."""
    if kind == "csv":
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
        return [cell for cell in cells if STARTS_A_FORMULA.match(cell) and not cell.startswith("'")]
    if kind == "docx":
        return []
    sheets = load_workbook(io.BytesIO(data)).worksheets
    return [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_that_has_lived_comes_back_unchanged_also_without_its_hidden_parts(demo: Plan, kind: str) -> None:
    data = file_of(demo, kind)
    assert differences(demo, data, kind) == []
    if kind != "csv":
        bare = stripped(data)
        assert len(bare) < len(data)
        assert differences(demo, bare, kind) == []


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_everything_of_a_plan_stands_in_its_file(demo: Plan, kind: str) -> None:
    found = read(file_of(demo, kind), kind)
    assert found["title"] == demo.title
    assert found["period"] == [demo.starts_on.isoformat(), demo.ends_on.isoformat()]
    assert found["credit"] == demo.credit
    assert found["counts"] | {"queries": 0, "leads_to_confirm": 0} == {
        "priorities": 3, "areas": 4, "actions": 28, "communications": 5, "statements": 22, "measures": 18,
        "queries": 0, "leads_to_confirm": 0,
    }  # fmt: skip


def test_word_repeats_heading_rows_and_says_ratings_in_words(demo: Plan) -> None:
    with zipfile.ZipFile(io.BytesIO(file_of(demo, "docx"))) as archive:
        xml = archive.read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") >= 4
    assert "A At risk" in xml
    assert 'w:val="Heading2"' in xml


def test_a_date_answered_here_stays_answered(plan: Plan) -> None:
    action = add_action(plan, "1.2", by_when="21-15 May 2030")
    row = dates.current(action)[0]
    dates.answer_query(date_row=row, start=row.action.created_at.date(), end=row.action.created_at.date(), by=by())
    assert differences(plan, file_of(plan, "docx"), "docx") == []


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, kind=st.sampled_from(KINDS), rag=st.sampled_from([Rag.AMBER, Rag.GREEN, Rag.RED]))
def test_any_words_come_back(plan: Plan, words: str, kind: str, rag: str) -> None:
    ref = f"2.{plan.actions.count()}"
    action = add_action(plan, ref, what=f"Do {words}", who=words, monitored_through=words)
    rate(action, rag, words or "so")
    assert differences(plan, file_of(plan, kind), kind) == []


def test_the_milestones_of_our_own_word_file_are_no_part_of_the_plan() -> None:
    call_command("seed_demo", verbosity=0)
    plan = Plan.objects.get(state="in_force", authority__slug="fenshire")
    content = exports.gather(plan)
    content = replace(content, chart=exports.milestones(plan, timezone.localdate()))
    file = io.BytesIO()
    exports.write_docx(content, file)
    assert plan.actions.filter(kind="communication").exists()
    assert differences(plan, file.getvalue(), "docx") == []
