"""Reads a council's plan from Word, Excel, CSV or text into plain data. Nothing is stored, nothing is guessed unsaid.

`read` for files, `read_text` for what was pasted; both raise only `CannotRead`, with a sentence for the officer.
"""

from datetime import date
from pathlib import Path
from typing import Any

from plans.plan_files.blocks import Source, Table
from plans.plan_files.docx_file import read_docx
from plans.plan_files.kinds import kind_of
from plans.plan_files.parsed import (
    CannotRead,
    Focus,
    Mapping,
    ParsedAction,
    ParsedArea,
    ParsedCommunication,
    ParsedPlan,
    ParsedPriority,
    ParsedStatement,
    Participant,
    Problem,
)
from plans.plan_files.plan import understand
from plans.plan_files.text_file import cut_apart, decode
from plans.plan_files.text_file import read_text as take_apart
from plans.plan_files.xlsx_file import read_xlsx

__all__ = [
    "CannotRead",
    "Focus",
    "Mapping",
    "ParsedAction",
    "ParsedArea",
    "ParsedCommunication",
    "ParsedPlan",
    "ParsedPriority",
    "ParsedStatement",
    "Participant",
    "Problem",
    "read",
    "read_text",
]

MOST_BYTES = 20_000_000


def read(
    path_or_bytes: str | Path | bytes,
    *,
    name: str,
    mapping: list[dict[str, Any]] | None = None,
    ratings: bool | None = None,
    colours: bool = False,
    period: tuple[date, date] | None = None,
) -> ParsedPlan:
    """The plan in a file, by what the file is and what it is called (docx, xlsx, csv, txt).

    `mapping` [{"table": 1, "columns": {"ref": 0, …}}] overrides the guess for those tables; `ratings` True says the
    rating column is one, False that it is not; `colours` reads a rating cell's fill; `period` the plan's days.
    """
    data = path_or_bytes if isinstance(path_or_bytes, bytes) else Path(path_or_bytes).read_bytes()
    if len(data) > MOST_BYTES:
        raise CannotRead("This file is larger than 20 MB. A plan is far smaller: is it the right file?")
    kind = kind_of(data, name)
    if kind == "docx":
        source = read_docx(data)
    elif kind == "xlsx":
        source = read_xlsx(data)
    elif kind == "csv":
        source = cut_apart(decode(data))
    else:
        source = _text(decode(data))
    return understand(source, name=name, mapping=mapping, ratings_are=ratings, colours=colours, period=period)


def read_text(
    text: str,
    *,
    name: str = "pasted text",
    mapping: list[dict[str, Any]] | None = None,
    ratings: bool | None = None,
    period: tuple[date, date] | None = None,
) -> ParsedPlan:
    """The plan in text that was pasted from Word, Excel or anywhere else."""
    return understand(_text(text), name=name, mapping=mapping, ratings_are=ratings, period=period)


def _text(text: str) -> Source:
    """Text taken apart; without any table in tabs or bars it may be a table between commas or semicolons."""
    source = take_apart(text)
    if any(isinstance(block, Table) for block in source.blocks):
        return source
    return cut_apart(text) if any(text.count(sign) > 3 for sign in ",;") and "\n" in text.strip() else source
