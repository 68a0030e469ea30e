"""The guard at the door: a file is what its name says it is, and nothing in it bites. It is never unpacked to disk."""

from pathlib import PurePath

from core.uploads import office, plain
from core.uploads.kinds import name_of
from core.uploads.refusals import Refused

__all__ = ["LARGEST", "Refused", "check"]

LARGEST = 10 * 1024 * 1024
OFFICE = {".docx": "docx", ".xlsx": "xlsx"}
TEXT = {".csv": "csv", ".tsv": "text", ".txt": "text", ".text": "text", ".md": "text"}
OLDER = {
    ".doc": "an older Word document. Open it in Word, save it as .docx",
    ".dot": "an older Word template. Open it in Word, save it as .docx",
    ".xls": "an older Excel workbook. Open it in Excel, save it as .xlsx",
    ".docm": "a Word document that may hold macros. Open it in Word, save it as .docx",
    ".dotm": "a Word template that may hold macros. Open it in Word, save it as .docx",
    ".xlsm": "an Excel workbook that may hold macros. Open it in Excel, save it as .xlsx",
    ".xltm": "an Excel template that may hold macros. Open it in Excel, save it as .xlsx",
    ".xlsb": "a binary Excel workbook. Open it in Excel, save it as .xlsx",
}


def check(data: bytes, name: str) -> str:
    """The kind of a file (docx, xlsx, csv or text) that is safe to read; `Refused` with the fault when it is not."""
    _refuse_size(data)
    suffix = PurePath(name.strip().lower()).suffix
    if suffix in OFFICE:
        office.check(data, OFFICE[suffix])
        return OFFICE[suffix]
    if suffix in TEXT:
        plain.check(data, suffix)
        return TEXT[suffix]
    raise Refused(_unknown(data, suffix))


def _refuse_size(data: bytes) -> None:
    if not data:
        raise Refused("The file is empty. Choose the document that holds the plan.")
    if len(data) > LARGEST:
        raise Refused("The file is larger than 10 MB. Take pictures out of it, or paste the table.")


def _unknown(data: bytes, suffix: str) -> str:
    """Which file this is instead, from its name or its first bytes."""
    if suffix in OLDER:
        return f"This is {OLDER[suffix]}, and choose the new file."
    other = name_of(data)
    if other:
        return f"This is {other}. Choose a Word (.docx), Excel (.xlsx), CSV or text file."
    return "The file’s name must end in .docx, .xlsx, .csv or .txt, and be what it says."
