"""What is taken in and what is turned away at the door; every refusal is a sentence, quick, and light."""

import contextlib
import io
import random
import struct
import time

import docx
import openpyxl
import pytest

from core import sandbox, uploads
from core.errors import RuleBroken
from tests.core.hostile_files import HOSTILE, document, linked, packed, sheet

MOST_SECONDS, MOST_MEGABYTES = 10, 200
ROW = "Ref,Action,By when\n1.1,Café talks – begun,March 2018\n"


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_file_is_refused_with_its_fault_named_soon_and_lightly(label: str) -> None:
    hostile = HOSTILE[label]

    found = sandbox.run_limited("tests.core.hostile_files.weigh", (hostile.name, hostile.build()))

    assert hostile.says in found["says"]
    assert found["says"][0].isupper()
    assert found["says"].endswith(".")
    assert found["seconds"] <= MOST_SECONDS
    assert found["megabytes"] <= MOST_MEGABYTES


def test_there_are_enough_hostile_files() -> None:
    assert len(HOSTILE) >= 25


def test_a_refusal_is_a_broken_rule() -> None:
    with pytest.raises(RuleBroken, match="is empty"):
        uploads.check(b"", "plan.docx")


def test_a_word_document_is_taken() -> None:
    made = docx.Document()
    made.add_heading("Practice plan", 1)
    made.add_table(rows=3, cols=5).cell(0, 0).text = "Ref"
    file = io.BytesIO()
    made.save(file)

    assert uploads.check(file.getvalue(), "Plan 2018.DOCX") == "docx"


def test_a_workbook_is_taken() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Action", "By when"])
    book.active["A2"].hyperlink = "https://fenshire.example/plan"
    file = io.BytesIO()
    book.save(file)

    assert uploads.check(file.getvalue(), "plan.xlsx") == "xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_taken_in_the_usual_encodings(encoding: str) -> None:
    assert uploads.check(ROW.encode(encoding), "plan.csv") == "csv"
    assert uploads.check(ROW.encode(encoding), "plan.txt") == "text"


def test_a_stray_control_character_from_word_is_no_reason_to_refuse() -> None:
    assert uploads.check(f"{ROW}1.2,co\x1foperate,April\n".encode(), "plan.txt") == "text"


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "https://fenshire.example/"),
        ("attachedTemplate", "file:///C:\\Users\\someone\\Templates\\Report.dotx"),
        ("attachedTemplate", "Normal.dotm"),
    ],
)
def test_links_that_a_person_follows_and_templates_on_the_writers_disk_are_taken(kind: str, target: str) -> None:
    assert uploads.check(linked(kind, target), "plan.docx") == "docx"


def test_a_whole_column_declared_is_not_believed_and_not_refused() -> None:
    assert uploads.check(sheet('<row r="1"><c r="A1"/></row>', '<dimension ref="A1:Z1048576"/>'), "plan.xlsx") == "xlsx"


def test_drawings_with_the_faults_excel_writes_are_taken() -> None:
    assert uploads.check(packed({**document(""), "xl/drawings/a.vml": "<xml><br></xml>"}), "plan.docx") == "docx"


def test_a_file_damaged_anywhere_is_taken_or_refused_and_nothing_else() -> None:
    whole = packed(document("<w:p><w:r><w:t>Words of the plan</w:t></w:r></w:p>"))
    for seed in range(300):
        data = _damaged(whole, random.Random(seed))
        for name in ("plan.docx", "plan.xlsx", "plan.csv", "plan.txt", "plan"):
            with contextlib.suppress(uploads.Refused):
                uploads.check(data, name)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out[: chance.randrange(len(out))] if chance.random() < 0.2 else out)


def test_a_document_of_many_pages_is_taken_quickly() -> None:
    data = packed(document("<w:p><w:r><w:t>Words of the plan</w:t></w:r></w:p>" * 100_000))
    started = time.monotonic()

    assert uploads.check(data, "plan.docx") == "docx"
    assert time.monotonic() - started < MOST_SECONDS


def test_an_archive_written_in_the_larger_form_is_taken() -> None:
    file = io.BytesIO(packed(document("")))
    data = _larger(file.getvalue())

    assert uploads.check(data, "plan.docx") == "docx"


def _larger(data: bytes) -> bytes:
    """The same archive with the zip64 records some programs always write."""
    end = data.rfind(b"PK\x05\x06")
    count, size, offset = struct.unpack_from("<HII", data, end + 10)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    return data[:end] + record + struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1) + data[end:]
