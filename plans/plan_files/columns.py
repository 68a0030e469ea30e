"""Which column is which: what a council may call each, how a header row is told, and a guess where there is none."""

import re
from collections.abc import Iterable

from plans.plan_files.areas import area_heading
from plans.plan_files.blocks import Row
from plans.plan_files.headings import HEADINGS, ROLES
from plans.plan_files.ratings import is_only_a_rating
from plans.plan_files.refs import looks_like_ref
from plans.wording import read_dates

LONGEST_HEADING = 90
DETAILS = ("by_when", "starts", "who", "lead", "involved", "monitored_through", "rag", "update")


def plain(heading: str) -> str:
    """A heading in small letters without punctuation: "Who leads/ is involved?" is "who leads is involved"."""
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", heading.lower()).split())


def roles_of(heading: str) -> list[tuple[int, str]]:
    """The roles a heading may name, surest first, as (doubt, role)."""
    words = plain(heading)
    if not words or len(heading) > LONGEST_HEADING:
        return []
    found = []
    for role, patterns in HEADINGS.items():
        for doubt, pattern in enumerate(patterns):
            if pattern.fullmatch(words):
                found.append((doubt, role))
                break
    return sorted(found)


def guess(headings: list[str]) -> dict[str, int]:
    """Role → column for a row of headings: each heading its surest role that no surer heading holds."""
    offers = sorted(
        (doubt, place, ROLES.index(role), role)
        for place, heading in enumerate(headings)
        for doubt, role in roles_of(heading)
    )
    columns: dict[str, int] = {}
    for _, place, _, role in offers:
        if role not in columns and place not in columns.values():
            columns[role] = place
    return _settled(columns, headings)


def _settled(columns: dict[str, int], headings: list[str]) -> dict[str, int]:
    """What the headings mean together: a heading of what is to be done, and a first column without heading for refs."""
    if "what" not in columns:
        for role in ("monitored_through", "area"):
            place = columns.get(role)
            if place is not None and any(name == "what" for _, name in roles_of(headings[place])):
                columns["what"] = columns.pop(role)
                break
    if "what" not in columns and len(columns) > 1:
        coded = [
            place for place, text in enumerate(headings) if place not in columns.values() and area_heading(text)[0]
        ]
        columns |= {"what": coded[0]} if coded else {}
    if "who" not in columns and "lead" in columns:
        columns["who"] = columns.pop("lead")
    if "ref" not in columns and headings and not headings[0].strip() and columns and 0 not in columns.values():
        columns["ref"] = 0
    return dict(sorted(columns.items(), key=lambda item: ROLES.index(item[0])))


def is_header(row: Row) -> dict[str, int]:
    """The columns of a header row of an action table; nothing when the row is something else."""
    texts = [cell.text for cell in row.cells]
    named = [text for cell, text in zip(row.cells, texts, strict=True) if text and not cell.across]
    if len(named) < 2 or any(
        len(text) > LONGEST_HEADING or (looks_like_ref(text) and not roles_of(text)) for text in named
    ):
        return {}
    columns = guess(texts)
    known = len(columns) - ("ref" in columns and not texts[columns["ref"]].strip())
    details = sum(role in columns for role in DETAILS)
    if "what" not in columns or not details or known < 2 or known * 2 < len(named):
        return {}
    return columns


def guess_from_values(rows: list[Row], width: int) -> dict[str, int]:
    """Role → column of a table without headings, from what stands in it: dates, refs, ratings, long words."""
    values = [[row.text(column) for row in rows if row.text(column)] for column in range(width)]
    dated = [_share(_dated(value) for value in column) for column in values]
    columns: dict[str, int] = {}
    if width < 3 or not rows or max(dated, default=0) < 0.5:
        return {}
    columns["by_when"] = dated.index(max(dated))
    if columns["by_when"] > 0 and _share(looks_like_ref(value) for value in values[0]) > 0.7:
        columns["ref"] = 0
    free = [column for column in range(width) if column not in columns.values()]
    columns["what"] = max(free, key=lambda column: sum(len(value) for value in values[column]))
    free.remove(columns["what"])
    rated = [column for column in free if _share(is_only_a_rating(value) for value in values[column]) > 0.7]
    if rated:
        columns["rag"] = rated[0]
        free.remove(rated[0])
    rest = [place for place in free if values[place]]
    columns |= dict(zip(("who", "monitored_through", "update"), rest, strict=False))
    return dict(sorted(columns.items(), key=lambda item: ROLES.index(item[0])))


def _dated(value: str) -> bool:
    return len(value) < 200 and bool(read_dates(value)) and not looks_like_ref(value)


def _share(answers: Iterable[bool]) -> float:
    found = list(answers)
    return sum(found) / len(found) if found else 0.0
