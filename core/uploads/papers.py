"""Files that are kept beside the work and handed out again: what they are by their content, and nothing that runs."""

from dataclasses import dataclass
from pathlib import PurePath

from core.uploads import office, pictures, plain, portable
from core.uploads.kinds import name_of
from core.uploads.refusals import Refused

LARGEST = 10 * 1024 * 1024
END_OF_ZIP, TAIL = b"PK\x05\x06", 66_000
PDF, HEAD = b"%PDF-", 1024
TAKEN = "Choose a PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), picture (.png, .jpg), CSV or text file."
DOCUMENTS = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{DOCUMENTS}wordprocessingml.document",
    "xlsx": f"{DOCUMENTS}spreadsheetml.sheet",
    "pptx": f"{DOCUMENTS}presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""What each kind is handed out as."""

SUFFIXES = {f".{kind}": kind for kind in TYPES} | {".jpeg": "jpg"}
ACCEPTED = ",".join(SUFFIXES)
OFFICE = {"docx", "xlsx", "pptx"}
MACROS = {".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".pptm", ".potm", ".ppsm"}
OLDER = {".doc", ".dot", ".xls", ".ppt", ".pps"}
BOTH = "The file is two kinds of file in one. Open it, save it again as {}, and choose the new file."


@dataclass(frozen=True)
class Paper:
    """A file that may be kept: its name without a folder, its kind, its bytes."""

    name: str
    kind: str
    data: bytes


def check(data: bytes, name: str) -> Paper:
    """The file under a tame name; `Refused` with the fault when it is not what its name says, or holds what runs."""
    tame = tame_name(name)
    suffix = PurePath(tame.lower()).suffix
    if not data:
        raise Refused("The file is empty. Choose another.")
    if len(data) > LARGEST:
        raise Refused("The file is larger than 10 MB. Make it smaller, or give a link to where it is kept.")
    kind = SUFFIXES.get(suffix)
    if kind is None:
        raise Refused(_unknown(data, suffix))
    _refuse_content(data, kind, suffix)
    return Paper(tame, kind, data)


def tame_name(name: str) -> str:
    """A file's name without folders and characters that nobody can see, cut to what can be kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(character for character in last if character.isprintable() and character not in '<>:"|?*')
    path = PurePath(" ".join(seen.split()).strip(". ") or "file")
    return f"{path.stem[:150]}{path.suffix[:20]}"


def _refuse_content(data: bytes, kind: str, suffix: str) -> None:
    if kind in OFFICE:
        office.check(data, kind)
        return
    if END_OF_ZIP in data[-TAIL:] or (kind != "pdf" and PDF in data[:HEAD]):
        raise Refused(BOTH.format(f"{suffix}"))
    if kind == "pdf":
        portable.check(data)
    elif kind in ("png", "jpg"):
        pictures.check(data, kind)
    else:
        _refuse_no_text(data, suffix)


def _refuse_no_text(data: bytes, suffix: str) -> None:
    other = name_of(data)
    if other:
        raise Refused(f"This is {other}, though its name ends in {suffix}. {TAKEN}")
    plain.check(data, suffix)


def _unknown(data: bytes, suffix: str) -> str:
    if suffix in MACROS:
        return "The file may hold macros. Save it without macros, as .docx, .xlsx or .pptx, and choose the new file."
    if suffix in OLDER:
        return "This is an older Office file. Save it as .docx, .xlsx, .pptx or PDF, and choose the new file."
    other = name_of(data)
    return (
        f"This is {other}, which is not kept here. {TAKEN}" if other else f"This kind of file is not kept here. {TAKEN}"
    )
