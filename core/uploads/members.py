"""The members of a Word or Excel archive: few, of honest size, with tame names and nothing that runs or fetches."""

import re
import stat
import zipfile

from core.uploads import markup
from core.uploads.kinds import OLE, ZIP
from core.uploads.refusals import DAMAGED, Refused

MOST = 2_000
MOST_BYTES = 60 * 1024 * 1024
HIGHEST_RATIO = 200
RATIO_FROM = 5 * 1024 * 1024
CHUNK = 64 * 1024
ENCRYPTED = 0x1
LONGEST_TYPES = 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"
MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
CALLED = {"docx": "a Word document", "xlsx": "an Excel workbook", "pptx": "a PowerPoint presentation"}
BAD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\\|[\x00-\x1f]")
MACROS = "The file holds macros. Save it as an ordinary .docx or .xlsx, without macros, and choose the new file."
TOO_MUCH = "The file unpacks to more than 60 MB. Take pictures and other material out of it, or paste the table."
BOMB = "A part of the file unpacks to more than 200 times its size, as no plan does. Paste the table instead."
INSIDE = "The file holds another file inside it ({}). Take it out, or paste it as a picture, and choose it again."
LINKED = "The file links to another workbook. In Excel choose Data, Edit links, Break link, and save it again."


def check(archive: zipfile.ZipFile, kind: str) -> None:
    """Look at the list of members, then into each, inflating only as much as is allowed."""
    infos = archive.infolist()
    _refuse_list(infos)
    _refuse_kind(archive, kind)
    budget = markup.Budget()
    total = 0
    for info in infos:
        total += _look_into(archive, info, budget)
        if total > MOST_BYTES:
            raise Refused(TOO_MUCH)


def _refuse_list(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST:
        raise Refused(f"The file has {len(infos):,} parts; a plan has fewer than 2,000. Paste the table instead.")
    for info in infos:
        _refuse_entry(info)
    if len({info.filename.lower() for info in infos}) < len(infos):
        raise Refused("The file holds two parts of the same name. Open it in Word or Excel, and save it again.")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise Refused(TOO_MUCH)
    _refuse_overlap(infos)


def _refuse_entry(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & ENCRYPTED:
        raise Refused("The file is protected by a password. Take the password off, and choose it again.")
    if BAD_NAME.search(info.orig_filename) or stat.S_ISLNK(info.external_attr >> 16):
        raise Refused(
            "A part of the file has a name that points outside it. Open it in Word or Excel, and save it again."
        )
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("The file is packed in an unusual way. Open it in Word or Excel, and save it again.")
    if info.file_size > RATIO_FROM and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1):
        raise Refused(BOMB)
    _refuse_name(info.filename.lower())


def _refuse_name(name: str) -> None:
    base = name.rpartition("/")[2]
    if base.startswith("vbaproject") or "/macrosheets/" in name or base == "vbadata.xml":
        raise Refused(MACROS)
    if "/activex/" in name:
        raise Refused(INSIDE.format("a control that runs"))
    if "/embeddings/" in name:
        raise Refused(INSIDE.format(base))
    if "/externallinks/" in name:
        raise Refused(LINKED)


def _refuse_overlap(infos: list[zipfile.ZipInfo]) -> None:
    """Members that share their bytes are how a small file unpacks to a huge one."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise Refused("Parts of the file overlap. Open it in Word or Excel, and save it again.")
        end = info.header_offset + 30 + len(info.orig_filename) + info.compress_size


def _refuse_kind(archive: zipfile.ZipFile, kind: str) -> None:
    """What the archive says it is, in the one member that says it."""
    names = set(archive.namelist())
    if "mimetype" in names:
        raise Refused("This is an OpenDocument file (.odt, .ods). Save it as .docx or .xlsx, and choose the new file.")
    if CONTENT_TYPES not in names:
        raise Refused(f"This is a zip file, not {CALLED[kind]}. Unpack it, and choose the plan itself.")
    with archive.open(CONTENT_TYPES) as part:
        types = markup.content_types(part.read(LONGEST_TYPES))
    if any("macroenabled" in found or "vbaproject" in found for found in types):
        raise Refused(MACROS)
    if MAIN[kind] not in types:
        raise Refused(_other(types, kind))


def _other(types: set[str], kind: str) -> str:
    for other, main in MAIN.items():
        if main in types:
            return f"The name ends in .{kind}, but this is {CALLED[other]}. Rename it to end in .{other}."
    return f"This is not {CALLED[kind]}. Save the plan as .{kind}, and choose the new file."


def _look_into(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: "markup.Budget") -> int:
    """Inflate a member chunk by chunk, reading it as markup when it is. Its real size."""
    size = 0
    reader: markup.Reader | None = None
    with archive.open(info) as part:
        while chunk := part.read(CHUNK):
            if not size:
                _refuse_nested(chunk, info.filename)
                reader = markup.reader(info.filename, chunk, budget)
            size += len(chunk)
            if size > MOST_BYTES:
                raise Refused(TOO_MUCH)
            if reader:
                reader.feed(chunk)
    if reader:
        reader.close()
    if size != info.file_size:
        raise Refused(DAMAGED)
    return size


def _refuse_nested(head: bytes, name: str) -> None:
    if head.startswith((ZIP, OLE, b"%PDF-", b"MZ\x90", b"\x7fELF", b"Rar!")):
        raise Refused(INSIDE.format(name.rpartition("/")[2]))
