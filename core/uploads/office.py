"""Word and Excel files: zip archives, looked through without unpacking them to disk or believing what they declare."""

import struct
import zipfile
import zlib
from io import BytesIO

from core.uploads import members
from core.uploads.kinds import OLE, ZIP, name_of
from core.uploads.refusals import DAMAGED, Refused

END = b"PK\x05\x06"
END_SIZE = 22
ZIP64_RECORDS = 76
"""Bytes between the directory and the end record in archives of the larger form."""
CALLED = {"docx": "Word document", "xlsx": "Excel workbook"}
LOCKED = "The file is protected by a password. Take the password off in Word or Excel, and choose it again."


def check(data: bytes, kind: str) -> None:
    """Refuse an archive that is not a Word document (an Excel workbook), or holds what may do harm."""
    if data.startswith(OLE):
        raise Refused(_older(data, kind))
    if not data.startswith(ZIP):
        raise Refused(_not_office(data, kind))
    _refuse_strangers(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members.check(archive, kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, OSError) as fault:
        raise Refused(DAMAGED) from fault


def _older(data: bytes, kind: str) -> str:
    """An old binary file, or a new one under a password: both are the same container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return LOCKED
    if kind == "docx":
        return "This is an older Word document (.doc). Open it in Word, save it as .docx, and choose the new file."
    return "This is an older Excel workbook (.xls). Open it in Excel, save it as .xlsx, and choose the new file."


def _not_office(data: bytes, kind: str) -> str:
    other = name_of(data) or ("a zip file with other data before it" if END in data else "another kind of file")
    return f"The name ends in .{kind}, but this is {other}, not a {CALLED[kind]}. Choose the {CALLED[kind]} itself."


def _refuse_strangers(data: bytes) -> None:
    """The archive is all there is: nothing before it, nothing behind it, no comment."""
    end = data.rfind(END)
    if end < 0 or len(data) - end < END_SIZE:
        raise Refused(DAMAGED)
    size, offset = struct.unpack_from("<II", data, end + 12)
    if end + END_SIZE != len(data):
        raise Refused("The file has other data behind its end. Open it in Word or Excel, and save it again.")
    if end - size - offset not in (0, ZIP64_RECORDS):
        raise Refused("The file has other data before or inside it. Open it in Word or Excel, and save it again.")
