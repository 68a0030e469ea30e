"""Whatever is in a file, reading it ends in a plan or in a sentence for the officer, never in anything else."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.plan_files import CannotRead, read, read_text
from plans.plan_files.blocks import Cell, Paragraph, Row, Source, Table
from plans.plan_files.plan import understand
from tests.data.build_stand_in import build_docx, build_xlsx
from tests.plans.made_files import csv_of, docx_of, xlsx_of

WORDS = st.sampled_from(
    [
        "", "Ref", "Action", "By when", "Who", "RAG", "Update", "1.1", "2.9", "2.1", "OD1: Leading", "Priority 1 Risk",
        "March 2018", "21-15 May 2018", "A At risk. Late", "G", "Officer and Chair", "Communications activities",
        "success will be when", "Signs of Safety focus", "by September 2019", "Measures:", "----", "Area", "x" * 400,
        "\x00\ud800", "=1+1", "Start date", "End date", "Core principles",
    ]
)  # fmt: skip
CELLS = st.builds(
    Cell,
    text=WORDS | st.text(max_size=20),
    fill=st.sampled_from(["", "FF0000", "zz"]),
    down=st.booleans(),
    across=st.booleans(),
    number=st.booleans(),
)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=8).map(
    lambda rows: [Row(number, cells) for number, cells in enumerate(rows, start=1)]
)
BLOCKS = st.lists(
    st.builds(Table, number=st.integers(1, 3), rows=ROWS, name=st.sampled_from(["", "Sheet1", "OD2 Learning"]))
    | st.builds(Paragraph, text=WORDS, level=st.integers(0, 2), bullet=st.booleans(), depth=st.integers(0, 2)),
    max_size=6,
)
MAPPINGS = st.none() | st.lists(
    st.fixed_dictionaries(
        {
            "table": st.integers(0, 4),
            "columns": st.dictionaries(st.sampled_from(["what", "ref", "rag", "odd"]), st.integers(-2, 9)),
        }
    ),
    max_size=2,
)


@given(BLOCKS, MAPPINGS, st.sampled_from([None, True, False]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_tables_whatever_end_in_anything_but_a_plan_or_a_sentence(
    blocks: list[Table | Paragraph], mapping: list[dict[str, object]] | None, ratings: bool | None, colours: bool
) -> None:
    try:
        plan = understand(
            Source("docx", blocks), name="plan.docx", mapping=mapping, ratings_are=ratings, colours=colours
        )
    except CannotRead:
        return
    refs = [one.ref for one in [*plan.actions, *plan.communications]]
    assert all(refs)
    assert len(set(refs)) == len(refs)
    assert {action.area for action in plan.actions} <= {area.code for area in plan.areas}
    assert plan.as_json()["counts"] == plan.counts


@given(
    st.text(max_size=400) | st.lists(WORDS, max_size=30).map("\t".join) | st.lists(WORDS, max_size=30).map("\n".join)
)
@settings(max_examples=150, deadline=None)
def test_no_text_whatever_ends_in_anything_but_a_plan_or_a_sentence(text: str) -> None:
    with suppress(CannotRead):
        read_text(text)


@given(st.binary(max_size=300), st.sampled_from(["p.docx", "p.xlsx", "p.csv", "p.txt", "p", "p.doc"]))
@settings(max_examples=150, deadline=None)
def test_no_bytes_whatever_end_in_anything_but_a_plan_or_a_sentence(data: bytes, name: str) -> None:
    with suppress(CannotRead):
        read(data, name=name)


@given(st.integers(0, 40_000), st.integers(0, 255), st.sampled_from(["docx", "xlsx"]))
@settings(max_examples=40, deadline=None)
def test_a_damaged_office_file_ends_in_a_plan_or_a_sentence(place: int, value: int, ending: str) -> None:
    data = bytearray(WHOLE[ending])
    data[place % len(data)] = value
    with suppress(CannotRead):
        read(bytes(data), name=f"plan.{ending}")


WHOLE = {"docx": build_docx(), "xlsx": build_xlsx()}


def zipped(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, words in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), words)
    return file.getvalue()


SENTENCES = {
    "empty": (b"", "p.docx", "This file is empty."),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "p.doc", "This is an old or protected Office file"),
    "PDF renamed": (b"%PDF-1.7 ...", "p.docx", "This is not a Word, Excel, CSV or text file"),
    "text called Word": (b"Ref,Action", "p.docx", "This file is called .docx but is not one"),
    "half a zip": (WHOLE["docx"][:2000], "p.docx", "This file is damaged"),
    "another zip": (zipped(hello="x"), "p.docx", "This is neither a Word document nor an Excel workbook."),
    "empty Word": (zipped(word__document_xml="<x/>"), "p.docx", "Word could not open this document either"),
    "empty Excel": (zipped(xl__workbook_xml="<x/>"), "p.xlsx", "Excel could not open this workbook either"),
    "no table": (docx_of("Only words"), "p.docx", "No table of actions was found."),
    "another table": (docx_of([["Name", "Age"], ["Ann", "9"]]), "p.docx", "None of the tables looks like"),
    "bytes in text": (b"Ref\x00,Action", "p.csv", "This file holds bytes that no text file has"),
    "one long cell": (csv_of([["Ref", "Action"], ["1", "x" * 200_000]]), "p.csv", "Row 2 of this CSV file"),
    "many rows": (b"a,b\n" * 20_001, "p.csv", "This file has more than 20,000 rows."),
    "many sheet rows": (xlsx_of([["a"]] * 20_002), "p.xlsx", "This workbook has a sheet of more than 20,000 rows."),
}  # fmt: skip


@pytest.mark.parametrize("fault", SENTENCES)
def test_a_file_that_is_no_plan_is_refused_with_a_sentence_that_says_why(fault: str) -> None:
    data, name, sentence = SENTENCES[fault]
    with pytest.raises(CannotRead) as refusal:
        read(data, name=name)
    assert refusal.value.sentence.startswith(sentence)
