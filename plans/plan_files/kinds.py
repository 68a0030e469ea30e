"""What kind of plan file this is, by its first bytes and its name; they must agree."""

import io
import zipfile

from plans.plan_files.damage import told_as
from plans.plan_files.parsed import CannotRead

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes, name: str) -> str:
    """docx, xlsx, csv or text; `CannotRead` for everything else."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not data.strip():
        raise CannotRead("This file is empty.")
    if data.startswith(_OLE):
        raise CannotRead("This is an old or protected Office file. Save it as .docx or .xlsx without a password.")
    if data.startswith(b"PK"):
        return _office_kind(data)
    if data.startswith((b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"{\\rtf", b"\x7fELF", b"MZ")):
        raise CannotRead("This is not a Word, Excel, CSV or text file. Save the plan as one of these and try again.")
    if ending in ("docx", "xlsx"):
        raise CannotRead(f"This file is called .{ending} but is not one. Open it and save it as .{ending} again.")
    return "csv" if ending in ("csv", "tsv") else "text"


def _office_kind(data: bytes) -> str:
    with told_as("This file is damaged: it breaks off before its end."), zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise CannotRead("This is neither a Word document nor an Excel workbook.")
