"""Files that are kept and handed out again: what they are by their content; every refusal is a sentence."""

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pytest

from core.uploads import Refused, papers
from core.uploads.papers import check, tame_name
from tests.core.hostile_files import OLE, TYPES, document, packed

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction[2 0 R/Fit]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
SLIDES = f"{TYPES}presentationml.presentation.main+xml"
HTML = b"<!doctype html><script>alert(1)</script>"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(wide: int = 2, high: int = 2) -> bytes:
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0\0\0" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg(wide: int = 2, high: int = 2) -> bytes:
    frame = struct.pack(">HBHHB", 11, 8, high, wide, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc0" + frame + b"\xff\xda\x00\x04\x01\x00" + b"\x11\x22" * 9 + b"\xff\xd9"


def pdf_with(words: bytes) -> bytes:
    return PDF.replace(b"/Type/Catalog", b"/Type/Catalog" + words)


def packed_pdf(objects: bytes, filters: bytes = b"/Filter/FlateDecode", name: bytes = b"/ObjStm") -> bytes:
    stream = b"3 0 obj<</Type" + name + filters + b">>stream\n" + zlib.compress(objects) + b"\nendstream endobj\n"
    return PDF.replace(b"trailer", stream + b"trailer")


def a_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evil.exe", b"MZ")
    return file.getvalue()


def saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)  # type: ignore[attr-defined]  # a document or a workbook
    return file.getvalue()


GOOD = {
    "report.pdf": PDF,
    "packed.pdf": packed_pdf(b"4 0 5 9 <</Type/Page>> <</Type/Font>>"),
    "photo.PNG": png(),
    "photo.jpeg": jpeg(),
    "minutes.txt": "Café talks – begun".encode(),
    "figures.csv": b"Month,Count\nMay,9\n",
    "letter.docx": saved(docx.Document()),
    "figures.xlsx": saved(openpyxl.Workbook()),
    "talk.pptx": packed({"ppt/presentation.xml": "<p/>"}, main=SLIDES),
}
BAD: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("a.pdf", b"", "empty"),
    "too large": ("a.txt", b"a" * (papers.LARGEST + 1), "10 MB"),
    "web page": ("a.html", HTML, "web page"),
    "web page called pdf": ("a.pdf", HTML, "not a PDF"),
    "web page called text": ("a.txt", HTML, "web page"),
    "web page called picture": ("a.png", HTML, "not a PNG"),
    "picture that is markup": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    "program": ("a.exe", b"MZ\x90\x00" + bytes(99), "program"),
    "program called pdf": ("a.pdf", b"MZ\x90\x00" + bytes(99), "not a PDF"),
    "script": ("a.js", b"alert(1)", "not kept"),
    "shortcut": ("a.lnk", b"L\0\0\0", "not kept"),
    "no suffix": ("report", PDF, "PDF"),
    "two suffixes": ("report.pdf.exe", PDF, "not kept"),
    "zip": ("a.zip", a_zip(), "zip"),
    "zip called docx": ("a.docx", a_zip(), "zip file"),
    "macros by name": ("a.docm", b"PK", "macros"),
    "macros inside": ("a.pptx", packed({"ppt/vbaProject.bin": OLE}, main=SLIDES), "macros"),
    "word called powerpoint": ("a.pptx", packed(document("")), "Word document"),
    "older": ("a.ppt", OLE, "older"),
    "older called newer": ("a.pptx", OLE, "PowerPoint"),
    "pdf with a script": ("a.pdf", pdf_with(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "script"),
    "pdf with a script in disguise": ("a.pdf", pdf_with(b"/OpenAction<</S/J#61vaScript/JS(x)>>"), "script"),
    "pdf with a script packed away": ("a.pdf", packed_pdf(b"<</S/JavaScript/JS(x)>>"), "script"),
    "pdf packed in disguise": ("a.pdf", packed_pdf(b"<</S/JavaScript>>", name=b"/Obj#53tm"), "script"),
    "pdf packed twice": ("a.pdf", packed_pdf(b"x", filters=b"/Filter[/ASCIIHexDecode/FlateDecode]"), "unusual"),
    "pdf packed like nobody": ("a.pdf", packed_pdf(b"x", filters=b"/Filter/LZWDecode"), "unusual"),
    "pdf that unpacks for ever": ("a.pdf", packed_pdf(bytes(60_000_000)), "40 MB"),
    "pdf that starts a program": ("a.pdf", pdf_with(b"/A<</S/Launch/F(cmd.exe)>>"), "command"),
    "pdf with a file inside": ("a.pdf", pdf_with(b"/Names<</EmbeddedFiles 9 0 R>>"), "another file"),
    "pdf with a film": ("a.pdf", pdf_with(b"/Subtype/RichMedia"), "film"),
    "pdf under a password": ("a.pdf", PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), "protected"),
    "pdf cut short": ("a.pdf", PDF[:40], "not whole"),
    "pdf with a zip behind": ("a.pdf", PDF + a_zip(), "two kinds"),
    "pdf with a page behind": ("a.pdf", PDF + HTML, "behind its end"),
    "page before a pdf": ("a.pdf", HTML + PDF, "not a PDF"),
    "pdf in a text": ("a.txt", b"# notes\n" + PDF, "two kinds"),
    "zip in a text": ("a.csv", b"a,b\n" + a_zip(), "two kinds"),
    "picture with a zip behind": ("a.png", png() + a_zip(), "two kinds"),
    "picture with a page behind": ("a.png", png() + HTML, "behind its end"),
    "photo with a page behind": ("a.jpg", jpeg() + HTML, "behind its end"),
    "photo with a zip behind": ("a.jpg", jpeg() + a_zip(), "two kinds"),
    "photo called png": ("a.png", jpeg(), "not a PNG"),
    "picture cut short": ("a.png", png()[:-6], "damaged"),
    "photo cut short": ("a.jpg", jpeg()[:12], "damaged"),
    "endless picture": ("a.png", png(60_000, 60_000), "100 million"),
    "endless photo": ("a.jpg", jpeg(60_000, 60_000), "100 million"),
    "picture of nothing": ("a.png", png(0, 5), "damaged"),
    "bytes called text": ("a.txt", bytes(range(256)) * 9, "not text"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_a_council_keeps_is_taken(name: str) -> None:
    paper = check(GOOD[name], name)
    assert paper.data == GOOD[name]
    assert paper.kind in papers.TYPES


@pytest.mark.parametrize("label", BAD)
def test_what_may_do_harm_is_refused_in_a_sentence(label: str) -> None:
    name, data, says = BAD[label]
    with pytest.raises(Refused) as refusal:
        check(data, name)
    sentence = str(refusal.value)
    assert says in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("given", "tame"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("\u202egnp.exe.pdf", "gnp.exe.pdf"),
        ("...", "file"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_names_are_tamed(given: str, tame: str) -> None:
    assert tame_name(given) == tame
