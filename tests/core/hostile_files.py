"""Files that mean harm or are not what they say, built from nothing; and what the refusal must name."""

import io
import random
import struct
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core import uploads

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPES = "application/vnd.openxmlformats-officedocument."
WORD, EXCEL = f"{TYPES}wordprocessingml.document.main+xml", f"{TYPES}spreadsheetml.sheet.main+xml"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MEGABYTE = 1024 * 1024
BOMB_DTD = "<!DOCTYPE w:document [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """A file by name, how it is built, and words its refusal must hold."""

    name: str
    build: Callable[[], bytes]
    says: str


def types(main: str) -> bytes:
    """The list of content types of a file whose main part is this."""
    return f'<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'.encode()


def packed(parts: dict[str, bytes | str], *, main: str = WORD, level: int = 6) -> bytes:
    """An archive with these parts, first the one that says what it is."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        archive.writestr("[Content_Types].xml", types(main))
        for name, words in parts.items():
            archive.writestr(zipfile.ZipInfo(name), words, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def document(body: str, head: str = "") -> dict[str, bytes | str]:
    """The part of a Word document that holds its words."""
    return {"word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"}


def sheet(rows: str, before: str = "") -> bytes:
    """A workbook of one sheet."""
    words = f"<worksheet {S}>{before}<sheetData>{rows}</sheetData></worksheet>"
    return packed({"xl/worksheets/sheet1.xml": words}, main=EXCEL)


def linked(kind: str, target: str) -> bytes:
    """A Word document that fetches something."""
    link = f'<Relationship Id="r1" Type="{LINKS}{kind}" Target="{target}" TargetMode="External"/>'
    return packed({**document(""), "word/_rels/document.xml.rels": f"<Relationships>{link}</Relationships>"})


def changed(data: bytes, field: int, form: str, value: int) -> bytes:
    """An archive with one field of every record of its directory rewritten."""
    out, place = bytearray(data), data.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into(form, out, place + field, value)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(out)


def overlapping() -> bytes:
    """Two hundred names in the directory for the same deflated bytes."""
    data = packed({"word/document.xml": b" " * MEGABYTE})
    end = data.rfind(b"PK\x05\x06")
    _, _, _, _, count, size, offset, _ = struct.unpack("<4sHHHHIIH", data[end:])
    records = data[offset:end]
    last = records[records.rfind(b"PK\x01\x02") :]
    more = b"".join(last.replace(b"document", f"doc{number:05}".encode()) for number in range(50))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + 50, count + 50, size + len(more), offset, 0)
    return data[:end] + more + tail


def lying() -> bytes:
    """A part of 20 MB that declares ten bytes."""
    return changed(packed({"word/document.xml": b" " * 20 * MEGABYTE}), 24, "<I", 10)


def uneven(count: int, *words: str) -> str:
    """Many of these words in no order, so that they do not pack away to nothing."""
    return "".join(random.Random(count).choices(words, k=count))


def opendocument() -> bytes:
    """An .odt, which names its kind in its first part."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
    return file.getvalue()


def cells(count: int) -> str:
    """Rows whose only cell stands in the last column, so that a reader makes up all the others."""
    return "".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, count + 1))


def weigh(file: tuple[str, bytes]) -> dict[str, float | str]:
    """What is said of a file, and the seconds and megabytes that took. Meant for a process of its own."""
    name, data = file
    before, started = _memory("VmRSS"), time.monotonic()
    try:
        says = uploads.check(data, name)
    except uploads.Refused as refusal:
        says = refusal.message
    return {"says": says, "seconds": time.monotonic() - started, "megabytes": _memory("VmHWM") - before}


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


HOSTILE: dict[str, Hostile] = {
    "nothing": Hostile("plan.docx", lambda: b"", "is empty"),
    "blanks": Hostile("plan.txt", lambda: b" \r\n\t\r\n", "is empty"),
    "too large": Hostile("plan.docx", lambda: b"PK\x03\x04" + bytes(10 * MEGABYTE), "larger than 10 MB"),
    "no name": Hostile("plan", lambda: b"Action,By when\n", "must end in .docx"),
    "pdf": Hostile("plan.pdf", lambda: b"%PDF-1.7 ...", "This is a PDF"),
    "pdf as docx": Hostile("plan.docx", lambda: b"%PDF-1.7 ...", "this is a PDF, not a Word document"),
    "html as csv": Hostile("plan.csv", lambda: b"\xef\xbb\xbf <!DOCTYPE html><p>", "web page (HTML)"),
    "html as xlsx": Hostile("plan.xlsx", lambda: b"<html><table>", "web page (HTML)"),
    "picture as text": Hostile("plan.txt", lambda: b"\x89PNG\r\n\x1a\n\0\0", "a picture (PNG)"),
    "photo": Hostile("plan.jpg", lambda: b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
    "rtf as docx": Hostile("plan.docx", lambda: b"{\\rtf1 hello}", "rich text (RTF)"),
    "program": Hostile("plan.docx", lambda: b"MZ\x90\x00" + bytes(99), "a program"),
    "opendocument": Hostile("plan.docx", opendocument, "OpenDocument"),
    "odt": Hostile("plan.odt", opendocument, "OpenDocument"),
    "old word": Hostile("plan.doc", lambda: OLE, "older Word document"),
    "old word renamed": Hostile("plan.docx", lambda: OLE, "older Word document (.doc)"),
    "old excel renamed": Hostile("plan.xlsx", lambda: OLE, "older Excel workbook (.xls)"),
    "password": Hostile("plan.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "zip password": Hostile("plan.docx", lambda: changed(packed(document("")), 8, "<H", 1), "protected by a password"),
    "plain zip": Hostile("plan.docx", lambda: packed({}).replace(b"[Content_Types]", b"[Content_Other]"), "a zip file"),
    "excel as word": Hostile("plan.docx", lambda: sheet(""), "this is an Excel workbook. Rename it"),
    "word as excel": Hostile("plan.xlsx", lambda: packed(document("")), "this is a Word document. Rename it"),
    "template": Hostile(
        "plan.docx", lambda: packed({}, main=WORD.replace("document.main", "template.main")), "not a Word"
    ),
    "macros": Hostile("plan.docx", lambda: packed({**document(""), "word/vbaProject.bin": b"x"}), "macros"),
    "macro type": Hostile(
        "plan.xlsx", lambda: packed({}, main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "macros"
    ),
    "macro sheet": Hostile("plan.xlsx", lambda: packed({"xl/macrosheets/sheet1.xml": "<a/>"}, main=EXCEL), "macros"),
    "macro name": Hostile("plan.xlsm", lambda: sheet(""), "may hold macros"),
    "control": Hostile("plan.docx", lambda: packed({"word/activeX/activeX1.bin": b"x"}), "another file inside"),
    "embedded": Hostile("plan.docx", lambda: packed({"word/embeddings/oleObject1.bin": OLE}), "another file inside"),
    "nested": Hostile("plan.docx", lambda: packed({"word/media/image1.png": packed({})}), "another file inside"),
    "chunk": Hostile("plan.docx", lambda: linked("aFChunk", "a.html"), "another document inside"),
    "far template": Hostile(
        "plan.docx", lambda: linked("attachedTemplate", "https://evil.test/a.dotm"), "fetches its temp"
    ),
    "share template": Hostile(
        "plan.docx", lambda: linked("attachedTemplate", r"file:///\\evil\a.dotm"), "fetches its temp"
    ),
    "far picture": Hostile("plan.docx", lambda: linked("image", "https://evil.test/a.png"), "fetches a picture"),
    "far object": Hostile("plan.docx", lambda: linked("oleObject", "https://evil.test/a.rtf"), "a linked object"),
    "other workbook": Hostile(
        "plan.xlsx", lambda: packed({"xl/externalLinks/externalLink1.xml": "<a/>"}, main=EXCEL), "another workbook"
    ),
    "zip bomb": Hostile("plan.docx", lambda: packed({"word/document.xml": bytes(50 * MEGABYTE)}, level=9), "200 times"),
    "wide bomb": Hostile(
        "plan.docx", lambda: packed({f"word/{n}.xml": b" " * 4 * MEGABYTE for n in range(16)}), "more than 60 MB"
    ),
    "lying bomb": Hostile("plan.docx", lying, "damaged"),
    "overlapping": Hostile("plan.docx", overlapping, "overlap"),
    "many parts": Hostile("plan.docx", lambda: packed({f"word/{n}": b"" for n in range(2_100)}), "2,101 parts"),
    "twice": Hostile("plan.docx", lambda: packed({**document(""), "word/Document.xml": ""}), "the same name"),
    "path": Hostile("plan.docx", lambda: packed({"../../etc/cron.d/x": b"x"}), "points outside"),
    "drive": Hostile("plan.docx", lambda: packed({"C:\\x.exe": b"x"}), "points outside"),
    "before": Hostile("plan.docx", lambda: b"GIF89a" + packed(document("")), "a picture (GIF)"),
    "script before": Hostile("plan.docx", lambda: b"#!/bin/sh\n" + packed(document("")), "other data before it"),
    "behind": Hostile("plan.docx", lambda: packed(document("")) + b"<script>", "data behind its end"),
    "second zip": Hostile("plan.docx", lambda: packed(document("")) + packed(document("x")), "before or inside it"),
    "cut off": Hostile("plan.docx", lambda: packed(document(""))[:-30], "damaged"),
    "flipped": Hostile(
        "plan.docx", lambda: packed(document("")).replace(b"PK\x03\x04", b"PK\x03\x05")[:4] + b"", "another kind"
    ),
    "entity bomb": Hostile("plan.docx", lambda: packed(document("&i;", BOMB_DTD + "]>")), "DOCTYPE"),
    "entity bomb 16": Hostile(
        "plan.docx",
        lambda: packed({"word/a.bin": f'<?xml version="1.0"?>{BOMB_DTD}]><a/>'.encode("utf-16")}),
        "DOCTYPE",
    ),
    "file entity": Hostile(
        "plan.xlsx",
        lambda: packed({"xl/a.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}, main=EXCEL),
        "DOCTYPE",
    ),
    "odd letters": Hostile(
        "plan.docx", lambda: packed({"a.xml": '<?xml version="1.0" encoding="utf-7"?><a/>'}), "(utf-7)"
    ),
    "not xml": Hostile("plan.docx", lambda: packed({"word/document.xml": "<w:document><w:body>"}), "damaged"),
    "deep": Hostile("plan.docx", lambda: packed(document("<w:p>" * 100_000)), "nested more than 200 deep"),
    "endless tag": Hostile(
        "plan.docx", lambda: packed({"a.xml": '<a b="' + uneven(2 * MEGABYTE, "x", "yz")}), "One tag"
    ),
    "crowded": Hostile("plan.docx", lambda: packed(document(uneven(1_600_000, "<b/>", "<c/>"))), "half pieces"),
    "endless paragraph": Hostile(
        "plan.docx", lambda: packed(document("<w:p>" + "word " * 300_000 + "</w:p>")), "a million"
    ),
    "endless span": Hostile("plan.docx", lambda: packed(document('<w:gridSpan w:val="999999999"/>')), "1,000 columns"),
    "declared": Hostile("plan.xlsx", lambda: sheet("", '<dimension ref="A1:XFD1048576"/>'), "1,048,576 rows"),
    "many rows": Hostile("plan.xlsx", lambda: sheet("<row/>" * 100_001), "more than 100,000 rows"),
    "far row": Hostile("plan.xlsx", lambda: sheet('<row r="1048576"/>'), "more than 100,000 rows"),
    "far cells": Hostile("plan.xlsx", lambda: sheet(cells(400)), "five million cells"),
    "10 MB cell": Hostile(
        "plan.xlsx", lambda: sheet(f"<row><c><is><t>{uneven(3 * MEGABYTE, 'a b', 'c')}</t></is></c></row>"), "a million"
    ),
    "10 MB csv cell": Hostile("plan.csv", lambda: b'Action\n"' + b"word word\n" * 110_000 + b'"', "50,000 lines"),
    "1 MB csv cell": Hostile(
        "plan.csv", lambda: b'Action\n"' + b"many words\n" * 4 + b"wor d" * 210_000 + b'"', "million"
    ),
    "broken csv cell": Hostile("plan.csv", lambda: b'Action\n"' + (b"word " * 40 + b"\n") * 9_000 + b'"', "A cell"),
    "long line": Hostile("plan.txt", lambda: b"word " * 2 * MEGABYTE, "Line 1 is longer"),
    "many lines": Hostile("plan.txt", lambda: b"a\n" * 5 * MEGABYTE, "50,000 lines"),
    "binary text": Hostile("plan.csv", lambda: bytes(range(256)) * 100, "not text"),
    "zeros": Hostile("plan.txt", lambda: bytes(10 * MEGABYTE), "not text"),
    "broken utf-16": Hostile("plan.txt", lambda: b"\xff\xfea", "not text"),
    "utf-32": Hostile("plan.txt", lambda: "Action".encode("utf-32"), "UTF-32"),
    "half a letter": Hostile("plan.txt", lambda: "Action \ud83d".encode("utf-8", "surrogatepass"), "half a character"),
}
