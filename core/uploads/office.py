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
LARGER_END, LOCATOR, LARGER = b"PK\x06\x06", b"PK\x06\x07", 76
"""The two further records, 76 bytes, before the end of an archive in the larger form (zip64)."""
LONGEST_DIRECTORY = 1024 * 1024
FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error,
    EOFError, NotImplementedError, ValueError, OSError,
)  # fmt: skip
CALLED = {"docx": "Word document", "xlsx": "Excel workbook", "pptx": "PowerPoint presentation"}
OLDER = {"docx": ("Word", "doc"), "xlsx": ("Excel", "xls"), "pptx": ("PowerPoint", "ppt")}
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
    except FAULTS as fault:
        raise Refused(DAMAGED) from fault


def _older(data: bytes, kind: str) -> str:
    """An old binary file, or a new one under a password: both are the same container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return LOCKED
    program, suffix = OLDER[kind]
    again = f"Open it in {program}, save it as .{kind}, and choose the new file."
    return f"This is an older {CALLED[kind]} (.{suffix}). {again}"


def _not_office(data: bytes, kind: str) -> str:
    other = name_of(data) or ("a zip file with other data before it" if END in data else "another kind of file")
    return f"The name ends in .{kind}, but this is {other}, not a {CALLED[kind]}. Choose the {CALLED[kind]} itself."


def _refuse_strangers(data: bytes) -> None:
    """The archive is all there is, from the first byte to the last, and its list of parts is short."""
    end = data.rfind(END)
    if end < 0 or len(data) - end < END_SIZE:
        raise Refused(DAMAGED)
    if end + END_SIZE != len(data) or data[-2:] != b"\0\0":
        raise Refused("The file has other data behind its end. Open it in Word or Excel, and save it again.")
    count, size, offset, stop = _directory(data, end)
    if offset + size != stop:
        raise Refused("The file has other data before or inside it. Open it in Word or Excel, and save it again.")
    if count > members.MOST or size > LONGEST_DIRECTORY:
        raise Refused(f"The file has {count:,} parts; a plan has fewer than 2,000. Paste the table instead.")


def _directory(data: bytes, end: int) -> tuple[int, int, int, int]:
    """How many parts, the size and place of their list, and where it stops; some programs write the larger form."""
    if end >= LARGER and data[end - 20 :].startswith(LOCATOR) and data[end - LARGER :].startswith(LARGER_END):
        return (*struct.unpack_from("<QQQ", data, end - LARGER + 32), end - LARGER)
    count, size, offset = struct.unpack_from("<HII", data, end + 10)
    return count, size, offset, end
