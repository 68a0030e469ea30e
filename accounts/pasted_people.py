"""Reads a list of people as it is pasted from a spreadsheet, a mail's address line or a text. Pure: no rows."""

import re
from dataclasses import dataclass

from accounts.permissions import Role

MOST_LINES = 500
LONGEST_NAME = 120
ADDRESS = re.compile(r"[^\s<>,;\"'()]+@[^\s<>,;\"'()]+")
PROPER = re.compile(r"[^@\s]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,180}[A-Za-z0-9])?\.[A-Za-z]{2,24}")
HEADS = {"name", "full name", "email", "e-mail", "mail", "email address", "work email", "address", "role", "roles"}
ROLES = {words.casefold(): role.value for role in Role for words in (role.label, role.value, f"{role.label}s")}

NO_ADDRESS = "Add an email address like name@example.gov.uk"
NO_NAME = "Add a name of 120 characters or fewer"
ODD = "There is a hidden character in this line. Type it again"


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list: what was typed, what was understood, and the sentence that says what is wrong."""

    number: int
    typed: str
    name: str = ""
    email: str = ""
    role: str = ""
    fault: str = ""


def read(text: str, default_role: str) -> list[Line]:
    """The people of the list, in its order. Empty lines and a head of columns are left out."""
    pieces = [piece.strip(" \r;") for row in text.splitlines() for piece in _people_of(row)]
    wanted = [piece for piece in pieces if piece.strip() and not _is_head(piece)]
    return _without_repeats([_line(number, piece, default_role) for number, piece in enumerate(wanted, start=1)])


def _people_of(row: str) -> list[str]:
    """A line of addresses, as a mail program copies it, holds several people; all other lines hold one."""
    parts = re.split(r";|(?<=>),", row)
    return parts if sum("@" in part for part in parts) > 1 else [row]


def _is_head(piece: str) -> bool:
    cells = {cell.strip().casefold() for cell in re.split(r"[\t,;]", piece)}
    return cells <= HEADS


def _line(number: int, typed: str, default_role: str) -> Line:
    if any("\ud800" <= one <= "\udfff" or (one < " " and one != "\t") for one in typed):
        return Line(number, typed.encode("utf-8", "replace").decode().replace("\0", "?"), fault=ODD)
    found = ADDRESS.search(typed)
    address = found[0].strip(".").lower() if found else ""
    rest = typed.replace(found[0], "\t", 1) if found else typed
    cells = _cells(rest)
    roles = [ROLES[cell.casefold()] for cell in cells if cell.casefold() in ROLES]
    words = [cell for cell in cells if cell.casefold() not in ROLES]
    name, over = _name(words, rest, address)
    fault = _fault(name, address, over)
    return Line(number, typed, name, address, roles[0] if roles else default_role, fault)


def _cells(rest: str) -> list[str]:
    """What stands beside the address: cells of a sheet, or words between commas and semicolons."""
    cells = re.split(r"[\t;<>()]", rest)
    return [cell for part in cells for cell in _by_comma(part.strip(" \"',"))]


def _by_comma(part: str) -> list[str]:
    """“Whitcombe, Lena” is a name turned round; “Lena Whitcombe, viewer” is a name and a role."""
    words = [word.strip() for word in part.split(",") if word.strip()]
    roles = [word for word in words if word.casefold() in ROLES]
    names = [word for word in words if word.casefold() not in ROLES]
    if len(names) == 2 and all(len(name.split()) <= 2 for name in names) and " " not in names[0]:
        names = [f"{names[1]} {names[0]}"]
    return names + roles


def _name(words: list[str], rest: str, address: str) -> tuple[str, str]:
    """The name, and what was left over and means nothing here. Without a name, the address says one."""
    if words:
        return " ".join(words[0].split()), ", ".join(words[1:])
    local = re.sub(r"\d+", "", address.partition("@")[0])
    return " ".join(part.capitalize() for part in re.split(r"[._+-]+", local) if part), ""


def _fault(name: str, address: str, over: str) -> str:
    if not PROPER.fullmatch(address) or ".." in address:
        return NO_ADDRESS
    if not 0 < len(name) <= LONGEST_NAME:
        return NO_NAME
    return f"“{over[:80]}” is no role here. Use one from the list, or take it out" if over else ""


def _without_repeats(lines: list[Line]) -> list[Line]:
    first: dict[str, int] = {}
    checked = []
    for line in lines:
        before = first.setdefault(line.email or f"line {line.number}", line.number)
        repeated = Line(line.number, line.typed, line.name, line.email, line.role, f"Stands in line {before} already")
        checked.append(line if before == line.number else repeated)
    return checked
