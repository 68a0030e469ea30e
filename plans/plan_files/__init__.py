"""Reads a council's plan from Word, Excel, CSV or text into plain data. Nothing is stored, nothing is guessed unsaid.

`read` for files, `read_text` for what was pasted; both raise only `CannotRead`, with a sentence for the officer.
"""

from datetime import date
from pathlib import Path
from typing import Any

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
from plans.plan_files.text_file import decode, read_csv
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
        source = read_csv(data)
    else:
        source = take_apart(decode(data))
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
    return understand(take_apart(text), name=name, mapping=mapping, ratings_are=ratings, period=period)
