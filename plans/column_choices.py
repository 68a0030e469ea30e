"""How the columns of a file were matched, and what the officer changed about it."""

from typing import Any

from core.ratings import RATINGS, Rag

GOES_TO = (
    ("ref", "Ref"), ("what", "What needs to happen"), ("by_when", "Dates"), ("who", "Lead and others"),
    ("monitored_through", "Monitored through"), ("rag", "Rating and update"), ("", "Leave out"),
)  # fmt: skip
SHOWN_COLUMNS = 40


def shown(parsed: dict[str, Any], choices: dict[str, Any]) -> list[dict[str, Any]]:
    """One line for each column of the tables of actions; tables that look alike share their lines."""
    lines = []
    for number, tables in enumerate(_alike(parsed)):
        for column in range(min(_width(tables[0]), SHOWN_COLUMNS)):
            chosen = next((name for name, at in tables[0]["columns"].items() if at == column), "")
            if chosen not in dict(GOES_TO):
                continue
            lines.append(
                {
                    "name": f"m-{number}-{column}", "chosen": chosen, "options": GOES_TO,
                    "heading": _joined(tables, "headings", column) or f"(column {column + 1}, no heading)",
                    "sample": _joined(tables, "samples", column)[:80],
                }
            )  # fmt: skip
    return lines


def read(parsed: dict[str, Any], choices: dict[str, Any], given: Any) -> dict[str, Any]:
    """The mapping, ratings and colours as chosen on the page; a part the page did not show stays as it was."""
    kept: dict[str, Any] = {name: choices.get(name) for name in ("mapping", "ratings", "colours") if name in choices}
    groups = _alike(parsed)
    chosen = [_columns(number, tables, given) for number, tables in enumerate(groups)]
    if any(now != tables[0]["columns"] for now, tables in zip(chosen, groups, strict=True)):
        kept["mapping"] = [
            {"table": table["table"], "columns": now}
            for now, tables in zip(chosen, groups, strict=True)
            for table in tables
        ]
    rated = {one["words"]: given[one["name"]] for one in ratings(parsed, choices)["values"] if given.get(one["name"])}
    if rated:
        kept["ratings"] = rated
    if ratings(parsed, choices)["colours"]:
        kept["colours"] = given.get("colours") == "yes"
    return kept


def ratings(parsed: dict[str, Any], choices: dict[str, Any]) -> dict[str, Any]:
    """Values of the rating column that need the officer's word before they are ratings."""
    chosen = choices.get("ratings") or {}
    values = [
        {"name": f"r-{number}", "words": words, "count": count, "chosen": chosen.get(words, "")}
        for number, (words, count) in enumerate(_unsure(parsed, chosen))
    ]
    options = [
        ("", "Not a rating: keep as words"),
        *((rag.value, RATINGS[rag].word) for rag in Rag if rag != Rag.NOT_RATED),
    ]
    return {
        "values": values,
        "options": options,
        "colours": bool(parsed.get("colours")),
        "by_colour": bool(choices.get("colours")),
    }


def _unsure(parsed: dict[str, Any], chosen: dict[str, str]) -> list[tuple[str, int]]:
    found = {one["value"]: one.get("count", 0) for one in parsed.get("unsure_ratings", [])}
    return list({**dict.fromkeys(chosen, 0), **found}.items())[:20]


def _columns(number: int, tables: list[dict[str, Any]], given: Any) -> dict[str, int]:
    """Which column each part of an action is in, as posted; what the page did not ask about stays."""
    columns = {name: at for name, at in tables[0]["columns"].items() if name not in dict(GOES_TO)}
    for column in range(min(_width(tables[0]), SHOWN_COLUMNS)):
        before = next((name for name, at in tables[0]["columns"].items() if at == column), "")
        name = given.get(f"m-{number}-{column}", before)
        if name in dict(GOES_TO) and name:
            columns.setdefault(name, column)
    return columns


def _alike(parsed: dict[str, Any]) -> list[list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for table in parsed.get("mapping", []):
        groups.setdefault(repr((_width(table), sorted(table["columns"].items()))), []).append(table)
    return list(groups.values())


def _width(table: dict[str, Any]) -> int:
    places: list[int] = [at + 1 for at in table["columns"].values() if at is not None]
    return max([len(table.get("headings", [])), *places])


def _joined(tables: list[dict[str, Any]], name: str, column: int) -> str:
    words = (table.get(name, [])[column : column + 1] for table in tables)
    return " / ".join(dict.fromkeys(text.strip() for found in words for text in found if text.strip()))
