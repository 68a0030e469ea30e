"""Packs: gathered once, every figure once in each rendering, what somebody wrote is text everywhere."""

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from core.ratings import Rag
from governance import packs
from governance.models import AgendaItem, Block, BoardRequest, ItemReport, Meeting, MeetingAction, Pack
from governance.packs import docx_file, pdf
from governance.views.packs import page_of
from plans.services import updates
from tests.factories.accounts import PersonFactory, user_with
from tests.factories.governance import ItemFactory, MeetingFactory, SeatFactory
from tests.factories.plans import ActionDateFactory, ActionFactory, AreaFactory, StatementFactory
from tests.plans.pdf_words import read

pytestmark = pytest.mark.django_db
NASTY = "#panic() *b* $x$ @ref <b>bold</b> </script> =1+1 {{ d }}"


@pytest.fixture
def meeting() -> Meeting:
    """A meeting ahead with an agenda of two items, one of them asking for something."""
    now = timezone.now()
    made: Meeting = MeetingFactory(starts_at=now + timedelta(10))
    plan, officer = made.plan, user_with("project_officer")
    area = AreaFactory(plan=plan)
    for number, rag in enumerate((Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREEN), start=1):
        action = ActionFactory(plan=plan, area=area, ref=f"1.{number}", title=f"Action number {number}")
        ActionDateFactory(action=action, start=now.date() + timedelta(20), end=now.date() + timedelta(20))
        updates.update_rag(action=action, said=updates.Said(rag, "Said so.", "A path", "Help"), seen=None, by=officer)
        if number < 3:
            item = ItemFactory(meeting=made, action=action, title=action.title)
            ItemReport.objects.create(authority=made.authority, item=item, progress=NASTY, request=f"Ask {number}")
    ItemFactory(meeting=made, kind=AgendaItem.Kind.OTHER_BUSINESS, title="Any other business", minutes=5)
    StatementFactory(plan=plan, kind="measure", text="Repeat referrals")
    _outcomes(made, officer)
    return made


def _outcomes(made: Meeting, officer: Any) -> None:
    owner = PersonFactory(authority=made.authority)
    SeatFactory(authority=made.authority, body=made.body, person=owner, role="chair")
    action, on = made.plan.actions.first(), timezone.localdate()
    common = {"authority": made.authority, "by": officer}
    MeetingAction.objects.create(number=1, text="Write to the districts", owner=owner, **common)
    BoardRequest.objects.create(number=1, plan=made.plan, kind="resources", ask="Two rooms", raised_on=on, **common)
    Block.objects.create(action=action, text="No room", owner=owner, opened_on=on - timedelta(8), **common)


def gathered(meeting: Meeting) -> dict[str, Any]:
    """The pack as everything stands now."""
    now = timezone.now()
    return packs.gather(meeting, timezone.localtime(now).date(), now)


def places(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each figure's id, and the words that must stand once where it belongs: its row, or its own sentence."""
    for block in (block for part in data["sections"] for block in part["blocks"]):
        if block["kind"] == "chart":
            yield block["summary"]["id"], block["summary"]["text"]
        if block["kind"] in ("table", "chart"):
            for row in block["rows"]:
                words = "".join(docx_file.words_of(cell) for cell in row)
                yield from ((each["id"], words) for each in packs.figures(row))
        if block["kind"] == "ratings":
            for row in block["rows"]:
                shown = [row[name] for name in ("before", "now") if row[name]]
                words = docx_file.words_of({"rag": row["rag"]}) + "".join(each["text"] for each in shown)
                yield from ((each["id"], words) for each in shown)
        if block["kind"] == "list":
            yield from ((each["id"], each["text"]) for each in packs.figures(block["lines"]))


def flat(words: str) -> str:
    """Words without spaces, so that no line break matters."""
    return re.sub(r"\s+", "", words)


def web(data: dict[str, Any], meeting: Meeting) -> str:
    """The words of the web view, without its drawings and links."""
    pack = Pack(meeting=meeting, plan=meeting.plan, data=data, state=Pack.State.PUBLISHED)
    html = render_to_string("governance/packs/_document.html", page_of(pack))
    html = re.sub(r"<svg.*?</svg>|<nav.*?</nav>", "", html, flags=re.DOTALL)
    return flat(unescape(re.sub(r"<[^>]*>", "", html)))


def word(data: dict[str, Any]) -> str:
    """The words of the Word file, tables in their places."""
    file = io.BytesIO()
    docx_file.write_docx(data, file)
    body = Document(io.BytesIO(file.getvalue())).element.body
    return flat("".join(node.text or "" for node in body.iter(qn("w:t"))))


def missing(data: dict[str, Any], said: str) -> list[str]:
    """The figures that do not stand once at their place."""
    return [name for name, words in places(data) if said.count(flat(words)) != 1]


def test_each_figure_has_its_own_id_and_a_place(meeting: Meeting) -> None:
    data = gathered(meeting)
    ids = [figure["id"] for figure in packs.figures(data)]
    assert len(set(ids)) == len(ids)
    assert {name for name, _ in places(data)} == set(ids)


def test_each_figure_stands_once_at_its_place_on_the_page_and_in_word(meeting: Meeting) -> None:
    data = gathered(meeting)
    assert missing(data, web(data, meeting)) == []
    assert missing(data, word(data)) == []


@pytest.mark.wide
def test_each_figure_stands_once_at_its_place_in_the_pdf(meeting: Meeting) -> None:
    data = gathered(meeting)
    made = read(pdf.write_pdf(data))
    assert missing(data, flat(made.words)) == []
    assert made.marked
    assert made.lang == "en-GB"
    assert {"H1", "H2", "H3", "Table", "TH", "TD"} <= {tag.kind for tag in made.tags}
    levels = [int(tag.kind[1]) for tag in made.tags if re.fullmatch(r"H\d", tag.kind)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_another_figure_in_the_data_is_noticed(meeting: Meeting) -> None:
    data = gathered(meeting)
    page, paper = web(data, meeting), word(data)
    for name in {figure["id"] for figure in packs.figures(data)}:
        other = deepcopy(data)
        changed = next(figure for figure in packs.figures(other) if figure["id"] == name)
        changed["text"] = f"{changed['text']} 987654"
        assert name in missing(other, page)
        assert name in missing(other, paper)


def test_what_somebody_wrote_comes_out_as_text(meeting: Meeting) -> None:
    data = gathered(meeting)
    words = flat(NASTY)
    assert web(data, meeting).count(words) == 2
    assert word(data).count(words) == 2
    html = render_to_string(
        "governance/packs/_document.html", page_of(Pack(meeting=meeting, plan=meeting.plan, data=data))
    )
    assert "<b>bold" not in html


@pytest.mark.wide
def test_what_somebody_wrote_is_text_in_the_pdf(meeting: Meeting) -> None:
    assert flat(read(pdf.write_pdf(gathered(meeting))).words).count(flat(NASTY)) == 2


def test_the_sections_stand_in_their_order(meeting: Meeting) -> None:
    keys = [part["key"] for part in gathered(meeting)["sections"]]
    items = [f"item-{item.pk}" for item in meeting.items.filter(kind="delivery")]
    assert keys == [
        "front", "agenda", "attending", "minutes", "log", "decisions", "report", *items, "measures", "blocks", "ahead",
        "appendix",
    ]  # fmt: skip


def test_the_front_sheet_has_five_bullets_at_most(meeting: Meeting) -> None:
    front = gathered(meeting)["sections"][0]
    assert all(len(block["lines"]) <= 5 for block in front["blocks"] if block["kind"] == "list")


def test_measures_without_figures_say_so(meeting: Meeting) -> None:
    part = next(part for part in gathered(meeting)["sections"] if part["key"] == "measures")
    assert part["blocks"][0]["rows"] == [[{"text": "Repeat referrals", "bold": True}, {"text": "No figures held yet"}]]


def test_canonical_data_is_the_same_bytes_after_a_round_trip(meeting: Meeting) -> None:
    import json

    data = gathered(meeting)
    assert packs.canonical(json.loads(packs.canonical(data))) == packs.canonical(data)


@pytest.mark.wide
def test_the_command_writes_three_files(meeting: Meeting, tmp_path: Any) -> None:
    call_command("compile_pack", meeting=meeting.pk, out=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pack.docx", "pack.json", "pack.pdf"]
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF")
